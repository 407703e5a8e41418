"""Waveform peaks: no sample is lost in the picture at any zoom."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.audio.peaks import (
    PeakBuilder,
    Peaks,
    build_peaks,
    exact_envelope,
    pyramid,
    silent_peaks,
    updated_peaks,
)
from deepdub_engine.base.progress import finish

ROUNDING = 1 / 32767


def sound_of(samples: int, channels: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, (samples, channels)).astype(np.float32)


def peaks_of(sound: np.ndarray, cuts: list[int] | None = None) -> Peaks:
    builder = PeakBuilder()
    for block in np.split(sound, sorted(cuts or [])):
        builder.add(block)
    return builder.peaks(48_000)


def clip_of(path: Path, sound: np.ndarray) -> PcmClip:
    with PcmWriter(path, sound.shape[1]) as writer:
        writer.write(sound)
        return writer.clip(48_000)


def true_envelope(sound: np.ndarray, start: float, stop: float, columns: int) -> np.ndarray:
    edges = np.linspace(start, stop, columns + 1)
    rows = []
    for left, right in itertools.pairwise(edges):
        first = int(np.clip(np.floor(left), 0, len(sound) - 1))
        last = max(first + 1, int(np.clip(np.ceil(right), 0, len(sound))))
        outside = left >= len(sound) or (right <= 0 and left < 0)
        part = sound[first:last]
        rows.append((np.nan, np.nan) if outside else (part.min(), part.max()))
    return np.array(rows, np.float32)


stretches = st.tuples(st.floats(-5000, 25_000), st.floats(0.01, 30_000))


@given(
    samples=st.integers(1, 20_000),
    channels=st.integers(1, 2),
    seed=st.integers(0, 9),
    stretch=stretches,
    columns=st.integers(1, 400),
)
def test_every_column_contains_all_that_it_covers(
    samples: int, channels: int, seed: int, stretch: tuple[float, float], columns: int
) -> None:
    sound = sound_of(samples, channels, seed)
    start, stop = stretch[0], stretch[0] + stretch[1]
    drawn = peaks_of(sound).envelope(start, stop, columns)
    truth = true_envelope(sound, start, stop, columns)
    assert drawn.dtype == np.float32
    assert drawn.shape == (columns, 2)
    np.testing.assert_array_equal(np.isnan(drawn), np.isnan(truth))
    inside = ~np.isnan(truth[:, 0])
    assert (drawn[inside, 0] <= truth[inside, 0]).all()
    assert (drawn[inside, 1] >= truth[inside, 1]).all()
    assert (drawn[inside, 0] >= sound.min() - ROUNDING).all()
    assert (drawn[inside, 1] <= sound.max() + ROUNDING).all()


@given(
    samples=st.integers(1, 3000),
    channels=st.integers(1, 2),
    stretch=st.tuples(st.floats(-500, 3500), st.floats(0.01, 4000)),
    columns=st.integers(1, 300),
)
def test_the_envelope_from_the_samples_is_exact(
    tmp_path_factory: pytest.TempPathFactory, samples: int, channels: int, stretch: tuple[float, float], columns: int
) -> None:
    sound = sound_of(samples, channels, 3)
    clip = clip_of(tmp_path_factory.mktemp("clip") / "a.pcm", sound)
    start, stop = stretch[0], stretch[0] + stretch[1]
    np.testing.assert_array_equal(
        exact_envelope(clip, start, stop, columns), true_envelope(sound, start, stop, columns)
    )


@given(samples=st.integers(0, 40_000), channels=st.integers(1, 2), cuts=st.lists(st.integers(0, 40_000), max_size=12))
def test_peaks_do_not_depend_on_the_blocks_they_came_in(samples: int, channels: int, cuts: list[int]) -> None:
    sound = sound_of(samples, channels, 4)
    expected = peaks_of(sound)
    builder = PeakBuilder()
    for block in np.split(sound, sorted(min(cut, samples) for cut in cuts)):
        builder.add(block)
        builder.peaks(48_000)
    found = builder.peaks(48_000)
    assert found.samples == samples
    assert len(found.levels) == len(expected.levels)
    for level, other in zip(found.levels, expected.levels, strict=True):
        np.testing.assert_array_equal(level, other)


@given(samples=st.integers(1, 200_000), seed=st.integers(0, 3))
def test_each_level_covers_the_whole_clip_with_a_quarter_of_the_bins(samples: int, seed: int) -> None:
    sound = sound_of(samples, 1, seed)
    for index, level in enumerate(peaks_of(sound).levels):
        size = 256 * 4**index
        assert len(level) == -(-samples // size)
        for number in (0, len(level) - 1):
            part = sound[number * size : (number + 1) * size].astype(np.float64)
            assert level[number].tolist() == [np.floor(part.min() * 32767), np.ceil(part.max() * 32767)]


def test_a_click_of_one_sample_is_seen_at_every_zoom() -> None:
    sound = np.zeros((1_000_000, 2), np.float32)
    sound[654_321, 1] = -0.75
    peaks = peaks_of(sound)
    for columns in (1, 3, 100, 1999, 3906):
        drawn = peaks.envelope(0, 1_000_000, columns)
        assert drawn[:, 0].min() <= -0.75
        assert (drawn[:, 1] == 0).all()
        assert (drawn[:, 0] < 0).sum() <= 2 + 256 * columns // 1_000_000


def test_a_column_narrower_than_a_bin_repeats_it() -> None:
    drawn = peaks_of(sound_of(1024, 1, 1)).envelope(256, 512, 64)
    assert (drawn == drawn[0]).all()


def test_two_hours_take_little_memory_and_draw_in_a_millisecond() -> None:
    builder = PeakBuilder()
    block = sound_of(1 << 20, 1, 1)
    for _ in range(7200 * 48_000 // len(block)):
        builder.add(block)
    peaks = builder.peaks(48_000)
    assert sum(level.nbytes for level in peaks.levels) < 7_200_000
    times = []
    for width in (512_000, 1_000_000, 40_000_000, peaks.samples):
        for _ in range(20):
            before = time.perf_counter()
            peaks.envelope(1000, 1000 + width, 2000)
            times.append(time.perf_counter() - before)
    assert sorted(times)[len(times) // 2] < 0.005


def test_an_older_waveform_stays_what_it_was() -> None:
    builder = PeakBuilder()
    builder.add(sound_of(70_000, 2, 1))
    older = builder.peaks(48_000)
    whole = 70_000 // 256
    kept = older.levels[0][:whole].copy()
    builder.add(sound_of(900_000, 2, 2))
    assert older.samples == 70_000
    np.testing.assert_array_equal(older.levels[0][:whole], kept)
    with pytest.raises(ValueError, match="read-only"):
        older.levels[0][0] = 0


def test_nothing_is_drawn_of_an_empty_clip() -> None:
    assert np.isnan(PeakBuilder().peaks(48_000).envelope(-10, 10, 4)).all()


def test_values_beyond_full_scale_are_drawn_at_full_scale() -> None:
    drawn = peaks_of(np.array([[3.0], [-2.0]], np.float32)).envelope(0, 2, 1)
    assert drawn.tolist() == [[-1.0, 1.0]]


def test_peaks_of_a_file_are_those_of_its_samples(tmp_path: Path) -> None:
    sound = sound_of(200_000, 2, 5)
    peaks = finish(build_peaks(clip_of(tmp_path / "a.pcm", sound)))
    for level, expected in zip(peaks.levels, peaks_of(sound).levels, strict=True):
        np.testing.assert_array_equal(level, expected)


@given(
    st.integers(1, 400_000),
    st.lists(st.tuples(st.integers(0, 399_999), st.integers(1, 30_000)), max_size=70),
    st.integers(0, 9),
)
def test_peaks_that_are_updated_where_a_clip_changed_are_those_of_the_whole_clip(
    samples: int, parts: list[tuple[int, int]], seed: int
) -> None:
    sound = np.zeros((samples, 1), np.float32)
    rng = np.random.default_rng(seed)
    spans = [(start, min(samples, start + length)) for start, length in parts if start < samples]
    for start, stop in spans:
        sound[start:stop] = rng.normal(0, 0.3, (stop - start, 1))
    builder = PeakBuilder()
    builder.add(sound)
    updated = updated_peaks(silent_peaks(48_000, samples), InMemory(sound), tuple(spans))
    whole = pyramid(builder.peaks(48_000).levels[0].copy())
    assert all(np.array_equal(*pair) for pair in zip(updated.levels, whole, strict=True))


class InMemory:
    """A clip in memory."""

    def __init__(self, sound: np.ndarray) -> None:
        self.sound = sound

    def read(self, start: int, stop: int) -> np.ndarray:
        return self.sound[start:stop]
