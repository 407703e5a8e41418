"""Opens files that are dropped on a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow


class DropWindow(QMainWindow):
    """A window that opens the files dropped on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def open_files(self, paths: list[Path]) -> None:
        """Open the dropped files."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept local files."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped files."""
        if files := dropped_files(event):
            event.acceptProposedAction()
            self.open_files(files)


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the local files and folders of a drop."""
    if event.source() is not None:
        return []  # a stem that is dragged out of this window
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
