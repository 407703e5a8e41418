"""The menu that changes the subtitles of an episode."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import tooltip
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.features.season.service import SeasonService
from deepdub_gui.shortcuts.action_entries import escaped
from deepdub_gui.shortcuts.actions import connect_actions

_MOST_FILES = 30  # the dialog finds the others


class PairMenu(QMenu):
    """Offers the files that belong to no clip, any other file, and the subtitles inside the clip.

    Parameters
    ----------
    service, dialogs
        The season, and the dialog that asks for a file.
    parent
        The window of the season.
    """

    def __init__(self, service: SeasonService, dialogs: Dialogs, parent: QWidget) -> None:
        super().__init__(tr("Subtitles"), parent)
        self._service, self._dialogs, self._window = service, dialogs, parent
        self._number = -1
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)

    def set_row(self, number: int) -> None:
        """Choose the episode that the menu is about; −1 for none."""
        self._number = number

    def _fill(self) -> None:
        self.clear()
        if not 0 <= self._number < len(self._service.rows):
            return
        row = self._service.rows[self._number]
        if row.is_pair_doubtful and row.item.subtitles is not None:
            self._add(tr("Keep “{name}”", name=row.item.subtitles.name), row.item.subtitles)
        for path in self._service.unpaired[:_MOST_FILES]:
            self._add(path.name, path)
        if self.actions():
            self.addSeparator()
        other = self.addAction(tr("Another &file…"))
        inside = self.addAction(tr("Those &inside the clip"))
        inside.setEnabled(row.item.subtitles is not None)
        connect_actions({other: self._choose, inside: partial(self._set, None)})

    def _add(self, text: str, path: Path) -> None:
        entry = self.addAction(escaped(text))
        entry.setToolTip(tooltip(str(path)))
        connect_actions({entry: partial(self._set, path)})

    def _choose(self) -> None:
        path = self._dialogs.choose_subtitles(self._window)
        if path is not None:
            self._set(path)

    def _set(self, path: Path | None) -> None:
        self._service.set_subtitles(self._number, path)
