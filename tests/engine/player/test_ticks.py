"""The metronome ticks start at the right samples, however they are read."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.player import TickSource

RATE_HZ, SAMPLES = 8_000, 6_000
LENGTH = 160


def test_a_tick_begins_at_its_sample_and_ends_soon() -> None:
    heard = TickSource((1_000, 3_000), RATE_HZ, SAMPLES).read(0, SAMPLES)[:, 0]
    sounding = np.flatnonzero(heard)
    assert sounding.min() == 1_001  # a sine starts at 0
    assert np.all(
        ((sounding >= 1_000) & (sounding < 1_000 + LENGTH)) | ((sounding >= 3_000) & (sounding < 3_000 + LENGTH))
    )
    assert 0.2 < np.abs(heard).max() < 1


@given(
    st.lists(st.integers(-200, SAMPLES + 200), max_size=8).map(sorted),
    st.lists(st.integers(0, SAMPLES), max_size=6).map(sorted),
)
def test_pieces_are_the_whole(starts: list[int], cuts: list[int]) -> None:
    ticks = TickSource(tuple(starts), RATE_HZ, SAMPLES)
    edges = [-50, *cuts, SAMPLES + 50]
    pieces = [ticks.read(start, stop) for start, stop in itertools.pairwise(edges)]
    assert np.allclose(np.concatenate(pieces), ticks.read(0, SAMPLES))


def test_other_ticks_are_another_sound() -> None:
    assert TickSource((1,), RATE_HZ, SAMPLES).path != TickSource((2,), RATE_HZ, SAMPLES).path
