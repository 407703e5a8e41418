"""What the person edits: the cues and how they are retimed, as one value; and the difference between two of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from deepdub_engine.base.messages import worded
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming

_LATEST_MS = 10**11
_STEEPEST = 100


@dataclass(frozen=True, slots=True)
class Document:
    """Cues and their retiming.

    Parameters
    ----------
    retiming
        Is applied to the cues for showing and saving.
    cues
        As they were edited, before the retiming; None while they are as in the file.
    """

    retiming: Retiming = field(default_factory=Retiming)
    cues: tuple[Cue, ...] | None = None

    def check(self) -> None:
        """Refuse what cannot be meant; whatever was read from a file is checked.

        Raises
        ------
        ValueError
            If a time is out of all bounds, or a cue ends before it starts.
        """
        ratio = self.retiming.ratio
        if abs(self.retiming.offset_ms) > _LATEST_MS or not Fraction(1, _STEEPEST) <= ratio <= _STEEPEST:
            raise ValueError(worded("its retiming is out of all bounds"))
        for cue in self.cues or ():
            if not -_LATEST_MS <= cue.start_ms <= cue.end_ms <= _LATEST_MS:
                raise ValueError(worded("a subtitle in it is at an impossible time"))

    def cues_or(self, of_file: tuple[Cue, ...]) -> tuple[Cue, ...]:
        """Return the cues before the retiming: the edited ones, or those of the file."""
        return of_file if self.cues is None else self.cues


@dataclass(frozen=True, slots=True)
class Splice:
    """Some neighbouring cues that are replaced by others: `removed` of them, from index `at`."""

    at: int
    removed: int
    put: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one step changes.

    Parameters
    ----------
    retiming
        The new one; None where it stays.
    splice
        What happens to the cues; None where they stay.
    as_in_file
        Whether the cues become those of the file again.
    """

    retiming: Retiming | None = None
    splice: Splice | None = None
    as_in_file: bool = False


def change_between(before: Document, after: Document, of_file: tuple[Cue, ...]) -> Change:
    """Return what leads from one document to another; `of_file` are the cues as they were read."""
    retiming = None if before.retiming == after.retiming else after.retiming
    if after.cues is None:
        return Change(retiming, as_in_file=before.cues is not None)
    if after.cues is before.cues:
        return Change(retiming)
    old, new = before.cues_or(of_file), after.cues
    shorter = min(len(old), len(new))
    front = next((index for index in range(shorter) if _differ(old[index], new[index])), shorter)
    most = shorter - front
    back = next((index for index in range(most) if _differ(old[-1 - index], new[-1 - index])), most)
    return Change(retiming, Splice(front, len(old) - front - back, new[front : len(new) - back]))


def _differ(one: Cue, other: Cue) -> bool:
    return one is not other and one != other  # most are the very same, and there are thousands


def changed(before: Document, change: Change, of_file: tuple[Cue, ...]) -> Document:
    """Return the document that a change leads to.

    Raises
    ------
    ValueError
        If the change does not fit the document.
    """
    cues = None if change.as_in_file else before.cues
    if change.splice is not None:
        old, splice = before.cues_or(of_file), change.splice
        if min(splice.at, splice.removed) < 0 or splice.at + splice.removed > len(old):
            raise ValueError("a change that does not fit")
        cues = (*old[: splice.at], *splice.put, *old[splice.at + splice.removed :])
    return Document(change.retiming or before.retiming, cues)
