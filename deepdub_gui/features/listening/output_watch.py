"""Notices when a lost output device can be used again."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_INTERVAL_MS = 3000


class OutputWatch(QObject):
    """Tries a device every few seconds, until it is there or nobody waits for it; `found` is emitted once it is.

    Parameters
    ----------
    tries
        Returns whether the device can be opened now; called in a thread of its own, since a broken one can hang.
    is_awaited
        Returns whether somebody still waits.
    """

    found = Signal()
    _tried = Signal(bool)

    def __init__(self, tries: Callable[[], bool], is_awaited: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._tries, self._is_awaited = tries, is_awaited
        self._trying = False
        self._timer = QTimer(self, singleShot=True, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._try)
        self._tried.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to try, unless it already does."""
        if not self._trying:
            self._timer.start()

    def stop(self) -> None:
        """Try no more; an attempt in progress ends by itself."""
        self._timer.stop()
        self.blockSignals(True)

    def _try(self) -> None:
        if not self._is_awaited():
            return
        self._trying = True

        def trying() -> None:
            is_there = self._tries()
            with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
                self._tried.emit(is_there)

        threading.Thread(target=trying, name="output-watch", daemon=True).start()

    def _take(self, is_there: bool) -> None:
        self._trying = False
        if not self._is_awaited():
            return
        if is_there:
            self.found.emit()
        else:
            self._timer.start()
