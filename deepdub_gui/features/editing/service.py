"""Edits the cues of a session as shown, that is, after the retiming."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.project import Document
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import EditLimits, undo_retiming
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.settings import Settings
from deepdub_gui.document.commands import change
from deepdub_gui.document.session import Session

Cues = tuple[Cue, ...]


class EditingService(QObject):
    """Applies edits of the shown cues to the document as undo steps, inverting the retiming.

    `failed` carries the error if an edit is not possible.

    Parameters
    ----------
    session, settings
        The session to edit, and the user's limits for cues.
    """

    failed = Signal(object)

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings

    @property
    def limits(self) -> EditLimits:
        """The limits for edits: gap, shortest duration, end of the clip."""
        clip = self._session.clip
        last_ms = None if clip is None else clip.duration_ms
        gap_ms = max(self._settings.gap_ms, self._settings.limits.gap_ms)
        return EditLimits(gap_ms, self._settings.shortest_ms, last_ms=last_ms)

    @property
    def shown(self) -> Cues:
        """The cues after the retiming, without any preview."""
        return self._session.retiming.apply(self._session.base_cues)

    def edit(self, name: str, make: Callable[[Cues], Cues]) -> bool:
        """Apply an edit to the shown cues as one undo step; return whether anything changed."""
        shown = self.shown
        try:
            edited = make(shown)
        except DeepdubError as error:
            self.failed.emit(error)
            return False
        if edited == shown:
            return False
        change(self._session, name, self.document(shown, edited))
        return True

    def document(self, shown: Cues, edited: Cues) -> Document:
        """Return the document whose shown cues are `edited`, where `shown` are the current ones."""
        document = self._session.document
        if edited == shown:
            return document
        return replace(document, cues=undo_retiming(document.retiming, self._session.base_cues, shown, edited))


def named(one: str, several: str, indices: frozenset[int]) -> str:
    """Return the name of an undo step, in singular or plural."""
    return tr(one, number=min(indices) + 1) if len(indices) == 1 else tr(several, number=len(indices))
