"""The list of errors and warnings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import tr


class MessagesDialog(QDialog):
    """Shows the errors and warnings of this run as text that can be copied; `cleared` is emitted by Clear."""

    cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Errors and warnings"))
        set_help(self, "troubleshooting.md")
        self.text = QPlainTextEdit(self, readOnly=True, placeholderText=tr("No errors or warnings."))
        self.text.setAccessibleName(tr("Errors and warnings"))
        self.text.setTabChangesFocus(True)
        self.copy = QPushButton(tr("Copy &all"), self)
        self.clear = QPushButton(tr("C&lear"), self)
        close = QPushButton(tr("&Close"), self)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        self.clear.clicked.connect(self.cleared)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        for button in (self.copy, self.clear, close):
            button.setAutoDefault(False)
        self.resize(640, 320)

    def set_entries(self, entries: Sequence[str]) -> None:
        """Show the entries, the latest at the end."""
        self.text.setPlainText("\n".join(entries))
        self.text.verticalScrollBar().setValue(self.text.verticalScrollBar().maximum())
        for button in (self.copy, self.clear):
            button.setEnabled(bool(entries))
