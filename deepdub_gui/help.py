"""The two boxes of the help menu."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deepdub_engine import __version__

_COLUMN_ROWS = 26
_ABOUT = "Fits subtitles to speech, and separates speech from music and effects.\nGPL-3.0-or-later"


def show_keys(window: QWidget) -> None:
    """List every action of a window that has a key."""
    actions = [action for action in window.findChildren(QAction) if action.shortcut().toString()]
    rows = [(action.shortcut().toString(), action.text().replace("&", "").removesuffix("…")) for action in actions]
    dialog = QDialog(window)
    dialog.setWindowTitle("Keys")
    inside = QLabel(_table(rows))
    area = QScrollArea(dialog, widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    closer = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    closer.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(area)
    column.addWidget(closer)
    dialog.resize(inside.sizeHint().width() + 48, inside.sizeHint().height() + 72)
    dialog.exec()
    dialog.deleteLater()


def _table(rows: Sequence[tuple[str, str]]) -> str:
    """Set rows in as many columns as a small screen needs."""
    parts = [rows[start : start + _COLUMN_ROWS] for start in range(0, len(rows), _COLUMN_ROWS)]
    columns = [[_cell(key, 2) + _cell(text, 6) for key, text in part] for part in parts]
    lines = itertools.zip_longest(*columns, fillvalue="<td></td><td></td>")
    return "<table>" + "".join(f"<tr>{''.join(line)}</tr>" for line in lines) + "</table>"


def _cell(text: str, gap: int) -> str:
    return f"<td style='white-space: nowrap'>{escape(text)}{'&nbsp;' * gap}</td>"


def show_about(window: QWidget) -> None:
    """Say what the program is."""
    QMessageBox.about(window, "About Deepdub", f"Deepdub {__version__}\n{_ABOUT}")
