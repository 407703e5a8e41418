"""The window fits the screens that people have, in both languages, and nothing in it is cut or covered."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from deepdub_gui.shell.screen_fit import fit_to_screen
from tests.helpers import screen_faults
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow

SCREENS = ((1024, 700, 1.0), (1366, 768, 1.0), (1280, 800, 1.0), (1920, 1080, 1.5), (2560, 1600, 2.0))
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: "{}×{} at {}".format(*screen))
def test_every_control_is_inside_the_window_and_no_text_is_cut(screen: tuple, language: str, tmp_path: Path) -> None:
    command = [sys.executable, screen_faults.__file__, *map(str, screen), language]
    places = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | places, timeout=90, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert "\n".join(json.loads(done.stdout)) == ""


def test_what_folds_away_is_in_the_menu_at_the_end_of_the_row(opened: OpenWindow) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    window, bar = opened.window, opened.window.transport
    window.resize(QSize(1600, 700))
    opened.until(lambda: bar.folded == 0)
    assert bar.more.isHidden()
    assert bar.model.isVisible()
    window.resize(QSize(960, 700))
    opened.until(lambda: bar.folded > 0)
    assert bar.model.isHidden()
    listed = [action.menu() or action for action in bar.more.menu().actions()]
    for button in (bar.model, window.listening.controls.mixer, window.listening.controls.speed):
        if button.isHidden():
            assert (button.menu() or button.defaultAction()) in listed
    icons = [button for button in bar.findChildren(QToolButton) if button.isVisible() and button.text() == ""]
    assert all(button.toolTip() for button in icons)
    window.resize(QSize(1600, 700))
    opened.until(lambda: bar.folded == 0)
    assert bar.more.isHidden()
    assert bar.more.menu().actions() == []


def test_a_window_that_was_larger_opens_no_larger_than_the_screen(qtbot: QtBot) -> None:
    earlier, window = QWidget(), QWidget()
    for widget in (earlier, window):
        qtbot.addWidget(widget)
    earlier.resize(3000, 2000)
    fit_to_screen(window, earlier.saveGeometry())
    room = window.screen().availableGeometry()
    assert room.contains(window.frameGeometry())
    assert window.height() < room.height(), "there is room for a title bar"


def test_playing_leaves_a_narrow_window_as_wide_as_it_is(ready: OpenWindow) -> None:
    window, play = ready.window, ready.window.actions_.transport.play
    window.resize(QSize(1000, 700))
    ready.until(lambda: window.transport.folded > 1)
    for _ in range(2):
        play.trigger()
        ready.qtbot.wait(50)
        assert window.width() == 1000
