"""What helps with a fault: the system information, and the folder of the log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from deepdub_engine.base.crash_report import log_folder
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.private import make_private
from deepdub_engine.base.private_log import Word
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.player import list_devices
from deepdub_gui.base.i18n import tr
from deepdub_gui.features.messages.system_report import system_report, window_lines
from deepdub_gui.shell.services import Services
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.status_bar import About, StatusBar

_LOG = logging.getLogger(__name__)


class Support(QObject):
    """The actions “Copy system information” and “Open log folder”.

    Parameters
    ----------
    services
        The player, the settings, and what runs the search for devices.
    status
        Says what was done.
    window
        The owner of the actions.
    find_devices
        Returns the names of the output devices; called in a worker thread.
    """

    def __init__(
        self,
        services: Services,
        status: StatusBar,
        window: QWidget,
        find_devices: Callable[[], Sequence[str]] = list_devices,
    ) -> None:
        super().__init__(window)
        self._services, self._status, self._find_devices = services, status, find_devices
        self.copy = make_action(
            window,
            tr("Copy s&ystem information"),
            tip=tr("Copy versions, processor, memory, screens and sound devices, to be pasted into a report"),
        )
        self.open_folder = make_action(
            window, tr("Open &log folder"), tip=tr("The log says what the program did; it holds no texts or file names")
        )
        set_action_names(self)
        connect_actions({self.copy: self._copy, self.open_folder: self._open_folder})

    def show_in(self, menu: QMenu) -> None:
        """Add the actions to a menu, before its last one."""
        menu.insertActions(menu.actions()[-1], [self.copy, self.open_folder])

    def log(self) -> None:
        """Write what the window runs on to the log."""
        for line in window_lines(self._services):
            _LOG.info("%s", Word(line))

    def _copy(self) -> None:
        def looking() -> Job[str]:
            yield Progress(0, 0, tr("Looking for devices"))
            try:
                return "\n".join(self._find_devices()) or "none"
            except DeepdubError as error:
                return str(error)

        def done(devices: str) -> None:
            QApplication.clipboard().setText(system_report(self._services, devices))
            text = tr("The system information is in the clipboard: paste it into your report.")
            self._status.show_message(text, about=About.PROGRAM)

        self._services.jobs.start("", looking, succeeded=done, failed=self._services.opener.failed.emit)

    def _open_folder(self) -> None:
        folder = log_folder()
        try:
            make_private(folder)
        except OSError as error:
            text = tr("The log cannot be written to “{folder}” ({reason}).", folder=folder, reason=error.strerror)
            self._status.show_message(text, error=True, about=About.PROGRAM)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._status.show_message(tr("The log is in “{folder}”.", folder=folder), about=About.PROGRAM)
