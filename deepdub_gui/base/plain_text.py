"""Show text that comes from outside – subtitles, file names, errors – as it is written.

Qt takes a text that looks like HTML for HTML, in labels, messages and tooltips, and then opens the files that it names.
"""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget


class PlainLabel(QLabel):
    """A label that never takes its text for HTML."""

    def __init__(self, *content: Any, **properties: Any) -> None:
        super().__init__(*content, textFormat=Qt.TextFormat.PlainText, **properties)


def tooltip(text: str) -> str:
    """Return a tooltip that shows a text as it is; tooltips have no format of their own."""
    if "<" not in text:  # without a tag, Qt shows a text as it is
        return text
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>")


def ask(
    parent: QWidget, text: str, buttons: QMessageBox.StandardButton, default: QMessageBox.StandardButton
) -> QMessageBox.StandardButton:
    """Ask a question with a warning sign; return the button that the user chooses."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Deepdub", text, buttons, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setDefaultButton(default)
    return QMessageBox.StandardButton(box.exec())
