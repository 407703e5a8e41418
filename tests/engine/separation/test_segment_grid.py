"""Laws of overlapping segments: they cover a clip, their weights add up to one, and none sees padding."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.separation.segment_grid import SegmentGrid
from deepdub_engine.separation.stft import Analysis, Synthesis
from tests.helpers.tiny_film import TINY_FILM

SIZES = st.integers(2, 40).flatmap(lambda frames: st.tuples(st.just(frames), st.integers(0, frames // 2)))
GRIDS = st.builds(lambda total, sizes: SegmentGrid(total, *sizes), st.integers(1, 400), SIZES)


@given(GRIDS)
def test_segments_cover_every_frame_with_weights_that_add_up_to_one(grid: SegmentGrid) -> None:
    sums = np.zeros(grid.start(grid.count))
    for segment in range(grid.count):
        weights = grid.weights(segment)
        share = np.ones(grid.frames) if weights is None else weights
        assert (share >= 0).all()
        sums[grid.start(segment) : grid.start(segment) + grid.frames] += share
    np.testing.assert_allclose(sums[: grid.total], 1, atol=1e-6)


@given(GRIDS)
def test_the_last_segment_reaches_back_instead_of_seeing_padding(grid: SegmentGrid) -> None:
    last = grid.start(grid.count - 1)
    assert last < grid.total
    if grid.overlap and grid.total >= grid.frames:
        assert last + grid.frames == grid.total
    for segment in range(1, grid.count):
        assert grid.start(segment - 1) < grid.start(segment) <= grid.start(segment - 1) + grid.frames - grid.overlap


@given(GRIDS, st.data())
def test_the_segments_for_some_frames_are_those_that_hold_them(grid: SegmentGrid, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, grid.total - 1))
    last = data.draw(st.integers(first, grid.total - 1))
    holding = [
        segment
        for segment in range(grid.count)
        if grid.start(segment) <= last and grid.start(segment) + grid.frames > first
    ]
    assert grid.covering(first, last) == (holding[0], holding[-1] + 1)


@pytest.mark.parametrize("seconds", [0.0, 0.3, 1.1, 1.13, 2.0, 5.7])
def test_overlapping_segments_give_back_the_sound(seconds: float) -> None:
    samples = round(seconds * TINY_FILM.rate_hz)
    sound = np.random.default_rng(2).uniform(-0.9, 0.9, (samples, 2)).astype(np.float32)
    grid = SegmentGrid.of(TINY_FILM, samples)
    advances = [grid.advance(number) for number in range(grid.count)]
    analysis, synthesis = Analysis(TINY_FILM, advances=advances), Synthesis(TINY_FILM)
    spectra = [*analysis.push(sound), *analysis.flush()]
    assert len(spectra) == grid.count
    found = np.concatenate(
        [
            synthesis.push(
                lambda part, whole=spectrum: whole[:, part].copy(), weights=grid.weights(number), advance=advance
            )
            for number, (spectrum, advance) in enumerate(zip(spectra, advances, strict=True))
        ]
    )
    assert len(found) >= samples
    np.testing.assert_allclose(found[:samples], sound, atol=3e-6)
