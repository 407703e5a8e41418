"""Times and rows of cues as arrays, so that bisection finds the few visible ones among thousands."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from deepdub_engine.subtitles import Cue

ROWS = 3  # if more cues than this overlap, some share a row
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CueLayout:
    """The times and rows of all cues.

    Parameters
    ----------
    starts_ms, ends_ms
        int64 ``[n]``, in the order of the file; an end is never before its start.
    order
        int64 ``[n]``: indices of the cues, sorted by start.
    latest_end_ms
        int64 ``[n]``: running maximum of the ends in `order`; it never falls, so it can be bisected.
    row, rows
        int64 ``[n]``: the row of the cue, and the number of rows of its group of overlapping cues.
    """

    starts_ms: Ints
    ends_ms: Ints
    order: Ints
    latest_end_ms: Ints
    row: Ints
    rows: Ints

    @classmethod
    def of(cls, cues: Sequence[Cue], before: Self | None = None) -> Self:
        """Lay out cues; if they are the cues of `before` shifted uniformly, reuse its rows."""
        count = len(cues)
        starts = np.array([cue.start_ms for cue in cues], np.int64)
        ends = np.maximum(np.array([cue.end_ms for cue in cues], np.int64), starts)
        if before is not None and before.count == count and count:
            moved = int(starts[0] - before.starts_ms[0])
            if np.array_equal(starts - moved, before.starts_ms) and np.array_equal(ends - moved, before.ends_ms):
                return replace(before, starts_ms=starts, ends_ms=ends, latest_end_ms=before.latest_end_ms + moved)
        order = np.argsort(starts, kind="stable")
        latest = np.maximum.accumulate(ends[order]) if count else ends
        return cls(starts, ends, order, latest, *_stack(starts, ends, order, latest))

    @property
    def count(self) -> int:
        """Number of cues."""
        return len(self.starts_ms)

    @property
    def extent_ms(self) -> tuple[int, int]:
        """First start and last end of all cues; (0, 0) without cues."""
        return (int(self.starts_ms[self.order[0]]), int(self.latest_end_ms[-1])) if self.count else (0, 0)

    def visible(self, start_ms: float, stop_ms: float) -> Ints:
        """Return the indices of the cues that touch a range, sorted by start."""
        low = int(np.searchsorted(self.latest_end_ms, start_ms, side="left"))
        high = int(np.searchsorted(self.starts_ms, stop_ms, side="right", sorter=self.order))
        found = self.order[low:high]
        return found[self.ends_ms[found] >= start_ms]

    def at(self, time_ms: float, height: float) -> int | None:
        """Return the topmost cue at a time and a height of the band (0 top, 1 bottom); None if there is none."""
        found = self.visible(time_ms, time_ms)
        inside = np.floor(height * self.rows[found]).astype(np.int64) == self.row[found]
        found = found[inside & (self.ends_ms[found] > time_ms)]
        return int(found[-1]) if len(found) else None


def _stack(starts: Ints, ends: Ints, order: Ints, latest: Ints) -> tuple[Ints, Ints]:
    """Assign overlapping cues to different rows; return the row of each cue and the rows of its group."""
    row, rows = np.zeros(len(order), np.int64), np.ones(len(order), np.int64)
    if not len(order):
        return row, rows
    begins = np.flatnonzero(np.r_[True, starts[order[1:]] >= latest[:-1]])
    for begin, stop in zip(begins, [*begins[1:], len(order)], strict=True):
        if stop - begin > 1:
            group = order[begin:stop]
            row[group] = _rows_of(starts[group].tolist(), ends[group].tolist())
            rows[group] = row[group].max() + 1
    return row, rows


def _rows_of(starts: list[int], ends: list[int]) -> list[int]:
    """Return the lowest free row for each cue, in order of start; when all are taken, the first to become free."""
    busy: list[tuple[int, int]] = []  # end and row, earliest end first
    free = list(range(ROWS))
    found = []
    for start, end in zip(starts, ends, strict=True):
        while busy and busy[0][0] <= start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        row = heapq.heappop(free) if free else heapq.heappop(busy)[1]
        heapq.heappush(busy, (end, row))
        found.append(row)
    return found
