"""Split, merge, insert and delete cues, and change their text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from deepdub_engine.base.errors import CuesNotAdjacent, NoRoomForCue, SplitOutside
from deepdub_engine.base.timing import format_clock
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.editing.limits import EditLimits, FreeInterval
from deepdub_engine.subtitles.editing.texts import join_texts, split_text, strip_blank_lines
from deepdub_engine.subtitles.editing.times import Cues

_USUAL_MS = 2000


def split(cues: Sequence[Cue], index: int, at_ms: int, limits: EditLimits) -> Cues:
    """Split a cue in two at a time, and its text at about the same proportion.

    Raises
    ------
    SplitOutside
        If one of the two would be too short.
    """
    cue = cues[index]
    if min(at_ms - cue.start_ms, cue.end_ms - at_ms) < limits.shortest_ms:
        raise SplitOutside(index + 1, format_clock(at_ms), limits.shortest_ms)
    before, behind = split_text(cue.text, (at_ms - cue.start_ms) / (cue.end_ms - cue.start_ms))
    two = (Cue(cue.start_ms, at_ms, before), Cue(at_ms, cue.end_ms, behind))
    return (*cues[:index], *two, *cues[index + 1 :])


def merge(cues: Sequence[Cue], chosen: Collection[int]) -> Cues:
    """Merge cues into one, from the earliest start to the latest end; it takes the lowest index.

    Raises
    ------
    MergeApart
        If another cue lies in a gap between the merged ones.
    """
    indices = sorted(chosen)
    if len(indices) < 2:
        return tuple(cues)
    merged = sorted((cues[index] for index in indices), key=lambda cue: cue.start_ms)
    text, end_ms = merged[0].text, merged[0].end_ms
    for cue in merged[1:]:
        for index, other in enumerate(cues):
            if index not in chosen and end_ms <= other.start_ms < other.end_ms <= cue.start_ms:
                raise CuesNotAdjacent(index + 1)
        text, end_ms = join_texts(text, cue.text), max(end_ms, cue.end_ms)
    one = Cue(merged[0].start_ms, end_ms, text)
    others = frozenset(indices[1:])
    return tuple(one if index == indices[0] else cue for index, cue in enumerate(cues) if index not in others)


def next_cue_index(cues: Sequence[Cue], index: int) -> int | None:
    """Return the index of the next cue by start time, then by file order; None for the last."""
    start_ms = cues[index].start_ms
    later = [number for number, cue in enumerate(cues) if (cue.start_ms, number) > (start_ms, index)]
    return min(later, key=lambda number: (cues[number].start_ms, number), default=None)


def room_at(cues: Sequence[Cue], at_ms: int, limits: EditLimits) -> FreeInterval:
    """Return the room for a new cue at a time: from the end of all earlier cues to the start of the next cue."""
    before_ms = max((cue.end_ms for cue in cues if cue.start_ms <= at_ms), default=None)
    from_ms = limits.first_ms if before_ms is None else max(limits.first_ms, before_ms + limits.gap_ms)
    starts_ms = [cue.start_ms - limits.gap_ms for cue in cues if cue.start_ms > at_ms]
    ends_ms = [*starts_ms, *([] if limits.last_ms is None else [limits.last_ms])]
    return FreeInterval(from_ms, min(ends_ms, default=None))


def insert(cues: Sequence[Cue], wanted: Cue, limits: EditLimits) -> tuple[Cues, int]:
    """Insert a cue where there is room, and return the cues and its index.

    It goes after the last cue that starts no later, so a sorted file stays sorted. If an earlier cue is still shown at
    its start, it starts when that cue has ended.

    Parameters
    ----------
    cues
        All cues.
    wanted
        The new cue; it may be shortened.
    limits
        Limits on cue times.

    Raises
    ------
    NoRoomForCue
        If there is not enough room.
    """
    room = room_at(cues, wanted.start_ms, limits)
    start_ms = room.start(wanted.start_ms)
    end_ms = room.end(max(wanted.end_ms, start_ms + min(_USUAL_MS, wanted.end_ms - wanted.start_ms)))
    if end_ms - start_ms < limits.shortest_ms:
        raise NoRoomForCue(format_clock(wanted.start_ms))
    earlier = [index for index, cue in enumerate(cues) if cue.start_ms <= start_ms]
    place = max(earlier, key=lambda index: (cues[index].start_ms, index), default=-1) + 1
    return (*cues[:place], Cue(start_ms, end_ms, wanted.text), *cues[place:]), place


def delete(cues: Sequence[Cue], chosen: Collection[int]) -> Cues:
    """Delete cues."""
    gone = frozenset(chosen)
    return tuple(cue for index, cue in enumerate(cues) if index not in gone)


def set_text(cues: Sequence[Cue], index: int, text: str) -> Cues:
    """Set the text of a cue; trailing blanks and blank lines are removed."""
    cue, tidied = cues[index], strip_blank_lines(text)
    if tidied == strip_blank_lines(cue.text):
        return tuple(cues)
    return (*cues[:index], Cue(cue.start_ms, cue.end_ms, tidied), *cues[index + 1 :])
