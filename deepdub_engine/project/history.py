"""The undo history: all states of a document and the current one among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from deepdub_engine.project.document import Document
from deepdub_engine.project.voice_move import VoiceMove


@dataclass(frozen=True, slots=True)
class Step:
    """One undo step: its name and the document after it, and the voice that it moves, if it does."""

    name: str
    document: Document
    voice: VoiceMove | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A document with its undo steps.

    Parameters
    ----------
    base
        The document before all steps.
    steps
        All steps in order, including undone ones.
    index
        Number of steps that are done.
    clean
        Number of steps that were done at the last save; None if undo and redo can no longer reach that state.
    """

    base: Document = field(default_factory=Document)
    steps: tuple[Step, ...] = ()
    index: int = 0
    clean: int | None = 0

    @property
    def document(self) -> Document:
        """The current document."""
        return self.steps[self.index - 1].document if self.index else self.base

    @property
    def is_saved(self) -> bool:
        """Whether the document is unchanged since the last save."""
        return self.index == self.clean

    def transitions(self) -> Iterator[tuple[Document, Step]]:
        """Yield every step with the document before it."""
        before = self.base
        for step in self.steps:
            yield before, step
            before = step.document
