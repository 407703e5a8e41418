"""Long jobs that end in the background are announced once, and short ones are not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from deepdub_engine.base.errors import NoCuesLeft
from deepdub_engine.base.progress import Progress
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.features.desktop.announcer import LONG_S, JobAnnouncer


class Desk:
    def __init__(self, qtbot) -> None:
        self.window, self.told = QWidget(), []
        qtbot.addWidget(self.window)
        self.jobs = JobRunner(self.window)
        self.controller = JobAnnouncer(self.jobs, self.window, lambda title, text: self.told.append((title, text)))
        self.qtbot = qtbot

    def run(self, *, seconds: float, error: Exception | None = None) -> None:
        def work() -> Iterator[Progress]:
            yield Progress("", 0, 1)
            self.jobs.running[0].began_s -= seconds  # as if it had begun that much earlier
            if error:
                raise error

        self.jobs.start("Separating “film”", work, succeeded=lambda _: None, failed=lambda _: None)
        self.qtbot.waitUntil(lambda: not self.jobs.running, timeout=5000)


@pytest.fixture
def desk(qapp: QApplication, qtbot) -> Iterator[Desk]:
    qapp.setDesktopFileName("deepdub")  # as the program does; the badge needs it
    yield Desk(qtbot)
    qapp.setDesktopFileName("")


def test_a_long_job_that_ends_behind_other_windows_is_announced(desk: Desk) -> None:
    desk.run(seconds=LONG_S + 1)
    desk.run(seconds=LONG_S + 1, error=NoCuesLeft(Path("film.srt")))
    assert desk.told == [("Deepdub", "Separating “film”: finished"), ("Deepdub", "Separating “film”: failed")]
    assert desk.controller.unseen == 2
    QApplication.sendEvent(desk.window, QEvent(QEvent.Type.WindowActivate))
    assert desk.controller.unseen == 0


def test_a_short_job_is_not_announced(desk: Desk) -> None:
    desk.run(seconds=0)
    assert desk.told == []


def test_nothing_is_announced_while_one_looks_at_the_window(desk: Desk) -> None:
    desk.window.show()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow, timeout=10_000)
    desk.run(seconds=LONG_S + 1)
    assert (desk.told, desk.controller.unseen) == ([], 0)
