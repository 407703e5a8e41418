"""No text from outside is taken for HTML, wherever the window shows it."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMessageBox, QToolTip, QWidget

import deepdub_gui
from deepdub_engine.base.errors import FileUnreadable
from deepdub_gui.base.plain_text import PlainLabel, ask, tooltip
from tests.helpers.open_window import SAMPLE, OpenWindow

HOSTILE = '<img src="file:///dev/zero"><b>bold</b>'
MARK = "<img"
TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)


@pytest.fixture
def hostile(ready: OpenWindow, tmp_path: Path) -> OpenWindow:
    """Return a window with a clip and subtitles whose names and texts are HTML."""
    clip = tmp_path / "<img src=x>.mkv"
    shutil.copy(SAMPLE, clip)
    subtitles = tmp_path / "<img src=y>.srt"
    cues = "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{HOSTILE}\n\n" for n in range(1, 9))
    subtitles.write_text(cues, encoding="utf-8")
    ready.open(clip, subtitles)
    return ready


def shown_texts(window: QWidget) -> list[tuple[str, str]]:
    """Return all texts that Qt might take for HTML, each with where it is."""
    found = [(type(widget).__name__, widget.toolTip()) for widget in window.findChildren(QWidget)]
    found += [("action", action.toolTip()) for action in window.findChildren(QAction)]
    found += [
        ("label", label.text())
        for label in window.findChildren(QLabel)
        if label.textFormat() == Qt.TextFormat.AutoText and label.text()
    ]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if model is None:
            continue
        for row in range(min(model.rowCount(QModelIndex()), 20)):
            for column in range(model.columnCount(QModelIndex())):
                tip = model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)
                found.append((type(view).__name__, str(tip or "")))
    return [(where, text) for where, text in found if TAG.search(text)]


def test_hostile_texts_and_names_are_shown_as_they_are(hostile: OpenWindow) -> None:
    hostile.separate()
    hostile.window.models.service.failed.emit(FileUnreadable(Path(HOSTILE), HOSTILE))
    dangerous = [(where, text) for where, text in shown_texts(hostile.window) if MARK in text]
    assert dangerous == []


@pytest.mark.qt_log_ignore("This plugin does not support")  # raising windows, as tooltips are
def test_the_tooltip_of_a_box_is_plain(hostile: OpenWindow) -> None:
    view = hostile.window.timeline._canvas
    row = view.cues.y() + 10
    place = next(at for x in range(view.width()) if view.cue_at(at := QPointF(x, row)) is not None).toPoint()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert "&lt;img" in QToolTip.text()
    assert MARK not in QToolTip.text()


def test_a_question_shows_a_name_as_it_is(hostile: OpenWindow) -> None:
    seen = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append((box.textFormat(), box.text()))
        box.button(QMessageBox.StandardButton.Cancel).click()

    QTimer.singleShot(0, answer)
    kinds = QMessageBox.StandardButton
    assert ask(hostile.window, HOSTILE, kinds.Save | kinds.Cancel, kinds.Cancel) == kinds.Cancel
    assert seen == [(Qt.TextFormat.PlainText, HOSTILE)]


def test_a_tooltip_keeps_lines_and_shows_tags() -> None:
    assert tooltip("plain\ntext") == "plain\ntext"
    assert tooltip("<b>x</b>\n& y") == "<qt>&lt;b&gt;x&lt;/b&gt;<br>&amp; y</qt>"


def test_all_labels_are_plain_except_those_that_are_listed() -> None:
    folder = Path(deepdub_gui.__file__).parent
    made = [
        path.name
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel"
    ]
    assert made == ["tour.py"]  # whose text is escaped
    assert issubclass(PlainLabel, QLabel)
