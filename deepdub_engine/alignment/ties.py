"""Shifts that fit equally well, because the sound repeats itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from deepdub_engine.alignment.correlation import correlate, peak_prominence
from deepdub_engine.alignment.evidence import Doubles, SpeechEvidence
from deepdub_engine.alignment.piecewise import ShiftPiece
from deepdub_engine.alignment.refinement import refine_shift

REFINING = 25.0  # frames to either side
_NEAR = 10.0  # frames; a smaller difference of shifts does not count
_OVERLAP = 100.0  # frames by which pieces may overlap

Pieces = tuple[ShiftPiece, ...]


def placed(spans: Doubles, pieces: Sequence[ShiftPiece]) -> Doubles:
    """Return the spans, each shifted as its piece is."""
    result = spans.copy()
    for piece in pieces:
        result[piece.first : piece.last] += piece.shift
    return result


def refined(evidence: SpeechEvidence, spans: Doubles, pieces: Pieces) -> Pieces:
    """Return the pieces with the shifts at which their starts match speech onsets."""
    return tuple(
        replace(piece, shift=refine_shift(evidence, spans[piece.first : piece.last], piece.shift, REFINING))
        for piece in pieces
    )


def nearest_equal(evidence: SpeechEvidence, spans: Doubles, pieces: Pieces) -> Pieces:
    """Return the pieces at the smallest shifts at which they fit equally well, moved together and then each alone.

    Which of several equal peaks is the highest depends on rounding, and so on the number of processors.
    """
    for group in _groups(pieces):
        choices = (pieces, *_equals(evidence, spans, pieces, group))
        least = min(map(_size, choices))
        # Of two shifts that are equal but for their sign, the one that shows the subtitles earlier.
        best = min((one for one in choices if _size(one) <= least + _NEAR), key=lambda one: one[group.start].shift)
        if best is not pieces:
            pieces = refined(evidence, spans, best)
    return pieces


def equal_pieces(evidence: SpeechEvidence, spans: Doubles, pieces: Pieces) -> Pieces | None:
    """Return other pieces that fit equally well, of which one alone is shifted differently; None if there are none."""
    if len(pieces) > 1:
        for group in _groups(pieces)[1:]:
            for other in _equals(evidence, spans, pieces, group):
                return refined(evidence, spans, other)
    return None


def _groups(pieces: Pieces) -> tuple[range, ...]:
    """Return which pieces are moved together: all of them, and each alone."""
    alone = tuple(range(number, number + 1) for number in range(len(pieces))) if len(pieces) > 1 else ()
    return (range(len(pieces)), *alone)


def _size(pieces: Pieces) -> float:
    """Return the mean shift of the spans, regardless of its sign."""
    return sum(abs(piece.shift) * (piece.last - piece.first) for piece in pieces) / pieces[-1].last


def _equals(evidence: SpeechEvidence, spans: Doubles, pieces: Pieces, group: range) -> tuple[Pieces, ...]:
    """Return the pieces with some of them moved together to where they fit equally well, between their neighbours."""
    at = placed(spans, pieces)
    first, last = pieces[group.start].first, pieces[group.stop - 1].last
    moved = at[first:last]
    lowest = at[:first, 1].max(initial=-np.inf) - moved[:, 0].min() - _OVERLAP
    highest = at[last:, 0].min(initial=np.inf) - moved[:, 1].max() + _OVERLAP
    return tuple(
        tuple(
            replace(piece, shift=piece.shift + move) if number in group else piece
            for number, piece in enumerate(pieces)
        )
        for move in peak_prominence(correlate(evidence, moved), 0.0).equals
        if lowest <= move <= highest
    )
