"""Peak cache: a known clip has its waveform at once, and never a wrong one."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepdub_engine.audio.media.decode import Decoded, DecodeProgress
from deepdub_engine.audio.media.peak_cache import PeakCache, content_key, decode_with_cached_peaks
from deepdub_engine.audio.peaks import PeakBuilder, Peaks
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import TrackToMake, make_media, noise

RATE_HZ = 48_000


def peaks_of(sound: np.ndarray) -> Peaks:
    builder = PeakBuilder()
    builder.add(sound.astype(np.float32))
    return builder.peaks(RATE_HZ)


def same(one: Peaks | None, other: Peaks) -> bool:
    if one is None or (one.rate_hz, one.samples) != (other.rate_hz, other.samples):
        return False
    return one.is_sound and all(map(np.array_equal, one.levels, other.levels))  # the coarsest levels may be missing


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_media(tmp_path / "clip.wav", [TrackToMake(noise(300_001))])


@pytest.fixture
def cache(tmp_path: Path) -> PeakCache:
    return PeakCache(tmp_path / "peaks")


def followed(path: Path, folder: Path, cache: PeakCache) -> tuple[list[DecodeProgress], Decoded]:
    job, seen = decode_with_cached_peaks(path, folder, cache), []
    try:
        while True:
            seen.append(next(job))
    except StopIteration as stop:
        return seen, stop.value


def kept_files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "peaks").glob("*.peaks"))


def test_a_clip_that_is_opened_again_shows_all_of_its_waveform_before_it_is_read(
    tmp_path: Path, clip: Path, cache: PeakCache
) -> None:
    first, decoded = followed(clip, tmp_path / "one", cache)
    assert first[0].peaks.samples < decoded.peaks.samples
    renamed = tmp_path / "another name.wav"
    clip.rename(renamed)
    again, decoded_again = followed(renamed, tmp_path / "two", cache)
    assert all(same(progress.peaks, decoded.peaks) for progress in again)
    assert same(decoded_again.peaks, decoded.peaks)
    assert (tmp_path / "two/mixture.pcm").read_bytes() == (tmp_path / "one/mixture.pcm").read_bytes()


def test_each_track_has_a_waveform_of_its_own(clip: Path, cache: PeakCache) -> None:
    one, other = peaks_of(noise(5000)), peaks_of(noise(5000, seed=2))
    cache.store(content_key(clip, 0), one)
    cache.store(content_key(clip, 1), other)
    assert same(cache.load(content_key(clip, 0)), one)
    assert same(cache.load(content_key(clip, 1)), other)
    assert cache.load(content_key(clip, 2)) is None


def test_another_file_under_the_same_name_is_another_clip(tmp_path: Path, clip: Path, cache: PeakCache) -> None:
    cache.store(content_key(clip, 0), peaks_of(noise(5000)))
    shutil.copy(make_media(tmp_path / "b.wav", [TrackToMake(noise(300_001, seed=3))]), clip)
    assert cache.load(content_key(clip, 0)) is None


def test_a_change_that_the_fingerprint_misses_is_noticed_while_reading(tmp_path: Path, cache: PeakCache) -> None:
    path = make_media(tmp_path / "long.wav", [TrackToMake(noise(3_000_000))])
    followed(path, tmp_path / "one", cache)
    with path.open("r+b") as file:
        file.seek(7_000_000)  # between two sampled positions
        file.write(b"\x7f" * 2000)
    assert cache.load(content_key(path, 0)) is not None
    seen, decoded = followed(path, tmp_path / "two", cache)
    assert max(int(level[:, 1].max()) for level in decoded.peaks.levels) > 30_000
    assert same(seen[-1].peaks, decoded.peaks)
    assert same(cache.load(content_key(path, 0)), decoded.peaks)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_never_used(tmp_path: Path, clip: Path, cache: PeakCache, data: st.DataObject) -> None:
    whole = peaks_of(noise(20_000))
    cache.store(content_key(clip, 0), whole)
    file = kept_files(tmp_path)[0]
    good = file.read_bytes()
    damage = data.draw(st.sampled_from(["flip", "cut", "longer", "empty"]))
    if damage == "flip":
        at = data.draw(st.integers(0, len(good) - 1))
        file.write_bytes(good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :])
    elif damage == "cut":
        file.write_bytes(good[: data.draw(st.integers(0, len(good) - 1))])
    else:
        file.write_bytes(good + b"\0" * 4 if damage == "longer" else b"")
    assert cache.load(content_key(clip, 0)) is None
    assert not file.exists()


def test_a_renamed_entry_is_not_used(tmp_path: Path, clip: Path, cache: PeakCache) -> None:
    cache.store(content_key(clip, 0), peaks_of(noise(5000)))
    cache.store(content_key(clip, 1), peaks_of(noise(5000, seed=2)))
    one, other = kept_files(tmp_path)
    shutil.copy(one, other)
    assert [cache.load(content_key(clip, track)) for track in (0, 1)].count(None) == 1


def test_the_cache_is_bounded_and_keeps_recent_entries(tmp_path: Path, clip: Path) -> None:
    peaks = peaks_of(noise(50_000))
    size = 64 + 4 * len(peaks.levels[0])
    cache = PeakCache(tmp_path / "peaks", 2 * size + 10)
    cache.store(content_key(clip, 0), peaks)
    cache.store(content_key(clip, 1), peaks)
    for age, file in enumerate(kept_files(tmp_path)):
        os.utime(file, (age, age))
    assert cache.load(content_key(clip, 0)) is not None
    cache.store(content_key(clip, 2), peaks)
    assert sum(file.stat().st_size for file in kept_files(tmp_path)) <= cache.limit_bytes
    assert [cache.load(content_key(clip, track)) is not None for track in range(3)] == [True, False, True]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot replace an open file")
def test_a_file_that_is_replaced_while_it_is_read_is_not_given_the_waveform_of_the_former(
    tmp_path: Path, clip: Path, cache: PeakCache
) -> None:
    other = make_media(tmp_path / "other.wav", [TrackToMake(noise(300_001, seed=3))])
    shutil.copy(clip, tmp_path / "former.wav")
    job = decode_with_cached_peaks(clip, tmp_path / "one", cache)
    next(job)
    other.replace(clip)
    peaks = finish(job).peaks
    assert cache.load(content_key(clip, 0)) is None
    assert same(cache.load(content_key(tmp_path / "former.wav", 0)), peaks)


def test_two_hours_take_little_disk_space(tmp_path: Path, clip: Path, cache: PeakCache) -> None:
    builder, block = PeakBuilder(), noise(1 << 20, 1)
    while builder.samples < 7200 * RATE_HZ:
        builder.add(block[: 7200 * RATE_HZ - builder.samples])
    peaks = builder.peaks(RATE_HZ)
    assert sum(level.nbytes for level in peaks.levels) < 7_300_000
    cache.store(content_key(clip, 0), peaks)
    assert kept_files(tmp_path)[0].stat().st_size < 7_200_000


def test_an_unwritable_folder_is_not_an_error(tmp_path: Path, clip: Path) -> None:
    (tmp_path / "peaks").write_text("a file where the folder should be")
    _, decoded = followed(clip, tmp_path / "one", PeakCache(tmp_path / "peaks"))
    assert decoded.clip.samples == 300_001
