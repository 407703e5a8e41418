"""The one time axis: every item of the timeline turns milliseconds into pixel columns with the same value."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

SHORTEST_MS_PER_COLUMN = 0.01  # about half a sample at 48 kHz
_ROUNDING = 1e-6  # in columns: a time that is the edge of a column belongs to it, whatever the last bits say


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Maps time to columns of physical pixels; column ``c`` covers ``[ms(c), ms(c + 1))``.

    Parameters
    ----------
    start_ms
        Time at the left edge of column 0.
    ms_per_column
        Time that one physical pixel stands for.
    columns
        Number of visible columns, at least 1.
    """

    start_ms: float
    ms_per_column: float
    columns: int

    @classmethod
    def spanning(cls, start_ms: float, stop_ms: float, columns: int) -> TimeAxis:
        """Return the axis that shows exactly this range, or the shortest one there is around its middle."""
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
        """Return the column that a time falls into; it may lie outside the visible ones."""
        return math.floor((time_ms - self.start_ms) / self.ms_per_column + _ROUNDING)

    def columns_of(self, times_ms: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Return the columns of many times: the same as `column` for each."""
        return np.floor((times_ms - self.start_ms) / self.ms_per_column + _ROUNDING).astype(np.int64)

    def ms(self, column: float) -> float:
        """Return the time at the left edge of a column."""
        return self.start_ms + column * self.ms_per_column

    def shows(self, time_ms: float) -> bool:
        """Return whether a time falls into a visible column."""
        return 0 <= self.column(time_ms) < self.columns

    def scrolled(self, columns: int) -> TimeAxis:
        """Return the axis moved by whole columns: what was drawn keeps its shape, and never shimmers."""
        return replace(self, start_ms=self.start_ms + columns * self.ms_per_column)

    def columns_behind(self, other: TimeAxis) -> int | None:
        """Return by how many whole columns this axis is scrolled from another one; None where it is not only that."""
        if self.ms_per_column != other.ms_per_column or self.columns != other.columns:
            return None
        exact = (self.start_ms - other.start_ms) / self.ms_per_column
        return round(exact) if abs(exact) < 1e9 and abs(exact - round(exact)) < 1e-3 else None

    def zoomed(self, factor: float, about_ms: float, longest_ms: float) -> TimeAxis:
        """Return the axis magnified by `factor`; `about_ms` stays where it is. The span never exceeds `longest_ms`."""
        longest = max(longest_ms / self.columns, SHORTEST_MS_PER_COLUMN)
        scale = min(max(self.ms_per_column / factor, SHORTEST_MS_PER_COLUMN), longest)
        place = (about_ms - self.start_ms) / self.ms_per_column
        return TimeAxis(about_ms - place * scale, scale, self.columns)

    def within(self, first_ms: float, last_ms: float) -> TimeAxis:
        """Return the axis moved, by as little as possible, into a range; it starts at `first_ms` if it is too long."""
        latest = max(first_ms, last_ms - self.span_ms)
        return replace(self, start_ms=min(max(self.start_ms, first_ms), latest))
