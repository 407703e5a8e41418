"""All states that a document went through, and where among them it is: what undo and redo walk along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

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
        return self.steps[self.index - 1].document if self.index else self.base

    @property
    def is_saved(self) -> bool:
        """Whether the document is as it was saved."""
        return self.index == self.clean

    def transitions(self) -> Iterator[tuple[Document, Step]]:
        """Yield every step with the document before it."""
        before = self.base
        for step in self.steps:
            yield before, step
            before = step.document
