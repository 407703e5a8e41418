"""Jobs and messages in the status bar."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deepdub_engine.base.progress import Job, Progress
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.widgets import job_line
from deepdub_gui.widgets.status_bar import JobLine, StatusBar


@pytest.fixture
def status(qtbot):
    line = StatusBar()
    qtbot.addWidget(line)
    line.resize(900, 40)
    line.show()
    yield line
    line.close()


def test_a_job_shows_its_progress_and_its_button_cancels_it(qtbot, status: StatusBar) -> None:
    runner, cleaned = JobRunner(), threading.Event()
    runner.started.connect(status.add_job)

    def work() -> Job[None]:
        try:
            while True:
                yield Progress(43, 100)
        finally:
            cleaned.set()

    runner.start("Separating “episode 1”", work, succeeded=lambda _: None, failed=lambda _: None)
    qtbot.waitUntil(lambda: any(line.isVisible() for line in status.findChildren(JobLine)))
    line = status.findChild(JobLine)
    qtbot.waitUntil(lambda: "43 %" in line.label.text())
    assert line.label.text().startswith("Separating “episode 1” · 43 %")
    QTest.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.running and not status.findChildren(JobLine))
    assert cleaned.is_set()


def test_a_job_that_is_over_in_a_moment_does_not_flash(qtbot, status: StatusBar) -> None:
    runner, shown = JobRunner(), []
    runner.started.connect(status.add_job)

    def work() -> Job[None]:
        yield Progress(0, 0)

    runner.start("Opening", work, succeeded=lambda _: shown.append(status.height()), failed=lambda _: None)
    qtbot.waitUntil(lambda: not runner.running)
    assert not [line for line in status.findChildren(JobLine) if line.isVisible()]


def test_an_error_stays_until_it_is_dismissed(status: StatusBar) -> None:
    pressed: list[bool] = []
    status.show_message("“a.mkv” has no sound in it.", "Choose another", lambda: pressed.append(True), error=True)
    assert status.message == "“a.mkv” has no sound in it."
    QTest.mouseClick(status.help_button, Qt.MouseButton.LeftButton)
    assert pressed == [True]
    status.clear()
    assert status.message == ""
    assert not status.help_button.isVisible()


def test_a_job_that_loads_a_model_shows_no_time_left(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(monotonic=lambda: now_s)
    now_s, texts = 0.0, []
    monkeypatch.setattr(job_line, "time", clock)
    line = JobLine(RunningJob("Separating", lambda: iter(())))
    qtbot.addWidget(line)
    for at in range(400):  # stands still from 10 s to 30 s
        now_s = at / 10
        percent = min(at // 10, 10) if at < 300 else 11 + (at - 300) // 10
        line.show_progress(Progress(percent, 100))
        texts.append(line.label.text())
    assert texts[50] == "Separating · 5 % · 1 min 35 s left"
    assert set(texts[180:310]) == {"Separating · 10 %", "Separating · 11 %"}
    assert texts[-1] == "Separating · 20 % · 1 min 19 s left"
