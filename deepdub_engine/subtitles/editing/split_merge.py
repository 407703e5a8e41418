"""Splitting, merging, inserting and deleting cues, and wording them anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from deepdub_engine.base.errors import MergeApart, NoRoomForCue, SplitOutside
from deepdub_engine.base.timing import format_clock
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.editing.limits import Limits, Room
from deepdub_engine.subtitles.editing.texts import joined, parted, tidy
from deepdub_engine.subtitles.editing.times import Cues

_USUAL_MS = 2000


def split(cues: Sequence[Cue], index: int, at_ms: int, limits: Limits) -> Cues:
    """Make two cues of one, at a time; its text is parted near the same share of it.

    Raises
    ------
    SplitOutside
        If one of the two would be too short.
    """
    cue = cues[index]
    if min(at_ms - cue.start_ms, cue.end_ms - at_ms) < limits.shortest_ms:
        raise SplitOutside(index + 1, format_clock(at_ms), limits.shortest_ms)
    before, behind = parted(cue.text, (at_ms - cue.start_ms) / (cue.end_ms - cue.start_ms))
    two = (Cue(cue.start_ms, at_ms, before), Cue(at_ms, cue.end_ms, behind))
    return (*cues[:index], *two, *cues[index + 1 :])


def merge(cues: Sequence[Cue], chosen: Collection[int]) -> Cues:
    """Make one cue of several, from the start of the first to the latest end, in the place of the first of the file.

    Raises
    ------
    MergeApart
        If another cue lies in a gap between them.
    """
    indices = sorted(chosen)
    if len(indices) < 2:
        return tuple(cues)
    merged = sorted((cues[index] for index in indices), key=lambda cue: cue.start_ms)
    text, end_ms = merged[0].text, merged[0].end_ms
    for cue in merged[1:]:
        for index, other in enumerate(cues):
            if index not in chosen and end_ms <= other.start_ms < other.end_ms <= cue.start_ms:
                raise MergeApart(index + 1)
        text, end_ms = joined(text, cue.text), max(end_ms, cue.end_ms)
    one = Cue(merged[0].start_ms, end_ms, text)
    others = frozenset(indices[1:])
    return tuple(one if index == indices[0] else cue for index, cue in enumerate(cues) if index not in others)


def following(cues: Sequence[Cue], index: int) -> int | None:
    """Return the cue that starts next after one; of those that start with it, the next of the file."""
    start_ms = cues[index].start_ms
    later = [number for number, cue in enumerate(cues) if (cue.start_ms, number) > (start_ms, index)]
    return min(later, key=lambda number: (cues[number].start_ms, number), default=None)


def room_at(cues: Sequence[Cue], at_ms: int, limits: Limits) -> Room:
    """Return the room for a cue at a time: up to the cues around it, or up to `at_ms` where there is one already."""
    before_ms = max((cue.end_ms for cue in cues if cue.start_ms <= at_ms), default=None)
    from_ms = limits.first_ms if before_ms is None else max(limits.first_ms, before_ms + limits.gap_ms)
    starts_ms = [cue.start_ms - limits.gap_ms for cue in cues if cue.start_ms > at_ms]
    ends_ms = [*starts_ms, *([] if limits.last_ms is None else [limits.last_ms])]
    return Room(from_ms, min(ends_ms, default=None))


def insert(cues: Sequence[Cue], wanted: Cue, limits: Limits) -> tuple[Cues, int]:
    """Put a cue among the others, where it has room, and return the index that it has got.

    It comes behind the last of the file that starts no later, so that an ordered file stays so. Where another is
    spoken at its start, it begins behind that.

    Parameters
    ----------
    cues
        All of them.
    wanted
        The new one; it may become shorter.
    limits
        What it keeps to.

    Raises
    ------
    NoRoomForCue
        If there is not enough room for it.
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
    """Take cues away."""
    gone = frozenset(chosen)
    return tuple(cue for index, cue in enumerate(cues) if index not in gone)


def set_text(cues: Sequence[Cue], index: int, text: str) -> Cues:
    """Word a cue anew; lines are trimmed at their ends, and blank ones left out."""
    cue, tidied = cues[index], tidy(text)
    if tidied == tidy(cue.text):
        return tuple(cues)
    return (*cues[:index], Cue(cue.start_ms, cue.end_ms, tidied), *cues[index + 1 :])
