"""The sample project: a sound scene, its subtitles, and a copy of them that is 3 s late."""

from __future__ import annotations

import itertools

import av
import numpy as np
import pysrt
import pytest

from deepdub_engine.base.resources import resource

RATE_HZ = 48_000
FOLDER = resource("sample")


@pytest.fixture(scope="module")
def scene() -> np.ndarray:
    """Float64 ``[samples, 2]``, full scale ±1."""
    with av.open(str(FOLDER / "sample.mkv")) as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels, stream.format.name) == (RATE_HZ, 2, "s16")
        assert stream.start_time == 0
        return np.concatenate([frame.to_ndarray().reshape(-1, 2) for frame in container.decode(stream)]) / 32768


@pytest.fixture(scope="module")
def cues() -> list[tuple[int, int, str]]:
    return read_cues("sample.srt")


def read_cues(name: str) -> list[tuple[int, int, str]]:
    return [(cue.start.ordinal, cue.end.ordinal, cue.text) for cue in pysrt.open(FOLDER / name, encoding="utf-8")]


def spoken(cues: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    return [cue for cue in cues if not cue[2].startswith("(")]


def test_the_clip_is_about_forty_seconds_loud_enough_and_never_clips(scene: np.ndarray):
    assert 35 <= len(scene) / RATE_HZ <= 45
    assert 0.3 < np.abs(scene).max() < 0.95
    assert -30 < 10 * np.log10(np.square(scene).mean()) < -15
    assert not np.array_equal(scene[:, 0], scene[:, 1])


def test_it_is_small_enough_to_ship():
    assert (FOLDER / "sample.mkv").stat().st_size < 5_000_000


def test_cues_lie_in_order_inside_the_clip_and_leave_room_to_shift(scene: np.ndarray, cues):
    times_ms = list(itertools.chain.from_iterable(cue[:2] for cue in cues))
    assert times_ms == sorted(times_ms)
    assert times_ms[0] >= 3500
    assert times_ms[-1] + 3000 <= len(scene) * 1000 / RATE_HZ
    assert all(end_ms > start_ms for start_ms, end_ms, _ in cues)


def test_the_other_subtitles_differ_only_by_being_three_seconds_late(cues):
    assert [(start_ms - 3000, end_ms - 3000, text) for start_ms, end_ms, text in read_cues("sample_3s_off.srt")] == cues


def test_a_line_is_heard_where_its_cue_begins_and_not_before(scene: np.ndarray, cues):
    """In the 200 ms after a cue starts, speech is louder than in the 200 ms before it, above the music's own tones."""
    band = in_band(scene.mean(axis=1), 2000, 6000)
    rises_db = []
    for (_, before_ms, _), (start_ms, _, text) in itertools.pairwise(cues):
        if text.startswith("(") or start_ms - before_ms < 200:
            continue
        rises_db.append(level_db(band, start_ms, start_ms + 200) - level_db(band, start_ms - 200, start_ms))
    assert len(rises_db) >= 8
    assert np.median(rises_db) > 6
    assert min(rises_db) > 0


def test_true_subtitles_fit_the_sound_better_than_the_late_ones(scene: np.ndarray, cues):
    band = in_band(scene.mean(axis=1), 2000, 6000)
    true_db, late_db = (
        np.mean([level_db(band, start_ms + off_ms, end_ms + off_ms) for start_ms, end_ms, _ in spoken(cues)])
        for off_ms in (0, 3000)
    )
    assert true_db > late_db + 1


def test_it_has_what_sentences_are_made_of(cues):
    text = " ".join(cue[2] for cue in spoken(cues))
    assert any(cue[2].startswith("(") and cue[2].endswith(")") for cue in cues)
    assert 10 <= sum(text.replace("...", "").count(mark) for mark in ".?!") <= 14
    assert text[-1] in ".?!"
    assert any(cue[2][-1] not in ".?!" for cue in spoken(cues)), "no sentence spans two cues"
    assert "..." in text


@pytest.mark.parametrize("name", ["sample.srt", "sample_3s_off.srt", "README.txt"])
def test_text_files_are_plain(name: str):
    data = (FOLDER / name).read_bytes()
    assert data.decode("utf-8")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")


def in_band(sound: np.ndarray, low_hz: float, high_hz: float) -> np.ndarray:
    spectrum = np.fft.rfft(sound)
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    spectrum[(hz < low_hz) | (hz > high_hz)] = 0
    return np.fft.irfft(spectrum, len(sound))


def level_db(sound: np.ndarray, start_ms: int, end_ms: int) -> float:
    part = sound[start_ms * RATE_HZ // 1000 : end_ms * RATE_HZ // 1000]
    return float(10 * np.log10(np.square(part).mean() + 1e-12))
