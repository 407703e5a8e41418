"""Opens the window again in another language or size, with all that was in it.

Qt sets the scale of a program when it starts, so this starts the program again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Qt

from deepdub_gui.base.i18n import tr
from deepdub_gui.main_window import MainWindow


class Reopening(QObject):
    """Closes the window when its language or size changes, and starts the program again with the same work.

    The undo steps, unsaved changes included, and the view travel in the journal. While jobs run, the user decides when.

    Parameters
    ----------
    window
        The window to open again.
    environment
        The environment that the program was started with.
    start
        Starts the program with arguments; replaced in tests.
    """

    def __init__(
        self,
        window: MainWindow,
        environment: QProcessEnvironment,
        start: Callable[[list[str]], object] | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._environment, self._start = window, environment, start or self._start_program
        # Queued, so that the settings dialog finishes what it does first.
        window.preferences.reopen_wanted.connect(self._ask, Qt.ConnectionType.QueuedConnection)

    def _ask(self) -> None:
        if not self._window.isVisible():
            return
        if self._window.status.shows_jobs:
            text = tr("The window opens again to apply this, and running jobs would stop.")
            self._window.status.show_message(text, tr("Open it now"), self.reopen)
        else:
            self.reopen()

    def reopen(self) -> None:
        """Close the window and start the program again."""
        window = self._window
        window.finish()
        if not window.listening.may_close(self.reopen):
            return
        folder = window.projects.leave()
        if window.close():
            self._start(["--resume", str(folder)] if folder is not None else [])

    def _start_program(self, arguments: list[str]) -> None:
        process = QProcess()
        process.setProcessEnvironment(self._environment)
        process.setProgram(sys.executable)
        # The program of a bundle is the window itself.
        frozen = getattr(sys, "frozen", False)
        process.setArguments(arguments if frozen else ["-m", "deepdub_gui", *arguments])
        process.startDetached()
