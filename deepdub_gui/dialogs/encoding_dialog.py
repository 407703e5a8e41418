"""The dialog that chooses an encoding by a preview of the subtitles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from deepdub_engine.subtitles import EncodingPreview
from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.dialogs.names import encoding_name


class EncodingDialog(QDialog):
    """Lists encodings, likeliest first, and previews the first lines in the selected one.

    Parameters
    ----------
    previews
        The encodings that can decode the file, with the first lines in each.
    current
        The encoding in use.
    """

    def __init__(self, previews: Sequence[EncodingPreview], current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Reopen with another encoding"))
        set_help(self, "formats.md", "encodings")
        self._previews, self._current = previews, current
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Encodings, likeliest first"))
        self.list.setFixedWidth(320)
        self.preview = QPlainTextEdit(self, readOnly=True, lineWrapMode=QPlainTextEdit.LineWrapMode.NoWrap)
        self.preview.setAccessibleName(tr("First lines in this encoding"))
        self.preview.setTabChangesFocus(True)
        for preview in previews:
            now = tr(" – current") if preview.encoding == current else ""
            self.list.addItem(QListWidgetItem(encoding_name(preview.encoding) + now))
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Cancel, self)
        self.opener = self.buttons.addButton(tr("Reopen"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.itemActivated.connect(self.accept)
        self.list.currentRowChanged.connect(self._show)
        rows = [row for row, preview in enumerate(previews) if preview.encoding == current]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self.resize(860, 420)

    @property
    def encoding(self) -> str | None:
        """The selected encoding; None if there is none."""
        row = self.list.currentRow()
        return self._previews[row].encoding if 0 <= row < len(self._previews) else None

    def accept(self) -> None:
        """Close the dialog if a different encoding is selected."""
        if self.opener.isEnabled():
            super().accept()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.preview, 1)
        hint = PlainLabel(tr("Choose the encoding that shows these lines correctly. Your changes are kept."), self)
        column = QVBoxLayout(self)
        column.addWidget(hint)
        column.addLayout(row, 1)
        column.addWidget(self.buttons)

    def _show(self, row: int) -> None:
        lines = self._previews[row].lines if 0 <= row < len(self._previews) else ()
        self.preview.setPlainText("\n".join(lines))
        self.opener.setEnabled(self.encoding not in (None, self._current))
