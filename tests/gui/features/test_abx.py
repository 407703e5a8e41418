"""The ABX dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from deepdub_gui.dialogs.dialogs import SaveAnswer
from deepdub_gui.features.listening.abx_dialog import AbxDialog
from deepdub_gui.features.listening.cue_edge_player import CueEdge
from tests.gui.shortcuts.test_keyboard import unnamed
from tests.helpers.open_window import OpenWindow
from tests.helpers.playback import monitor_gain


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
        heard_x = monitor_gain(ready)
        QTest.keyClick(panel, Qt.Key.Key_A)
        heard_a = monitor_gain(ready)
        QTest.keyClick(panel, Qt.Key.Key_B)
        assert (heard_a, monitor_gain(ready)) == (1, pytest.approx(0.75))
        right = Qt.Key.Key_A if heard_x == heard_a else Qt.Key.Key_B
        QTest.keyClick(panel, right, Qt.KeyboardModifier.ShiftModifier)
        assert panel.log.item(trial, 2).text() == "…"
    panel.finish.trigger()
    assert panel.state.text().startswith("5 of 5 correct. The probability of guessing at least this well is 0.0312")
    assert panel.log.item(0, 4).text() == "right"
    ready.answers.target = tmp_path / "trials.csv"
    panel.export.trigger()
    ready.until(lambda: ready.idle() and "Exported" in window.status.message)
    assert ready.answers.target.read_text("utf-8").splitlines()[-1] == "all,,,p = 0.0312,5/5"
    panel.close()
    window.actions_.transport.play.trigger()
    ready.until(lambda: window.playback.playing and ready.idle())
    assert monitor_gain(ready) == 1
    window.playback.toggle()


@pytest.fixture
def panel(ready: OpenWindow) -> AbxDialog:
    """An ABX panel with two answered trials."""
    ready.window.listening.actions.abx.trigger()
    panel = ready.window.listening.abx
    ready.until(panel.isActiveWindow)
    for answer in panel.answers:
        answer.trigger()
    return panel


def choose(panel: AbxDialog, number: int, source: int) -> None:
    panel.choices[number].setCurrentIndex(source)
    panel.choices[number].activated.emit(source)


def test_trials_go_only_when_the_person_has_said_so(ready: OpenWindow, panel: AbxDialog, tmp_path: Path) -> None:
    ready.answers.trials = SaveAnswer.CANCEL
    panel.begin.trigger()
    choose(panel, 0, 2)
    assert (len(panel.session.abx.trials), panel.choices[0].currentIndex()) == (2, 0)
    ready.answers.trials, ready.answers.target = SaveAnswer.SAVE, None  # the user cancels the file dialog
    choose(panel, 0, 2)
    assert len(panel.session.abx.trials) == 2
    ready.answers.target = tmp_path / "trials.csv"
    choose(panel, 0, 2)
    ready.until(ready.idle)
    assert len(ready.answers.target.read_text("utf-8").splitlines()) == 4
    assert (panel.session.abx.trials, panel.choices[0].currentIndex()) == ((), 2)
    panel.answers[0].trigger()
    ready.answers.trials = SaveAnswer.DISCARD
    panel.begin.trigger()
    assert panel.session.abx.trials == ()
    asked = ready.answers.asked.count("trials")
    panel.begin.trigger()
    assert ready.answers.asked.count("trials") == asked


def test_trials_that_were_exported_are_not_asked_about(ready: OpenWindow, panel: AbxDialog, tmp_path: Path) -> None:
    panel.finish.trigger()
    ready.answers.target = tmp_path / "trials.csv"
    panel.export.trigger()
    ready.until(ready.idle)
    panel.begin.trigger()
    assert panel.session.abx.trials == ()
    assert "trials" not in ready.answers.asked


def test_closing_the_window_drops_no_trials_unasked(ready: OpenWindow, panel: AbxDialog, tmp_path: Path) -> None:
    panel.close()
    ready.answers.trials = SaveAnswer.CANCEL
    ready.window.close()
    assert ready.window.isVisible()
    assert len(panel.session.abx.trials) == 2
    ready.answers.trials, ready.answers.target = SaveAnswer.SAVE, tmp_path / "trials.csv"
    ready.window.close()
    ready.until(lambda: not ready.window.isVisible())
    assert ready.answers.target.read_text("utf-8").endswith("/2\n")


def test_its_keys_are_listed_and_changed_like_all_others(ready: OpenWindow, panel: AbxDialog) -> None:
    ready.window.preferences.show_keys()
    dialog = ready.window.preferences.keys
    dialog.choose("abx_listen_x")
    assert dialog.list.currentItem().text(1) == "Compare blindly (ABX)"
    for key, words in (("A", "A is assigned to “Listen to A”."), ("Space", "Space is assigned to “Play or pause”.")):
        dialog.field.setKeySequence(key)
        assert dialog.note.text() == words
    dialog.field.setKeySequence("Q")  # used by the main window, where it keeps its meaning
    assert dialog.note.text() == "Q is available."
    dialog.set.click()
    dialog.close()
    panel.activateWindow()
    ready.until(panel.isActiveWindow)
    assert panel.listens[0].iconText() == "Listen to X (Q)"
    QTest.keyClick(panel, Qt.Key.Key_X)
    assert "playing" not in panel.state.text()
    QTest.keyClick(panel, Qt.Key.Key_Q)
    assert "playing X" in panel.state.text()
    ready.until(lambda: ready.window.playback.playing and ready.idle())
    QTest.keyClick(panel, Qt.Key.Key_Space)
    assert not ready.window.playback.playing
    assert [key.toString() for key in ready.window.listening.actions.edges[CueEdge.BEFORE].shortcuts()] == ["Q"]


@pytest.mark.parametrize("was_playing", [False, True])
def test_closing_the_comparison_pauses_only_what_it_has_started(ready: OpenWindow, was_playing: bool) -> None:
    window, listening = ready.window, ready.window.listening
    if was_playing:
        window.actions_.transport.play.trigger()
        ready.until(lambda: window.playback.playing)
    listening.actions.abx.trigger()
    ready.until(listening.abx.isActiveWindow)
    QTest.keyClick(listening.abx, Qt.Key.Key_X)
    ready.until(lambda: window.playback.playing and ready.idle())
    QTest.keyClick(listening.abx, Qt.Key.Key_Escape)
    ready.until(lambda: not listening.abx.isVisible() and window.playback.playing == was_playing)
