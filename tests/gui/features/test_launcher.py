"""The task bar shows the progress of a long job."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from deepdub_engine.base.progress import Progress
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.features.desktop.launcher import LEAST_S, LauncherProgress, has_session_bus, send_to_launcher


def run(qtbot, *, seconds: float) -> list[float | None]:
    """Run a job that reports halfway, and return what is sent."""
    from PySide6.QtCore import QObject

    owner, sent = QObject(), []
    jobs = JobRunner(owner)
    launcher = LauncherProgress(jobs, owner, sent.append)

    def work() -> Iterator[Progress]:
        jobs.running[0].began_s -= seconds  # as if it had begun that much earlier
        yield Progress(1, 2, "Working")

    jobs.start("Separating “film”", work, succeeded=lambda _: None, failed=lambda _: None)
    qtbot.waitUntil(lambda: not jobs.running, timeout=5000)
    launcher.clear()
    return sent


def test_a_long_job_shows_its_progress_until_it_ends(qtbot) -> None:
    assert run(qtbot, seconds=LEAST_S + 1) == [0.5, None]


def test_a_short_job_shows_nothing(qtbot) -> None:
    assert run(qtbot, seconds=0) == []


def test_without_a_session_bus_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    assert not has_session_bus()
    send_to_launcher(0.5)


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a session bus of its own")
def test_the_signal_is_that_of_unitys_launcher() -> None:
    code = """
import subprocess, sys, time
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(["deepdub"])
app.setDesktopFileName("deepdub")
watch = subprocess.Popen(["dbus-monitor", "interface='com.canonical.Unity.LauncherEntry'"], stdout=subprocess.PIPE)
from deepdub_gui.features.desktop.launcher import send_to_launcher
until = time.monotonic() + 10
import threading
lines = []
def read():
    for line in watch.stdout:
        lines.append(line.decode())
threading.Thread(target=read, daemon=True).start()
while not any("progress-visible" in line for line in lines) and time.monotonic() < until:
    send_to_launcher(0.25)
    app.processEvents()
    time.sleep(0.1)
time.sleep(0.2)
watch.kill()
print("".join(lines))
"""
    command = ["dbus-run-session", "--", sys.executable, "-c", code]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=environment).stdout
    assert "interface=com.canonical.Unity.LauncherEntry; member=Update" in shown
    assert 'string "application://deepdub.desktop"' in shown
    assert "double 0.25" in shown
    assert "boolean true" in shown
