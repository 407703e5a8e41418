"""The edited document, cues, their retiming, marks and cast as one value, and the difference between two documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from deepdub_engine.base.messages import message
from deepdub_engine.sentences.marks import SentenceMarks
from deepdub_engine.speakers.cast import Cast
from deepdub_engine.speakers.changes import CastChange
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming

_LATEST_MS = 10**11
_STEEPEST = 100


@dataclass(frozen=True, slots=True)
class Document:
    """An immutable document: cues, their retiming, where sentences were split and joined, and who speaks.

    Parameters
    ----------
    retiming
        Retiming applied to the cues for display and saving.
    cues
        The edited cues, before the retiming; None while they are unchanged from the file.
    marks
        Where the person has split and joined sentences, by the indices of the cues.
    cast
        Who speaks each cue.
    """

    retiming: Retiming = field(default_factory=Retiming)
    cues: tuple[Cue, ...] | None = None
    marks: SentenceMarks = field(default_factory=SentenceMarks)
    cast: Cast = field(default_factory=Cast)

    def check(self) -> None:
        """Validate a document that was read from a file.

        Raises
        ------
        ValueError
            If a time is out of range, a cue ends before it starts, or marks or cast are not in order.
        """
        self.marks.check()
        self.cast.check()
        ratio = self.retiming.ratio
        if abs(self.retiming.offset_ms) > _LATEST_MS or not Fraction(1, _STEEPEST) <= ratio <= _STEEPEST:
            raise ValueError(message("its retiming is out of range"))
        for cue in self.cues or ():
            if not -_LATEST_MS <= cue.start_ms <= cue.end_ms <= _LATEST_MS:
                raise ValueError(message("it has a subtitle at an impossible time"))

    def cues_or(self, of_file: tuple[Cue, ...]) -> tuple[Cue, ...]:
        """Return the cues before the retiming: the edited ones, or else those of the file."""
        return of_file if self.cues is None else self.cues


@dataclass(frozen=True, slots=True)
class Splice:
    """A replacement of consecutive cues: `removed` cues from index `at` become `put`."""

    at: int
    removed: int
    put: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The difference that one undo step makes.

    Parameters
    ----------
    retiming
        The new retiming; None if unchanged.
    splice
        The change to the cues; None if unchanged.
    as_in_file
        Whether the cues revert to those of the file.
    marks
        The new marks of sentences; None if unchanged.
    cast
        The change to the cast; None if unchanged.
    """

    retiming: Retiming | None = None
    splice: Splice | None = None
    as_in_file: bool = False
    marks: SentenceMarks | None = None
    cast: CastChange | None = None


def change_between(before: Document, after: Document, of_file: tuple[Cue, ...]) -> Change:
    """Return the change from one document to another; `of_file` are the cues as read from the file."""
    retiming = None if before.retiming == after.retiming else after.retiming
    marks = None if before.marks == after.marks else after.marks
    cast = CastChange.between(before.cast, after.cast)
    if after.cues is None:
        return Change(retiming, as_in_file=before.cues is not None, marks=marks, cast=cast)
    if after.cues is before.cues:
        return Change(retiming, marks=marks, cast=cast)
    old, new = before.cues_or(of_file), after.cues
    shorter = min(len(old), len(new))
    front = next((index for index in range(shorter) if _differ(old[index], new[index])), shorter)
    most = shorter - front
    back = next((index for index in range(most) if _differ(old[-1 - index], new[-1 - index])), most)
    splice = Splice(front, len(old) - front - back, new[front : len(new) - back])
    return Change(retiming, splice, marks=marks, cast=cast)


def _differ(one: Cue, other: Cue) -> bool:
    return one is not other and one != other  # of thousands of cues, most are the same object


def apply_change(before: Document, change: Change, of_file: tuple[Cue, ...]) -> Document:
    """Return the document after a change.

    Raises
    ------
    ValueError
        If the change does not fit the document.
    """
    cues = None if change.as_in_file else before.cues
    if change.splice is not None:
        old, splice = before.cues_or(of_file), change.splice
        if min(splice.at, splice.removed) < 0 or splice.at + splice.removed > len(old):
            raise ValueError("the change does not fit the document")
        cues = (*old[: splice.at], *splice.put, *old[splice.at + splice.removed :])
    marks = before.marks if change.marks is None else change.marks
    cast = before.cast if change.cast is None else change.cast.apply(before.cast)
    return Document(change.retiming or before.retiming, cues, marks, cast)
