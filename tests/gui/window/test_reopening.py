"""Another language or size takes effect at once, and nothing of the work is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcessEnvironment
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepdub_engine.base.progress import Job, Progress
from deepdub_gui.base.i18n import install_translator, language_of
from deepdub_gui.reopening import Reopening
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow, open_window


@pytest.fixture
def first(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    opened = open_window(qapp, qtbot, tmp_path)
    opened.open(SAMPLE, LATE_SUBS)
    yield opened
    opened.close()
    install_translator(qapp, "en")


def started_by(opened: OpenWindow) -> list[list[str]]:
    started: list[list[str]] = []
    Reopening(opened.window, QProcessEnvironment(), started.append)
    return started


def choose(opened: OpenWindow, label: str, text: str) -> None:
    box = opened.window.preferences.show_settings().box(label)
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def test_another_language_opens_the_window_again_with_all_its_work(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, first: OpenWindow
) -> None:
    started = started_by(first)
    first.window.shift_bar.nudge(-3000)
    first.window.shift_bar.finish()
    first.window.shift_bar.nudge(-100)
    first.window.shift_bar.finish()
    first.window.playback.seek(12_000)
    first.window.timeline.show_span(10_000, 20_000)
    times = first.session.cues
    choose(first, "Language", "한국어")
    first.until(lambda: bool(started))
    assert not first.window.isVisible()
    assert first.answers.asked == [], "unsaved changes go along, so nothing is asked"
    option, folder = started[0]
    assert option == "--resume"
    install_translator(qapp, language_of(first.settings.language))
    second = open_window(qapp, qtbot, tmp_path)
    second.window.projects.recovery.resume(Path(folder))
    second.until(lambda: second.session.clip is not None and second.idle())
    assert second.window.actions_.transport.play.toolTip().startswith("재생")
    assert second.session.cues == times
    assert second.session.modified
    assert second.window.playback.position_ms == 12_000
    assert second.window.timeline.visible_ms == pytest.approx((10_000, 20_000), abs=100)
    second.session.undo.undo()
    second.session.undo.undo()
    assert second.session.retiming.is_identity, "the undo steps go along, too"
    assert not second.session.modified
    second.until(lambda: not Path(folder).exists())
    second.close()


def test_work_without_changes_comes_back_unchanged(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, first: OpenWindow
) -> None:
    started = started_by(first)
    choose(first, "Size", "150 %")
    first.until(lambda: bool(started))
    second = open_window(qapp, qtbot, tmp_path)
    second.window.projects.recovery.resume(Path(started[0][1]))
    second.until(lambda: second.session.clip is not None and second.idle())
    assert not second.session.modified
    assert second.session.undo.count() == 0
    second.close()


def test_while_jobs_run_the_user_decides_when(first: OpenWindow) -> None:
    started = started_by(first)

    def endless() -> Job[None]:
        while True:
            yield Progress(1, 100)

    first.window.jobs.start("Endless", endless, succeeded=print, failed=print)
    first.until(lambda: first.window.status.shows_jobs)
    choose(first, "Size", "125 %")
    first.until(lambda: first.window.status.help_button.text() == "Open it now")
    assert started == []
    assert first.window.isVisible()
    first.window.status.help_button.click()
    first.until(lambda: bool(started))
    assert not first.window.isVisible()


def test_the_language_that_is_there_already_opens_nothing(first: OpenWindow) -> None:
    started = started_by(first)
    choose(first, "Language", "English")
    choose(first, "Size", "100 %")
    first.until(first.idle)
    assert started == []
    assert first.window.isVisible()
