"""Stem cache: separated stems are found again, and only for the right clip."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks, build_peaks, silent_peaks, updated_peaks
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.local import separate, separate_spans
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.stem_cache import StemCache, StemKey, audio_digest, key_for, weights_digest
from deepdub_engine.separation.stems import Stems
from tests.helpers.clips import noise_clip
from tests.helpers.tiny_models import random_model

SPANS = ((500, 9000), (20_000, 21_111))


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return random_model(tmp_path)


@pytest.fixture
def clip(tmp_path: Path) -> PcmClip:
    return noise_clip(tmp_path, 4)


@pytest.fixture
def cache(tmp_path: Path) -> StemCache:
    return StemCache(tmp_path / "cache")


def key_of(clip: PcmClip, model: Model, *, exact: bool = False) -> StemKey:
    return key_for(clip, finish(audio_digest(clip)), weights_digest(model), exact=exact)


def peaks_of(stems: Stems) -> tuple[Peaks, Peaks]:
    return finish(build_peaks(stems.vocals)), finish(build_peaks(stems.accompaniment))


def kept(clip: PcmClip, model: Model, cache: StemCache, folder: Path, spans: object = None) -> tuple[StemKey, Stems]:
    job = separate(clip, model, folder) if spans is None else separate_spans(clip, model, folder, spans)
    stems, key = finish(job), key_of(clip, model)
    assert cache.store(key, stems, peaks_of(stems))
    return key, stems


def entry(tmp_path: Path, key: StemKey) -> Path:
    return tmp_path / "cache" / key.name


@pytest.mark.parametrize("spans", [None, SPANS])
def test_stems_come_back_after_their_session_is_gone(
    tmp_path: Path, clip: PcmClip, model: Model, cache: StemCache, spans: object
) -> None:
    key, stems = kept(clip, model, cache, tmp_path / "first", spans)
    expected = [stem.read(0, clip.samples) for stem in (stems.vocals, stems.accompaniment)]
    peaks = peaks_of(stems)
    shutil.rmtree(tmp_path / "first")
    again, found = cache.load(key, clip, tmp_path / "second")
    assert again.spans == stems.spans
    for stem, samples in zip((again.vocals, again.accompaniment), expected, strict=True):
        np.testing.assert_array_equal(stem.read(0, clip.samples), samples)
        assert stem.path.is_relative_to(tmp_path / "second")
    for mine, other in zip(found, peaks, strict=True):
        np.testing.assert_array_equal(mine.envelope(0, clip.samples, 40), other.envelope(0, clip.samples, 40))


def test_they_stay_while_they_are_in_use_and_take_no_second_room(
    tmp_path: Path, clip: PcmClip, model: Model, cache: StemCache
) -> None:
    key, stems = kept(clip, model, cache, tmp_path / "first")
    again, _ = cache.load(key, clip, tmp_path / "second")
    if os.name == "posix":
        assert again.vocals.path.stat().st_ino == stems.vocals.path.stat().st_ino
    cache.clear()
    assert cache.size == 0
    assert len(again.vocals.read(0, clip.samples)) == clip.samples


def test_another_sound_other_weights_or_another_way_are_something_else(
    tmp_path: Path, clip: PcmClip, model: Model, cache: StemCache
) -> None:
    key, _ = kept(clip, model, cache, tmp_path / "out")
    (tmp_path / "other").mkdir()
    other_model = random_model(tmp_path / "other", seed=2)
    assert cache.may_contain(dataclasses.replace(key, sound=""))
    assert not cache.may_contain(dataclasses.replace(key_of(clip, other_model), sound=""))
    assert not cache.may_contain(dataclasses.replace(key, exact=True))
    with clip.path.open("rb+") as file:  # one sample in the middle
        file.seek(clip.path.stat().st_size // 2)
        file.write(b"\0\0\0\0")
    for other in (key_of(clip, model), key_of(clip, other_model), dataclasses.replace(key, exact=True)):
        assert cache.load(other, clip, tmp_path / "in") is None
    assert cache.load(key, clip, tmp_path / "in") is not None


def test_the_same_sound_under_another_name_is_the_same(tmp_path: Path, clip: PcmClip, model: Model) -> None:
    moved = dataclasses.replace(clip, path=tmp_path / "moved.pcm")
    shutil.copyfile(clip.path, moved.path)
    assert key_of(moved, model) == key_of(clip, model)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def garble(path: Path) -> None:
    path.write_bytes(bytes(reversed(path.read_bytes())))


LISTS, SOUND = ("entry.json", "peaks.npz"), ("0-vocals.pcm", "0-accompaniment.pcm")


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        *((name, harm) for name in (*LISTS, *SOUND) for harm in (cut, Path.unlink)),
        *((name, garble) for name in LISTS),
    ],
)
def test_a_damaged_entry_is_never_used(
    tmp_path: Path, clip: PcmClip, model: Model, cache: StemCache, name: str, harm: object
) -> None:
    key, stems = kept(clip, model, cache, tmp_path / "out")
    harm(entry(tmp_path, key) / name)
    assert cache.load(key, clip, tmp_path / "in") is None
    assert not entry(tmp_path, key).exists()
    assert not cache.may_contain(key)
    shutil.rmtree(tmp_path / "out")
    stems = finish(separate(clip, model, tmp_path / "out"))
    assert cache.store(key, stems, peaks_of(stems))
    assert cache.load(key, clip, tmp_path / "in") is not None


@pytest.mark.parametrize(
    "marker",
    [
        "[]",
        "{}",
        '{"key": 1, "sizes": 2, "parts": 3}',
        '{"key": {}, "sizes": {"../../x": 1}, "parts": null}',
        "[" * 99_999,
    ],
)
def test_an_invalid_marker_is_ignored(
    tmp_path: Path, clip: PcmClip, model: Model, cache: StemCache, marker: str
) -> None:
    key, _ = kept(clip, model, cache, tmp_path / "out")
    (entry(tmp_path, key) / "entry.json").write_text(marker)
    assert cache.load(key, clip, tmp_path / "in") is None


@pytest.mark.parametrize(
    "part", [[-1, 100, 0, 0], [0, 99_999_999, 0, 0], [0, 10, 0, 99_999_999], [0, 10, 7, 0], [1, 2]]
)
def test_impossible_parts_count_as_damage(
    tmp_path: Path, clip: PcmClip, model: Model, cache: StemCache, part: list[int]
) -> None:
    key, _ = kept(clip, model, cache, tmp_path / "out", SPANS)
    marker = entry(tmp_path, key) / "entry.json"
    text = marker.read_text()
    begin = text.index('"parts": ') + 9
    marker.write_text(text[:begin] + f"[{part}]}}")
    assert cache.load(key, clip, tmp_path / "in") is None


def test_a_larger_part_replaces_a_smaller_one_but_not_vice_versa(
    tmp_path: Path, clip: PcmClip, model: Model, cache: StemCache
) -> None:
    key, part = kept(clip, model, cache, tmp_path / "part", SPANS)
    whole = finish(separate(clip, model, tmp_path / "whole"))
    for stems in (whole, part):
        assert cache.store(key, stems, peaks_of(stems))
        assert cache.load(key, clip, tmp_path / "in")[0].complete


def test_the_oldest_goes_first_when_there_is_too_much(tmp_path: Path, model: Model, cache: StemCache) -> None:
    keys = []
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        clip = noise_clip(tmp_path / str(number), 1 + number / 10)
        keys.append(kept(clip, model, cache, tmp_path / str(number))[0])
        os.utime(entry(tmp_path, keys[-1]) / "entry.json", (number, number))
    os.utime(entry(tmp_path, keys[0]) / "entry.json")  # mark as recently used
    cache.limit_bytes = cache.size - 1
    cache.trim()
    assert [entry(tmp_path, key).exists() for key in keys] == [True, False, True]
    assert cache.size <= cache.limit_bytes


def test_what_is_larger_than_the_limit_is_not_kept(tmp_path: Path, clip: PcmClip, model: Model) -> None:
    for limit in (0, 1000):
        cache = StemCache(tmp_path / "cache", limit)
        stems = finish(separate(clip, model, tmp_path / "out"))
        assert not cache.store(key_of(clip, model), stems, peaks_of(stems))
        assert cache.size == 0


def test_an_unwritable_disk_only_disables_the_cache(tmp_path: Path, clip: PcmClip, model: Model) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = StemCache(tmp_path / "file")
    stems = finish(separate(clip, model, tmp_path / "out"))
    assert not cache.store(key_of(clip, model), stems, peaks_of(stems))
    assert cache.load(key_of(clip, model), clip, tmp_path / "in") is None
    assert not cache.may_contain(key_of(clip, model))
    cache.trim()
    cache.clear()
    assert (tmp_path / "file").read_text() == "in the way"


def test_where_files_cannot_have_two_names_they_are_copied(
    tmp_path: Path, clip: PcmClip, model: Model, cache: StemCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    key, stems = kept(clip, model, cache, tmp_path / "out")
    again, _ = cache.load(key, clip, tmp_path / "in")
    np.testing.assert_array_equal(again.vocals.read(0, clip.samples), stems.vocals.read(0, clip.samples))


def test_a_full_disk_does_not_cost_what_is_kept(
    tmp_path: Path, clip: PcmClip, model: Model, cache: StemCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    key, _ = kept(clip, model, cache, tmp_path / "out")
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", refuse)
        patch.setattr(shutil, "copyfile", refuse)
        assert cache.load(key, clip, tmp_path / "in") is None
    assert list((tmp_path / "in").iterdir()) == []
    assert cache.load(key, clip, tmp_path / "in") is not None


def test_peaks_of_parts_are_those_of_the_whole(tmp_path: Path, model: Model) -> None:
    clip = noise_clip(tmp_path, 7.003)
    whole = finish(build_peaks(clip))
    grown = silent_peaks(clip.rate_hz, clip.samples)
    assert grown.is_sound
    assert whole.is_sound
    for spans in (((0, 300), (5000, 30_000)), ((30_000, clip.samples), (300, 5000))):
        grown = updated_peaks(grown, clip, spans)
    assert [level.tolist() for level in grown.levels] == [level.tolist() for level in whole.levels]
