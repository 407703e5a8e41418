"""Hit testing of cues: body, edge, or the edge that two adjacent cues share."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

import numpy as np

from deepdub_gui.widgets.timeline.axis import TimeAxis
from deepdub_gui.widgets.timeline.cue_layout import CueLayout

_INSIDE_PX, _OUTSIDE_PX = 7, 3  # width of an edge's handle inside and outside the box
_SHARED_PX = 3  # reach of a shared edge on either side
_TOUCHING_PX = 2  # boxes this close share an edge
_LEAST_PX = 6  # narrower boxes can be clicked, but not dragged


class CuePart(enum.Enum):
    """A part of a cue that the mouse can press."""

    BODY = enum.auto()
    START = enum.auto()
    END = enum.auto()
    SHARED = enum.auto()
    CLICK = enum.auto()  # the box is too narrow to be dragged


@dataclass(frozen=True, slots=True)
class CueHandle:
    """The handle under the pointer.

    Parameters
    ----------
    part
        Which part of the cue it is.
    cue
        Index of the cue; for a shared edge, of the cue before it.
    other
        Index of the cue after a shared edge; None otherwise.
    """

    part: CuePart
    cue: int
    other: int | None = None


def handle_at(layout: CueLayout, axis: TimeAxis, column: int, height: float, scale: float) -> CueHandle | None:
    """Return the handle at a position in the band of cues; None if there is none.

    Parameters
    ----------
    layout, axis
        The layout of the cues and the visible time range.
    column, height
        The position: physical pixels from the left, and a fraction of the boxes' height from the top.
    scale
        Physical pixels per logical pixel.
    """
    inside, outside = round(_INSIDE_PX * scale), round(_OUTSIDE_PX * scale)
    near = layout.visible(axis.ms(column - outside - 1), axis.ms(column + outside + 1))
    near = near[np.floor(height * layout.rows[near]).astype(np.int64) == layout.row[near]]
    starts: list[tuple[int, int]] = []
    ends: list[tuple[int, int]] = []
    under = None
    for cue in near.tolist():
        left = axis.column(int(layout.starts_ms[cue]))
        right = max(left + 1, axis.column(int(layout.ends_ms[cue])))
        if left <= column < right:
            under = cue
            if right - left < _LEAST_PX * scale:
                return CueHandle(CuePart.CLICK, cue)
        reach = min(inside, math.floor((right - left) / 3))
        if left - outside <= column < left + reach:
            starts.append((abs(column - left), cue))
        if right - reach <= column < right + outside:
            ends.append((abs(column + 1 - right), cue))
    shared = _shared(layout, axis, column, ends, starts, scale)
    if shared is not None:
        return shared
    edges = [(far, CuePart.START, cue) for far, cue in starts] + [(far, CuePart.END, cue) for far, cue in ends]
    own = [edge for edge in edges if under in (None, edge[2])]
    if own:
        _, part, cue = min(own, key=lambda edge: edge[0])
        return CueHandle(part, cue)
    return None if under is None else CueHandle(CuePart.BODY, under)


def _shared(
    layout: CueLayout,
    axis: TimeAxis,
    column: int,
    ends: list[tuple[int, int]],
    starts: list[tuple[int, int]],
    scale: float,
) -> CueHandle | None:
    for _, before in ends:
        for _, behind in starts:
            end_ms, start_ms = int(layout.ends_ms[before]), int(layout.starts_ms[behind])
            left, right = axis.column(end_ms), axis.column(start_ms)
            touches = before != behind and end_ms <= start_ms and right - left <= _TOUCHING_PX * scale
            if touches and left - _SHARED_PX * scale <= column < right + _SHARED_PX * scale:
                return CueHandle(CuePart.SHARED, before, behind)
    return None
