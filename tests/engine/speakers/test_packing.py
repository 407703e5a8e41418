"""Sentences are packed into windows without losing or repeating a sample."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.speakers.packing import packed

_LENGTHS = st.lists(st.integers(0, 250), max_size=60)


@given(lengths=_LENGTHS, window=st.integers(1, 120))
def test_every_sample_is_in_one_window_once(lengths: list[int], window: int) -> None:
    seen: list[tuple[int, int]] = []
    for pieces in packed(lengths, window):
        assert pieces[0].start == 0
        assert pieces[-1].stop <= window
        assert all(one.stop == other.start for one, other in pairwise(pieces))
        for piece in pieces:
            seen += [(piece.sentence, piece.offset + at) for at in range(piece.stop - piece.start)]
    assert sorted(seen) == [(sentence, at) for sentence, length in enumerate(lengths) for at in range(length)]


@given(lengths=st.lists(st.integers(10, 60), min_size=40, max_size=80))
def test_most_windows_are_more_than_half_full(lengths: list[int]) -> None:
    windows = [pieces[-1].stop for pieces in packed(lengths, 100)]
    assert sum(used > 50 for used in windows) >= len(windows) - 1
