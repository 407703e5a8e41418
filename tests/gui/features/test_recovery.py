"""Recovering unsaved work after a crash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from deepdub_engine.project import Journals, load_project
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.dialogs.dialogs import SaveAnswer
from deepdub_gui.document.commands import change, retime
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow, open_window

# A user who opens files, shifts, undoes and scrolls; each line it prints reports a completed action.
WORK = """
import sys
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from deepdub_engine.player import Player
from deepdub_engine.player.offline import OfflineOutput
from deepdub_gui.app import build_window
from deepdub_gui.document.commands import change
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.base.settings import Settings

folder, *files = map(Path, sys.argv[1:])
app = QApplication([])
settings = Settings(QSettings(str(folder / "dead.ini"), QSettings.Format.IniFormat))
window = build_window(app, settings, Dialogs(settings), Player(output=OfflineOutput()), folder / "cache",
                      folder / "journals")
window.show()
window.open_files(files)

def step():
    session = window.session
    if window.jobs.running or session.subtitles is None:
        return
    number = session.undo.index()
    if number < 3:
        window.shift_bar.nudge(-1000)
        window.shift_bar.finish()
    elif number == 3:
        cues = session.document.cues_or(session.file_cues)
        change(session, "Edit text", replace(session.document, cues=(replace(cues[0], text="Edited."), *cues[1:])))
        window.timeline.show_span(1000.0, 5000.0)
    else:
        session.undo.undo()
        window.shift_bar.nudge(-7)
        window.shift_bar.finish()
        timer.timeout.disconnect(step)
        timer.timeout.connect(tell)

def tell():
    if not window.projects.recorder._view_timer.isActive():
        window.projects.recorder.wait()
        print("done", flush=True)
        timer.stop()

timer = QTimer(interval=20)
timer.timeout.connect(step)
timer.start()
app.exec()
"""


def killed_at_work(folder: Path, *files: Path) -> None:
    command = [sys.executable, "-c", WORK, str(folder), *map(str, files)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "done\n"
        process.kill()


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a killed window left on disk, and the subtitles that were open in it."""
    folder = tmp_path_factory.mktemp("killed")
    shutil.copy(LATE_SUBS, folder / "mine.srt")
    killed_at_work(folder, SAMPLE, folder / "mine.srt")
    return folder


@pytest.fixture
def mine(killed: Path) -> Path:
    shutil.copy(LATE_SUBS, killed / "mine.srt")
    return killed / "mine.srt"


@pytest.fixture
def after(qapp: QApplication, qtbot, tmp_path: Path, killed: Path, mine: Path) -> Iterator[OpenWindow]:
    """The window of the next start."""
    shutil.copytree(killed / "journals", tmp_path / "journals")
    opened = open_window(qapp, qtbot, tmp_path)
    look(opened)
    yield opened
    opened.close()


def look(opened: OpenWindow) -> None:
    opened.window.projects.recovery.look()
    opened.until(opened.idle)


def press(opened: OpenWindow, button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.until(opened.idle)
    opened.window.projects.recorder.wait()


def journals(folder: Path) -> int:
    return len(list((folder / "journals").glob("*/journal.jsonl")))


def test_the_work_of_a_killed_window_is_recovered_with_all_steps(after: OpenWindow, mine: Path, tmp_path: Path) -> None:
    bar, session = after.window.projects.bar, after.session
    assert bar.isVisible()
    assert "unsaved changes to “sample.mkv”" in bar.text.text()
    press(after, bar.restore)
    assert not bar.isVisible()
    assert session.media.path == SAMPLE
    assert session.subtitles.path == mine
    assert [session.undo.text(number) for number in range(session.undo.count())] == [
        *["Shift −1.000 s"] * 3,
        "Shift −0.007 s",
    ]
    assert session.retiming == Retiming(-3007)
    assert after.window.timeline.visible_ms == pytest.approx((1000.0, 5000.0))
    assert after.window.isWindowModified()
    session.undo.undo()
    assert session.retiming == Retiming(-3000)
    after.window.actions_.save.trigger()
    after.until(after.idle)
    assert mine.read_bytes() == TRUE_SUBS.read_bytes()
    assert journals(tmp_path) == 1  # this window has taken over the journal


def test_restored_work_survives_the_next_kill_too(after: OpenWindow, tmp_path: Path) -> None:
    press(after, after.window.projects.bar.restore)
    (found,) = (path for path in (tmp_path / "journals").glob("*/journal.jsonl"))
    copy = Journals(tmp_path / "copy").new()
    shutil.copy(found, copy.journal)
    copy.release()
    (again,) = Journals(tmp_path / "copy").abandoned()
    assert again.work.history.document == after.session.document
    assert Path(again.work.project.media.file.path) == SAMPLE
    again.place.remove()


def test_discarded_work_is_not_offered_again(after: OpenWindow, tmp_path: Path) -> None:
    press(after, after.window.projects.bar.discard)
    assert not after.window.projects.bar.isVisible()
    assert journals(tmp_path) == 0
    assert after.session.media is None


def test_work_is_discarded_only_once_that_was_confirmed(after: OpenWindow, tmp_path: Path) -> None:
    after.answers.discarding = False
    press(after, after.window.projects.bar.discard)
    assert after.answers.asked == ["discarding"]
    assert journals(tmp_path) == 1
    press(after, after.window.projects.bar.restore)
    assert after.session.retiming == Retiming(-3007)


def test_work_that_is_left_alone_is_offered_by_the_next_start_again(
    after: OpenWindow, qapp: QApplication, tmp_path: Path
) -> None:
    other = open_window(qapp, after.qtbot, tmp_path)
    look(other)
    assert not other.window.projects.bar.isVisible()  # the first window is offering it
    after.close()
    look(other)
    assert other.window.projects.bar.isVisible()
    other.close()


def test_restoring_asks_about_the_work_that_it_would_replace(after: OpenWindow, mine: Path) -> None:
    after.open(mine)
    retime(after.session, Retiming(5))
    after.answers.saving = SaveAnswer.CANCEL
    press(after, after.window.projects.bar.restore)
    assert after.answers.asked == ["saving"]
    assert after.session.retiming == Retiming(5)
    assert after.window.projects.bar.isVisible()


def test_work_that_cannot_be_written_again_is_offered_by_the_next_start(after: OpenWindow, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file")
    after.session.journals = Journals(tmp_path / "in the way")
    press(after, after.window.projects.bar.restore)
    after.until(lambda: "cannot be written" in after.window.status.message)
    after.window.projects.recorder.wait()
    assert after.session.retiming == Retiming(-3007)
    assert journals(tmp_path) == 1


def test_work_discarded_while_other_work_is_saved_is_not_restored(after: OpenWindow, mine: Path) -> None:
    after.open(mine)
    retime(after.session, Retiming(5))
    after.answers.saving = SaveAnswer.SAVE
    bar = after.window.projects.bar
    bar.restore.click()
    bar.discard.click()
    after.until(after.idle)
    assert after.answers.asked == ["saving", "discarding"]
    assert after.session.retiming == Retiming(5)


def test_saved_or_given_up_work_leaves_no_journal(opened: OpenWindow, mine: Path, tmp_path: Path) -> None:
    opened.open(SAMPLE, mine)
    opened.window.projects.recorder.wait()
    assert journals(tmp_path) == 0  # no changes yet
    retime(opened.session, Retiming(-3000))
    opened.window.projects.recorder.wait()
    assert journals(tmp_path) == 1
    opened.open(TRUE_SUBS)
    opened.window.projects.recorder.wait()
    assert journals(tmp_path) == 0
    retime(opened.session, Retiming(1))
    opened.close()
    assert list((tmp_path / "journals").iterdir()) == []


def test_the_journal_belongs_to_the_project_and_knows_what_was_saved(
    opened: OpenWindow, mine: Path, tmp_path: Path
) -> None:
    opened.open(SAMPLE, mine)
    retime(opened.session, Retiming(-3000))
    opened.answers.project = tmp_path / "a.deepdub"
    opened.window.actions_.save_project.trigger()
    opened.until(opened.idle)
    project = load_project(tmp_path / "a.deepdub")
    change(opened.session, "More", project.document.__class__(Retiming(9)))
    opened.window.projects.recorder.wait()
    (found,) = (tmp_path / "journals").glob("*/journal.jsonl")
    from deepdub_engine.project import read_journal

    work = read_journal(found)
    assert work.path == tmp_path / "a.deepdub"
    assert (work.history.index, work.history.clean) == (2, 1)


def test_a_journal_that_cannot_be_written_is_reported_once(opened: OpenWindow, mine: Path, tmp_path: Path) -> None:
    opened.open(mine)
    (tmp_path / "journals").write_text("a file in the way")
    for shift_ms in (1, 2):
        retime(opened.session, Retiming(shift_ms))
    opened.window.projects.recorder.wait()
    opened.until(lambda: "cannot be written" in opened.window.status.message)
    (tmp_path / "journals").unlink()
    retime(opened.session, Retiming(3))
    opened.window.projects.recorder.wait()
    assert journals(tmp_path) == 1
