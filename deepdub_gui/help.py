"""The two boxes of the help menu."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QWidget

from deepdub_engine import __version__

_ABOUT = "Fits subtitles to speech, and separates speech from music and effects.\nGPL-3.0-or-later"


def show_keys(window: QWidget) -> None:
    """List every action of a window that has a key."""
    actions = [action for action in window.findChildren(QAction) if action.shortcut().toString()]
    rows = [(action.shortcut().toString(), action.text().replace("&", "").removesuffix("…")) for action in actions]
    cells = "".join(f"<tr><td>{escape(key)}&nbsp;&nbsp;</td><td>{escape(text)}</td></tr>" for key, text in rows)
    QMessageBox.about(window, "Keys", f"<table>{cells}</table>")


def show_about(window: QWidget) -> None:
    """Say what the program is."""
    QMessageBox.about(window, "About Deepdub", f"Deepdub {__version__}\n{_ABOUT}")
