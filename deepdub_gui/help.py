"""The two boxes of the help menu."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QWidget

from deepdub_engine import __version__

_ABOUT = "Fits subtitles to speech, and separates speech from music and effects.\nGPL-3.0-or-later"


def show_keys(window: QWidget) -> None:
    """List every action of a window that has a key."""
    actions = [action for action in window.findChildren(QAction) if action.shortcut().toString()]
    rows = [f"{action.shortcut().toString()}\t{action.text().replace('&', '')}" for action in actions]
    QMessageBox.information(window, "Keys", "\n".join(rows))


def show_about(window: QWidget) -> None:
    """Say what the program is."""
    QMessageBox.about(window, "About Deepdub", f"Deepdub {__version__}\n{_ABOUT}")
