"""Shows the progress of a long job on the program's entry in the task bar, where the desktop has that."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from deepdub_engine.base.progress import Progress
from deepdub_gui.base.jobs import JobRunner, RunningJob

LEAST_S = 2.0  # shorter jobs would only flicker
_STEP = 0.01
_PLACE, _INTERFACE = "/app/deepdub", "com.canonical.Unity.LauncherEntry"


class LauncherProgress(QObject):
    """Sends the progress of the job that has been running the longest; desktops that show none ignore it.

    Parameters
    ----------
    jobs
        The jobs; those without a title are of no interest.
    parent
        The Qt parent.
    send
        Sends a progress from 0 to 1, or None for none; by default as the signal of Unity's launcher, which KDE, GNOME's
        docks and others understand.
    """

    def __init__(self, jobs: JobRunner, parent: QObject, send: Callable[[float | None], None] | None = None) -> None:
        super().__init__(parent)
        self._send = send or send_to_launcher
        self._jobs: list[RunningJob] = []
        self._shown: float | None = None
        jobs.started.connect(self._follow)

    def clear(self) -> None:
        """Show no progress."""
        if self._shown is not None:
            self._shown = None
            self._send(None)

    def _follow(self, job: RunningJob) -> None:
        job.began.connect(lambda: self._jobs.append(job))
        job.progressed.connect(partial(self._show, job))
        job.finished.connect(lambda: self._forget(job))

    def _show(self, job: RunningJob, progress: Progress) -> None:
        if not self._jobs or job is not self._jobs[0] or time.monotonic() - job.began_s < LEAST_S:
            return
        fraction = progress.fraction
        if fraction is not None and (self._shown is None or abs(fraction - self._shown) >= _STEP):
            self._shown = fraction
            self._send(fraction)

    def _forget(self, job: RunningJob) -> None:
        if job not in self._jobs:
            return
        if job is self._jobs[0]:
            self.clear()
        self._jobs.remove(job)


def send_to_launcher(fraction: float | None) -> None:
    """Send a progress, or its end, without waiting for an answer; where there is no session bus, do nothing."""
    if not has_session_bus():
        return
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if bus.isConnected():
        signal = QDBusMessage.createSignal(_PLACE, _INTERFACE, "Update")
        state: dict[str, Any] = {"progress": fraction or 0.0, "progress-visible": fraction is not None}
        signal.setArguments([f"application://{QGuiApplication.desktopFileName() or 'deepdub'}.desktop", state])
        bus.send(signal)


def has_session_bus() -> bool:
    """Return whether the desktop runs a session bus; connecting would start one otherwise."""
    if sys.platform != "linux":
        return False
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (bool(folder) and Path(folder, "bus").exists())
