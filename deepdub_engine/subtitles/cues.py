"""A cue, and the part of a list of cues that lies in a slice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deepdub_engine.base.errors import SliceOutside
from deepdub_engine.base.timing import format_clock


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle.

    Parameters
    ----------
    start_ms, end_ms
        When it is shown. Times before 0 are allowed, they come from shifts; the end is never before the start.
    text
        As in the file, with its tags; lines are separated by a line feed.
    """

    start_ms: int
    end_ms: int
    text: str


def slice_cues(cues: Iterable[Cue], from_ms: int, to_ms: int) -> tuple[Cue, ...]:
    """Return the cues that lie wholly inside a slice, counted from the start of the slice.

    Cues that touch a boundary from inside belong to the slice.

    Raises
    ------
    SliceOutside
        If the slice is empty or reversed.
    """
    if to_ms <= from_ms:
        raise SliceOutside(format_clock(from_ms), format_clock(to_ms))
    return tuple(
        Cue(cue.start_ms - from_ms, cue.end_ms - from_ms, cue.text)
        for cue in cues
        if cue.start_ms >= from_ms and cue.end_ms <= to_ms
    )
