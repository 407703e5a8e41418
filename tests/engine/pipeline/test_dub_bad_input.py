"""Voices as they come: any rate, any number of channels, broken, silent, gone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.errors import FileMissing, FolderInvalid, NoVoices
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.dub.options import Level, LevelMode, RemixOptions
from deepdub_engine.pipeline.dub.status import Status
from deepdub_engine.pipeline.lines import keep_lines, line_statuses
from deepdub_engine.pipeline.remix import Remix, remix
from tests.helpers.dub_clip import DubClip, made_voice, make_dub_clip

RATE_HZ = 16_000
KEEP = RemixOptions(level=Level(LevelMode.KEEP))


@pytest.fixture
def clip(tmp_path: Path) -> DubClip:
    return make_dub_clip(tmp_path, 3, 12.0, RATE_HZ)


def laid(clip: DubClip, options: RemixOptions = KEEP) -> Remix:
    return finish(remix(clip.folder, options, force=True))


def voice_energy(clip: DubClip, result: Remix, number: int = 0) -> float:
    """Return the energy that a line adds to its accompaniment, in seconds at full scale, per channel."""
    line = result.lines[number]
    assert line.laid_start_sample is not None
    assert line.laid_stop_sample is not None
    start, stop = max(line.laid_start_sample, clip.slot(number)[0]), min(line.laid_stop_sample, clip.slot(number)[1])
    over = clip.read("audio_gen.wav")[start:stop] - clip.stems.accompaniment.read(start, stop)
    return float(np.square(over).mean(axis=1).sum() / RATE_HZ)


def energy(voice: Samples, rate_hz: int) -> float:
    return float(np.square(voice).sum() / rate_hz)


def is_original(clip: DubClip, number: int) -> bool:
    start, stop = clip.slot(number)
    return np.array_equal(clip.read("audio_gen.wav")[start:stop], clip.clip.read(start, stop))


@pytest.mark.parametrize("rate_hz", [8000, 11_025, 44_100, 96_000, 192_000])
def test_any_rate_is_as_long_and_as_loud(clip: DubClip, rate_hz: int) -> None:
    voice = made_voice(1, 0.8 * clip.slot_s(0), rate_hz)
    clip.speak(0, voice, rate_hz=rate_hz)
    result = laid(clip)
    assert abs(10 * np.log10(voice_energy(clip, result) / energy(voice, rate_hz))) < 0.5


@pytest.mark.parametrize("channels", [1, 2, 3, 4, 6, 8])
def test_any_number_of_channels_is_heard(clip: DubClip, channels: int) -> None:
    voice = made_voice(1, 0.8 * clip.slot_s(0), RATE_HZ)
    sound = np.zeros((len(voice), channels), np.float32)
    sound[:, 2 if channels > 4 else 0] = voice  # in 5.1 and 7.1, speech is in the centre
    clip.speak(0, sound)
    result = finish(remix(clip.folder, force=True))  # as loud as the original, wherever it comes from
    assert result.lines[0].statuses == (Status.FITS,)
    assert voice_energy(clip, result) > 1e-4


@pytest.mark.parametrize("size", [b"\0\0\0\0", b"\xff\xff\xff\xff"])
def test_a_header_without_a_length_is_read_to_the_end(clip: DubClip, size: bytes) -> None:
    voice = made_voice(1, 0.8 * clip.slot_s(0), RATE_HZ)
    path = clip.voice_path(0)
    soundfile.write(path, voice, RATE_HZ, subtype="PCM_16")
    data = bytearray(path.read_bytes())
    at = data.find(b"data")
    data[at + 4 : at + 8] = data[4:8] = size
    path.write_bytes(data)
    assert abs(10 * np.log10(voice_energy(clip, laid(clip)) / energy(voice, RATE_HZ))) < 0.5


def test_another_format_under_the_name_of_a_wav_is_read(clip: DubClip) -> None:
    voice = made_voice(1, 0.8 * clip.slot_s(0), RATE_HZ)
    soundfile.write(clip.voice_path(0), voice, RATE_HZ, format="FLAC")
    assert laid(clip).lines[0].status is Status.FITS


def test_each_fault_is_named_with_number_time_and_text_and_the_rest_is_laid(clip: DubClip) -> None:
    good = made_voice(1, 0.7 * clip.slot_s(0), RATE_HZ)
    clip.speak(0, good)
    clip.voice_path(1).write_bytes(b"not a sound at all" * 1000)
    result = laid(clip)
    assert (result.generated, result.lines[1].status) == (1, Status.DAMAGED)
    first = str(result.warnings[0])
    assert first.startswith("Line 2 at 00:0")
    assert clip.sentences.sentences[1].text[:20] in first
    assert "make it again" in first
    assert is_original(clip, 1)
    assert voice_energy(clip, result) > 0.5 * energy(good, RATE_HZ)


def test_a_silent_a_clipped_and_a_broken_voice_are_named(clip: DubClip) -> None:
    clip.speak(0, np.zeros(RATE_HZ, np.float32))
    clip.speak(1, np.clip(9 * made_voice(2, 0.8 * clip.slot_s(1), RATE_HZ), -1, 1))
    broken = made_voice(3, 0.8 * clip.slot_s(2), RATE_HZ)
    broken[500:600] = np.nan
    broken[700] = np.inf
    clip.speak(2, broken)
    result = laid(clip)
    assert Status.SILENT in result.lines[0].statuses
    assert Status.CLIPPED in result.lines[1].statuses
    assert Status.DAMAGED in result.lines[2].statuses
    assert [str(warning).split(":")[0][:6] for warning in result.warnings[:3]] == ["Line 1", "Line 2", "Line 3"]
    assert np.isfinite(clip.read("audio_gen.wav")).all()
    assert voice_energy(clip, result, 2) > 0.5 * energy(np.nan_to_num(broken, posinf=0), RATE_HZ)


def test_a_voice_of_an_hour_is_named_and_not_laid(clip: DubClip) -> None:
    with soundfile.SoundFile(clip.voice_path(0), "w", 8000, 1, "PCM_U8") as file:
        for _ in range(3600):
            file.write(np.full(8000, 0.1, np.float32))
    clip.speak(1, made_voice(1, 1.0, RATE_HZ))
    result = laid(clip)
    assert "longer than 5 minutes" in str(result.warnings[0])
    assert is_original(clip, 0)
    assert len(clip.read("audio_gen.wav")) == clip.clip.samples


def test_a_voice_that_vanishes_while_it_is_laid_leaves_the_original(clip: DubClip) -> None:
    clip.speak(0, made_voice(1, 1.0, RATE_HZ))
    clip.speak(1, made_voice(2, 1.0, RATE_HZ))
    job = remix(clip.folder)
    for step in job:
        if step.what == "Fitting voices":
            clip.voice_path(0).unlink(missing_ok=True)
            break
    result = finish(job)
    assert "has disappeared" in str(result.warnings[0])
    assert result.generated == 1
    assert is_original(clip, 0)


@pytest.mark.skipif(os.name != "posix", reason="named pipes are POSIX")
def test_a_pipe_in_place_of_a_voice_does_not_hang(clip: DubClip) -> None:
    os.mkfifo(clip.voice_path(0))
    clip.speak(1, made_voice(1, 1.0, RATE_HZ))
    assert "not a file" in str(laid(clip).warnings[0])


def test_of_two_takes_the_first_is_laid_and_both_are_named(clip: DubClip) -> None:
    first, second = made_voice(1, 1.0, RATE_HZ), 0.2 * made_voice(2, 1.0, RATE_HZ)
    clip.speak(0, second, ending=".2")
    assert laid(clip).lines[0].voice == clip.voice_path(0, ".2").name
    clip.speak(0, first)
    result = laid(clip)
    assert result.lines[0].takes == (clip.voice_path(0).name, clip.voice_path(0, ".2").name)
    assert abs(10 * np.log10(voice_energy(clip, result) / energy(first, RATE_HZ))) < 0.5


@pytest.mark.skipif(os.name != "posix", reason="names differ in capitals only on some systems")
def test_of_two_names_that_differ_in_capitals_the_regular_one_is_laid(clip: DubClip) -> None:
    clip.speak(0, made_voice(1, 1.0, RATE_HZ))
    clip.voice_path(0).with_name(clip.voice_path(0).name.upper()).write_bytes(b"")
    line = laid(clip).lines[0]
    assert line.voice == clip.voice_path(0).name
    assert len(line.takes) == 2


def test_an_empty_folder_is_an_error_and_writes_nothing(clip: DubClip) -> None:
    with pytest.raises(NoVoices):
        laid(clip)
    assert not list(clip.audio.glob("*_gen.wav"))
    (clip.folder / "segments.csv").write_text("nonsense\n")
    with pytest.raises(FolderInvalid):
        laid(clip)
    with pytest.raises(FileMissing):
        finish(line_statuses(clip.folder / "nowhere"))


def test_a_line_without_an_accompaniment_is_named(clip: DubClip) -> None:
    clip.speak(0, made_voice(1, 1.0, RATE_HZ))
    clip.speak(1, made_voice(2, 1.0, RATE_HZ))
    (clip.audio / f"{clip.sentences.sentences[0].hash}_accompaniment.wav").unlink()
    result = laid(clip)
    assert "no music and effects" in str(result.warnings[0])
    assert is_original(clip, 0)


def test_a_damaged_manifest_costs_time_and_nothing_else(clip: DubClip) -> None:
    clip.speak(0, made_voice(1, 1.0, RATE_HZ))
    laid(clip)
    before = clip.read("audio_gen.wav")
    path = clip.folder / ".deepdub-dub/manifest.json"
    whole = json.loads(path.read_text())
    name = next(iter(whole["voices"]))
    entry = {**whole["voices"][name], "facts": {**whole["voices"][name]["facts"], "spans": "x"}}
    damages = ("{", "[]", json.dumps({**whole, "blocks": 3}), json.dumps({**whole, "voices": {name: entry}}))
    for damage in damages:
        path.write_text(damage)
        laid(clip)
        assert np.array_equal(clip.read("audio_gen.wav"), before)


def test_a_mix_made_elsewhere_is_used_and_one_in_the_way_is_set_aside(clip: DubClip) -> None:
    start, stop = clip.slot(0)
    mine = np.full((stop - start, 2), 0.125, np.float32)
    path = clip.audio / f"{clip.sentences.sentences[0].hash}_gen.wav"
    soundfile.write(path, mine, RATE_HZ, subtype="PCM_16")
    data = path.read_bytes()
    clip.speak(1, made_voice(2, 1.0, RATE_HZ))
    laid(clip)
    assert path.read_bytes() == data
    assert np.array_equal(clip.read("audio_gen.wav")[start : stop - RATE_HZ // 4], mine[: -RATE_HZ // 4])
    clip.speak(0, made_voice(1, 1.0, RATE_HZ))
    laid(clip)
    assert (clip.folder / "set_aside" / path.name).read_bytes() == data


def test_the_status_of_a_line_follows_what_happens_to_its_voice(clip: DubClip) -> None:
    def status() -> tuple[Status, ...]:
        return finish(line_statuses(clip.folder)).lines[0].statuses

    assert status() == (Status.NONE,)
    clip.speak(0, made_voice(1, 0.5 * clip.slot_s(0), RATE_HZ))
    assert status() == (Status.NEW, Status.FITS)
    laid(clip)
    assert status() == (Status.FITS,)
    clip.speak(0, made_voice(1, 5 * clip.slot_s(0), RATE_HZ))
    assert status() == (Status.TOO_LONG, Status.CHANGED, Status.STRETCHED)
    clip.voice_path(0).unlink()
    assert status() == (Status.NONE,)


def damage_table(clip: DubClip, field: str, value: object) -> bytes:
    """Put a value in the place of one in the table of sentences, or take it out; return the new table."""
    path = clip.folder / "sentences.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["sentences"][0].pop(field)
    if value is not None:
        stored["sentences"][0][field] = value
    path.write_text(json.dumps(stored), encoding="utf-8")
    return path.read_bytes()


@pytest.mark.parametrize("value", [None, "soon", [], float("inf"), float("nan")])
@pytest.mark.parametrize("field", ["hash", "start_ms", "end_ms"])
def test_a_damaged_table_of_sentences_hides_no_voice(clip: DubClip, field: str, value: object) -> None:
    clip.speak(0, made_voice(1, 0.8 * clip.slot_s(0), RATE_HZ))
    damage_table(clip, field, value)
    found = finish(line_statuses(clip.folder, KEEP)).lines
    assert [line.status for line in found] == [Status.NEW, Status.NONE, Status.NONE]


@pytest.mark.parametrize("field", ["number", "start_ms", "end_ms", "text"])
def test_keeping_lines_in_a_damaged_table_is_refused_and_changes_nothing(clip: DubClip, field: str) -> None:
    table = damage_table(clip, field, None)
    with pytest.raises(FolderInvalid, match=r"sentences\.json is damaged"):
        keep_lines(clip.folder, [2], keep=True)
    assert (clip.folder / "sentences.json").read_bytes() == table
