"""Projects in the window: everything is restored, even if the files have moved."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deepdub_engine.project import load_project
from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.dialogs.dialogs import SaveAnswer
from deepdub_gui.document.commands import retime
from tests.gui.shortcuts.test_keyboard import unnamed
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow, open_window


@pytest.fixture
def films(tmp_path: Path) -> Path:
    """A folder with a clip and its subtitles, where a project can be saved."""
    folder = tmp_path / "films"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "ep1.mkv")
    shutil.copy(LATE_SUBS, folder / "ep1.srt")
    return folder


def with_project(opened: OpenWindow, films: Path) -> Path:
    """Open the clip, shift it, seek and zoom, and save a project."""
    opened.open(films / "ep1.mkv")
    retime(opened.session, Retiming(-3000, Fraction(25, 24)))
    opened.window.timeline.show_span(2000.0, 9000.0)
    opened.window.playback.seek(5000)
    opened.answers.project = films / "ep1.deepdub"
    opened.window.actions_.save_project.trigger()
    opened.until(opened.idle)
    return films / "ep1.deepdub"


def again(opened: OpenWindow, qapp: QApplication, folder: Path) -> OpenWindow:
    """Close the window and open a new one on the same settings."""
    opened.close()
    (folder / "next").mkdir(exist_ok=True)
    return open_window(qapp, opened.qtbot, folder / "next")


def test_a_project_opens_everything_as_it_was(opened: OpenWindow, qapp: QApplication, films: Path) -> None:
    project = with_project(opened, films)
    assert not opened.window.isWindowModified()
    assert opened.window.windowTitle().startswith("ep1.deepdub")
    cues = opened.session.cues
    after = again(opened, qapp, films)
    after.open(project)
    assert after.session.media.path == films / "ep1.mkv"
    assert after.session.subtitles.path == films / "ep1.srt"
    assert after.session.retiming == Retiming(-3000, Fraction(25, 24))
    assert after.session.cues == cues
    assert after.window.timeline.visible_ms == pytest.approx((2000.0, 9000.0))
    assert after.window.playback.position_ms == 5000
    assert not after.window.isWindowModified()
    assert after.answers.asked == []
    after.close()


def test_stems_and_the_source_that_was_heard_come_back(opened: OpenWindow, films: Path) -> None:
    project = with_project(opened, films)
    opened.separate()
    opened.window.listening.choose(1)
    opened.window.actions_.save_project.trigger()
    opened.until(opened.idle)
    opened.open(TRUE_SUBS, SAMPLE)
    assert opened.window.playback.selected == 0
    opened.open(project)
    opened.until(lambda: opened.session.stems is not None and opened.window.playback.selected == 1)


def test_a_project_moves_with_its_folder(opened: OpenWindow, qapp: QApplication, films: Path) -> None:
    project = with_project(opened, films)
    moved = films.with_name("elsewhere")
    films.rename(moved)
    after = again(opened, qapp, moved)
    after.open(moved / project.name)
    assert after.session.media.path == moved / "ep1.mkv"
    assert after.session.subtitles.path == moved / "ep1.srt"
    assert after.answers.asked == []
    after.close()


def test_a_missing_clip_is_asked_for_once(opened: OpenWindow, films: Path, tmp_path: Path) -> None:
    project = with_project(opened, films)
    shutil.move(films / "ep1.mkv", tmp_path / "found.mkv")
    opened.open(TRUE_SUBS, SAMPLE)
    opened.answers.found = tmp_path / "found.mkv"
    for _ in range(2):
        opened.open(project)
        assert opened.session.media.path == tmp_path / "found.mkv"
        assert opened.session.retiming == Retiming(-3000, Fraction(25, 24))
        assert opened.answers.asked.count("missing") == 1
        opened.open(TRUE_SUBS, SAMPLE)


def test_without_its_clip_a_project_opens_and_keeps_it_in_mind(opened: OpenWindow, films: Path, tmp_path: Path) -> None:
    project = with_project(opened, films)
    (films / "ep1.mkv").rename(tmp_path / "later.mkv")
    opened.open(project)
    assert opened.session.media is None
    assert "was not found" in opened.window.status.message
    retime(opened.session, Retiming(7))
    opened.window.actions_.save_project.trigger()
    opened.until(opened.idle)
    assert Path(load_project(project).media.file.path) == films / "ep1.mkv"
    opened.open(tmp_path / "later.mkv")
    assert opened.session.media.path == tmp_path / "later.mkv"
    assert opened.session.retiming == Retiming(7)
    assert opened.window.projects.service.path == project


def test_saved_subtitles_are_not_shifted_twice(opened: OpenWindow, films: Path) -> None:
    project = with_project(opened, films)
    retime(opened.session, Retiming(-3000))
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)
    assert load_subtitles(films / "ep1.srt").cues == load_subtitles(TRUE_SUBS).cues
    opened.open(project)
    assert opened.session.cues == load_subtitles(TRUE_SUBS).cues
    assert opened.session.retiming == Retiming(-3000)
    assert "changed by another program" not in opened.window.status.message
    opened.window.actions_.reset_shift.trigger()
    assert opened.session.cues == load_subtitles(LATE_SUBS).cues


def test_subtitles_that_another_program_changed_are_offered_and_not_overwritten(
    opened: OpenWindow, films: Path
) -> None:
    project = with_project(opened, films)
    theirs = (films / "ep1.srt").read_bytes() + b"\n99\n00:01:00,000 --> 00:01:01,000\nAdded elsewhere.\n"
    (films / "ep1.srt").write_bytes(theirs)
    opened.open(project)
    assert "changed by another program" in opened.window.status.message
    message, button = opened.window.status.message, opened.window.status.help_button
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)
    assert (films / "ep1.srt").read_bytes() == theirs
    opened.open(project)
    assert opened.window.status.message == message
    retime(opened.session, Retiming(5))
    opened.answers.saving = SaveAnswer.CANCEL
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened.session.retiming == Retiming(5)  # the user cancelled
    opened.answers.saving = SaveAnswer.DISCARD
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.until(lambda: opened.idle() and opened.session.cues[-1].text == "Added elsewhere.")
    assert opened.window.isWindowModified()  # these changes are not yet in the project file


def test_a_project_that_another_program_changed_is_replaced_only_on_a_press_of_the_button(
    opened: OpenWindow, films: Path
) -> None:
    project = with_project(opened, films)
    theirs = project.read_bytes() + b"\n"
    project.write_bytes(theirs)
    retime(opened.session, Retiming(1))
    opened.window.actions_.save_project.trigger()
    opened.until(opened.idle)
    assert "was changed by another program" in opened.window.status.message
    assert project.read_bytes() == theirs
    QTest.mouseClick(opened.window.status.help_button, Qt.MouseButton.LeftButton)
    opened.until(lambda: opened.idle() and not opened.window.isWindowModified())
    assert load_project(project).document.retiming == Retiming(1)


def test_a_project_stays_open_when_another_clip_cannot_be_opened(opened: OpenWindow, films: Path) -> None:
    project = with_project(opened, films)
    (films / "bad.mkv").write_bytes(b"nothing")
    opened.open(films / "bad.mkv")
    assert opened.window.projects.service.path == project
    opened.open(SAMPLE, TRUE_SUBS)
    assert opened.window.projects.service.path is None
    assert not opened.window.isWindowModified()


def test_a_damaged_project_says_so_and_what_is_open_stays(opened: OpenWindow, films: Path) -> None:
    opened.open(films / "ep1.mkv")
    (films / "bad.deepdub").write_bytes(b"{ no project")
    opened.open(films / "bad.deepdub")
    assert "cannot be opened as a project" in opened.window.status.message
    assert opened.session.media.path == films / "ep1.mkv"


def test_a_project_is_dropped_and_found_among_the_recent_ones(opened: OpenWindow, films: Path) -> None:
    project = with_project(opened, films)
    opened.open(SAMPLE, TRUE_SUBS)
    assert opened.window.projects.service.path is None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(project))])
    place, keys = QPointF(300, 300), Qt.KeyboardModifier.NoModifier
    opened.window.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys))
    opened.until(opened.idle)
    assert opened.window.projects.service.path == project
    opened.window._recent.aboutToShow.emit()
    assert opened.window._recent.actions()[0].text() == "ep1.deepdub"


def test_a_clip_alone_can_be_a_project(opened: OpenWindow, films: Path) -> None:
    (films / "ep1.srt").unlink()
    opened.open(films / "ep1.mkv")
    opened.answers.project = films / "ep1"
    opened.window.actions_.save_project.trigger()
    opened.open(SAMPLE, TRUE_SUBS)
    opened.open(films / "ep1.deepdub")
    assert opened.session.media.path == films / "ep1.mkv"
    assert opened.session.subtitles is None
    assert opened.session.cues == ()


def test_closing_with_a_changed_project_saves_the_project(opened: OpenWindow, films: Path) -> None:
    project = with_project(opened, films)
    retime(opened.session, Retiming(42))
    opened.answers.saving = SaveAnswer.SAVE
    opened.window.close()
    opened.until(lambda: not opened.window.isVisible())
    assert load_project(project).document.retiming == Retiming(42)
    assert (films / "ep1.srt").read_bytes() == LATE_SUBS.read_bytes()


def test_what_is_changed_while_a_project_is_saved_stays_modified(opened: OpenWindow, films: Path) -> None:
    project = with_project(opened, films)
    retime(opened.session, Retiming(-3000))
    opened.window.actions_.save_project.trigger()
    opened.session.undo.undo()
    retime(opened.session, Retiming(-2000))
    opened.until(opened.idle)
    assert load_project(project).document.retiming == Retiming(-3000)
    assert opened.window.isWindowModified()


def test_the_list_of_steps_names_them_and_goes_there(opened: OpenWindow, films: Path) -> None:
    opened.open(films / "ep1.mkv")
    for shift_ms in (-1000, -2000, -3000):
        retime(opened.session, Retiming(shift_ms))
    panel = opened.window.projects.history
    panel.toggleViewAction().trigger()
    steps = panel.steps
    rows = [steps.model().index(row, 0).data() for row in range(steps.model().rowCount())]
    assert rows == ["Original state", *["Shift −1.000 s"] * 3]
    assert unnamed(QAccessible.queryAccessibleInterface(opened.window)) == []
    for row, retiming in ((1, Retiming(-1000)), (3, Retiming(-3000)), (0, Retiming())):
        place = steps.visualRect(steps.model().index(row, 0)).center()
        QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert opened.session.retiming == retiming
    opened.window.shift_bar.nudge(-100)  # a gesture in progress is included
    place = steps.visualRect(steps.model().index(0, 0)).center()
    QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (opened.session.retiming, opened.session.undo.count()) == (Retiming(), 1)
    assert opened.session.undo.text(0) == "Shift −0.100 s"
