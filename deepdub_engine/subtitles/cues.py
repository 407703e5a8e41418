"""The `Cue` type, and slicing of cue lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from deepdub_engine.base.errors import SliceOutside
from deepdub_engine.base.timing import format_clock


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle.

    Parameters
    ----------
    start_ms, end_ms
        When it is shown. Shifts may make times negative; the end is never before the start.
    text
        Text as in the file, with tags; lines are separated by line feeds.
    """

    start_ms: int
    end_ms: int
    text: str
    stored_as_list: ClassVar[bool] = True  # without field names in projects, because there are thousands


def slice_cues(cues: Iterable[Cue], from_ms: int, to_ms: int) -> tuple[Cue, ...]:
    """Return the cues that lie entirely inside a slice, with times relative to its start.

    Cues that start or end exactly at a boundary are included.

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
