"""The menu of recent files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import tooltip
from deepdub_gui.base.settings import Settings
from deepdub_gui.shortcuts.action_entries import mark_refilled
from deepdub_gui.shortcuts.actions import connect_actions


class RecentMenu(QMenu):
    """Lists recent projects and clips when it is opened, and passes the chosen files to `open_`."""

    def __init__(self, settings: Settings, open_: Callable[[list[Path]], None], parent: QWidget | None = None) -> None:
        super().__init__(tr("Open &recent"), parent)
        self._settings = settings
        self._open = open_
        self.setToolTipsVisible(True)
        mark_refilled(self)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        projects, clips = self._settings.recent_projects, self._settings.recent
        for project in projects:
            self._add([project])
        if projects and clips:
            self.addSeparator()
        for media, subtitles in clips:
            self._add([path for path in (media, subtitles) if path is not None])
        if self.isEmpty():
            self.addAction(tr("None yet")).setEnabled(False)

    def _add(self, paths: list[Path]) -> None:
        entry = self.addAction(paths[0].name.replace("&", "&&"))
        entry.setToolTip(tooltip("\n".join(str(path) for path in paths)))
        connect_actions({entry: partial(self._open, paths)})
