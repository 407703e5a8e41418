"""Voices that were heard are kept by the content of the vocals; whatever is wrong with them, they are heard again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.composite import CompositeClip, Patch
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.speakers.likeness import kept_directions
from deepdub_engine.speakers.voice import Voice
from deepdub_engine.speakers.voice_cache import VoiceCache
from deepdub_engine.subtitles import Cue

RATE = 16_000


def direction(place: int) -> tuple[float, ...]:
    return tuple(float(at == place) for at in range(192))


VOICES = {
    (0, 2 * RATE): Voice(direction(0), 1500),
    (2 * RATE, 3 * RATE): Voice(direction(1), 800, ((0, 320), (500, 990))),
    (3 * RATE, 4 * RATE): Voice((), 200, ((40, 400),)),
}


@pytest.fixture
def vocals(tmp_path: Path) -> PcmClip:
    path = tmp_path / "vocals.pcm"
    path.write_bytes(np.random.default_rng(1).normal(0, 0.1, 10 * RATE).astype("<f4").tobytes())
    return PcmClip(path, RATE, 1, 10 * RATE)


def test_what_is_kept_is_found_by_content_and_grows(vocals: PcmClip, tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path / "cache")
    assert cache.load(vocals) == {}
    cache.store(vocals, VOICES)
    assert cache.load(vocals) == VOICES
    more = {(5 * RATE, 6 * RATE): Voice(direction(7), 900)}
    cache.store(vocals, more)
    moved = vocals.path.rename(tmp_path / "elsewhere.pcm")
    again = PcmClip(moved, RATE, 1, 10 * RATE)
    assert cache.load(again) == {**VOICES, **more}
    parts = tuple(Patch(at * RATE, (at + 5) * RATE, moved, at * RATE) for at in (0, 5))
    assert cache.load(CompositeClip(moved, RATE, 1, 10 * RATE, patches=parts)) == {**VOICES, **more}
    moved.write_bytes(b"\1" + moved.read_bytes()[1:])
    assert cache.load(again) == {}


@pytest.mark.parametrize("length", [0, 10, 400, 1000])
def test_a_file_that_was_cut_is_ignored_and_removed(vocals: PcmClip, tmp_path: Path, length: int) -> None:
    cache = VoiceCache(tmp_path / "cache")
    cache.store(vocals, VOICES)
    (kept,) = cache.entries()
    kept.write_bytes(kept.read_bytes()[:length])
    assert cache.load(vocals) == {}
    assert not kept.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"form": np.array(99)},
        {"directions": np.full((3, 192), np.nan, np.float32)},
        {"overlaps": np.array([[3, 0, 100]])},
        {"overlaps": np.zeros((1, 2), np.int64)},
    ],
)
def test_values_that_cannot_be_are_ignored(vocals: PcmClip, tmp_path: Path, change: dict[str, object]) -> None:
    cache = VoiceCache(tmp_path / "cache")
    cache.store(vocals, VOICES)
    (kept,) = cache.entries()
    with np.load(kept) as file:
        values = {name: file[name] for name in file.files}
    with kept.open("wb") as file:
        np.savez(file, **{**values, **change})
    assert cache.load(vocals) == {}


def test_a_folder_that_cannot_be_written_costs_only_time(vocals: PcmClip, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    cache = VoiceCache(tmp_path / "cache")
    cache.store(vocals, VOICES)
    assert cache.load(vocals) == {}
    vocals.path.unlink()
    cache.store(vocals, VOICES)


def test_a_cue_has_the_voice_of_the_sentence_in_which_it_was_heard(vocals: PcmClip) -> None:
    known = {
        (0, 4 * RATE): Voice(direction(0), 1500),
        (0, 2 * RATE): Voice(direction(1), 1500),
        (5 * RATE, 6 * RATE): Voice((), 100),
    }
    cues = [
        Cue(100, 2100, "shifted"),
        Cue(2100, 3900, "the sentence"),
        Cue(5000, 6000, "too little"),
        Cue(7000, 8000, ""),
    ]
    found = kept_directions(known, cues, vocals)
    assert {cue: int(np.argmax(voice)) for cue, voice in found.items()} == {0: 1, 1: 0}
    assert kept_directions({}, cues, vocals) == {}
