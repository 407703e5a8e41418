"""The blind comparison in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tests.gui.listening import shares
from tests.gui.test_keyboard import unnamed
from tests.gui.window import OpenWindow


def test_a_blind_comparison_shows_nothing_of_x_and_counts_what_was_right(ready: OpenWindow, tmp_path: Path) -> None:
    window, listening = ready.window, ready.window.listening
    listening.actions.abx.trigger()
    panel = listening.abx
    ready.until(panel.isActiveWindow)
    assert unnamed(QAccessible.queryAccessibleInterface(panel)) == []
    for trial in range(5):
        QTest.keyClick(panel, Qt.Key.Key_X)
        ready.until(lambda: window.playback.playing and ready.idle())
        assert window.actions_.transport.sources[0].isChecked()
        assert window.timeline._active_lane == 0
        heard_x = shares(ready)
        QTest.keyClick(panel, Qt.Key.Key_A)
        heard_a = shares(ready)
        QTest.keyClick(panel, Qt.Key.Key_B)
        assert (heard_a, shares(ready)) == (1, pytest.approx(0.75))
        right = Qt.Key.Key_A if heard_x == heard_a else Qt.Key.Key_B
        QTest.keyClick(panel, right, Qt.KeyboardModifier.ShiftModifier)
        assert panel.log.item(trial, 2).text() == "…"
    panel.finish.trigger()
    assert panel.state.text().startswith("5 of 5 right. Guessing does as well or better with a probability of 0.0312")
    assert panel.log.item(0, 4).text() == "right"
    ready.answers.target = tmp_path / "trials.csv"
    panel.export.trigger()
    ready.until(lambda: ready.idle() and "Exported" in window.status.message)
    assert ready.answers.target.read_text("utf-8").splitlines()[-1] == "all,,,p = 0.0312,5/5"
    panel.close()
    assert shares(ready) == 1
    window.playback.toggle()
