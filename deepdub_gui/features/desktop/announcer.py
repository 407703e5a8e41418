"""Tells the person of long jobs that end while another program has their attention."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner, RunningJob

LONG_S = 10.0  # shorter jobs end before one has turned away


class JobAnnouncer(QObject):
    """Notifies of each long job that ends while the window is in the background, and counts them on its badge.

    The window's entry in the task bar asks for attention, too; each of the three appears where the system has it.

    Parameters
    ----------
    jobs
        The jobs; those without a title are of no interest.
    window
        The main window; looking at it again clears the badge.
    notify
        Shows a title and a text; by default as a notification of the system.
    """

    def __init__(self, jobs: JobRunner, window: QWidget, notify: Callable[[str, str], None] | None = None) -> None:
        super().__init__(window)
        self._window, self._notify = window, notify or self._show_notification
        self._tray: QSystemTrayIcon | None = None
        self.unseen = 0
        jobs.started.connect(self._follow)
        window.installEventFilter(self)

    def _follow(self, job: RunningJob) -> None:
        job.succeeded.connect(partial(self._tell, job, tr("{title}: finished", title=job.title)))
        job.failed.connect(partial(self._tell, job, tr("{title}: failed", title=job.title)))

    def _tell(self, job: RunningJob, text: str, _outcome: object) -> None:
        if time.monotonic() - job.began_s < LONG_S or QApplication.activeWindow() is not None:
            return
        self.unseen += 1
        _set_badge(self.unseen)
        QApplication.alert(self._window)
        self._notify("Deepdub", text)

    def _show_notification(self, title: str, text: str) -> None:
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()  # Qt sends messages only while the icon is there
        self._tray.showMessage(title, text, self._tray.icon())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Clear the badge when the window becomes active."""
        if event.type() == QEvent.Type.WindowActivate and self.unseen:
            self.unseen = 0
            _set_badge(0)
            if self._tray is not None:
                self._tray.hide()
        return super().eventFilter(watched, event)


def _set_badge(count: int) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setBadgeNumber(count)
