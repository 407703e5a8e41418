"""Where a person has split and joined sentences: marks that follow their cues through edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import ClassVar

from deepdub_engine.base.messages import message
from deepdub_engine.subtitles.cues import Cue


@dataclass(frozen=True, slots=True)
class SentenceMark:
    """What a person has said of the place before a cue.

    Parameters
    ----------
    cue
        Index of the cue, in the order of the file.
    begins
        Whether a sentence begins with the cue; otherwise the cue goes on with the sentence before it.
    """

    cue: int
    begins: bool
    stored_as_list: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class SentenceMarks:
    """The marks of all cues that have one; elsewhere `SentenceBreaks` decides.

    Parameters
    ----------
    of
        The marks, in the order of the cues, at most one for each.
    """

    of: tuple[SentenceMark, ...] = ()

    def check(self) -> None:
        """Validate marks that were read from a file.

        Raises
        ------
        ValueError
            If a cue has two marks, or they are not in order.
        """
        places = [mark.cue for mark in self.of]
        if any(place < 0 for place in places) or places != sorted(set(places)):
            raise ValueError(message("its sentences are not in order"))

    def by_cue(self) -> dict[int, bool]:
        """Return whether a sentence begins with a cue, for each cue with a mark."""
        return {mark.cue: mark.begins for mark in self.of}

    def marking(self, cues: Iterable[int], *, begins: bool | None) -> SentenceMarks:
        """Return the marks with others for some cues; None removes them."""
        known = self.by_cue()
        for cue in cues:
            known.pop(cue, None)
            if begins is not None:
                known[cue] = begins
        return _marks(known)

    def following(self, before: Sequence[Cue], after: Sequence[Cue]) -> SentenceMarks:
        """Return the marks after an edit of the cues.

        A mark stays with its cue when that moves, gets another text, or is split or merged. Where a cue is deleted,
        its neighbours stay in two sentences if a mark parted them, and in one if marks joined all three. A cue that is
        inserted between two joined ones is joined to both.

        Parameters
        ----------
        before, after
            All cues before and after the edit, in the order of the file.
        """
        if not self.of or len(before) == len(after):
            return self
        places = places_after(before, after)
        known, order = self.by_cue(), _by_start(before)
        found: dict[int, bool] = {}
        passed: list[bool | None] = []  # marks before this cue and before the deleted ones in front of it
        taken: set[int] = set()
        for cue in order:
            passed.append(known.get(cue))
            place = places.get(cue)
            if place is None:
                continue
            begins = _together(passed)
            if begins is not None and place not in taken:
                found[place] = begins
            taken.add(place)
            passed = []
        return _marks(_joined_through(found, taken, after))


def places_after(before: Sequence[Cue], after: Sequence[Cue]) -> dict[int, int]:
    """Return the index after edits of each cue before them, without those that are gone."""
    shorter = min(len(before), len(after))
    front = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    most = shorter - front
    back = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    places = {at: at for at in range(front)}
    places.update((len(before) - 1 - at, len(after) - 1 - at) for at in range(back))
    old, new = before[front : len(before) - back], after[front : len(after) - back]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and i2 - i1 == j2 - j1):
            places.update((front + i1 + at, front + j1 + at) for at in range(i2 - i1))
        elif kind == "replace":
            places.update((front + at, front + _nearest(old[at], new, j1, j2)) for at in range(i1, i2))
    return places


def _together(marks: Sequence[bool | None]) -> bool | None:
    if True in marks:
        return True
    return None if None in marks else False


def _joined_through(found: dict[int, bool], taken: set[int], after: Sequence[Cue]) -> dict[int, bool]:
    """Return marks that also join the new cues in front of a joined one."""
    joins: list[int] = []
    for cue in _by_start(after):
        if cue not in taken:
            joins.append(cue)
            continue
        if found.get(cue) is False:
            found = {**found, **dict.fromkeys(joins, False)}
        joins = []
    return found


def _nearest(cue: Cue, cues: Sequence[Cue], first: int, stop: int) -> int:
    """Return the cue, of those from `first` up to `stop`, that a cue has become: the first that shows its time."""
    return min(
        range(first, stop),
        key=lambda at: (max(0, cues[at].start_ms - cue.start_ms, cue.start_ms - cues[at].end_ms + 1), at),
    )


def _by_start(cues: Sequence[Cue]) -> list[int]:
    return sorted(range(len(cues)), key=lambda at: cues[at].start_ms)


def _marks(known: dict[int, bool]) -> SentenceMarks:
    return SentenceMarks(tuple(SentenceMark(cue, known[cue]) for cue in sorted(known)))
