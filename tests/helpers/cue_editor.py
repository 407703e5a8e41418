"""A simulated user who edits four subtitles with the mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from deepdub_engine.subtitles import Cue
from deepdub_gui.widgets.cue_text_editor import CueTextEditor
from deepdub_gui.widgets.timeline.band_layout import CUES_PX, GAP_PX, OVERVIEW_PX, RULER_PX
from tests.helpers.open_window import OpenWindow

ROW = OVERVIEW_PX + GAP_PX + RULER_PX + CUES_PX // 2
CUES = (
    Cue(2000, 4000, "One two"),
    Cue(5000, 7000, "<i>Three</i>"),
    Cue(7000, 9000, "Four"),
    Cue(12_000, 14_000, "Five"),
)
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def send(view: QWidget, kind: QEvent.Type, place: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Send a mouse event for the left button, with modifiers."""
    left = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
    spot = view.mapToGlobal(place.toPoint()).toPointF()
    QApplication.sendEvent(view, QMouseEvent(kind, place, spot, left, held, modifiers))


class Editor:
    """A window with four subtitles on a 20 s timeline and no clip, and a user's actions in it."""

    def __init__(self, opened: OpenWindow) -> None:
        self.opened, self.window, self.session = opened, opened.window, opened.session
        self.timeline, self.table = opened.window.timeline, opened.window.table
        self.actions = opened.window.editing.actions
        self.window._stack.setCurrentWidget(self.timeline)
        self.timeline.set_duration(20_000)
        self.timeline.show_span(0, 20_000)
        self.timeline.setFocus()

    @property
    def times(self) -> list[tuple[int, int]]:
        return [(cue.start_ms, cue.end_ms) for cue in self.session.cues]

    @property
    def steps(self) -> list[str]:
        return [self.session.undo.text(number) for number in range(self.session.undo.count())]

    def near(self, ms: float) -> float:
        """Return an approximate time with a tolerance of 1.5 pixels."""
        return pytest.approx(ms, abs=1.5 * 20_000 / self.timeline.width())

    def mouse(self, kind: QEvent.Type, at_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        place = QPointF(self.timeline.x_of(at_ms) - 1, ROW)
        send(self.timeline._canvas.viewport(), kind, place, modifiers)

    def press(self, at_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, at_ms, modifiers)

    def move(self, at_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.mouse(QEvent.Type.MouseMove, at_ms, modifiers)

    def release(self, at_ms: float) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at_ms)

    def click(self, at_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.press(at_ms, modifiers)
        self.release(at_ms)

    def drag(self, from_ms: float, to_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.press(from_ms)
        self.move((from_ms + to_ms) / 2, modifiers)
        self.move(to_ms, modifiers)
        self.release(to_ms)

    def write(self, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        field = self.window.focusWidget()
        assert isinstance(field, CueTextEditor)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, end)
