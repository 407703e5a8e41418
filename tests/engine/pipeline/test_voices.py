"""Voices for the window: heard as they are laid, made again only where they changed, compared with open subtitles."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import FileMissing, FolderInvalid
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.dub.status import Status
from deepdub_engine.pipeline.lines import choose_take
from deepdub_engine.pipeline.remix import remix
from deepdub_engine.pipeline.voices import compare_voices, load_voices
from tests.helpers.dub_clip import DubClip, made_voice, make_dub_clip

RATE_HZ = 16_000


@pytest.fixture
def dub(tmp_path: Path) -> DubClip:
    made = make_dub_clip(tmp_path / "clip", 4, 20, RATE_HZ)
    for number, factor in ((0, 0.8), (1, 1.1)):
        made.speak(number, made_voice(number, made.slot_s(number) * factor, RATE_HZ))
    return made


def test_voices_are_heard_as_they_will_be_mixed(dub: DubClip, tmp_path: Path) -> None:
    voices = finish(load_voices(dub.folder, dub.clip, tmp_path / "cache"))
    assert (voices.found, voices.missing) == (2, 2)
    assert Status.NEW in voices.lines.lines[0].statuses
    assert voices.lines.lines[2].status is Status.NONE
    finish(remix(dub.folder))
    start, stop = dub.slot(0)
    mixed = dub.read("audio_gen.wav")[start:stop]
    heard = voices.speech.read(start, stop) + dub.stems.accompaniment.read(start, stop)
    middle = slice(RATE_HZ // 10, -RATE_HZ // 10)
    assert np.abs(mixed[middle] - heard[middle]).max() < 2e-4  # 16 bit
    assert not voices.speech.read(*dub.slot(3)).any()
    assert voices.speech.samples == dub.clip.samples


def test_only_what_changed_is_made_again_and_the_sound_keeps_to_the_peaks(dub: DubClip, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    former = finish(load_voices(dub.folder, dub.clip, cache))
    copies = {path: path.stat().st_mtime_ns for path in (cache / "voices").glob("*.pcm")}
    dub.speak(2, made_voice(7, dub.slot_s(2) * 0.9, RATE_HZ))
    voices = finish(load_voices(dub.folder, dub.clip, cache, former=former))
    assert {path: path.stat().st_mtime_ns for path in copies} == copies
    assert len(list((cache / "voices").glob("*.pcm"))) == 3
    start, stop = dub.slot(2)
    heard = voices.speech.read(start, stop)
    assert np.abs(heard).max() > 0.01
    low, high = voices.peaks.envelope(start, stop, 1)[0]
    assert abs(max(-low, high) - np.abs(heard).max()) < 0.02
    assert former.speech.path != voices.speech.path
    assert former.speech.read(0, RATE_HZ).shape == (RATE_HZ, 2)


def test_a_file_that_may_still_be_written_is_told_apart(dub: DubClip, tmp_path: Path) -> None:
    assert finish(load_voices(dub.folder, dub.clip, tmp_path / "cache")).unsettled
    for number in (0, 1):
        os.utime(dub.voice_path(number), (1_000_000_000, 1_000_000_000))
    assert not finish(load_voices(dub.folder, dub.clip, tmp_path / "cache")).unsettled


def test_a_folder_of_another_clip_is_refused(dub: DubClip, tmp_path: Path) -> None:
    other = PcmClip(dub.clip.path, RATE_HZ, 2, dub.clip.samples - 1)
    with pytest.raises(FolderInvalid, match="another clip"):
        finish(load_voices(dub.folder, other, tmp_path / "cache"))


def test_another_take_is_used_once_it_is_chosen(dub: DubClip, tmp_path: Path) -> None:
    second = dub.speak(0, made_voice(5, dub.slot_s(0) * 0.7, RATE_HZ), ending=".2")
    line = finish(load_voices(dub.folder, dub.clip, tmp_path / "cache")).lines.lines[0]
    assert line.voice == dub.voice_path(0).name
    assert line.takes == (dub.voice_path(0).name, second.name)
    choose_take(dub.folder, line.hash, second.name)
    assert finish(load_voices(dub.folder, dub.clip, tmp_path / "cache")).lines.lines[0].voice == second.name
    with pytest.raises(FileMissing):
        choose_take(dub.folder, line.hash, "elsewhere.wav")


def test_subtitles_are_compared_by_name_text_and_time(dub: DubClip, tmp_path: Path) -> None:
    voices = finish(load_voices(dub.folder, dub.clip, tmp_path / "cache"))
    names = tuple(line.hash for line in voices.lines.lines)

    def compared(cues):
        return finish(compare_voices(voices.sentences, cues, dub.clip))

    assert compared(dub.cues).hashes == names
    assert compared(dub.cues).differ == 0
    shifted = tuple(replace(cue, start_ms=cue.start_ms + 7, end_ms=cue.end_ms + 7) for cue in dub.cues)
    moved = compared(shifted)
    assert moved.hashes == names
    assert len(moved.renamed) == 4
    reworded = compared((replace(dub.cues[0], text="Something else."), *dub.cues[1:]))
    assert [each.text for each in reworded.reworded] == ["Something else."]
    fewer = compared(dub.cues[1:])
    assert (len(fewer.gone), fewer.hashes) == (1, names[1:])
