"""Comparison with the original times for as long as a key is held."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deepdub_engine.project import Document
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.momentary_shortcut import MomentaryShortcut
from deepdub_gui.document.session import Session
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.status_bar import StatusBar


class BeforeAfter(QObject):
    """Previews the subtitles with their times in the file while a key is held; looping uses these times too.

    Parameters
    ----------
    session
        The session whose subtitles are compared.
    status
        Shows a hint if the action is triggered from the menu.
    window
        The window in which the key works.
    """

    def __init__(self, session: Session, status: StatusBar, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._status = session, status
        self._is_before = False
        self.action = make_action(window, tr("Compare &with the file (hold)"), "U", name="before_after")
        self._key = MomentaryShortcut(self.action, window)
        self._key.pressed.connect(self._show_before)
        self._key.released.connect(self._show_after)
        connect_actions({self.action: self._explain})
        session.cues_changed.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.action.setEnabled(self._session.subtitles is not None)

    def _show_before(self) -> None:
        if not self._session.previewing:  # do not replace the preview of a gesture
            self._is_before = True
            self._session.preview(Document())

    def _show_after(self) -> None:
        if self._is_before:
            self._is_before = False
            self._session.preview(None)

    def _explain(self) -> None:
        if not self._key.is_held:
            key = self.action.shortcut().toString()
            self._status.show_message(tr("Hold {key} on the keyboard to compare with the times in the file.", key=key))
