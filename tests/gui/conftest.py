"""What holds for every test of the window: Qt logs nothing, and no window or timer is left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.window import LATE_SUBS, OpenWindow, open_window

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a warning that Qt logs fail the test.

    As a marker, because where the engine is tested alone there is no pytest-qt to know the setting of that name.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # The offscreen platform says this of every window with a least size.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@pytest.fixture(autouse=True)
def _nothing_left_open(_no_thread_left: None) -> Iterator[None]:
    """Fail a test that leaves a visible window or a running timer; what `qtbot` has is closed before this looks."""
    yield
    if QApplication.instance() is None:
        return
    windows = QApplication.topLevelWidgets()
    assert not [type(window).__name__ for window in windows if window.isVisible()]
    assert not [window for window in windows if any(timer.isActive() for timer in window.findChildren(QTimer))]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Give subtitles that are 3 s late, which the test may change."""
    path = tmp_path / "mine.srt"
    path.write_bytes(LATE_SUBS.read_bytes())
    return path


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Give a window with nothing open, and close it."""
    window = open_window(qapp, qtbot, tmp_path)
    yield window
    window.close()
