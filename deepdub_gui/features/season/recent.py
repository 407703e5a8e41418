"""The menu of recent seasons."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import tooltip
from deepdub_gui.features.season.memory import SeasonMemory
from deepdub_gui.shortcuts.action_entries import escaped
from deepdub_gui.shortcuts.actions import connect_actions


class SeasonsMenu(QMenu):
    """Begins another season, or shows a recent one.

    Parameters
    ----------
    memory
        The recent seasons.
    parent
        The window of the season.
    """

    def __init__(self, memory: SeasonMemory, parent: QWidget) -> None:
        super().__init__(tr("Seasons"), parent)
        self._memory = memory
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        anew = self.addAction(tr("&New season"))
        anew.setToolTip(tr("Empty the list; no file is deleted, and this season stays in the menu"))
        connect_actions({anew: self._memory.begin_anew})
        self.addSeparator()
        seasons = self._memory.recent
        for season in seasons:
            name, count = season.folder.name, len(season.episodes)
            entry = self.addAction(escaped(tr("{name} · {count:episode|episodes}", name=name, count=count)))
            entry.setToolTip(tooltip("\n".join((str(season.folder), tr("Results in {folder}", folder=season.root)))))
            connect_actions({entry: partial(self._memory.restore, season)})
        if not seasons:
            self.addAction(tr("None yet")).setEnabled(False)
