"""All states that a document went through, and where among them it is: what undo and redo walk along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from deepdub_engine.project.document import Document


@dataclass(frozen=True, slots=True)
class Step:
    """One gesture: its name, and the document after it."""

    name: str
    document: Document


@dataclass(frozen=True, slots=True)
class History:
    """A document with its steps.

    Parameters
    ----------
    base
        The document before all steps.
    steps
        Done and undone ones, in order.
    index
        How many of them are done.
    clean
        How many were done when it was saved; None if that state cannot be reached by undo and redo any more.
    """

    base: Document = field(default_factory=Document)
    steps: tuple[Step, ...] = ()
    index: int = 0
    clean: int | None = 0

    @property
    def document(self) -> Document:
        """The document as it is now."""
        return self.at(self.index)

    @property
    def is_saved(self) -> bool:
        """Whether the document is as it was saved."""
        return self.index == self.clean

    def at(self, index: int) -> Document:
        """Return the document after so many steps."""
        return self.steps[index - 1].document if index else self.base

    def pushed(self, name: str, document: Document) -> History:
        """Return the history with one step more, which takes the place of those that were undone."""
        clean = None if self.clean is None or self.clean > self.index else self.clean
        return replace(self, steps=(*self.steps[: self.index], Step(name, document)), index=self.index + 1, clean=clean)

    def gone_to(self, index: int) -> History:
        """Return the history undone or redone to a number of steps.

        Raises
        ------
        ValueError
            If there are not so many.
        """
        if not 0 <= index <= len(self.steps):
            raise ValueError("there is no such step")
        return replace(self, index=index)

    def saved_at(self, clean: int | None) -> History:
        """Return the history with another state known as saved, or none."""
        if clean is not None and not 0 <= clean <= len(self.steps):
            raise ValueError("there is no such step")
        return replace(self, clean=clean)

    def without_first(self, count: int) -> History:
        """Return the history without its oldest steps; they must be done ones."""
        clean = None if self.clean is None or self.clean < count else self.clean - count
        return History(self.at(count), self.steps[count:], self.index - count, clean)

    def transitions(self) -> Iterator[tuple[Document, Step]]:
        """Yield every step with the document before it."""
        before = self.base
        for step in self.steps:
            yield before, step
            before = step.document
