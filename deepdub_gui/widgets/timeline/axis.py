"""The time axis: all timeline items share one mapping from milliseconds to pixel columns."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

SHORTEST_MS_PER_COLUMN = 0.01  # about half a sample at 48 kHz
_ROUNDING = 1e-6  # in columns: keeps a time on a column's left edge in that column despite rounding errors


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A mapping from time to columns of physical pixels; column ``c`` covers ``[ms(c), ms(c + 1))``.

    Parameters
    ----------
    start_ms
        Time at the left edge of column 0.
    ms_per_column
        Milliseconds per physical pixel.
    columns
        Number of visible columns, at least 1.
    """

    start_ms: float
    ms_per_column: float
    columns: int

    @classmethod
    def spanning(cls, start_ms: float, stop_ms: float, columns: int) -> TimeAxis:
        """Return an axis that shows exactly this range, or the closest zoom around its middle if it is shorter."""
        scale = (stop_ms - start_ms) / columns
        if scale >= SHORTEST_MS_PER_COLUMN:
            return cls(start_ms, scale, columns)
        middle = (start_ms + stop_ms) / 2
        return cls(middle - SHORTEST_MS_PER_COLUMN * columns / 2, SHORTEST_MS_PER_COLUMN, columns)

    @property
    def span_ms(self) -> float:
        """Length of the visible range."""
        return self.ms_per_column * self.columns

    @property
    def stop_ms(self) -> float:
        """Time at the right edge of the last column."""
        return self.start_ms + self.span_ms

    def column(self, time_ms: float) -> int:
        """Return the column that contains a time; it may be outside the visible range."""
        return math.floor((time_ms - self.start_ms) / self.ms_per_column + _ROUNDING)

    def columns_of(self, times_ms: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Return the column of each time; the vectorised form of `column`."""
        return np.floor((times_ms - self.start_ms) / self.ms_per_column + _ROUNDING).astype(np.int64)

    def ms(self, column: float) -> float:
        """Return the time at the left edge of a column."""
        return self.start_ms + column * self.ms_per_column

    def shows(self, time_ms: float) -> bool:
        """Return whether a time is in a visible column."""
        return 0 <= self.column(time_ms) < self.columns

    def scrolled(self, columns: int) -> TimeAxis:
        """Return the axis moved by whole columns, so that the drawing does not shimmer while it scrolls."""
        return replace(self, start_ms=self.start_ms + columns * self.ms_per_column)

    def columns_behind(self, other: TimeAxis) -> int | None:
        """Return how many whole columns this axis is scrolled from `other`; None if the two differ in anything else."""
        if self.ms_per_column != other.ms_per_column or self.columns != other.columns:
            return None
        exact = (self.start_ms - other.start_ms) / self.ms_per_column
        return round(exact) if abs(exact) < 1e9 and abs(exact - round(exact)) < 1e-3 else None

    def zoomed(self, factor: float, about_ms: float, longest_ms: float) -> TimeAxis:
        """Return the axis zoomed in by `factor` about `about_ms`. The span never exceeds `longest_ms`."""
        longest = max(longest_ms / self.columns, SHORTEST_MS_PER_COLUMN)
        scale = min(max(self.ms_per_column / factor, SHORTEST_MS_PER_COLUMN), longest)
        place = (about_ms - self.start_ms) / self.ms_per_column
        return TimeAxis(about_ms - place * scale, scale, self.columns)

    def within(self, first_ms: float, last_ms: float) -> TimeAxis:
        """Return the axis moved as little as possible into a range; if it is longer, it starts at `first_ms`."""
        latest = max(first_ms, last_ms - self.span_ms)
        return replace(self, start_ms=min(max(self.start_ms, first_ms), latest))
