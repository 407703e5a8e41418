"""The undo history stored as deltas, so that thousands of steps take little memory even with many cues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deepdub_engine.project.document import Change, Document, apply_change, change_between
from deepdub_engine.project.history import History, Step
from deepdub_engine.project.voice_move import VoiceMove
from deepdub_engine.subtitles import Cue


@dataclass(frozen=True, slots=True)
class Delta:
    """One undo step: its name and the changes that redo and undo it, and the voice that it moves, if it does."""

    name: str
    forth: Change
    back: Change
    voice: VoiceMove | None = None

    @classmethod
    def between(cls, step: Step, before: Document, of_file: tuple[Cue, ...]) -> Delta:
        """Return a step from the document before it."""
        after = step.document
        forth, back = change_between(before, after, of_file), change_between(after, before, of_file)
        return cls(step.name, forth, back, step.voice)


class DeltaHistory:
    """A `History` stored as deltas.

    Parameters
    ----------
    history
        The initial history.
    of_file
        The cues as read from the file.
    """

    def __init__(self, history: History, of_file: tuple[Cue, ...]) -> None:
        self.of_file = of_file
        self._base, self._document = history.base, history.document
        steps = history.transitions()
        self._links = [Delta.between(step, before, of_file) for before, step in steps]
        self.index, self.clean = history.index, history.clean

    @property
    def links(self) -> tuple[Delta, ...]:
        """All steps, including undone ones."""
        return tuple(self._links)

    def push(self, step: Step) -> Delta:
        """Add a step, discarding undone ones, and return it."""
        link = Delta.between(step, self._document, self.of_file)
        self._links[self.index :] = [link]
        self.clean = None if self.clean is None or self.clean > self.index else self.clean
        self.index, self._document = self.index + 1, step.document
        return link

    def go(self, index: int) -> None:
        """Undo or redo until `index` steps are done.

        Raises
        ------
        ValueError
            If there are fewer steps.
        """
        self._check(index)
        while self.index > index:
            self.index -= 1
            self._document = apply_change(self._document, self._links[self.index].back, self.of_file)
        while self.index < index:
            self._document = apply_change(self._document, self._links[self.index].forth, self.of_file)
            self.index += 1

    def saved(self, clean: int | None) -> None:
        """Set the number of steps in the saved state; None if it cannot be reached.

        Raises
        ------
        ValueError
            If there are fewer steps.
        """
        if clean is not None:
            self._check(clean)
        self.clean = clean

    def document_at(self, index: int) -> Document:
        """Return the document after `index` steps."""
        document = self._base
        for link in self._links[:index]:
            document = apply_change(document, link.forth, self.of_file)
        return document

    def history(self) -> History:
        """Return the history with all its documents."""
        return History(self._base, tuple(self._steps()), self.index, self.clean)

    def _steps(self) -> Iterator[Step]:
        document = self._base
        for link in self._links:
            document = apply_change(document, link.forth, self.of_file)
            yield Step(link.name, document, link.voice)

    def _check(self, index: int) -> None:
        if not 0 <= index <= len(self._links):
            raise ValueError("there is no such step")
