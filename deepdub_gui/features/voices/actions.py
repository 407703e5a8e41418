"""The actions for generated voices."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.base.timecodes import FRAME_RATES
from deepdub_gui.base.i18n import tr
from deepdub_gui.shortcuts.action_entries import REFILLED, set_action_names
from deepdub_gui.shortcuts.actions import make_action


class VoiceActions:
    """The actions for generated voices, and the menus that show them.

    Parameters
    ----------
    owner
        The window that owns the actions; their shortcuts work while it has the focus.
    """

    def __init__(self, owner: QWidget) -> None:
        self.update_folder = make_action(
            owner,
            tr("&Update the sentence folder"),
            tip=tr("Export the open subtitles into the folder again; the voices stay with their sentences"),
        )
        self.map = make_action(
            owner,
            tr("Use voices of ea&rlier exports"),
            tip=tr("Give voices with names of an earlier export the names of their sentences"),
        )
        self.undo = make_action(owner, tr("&Move voices back"), tip=tr("Undo the last renaming of voices"))
        self.attention = make_action(owner, tr("Show lines that need &attention"))
        self.export_soundtrack = make_action(owner, tr("Export &dubbed soundtrack…"))
        self.export_film = make_action(owner, tr("Export &film…"))
        self.earlier = make_action(
            owner,
            tr("Move the voice 100 ms &earlier"),
            "V",
            name="voice_earlier",
            tip=tr("Move the voice of this line"),
        )
        self.later = make_action(
            owner,
            tr("Move the voice 100 ms &later"),
            "Shift+V",
            name="voice_later",
            tip=tr("Move the voice of this line"),
        )
        self.finely_earlier = make_action(owner, tr("Move the voice 10 ms earl&ier"), "F", name="voice_10_earlier")
        self.finely_later = make_action(owner, tr("Move the voice 10 ms la&ter"), "Shift+F", name="voice_10_later")
        self.reset = make_action(
            owner,
            tr("Reset the &position of the voice"),
            name="voice_reset",
            tip=tr("Put the voice of this line back where it was fitted"),
        )
        set_action_names(self)
        self.line = QMenu(tr("This &line"), owner)
        self.line.setProperty(REFILLED, True)
        self.sheets = QMenu(tr("Export &cue sheets"), owner)
        self.rates = {rate: self.sheets.addAction(tr("at {rate} frames per second", rate=rate)) for rate in FRAME_RATES}
        for rate, action in self.rates.items():
            action.setObjectName(f"cue_sheets_{rate}".replace(".", "_"))
        self.summary = QAction(owner)
        self.summary.setEnabled(False)

    def show_in(self, file: QMenu, after: QAction, stems: QMenu) -> None:
        """Add the exports to the File menu, after an action, and the others to the Stems menu."""
        following = file.actions()[file.actions().index(after) + 1]
        file.insertActions(following, [self.export_soundtrack, self.export_film])
        file.insertMenu(following, self.sheets)
        menu = QMenu(tr("&Voices"), stems)
        menu.setToolTipsVisible(True)
        menu.addActions([self.attention, self.update_folder, self.map, self.undo])
        menu.addSeparator()
        menu.addActions(self.moves)
        menu.addMenu(self.line)
        stems.addMenu(menu)

    @property
    def moves(self) -> list[QAction]:
        """The actions that move the voice of the chosen line."""
        return [self.earlier, self.later, self.finely_earlier, self.finely_later, self.reset]

    def menu(self, load: QAction, owner: QWidget) -> QMenu:
        """Return the menu of the Voices button; `load` chooses a folder."""
        menu = QMenu(tr("Voices"), owner)
        menu.setToolTipsVisible(True)
        menu.addAction(self.summary)
        menu.addAction(load)
        menu.addSeparator()
        menu.addActions([self.attention, self.update_folder, self.map, self.undo])
        menu.addMenu(self.line)
        menu.addSeparator()
        menu.addActions([self.export_soundtrack, self.export_film])
        menu.addMenu(self.sheets)
        return menu
