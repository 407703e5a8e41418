"""Piecewise constant shifts by dynamic programming: runs of cues that share a shift, separated by breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from deepdub_engine.alignment.evidence import Doubles, Floats, SpeechEvidence

GRID = 10  # frames between candidate shifts
_GAP_WEIGHT = np.float32(0.5)
_LONGEST_GAP = 300.0  # frames before a cue in which speech counts against it
_PAUSE = 200.0  # frames without a cue that make a break cheaper
_PAUSE_FACTOR = 0.7
# The gain that a break must achieve, in frames of evidence: more for a longer jump, which has more chances to be wrong.
_NEAR_COST = 1000.0
_COST_PER_STEP = 6.0
_FAR_COST = 2800.0
_FEWEST_CUES = 5
_MOST_SPANS = 2000


@dataclass(frozen=True, slots=True)
class ShiftPiece:
    """The spans ``[first, last)``, and their shift in frames."""

    first: int
    last: int
    shift: float


class ShiftGrid:
    """The running sum of the evidence, laid out so that the sums at all grid shifts are contiguous.

    Parameters
    ----------
    evidence
        Speech over time.
    lowest, highest
        Range of shifts to search, in frames; rounded outward to the grid.
    """

    def __init__(self, evidence: SpeechEvidence, lowest: float, highest: float) -> None:
        self._low, high = int(np.floor(lowest / GRID)), int(np.ceil(highest / GRID))
        self.shifts: Doubles = np.arange(self._low, high + 1, dtype=np.float64) * GRID
        frames = len(evidence.values)
        rows = frames // GRID + 2
        sums = np.full(rows * GRID, evidence.sums[-1], np.float32)
        sums[: frames + 1] = evidence.sums
        self._phases = np.ascontiguousarray(sums.reshape(rows, GRID).T)

    def sums(self, place: float) -> Floats:
        """Return the running sum at a frame under every shift, float32 ``[shifts]``."""
        # Whole frames suffice: the grid is far coarser.
        row, phase = divmod(round(place), GRID)
        line, first, count = self._phases[phase], row + self._low, len(self.shifts)
        if first >= 0 and first + count <= len(line):
            sums: Floats = line[first : first + count]
        else:
            sums = line[np.clip(np.arange(first, first + count), 0, len(line) - 1)]
        return sums


def best_gain(grid: ShiftGrid, spans: Doubles, *, breaks: bool) -> float:
    """Return the gain of the best pieces, in frames of evidence; see `find_pieces`."""
    best = np.zeros(len(grid.shifts), np.float32)
    for step in _steps(grid, spans):
        if breaks and step.cost:
            np.maximum(best, _after_break(best, step.cost), out=best)
        best += step.gain
    return float(best.max())


def find_pieces(grid: ShiftGrid, spans: Doubles, *, breaks: bool) -> tuple[ShiftPiece, ...]:
    """Return the pieces with the highest total gain.

    A span gains the evidence inside it and loses half of the evidence in the gap before it. A break has a cost, which
    is lower for short jumps and at pauses in the subtitles.

    Parameters
    ----------
    grid
        The evidence.
    spans
        float64 ``[n, 2]`` in frames, sorted by start, at least one.
    breaks
        Whether breaks are allowed.
    """
    steps: list[tuple[int, float]] = []
    history: list[Floats] = []
    best = np.zeros(len(grid.shifts), np.float32)
    for step in _steps(grid, spans):
        if breaks:
            history.append(best.copy())
            steps.append((step.number, step.cost))
            if step.cost:
                np.maximum(best, _after_break(best, step.cost), out=best)
        best += step.gain
    place, last = int(best.argmax()), len(spans)
    pieces: list[ShiftPiece] = []
    for (number, factor), before in zip(steps[:0:-1], history[:0:-1], strict=True):
        # Backtrack: the shift before this span is the one with the highest gain minus the cost of the break.
        distance = np.abs(np.arange(len(best)) - place)
        cost = np.minimum(_NEAR_COST + _COST_PER_STEP * distance, _FAR_COST) * factor
        cost[place] = 0
        source = int((before - cost).argmax())
        if source != place:
            pieces.append(ShiftPiece(number, last, float(grid.shifts[place])))
            last, place = number, source
    pieces.append(ShiftPiece(0, last, float(grid.shifts[place])))
    return tuple(reversed(pieces))


@dataclass(frozen=True, slots=True)
class _Step:
    """The gain of a span under every shift, and the cost factor of a break before it, 0 if not allowed."""

    number: int
    gain: Floats
    cost: float


def _steps(grid: ShiftGrid, spans: Doubles) -> Iterator[_Step]:
    """Yield the steps in order; above 2,000 spans, an evenly spaced subset."""
    ends = np.maximum.accumulate(spans[:, 1]).tolist()
    for number in range(0, len(spans), -(-len(spans) // _MOST_SPANS)):
        start, stop = spans[number].tolist()
        at_start = grid.sums(start)
        gain = grid.sums(stop) - at_start
        gap = start - ends[number - 1] if number else 0.0
        if gap >= 1:
            gain -= _GAP_WEIGHT * (at_start - grid.sums(max(start - _LONGEST_GAP, ends[number - 1])))
        yield _Step(number, gain, 0.0 if not number else _PAUSE_FACTOR if gap >= _PAUSE else 1.0)


def _after_break(best: Floats, factor: float) -> Floats:
    """Return the best total gain at every shift after a break from another shift, minus the cost of the break."""
    slope = np.arange(len(best), dtype=np.float32) * np.float32(_COST_PER_STEP * factor)
    from_below = np.maximum.accumulate(best + slope) - slope
    from_above = np.maximum.accumulate((best - slope)[::-1])[::-1] + slope
    near = np.maximum(from_below, from_above) - np.float32(_NEAR_COST * factor)
    after: Floats = np.maximum(near, best.max() - np.float32(_FAR_COST * factor))
    return after


def merge_short_pieces(pieces: tuple[ShiftPiece, ...]) -> tuple[ShiftPiece, ...]:
    """Return the pieces, those of fewer than five cues merged into a neighbour, and near-equal neighbours joined."""
    kept: list[ShiftPiece] = []
    for piece in pieces:
        short = piece.last - piece.first < _FEWEST_CUES
        if kept and (short or abs(piece.shift - kept[-1].shift) < 2 * GRID):
            kept[-1] = ShiftPiece(kept[-1].first, piece.last, kept[-1].shift)
        elif kept and kept[-1].last - kept[-1].first < _FEWEST_CUES:
            kept[-1] = ShiftPiece(kept[-1].first, piece.last, piece.shift)
        else:
            kept.append(piece)
    return tuple(kept)
