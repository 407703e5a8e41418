"""The menu of what was opened last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.settings import Settings


class RecentMenu(QMenu):
    """Lists recent clips when it is opened, and hands a clip with its subtitles to `open_`."""

    def __init__(self, settings: Settings, open_: Callable[[list[Path]], None], parent: QWidget | None = None) -> None:
        super().__init__("Open &recent", parent)
        self._settings = settings
        self._open = open_
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        for media, subtitles in self._settings.recent:
            paths = [path for path in (media, subtitles) if path is not None]
            entry = self.addAction(media.name.replace("&", "&&"))
            entry.setToolTip("\n".join(str(path) for path in paths))
            entry.triggered.connect(lambda _checked=False, paths=paths: self._open(paths))
        if self.isEmpty():
            self.addAction("None yet").setEnabled(False)
