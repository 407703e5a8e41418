"""Retiming helpers: a user's actions and the resulting shifts."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.helpers.open_window import OpenWindow


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    (widget.lineEdit() if hasattr(widget, "lineEdit") else widget).selectAll()
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def choose_scope(opened: OpenWindow, scope: int, row: int = 5) -> None:
    """Select a subtitle and choose a scope."""
    opened.window.navigator.choose(row)
    opened.window.shift_bar.scope.setCurrentIndex(scope)


def shifts_ms(opened: OpenWindow) -> list[int]:
    pairs = zip(opened.session.cues, opened.session.file_cues, strict=True)
    return [cue.start_ms - before.start_ms for cue, before in pairs]
