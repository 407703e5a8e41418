"""Edits the cues of a session as they are seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.project import Document
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import Limits, before_retiming
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.settings import Settings
from deepdub_gui.document.commands import change
from deepdub_gui.document.session import Session

Cues = tuple[Cue, ...]


class EditingDesk(QObject):
    """Takes edits back through the retiming, and makes undo steps of them.

    `failed` carries an error that says why something cannot be done.

    Parameters
    ----------
    session, settings
        What is edited, and what the person has set.
    """

    failed = Signal(object)

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings

    @property
    def limits(self) -> Limits:
        """What edits keep to."""
        clip = self._session.clip
        last_ms = None if clip is None else clip.duration_ms
        return Limits(self._settings.gap_ms, self._settings.shortest_ms, last_ms=last_ms)

    @property
    def shown(self) -> Cues:
        """The cues as they are seen when no gesture is under way."""
        return self._session.retiming.apply(self._session.base_cues)

    def edit(self, name: str, make: Callable[[Cues], Cues]) -> bool:
        """Do an edit of the cues as they are seen; tell whether it has changed any."""
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
        """Return the document that is seen as edited cues, made from those of `shown`."""
        document = self._session.document
        if edited == shown:
            return document
        return replace(document, cues=before_retiming(document.retiming, self._session.base_cues, shown, edited))


def named(one: str, several: str, indices: frozenset[int]) -> str:
    """Return the name of a step, which is another one for several cues than for one."""
    return tr(one, number=min(indices) + 1) if len(indices) == 1 else tr(several, number=len(indices))
