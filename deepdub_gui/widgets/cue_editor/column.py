"""The column beside the timeline: the list of subtitles, and the editor of the current one under it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deepdub_gui.widgets.cue_editor.panel import CueEditorPanel
from deepdub_gui.widgets.cue_table import CueTable


class CueColumn(QWidget):
    """A list with its editor.

    Parameters
    ----------
    table
        The list, which gets all the height that the editor leaves.
    """

    def __init__(self, table: CueTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.panel = CueEditorPanel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(table, 1)
        column.addWidget(self.panel)
