"""Keeps errors and warnings for later, and removes messages when what they are about is gone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.features.messages.support import Support
from deepdub_gui.shell.services import Services
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.status_bar import About, StatusBar

if TYPE_CHECKING:
    from deepdub_gui.features.messages.dialog import MessagesDialog

_MOST = 500


class MessageController(QObject):
    """Connects the status bar with the list of errors and warnings, and with what ends a message.

    Parameters
    ----------
    services
        The document and the player; a step, other files and the end of playback each take messages with them.
    status
        Shows the messages.
    window
        The parent of the dialog.
    """

    def __init__(self, services: Services, status: StatusBar, window: QWidget) -> None:
        super().__init__(window)
        self._playback, self._status, self._window = services.playback, status, window
        self.entries: list[str] = []
        self._dialog: MessagesDialog | None = None
        self.open_ = make_action(window, tr("&Messages…"))
        set_action_names(self)
        connect_actions({self.open_: self.open})
        self.support = Support(services, status, window)
        status.kept.connect(self._keep)
        status.list_wanted.connect(self.open)
        services.session.undo.indexChanged.connect(self._follow_steps)
        services.opener.opening.connect(self._follow_files)
        services.playback.changed.connect(self._follow_playback)

    def show_in(self, menu: QMenu) -> None:
        """Add the actions to a menu, before its last one."""
        menu.insertAction(menu.actions()[-1], self.open_)
        self.support.show_in(menu)

    def open(self) -> MessagesDialog:
        """Open the list, or bring it to the front."""
        from deepdub_gui.features.messages.dialog import MessagesDialog

        if self._dialog is None:
            self._dialog = MessagesDialog(self._window)
            self._dialog.cleared.connect(self._clear)
        self._dialog.set_entries(self.entries)
        self._dialog.show()
        self._dialog.activateWindow()
        return self._dialog

    def close(self) -> None:
        """Close the list."""
        if self._dialog is not None:
            self._dialog.close()

    def _keep(self, text: str) -> None:
        self.entries.append(f"{datetime.now().astimezone():%H:%M:%S}  {text}")
        del self.entries[:-_MOST]
        self._show()

    def _clear(self) -> None:
        self.entries.clear()
        self._show()

    def _show(self) -> None:
        self._status.show_kept(len(self.entries))
        if self._dialog is not None:
            self._dialog.set_entries(self.entries)

    # Methods, because Qt disconnects them when the window is destroyed.

    def _follow_steps(self, _index: int) -> None:
        self._status.expire(About.STEP)

    def _follow_files(self) -> None:
        self._status.expire(About.STEP, About.FILES, About.SOUND)

    def _follow_playback(self) -> None:
        self._status.expire(About.OUTPUT if self._playback.playing else About.SOUND)
