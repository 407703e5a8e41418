"""The cue actions, with the shortcuts common in subtitle editors."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.i18n import tr


class EditingActions:
    """The actions that edit cues.

    Parameters
    ----------
    owner
        The window that owns them; their shortcuts work in it.
    """

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self.text = self._make("edit_text", tr("Edit te&xt"), "F2", tr("Edit the subtitle text"))
        self.insert = self._make("insert_cue", tr("&Insert a subtitle"), "Ins", tr("Insert a subtitle at the playhead"))
        self.split = self._make(
            "split_cue", tr("S&plit at the playhead"), "S", tr("Split the subtitle in two at the playhead")
        )
        self.merge = self._make(
            "merge_cues", tr("&Merge"), "M", tr("Merge the selected subtitles, or the current and the next")
        )
        self.delete = self._make("delete_cues", tr("&Delete"), "Del", tr("Delete the selected subtitles"))
        self.start = self._make(
            "set_start", tr("Set &start at the playhead"), "F11", tr("Start the current subtitle at the playhead")
        )
        self.end = self._make(
            "set_end", tr("Set &end at the playhead"), "F12", tr("End the current subtitle at the playhead")
        )
        self.rest = self._make(
            "set_start_and_rest",
            tr("Set start and move the &rest"),
            "F9",
            tr("Start the current subtitle at the playhead and move all later ones along"),
        )
        self.next = self._make("next_problem", tr("&Next problem"), "F8", tr("Go to the next subtitle with a problem"))
        self.previous = self._make(
            "previous_problem", tr("Pre&vious problem"), "Shift+F8", tr("Go to the previous subtitle with a problem")
        )
        self.all = self._make("select_all_cues", tr("Select &all"), "Ctrl+A", tr("Select all subtitles"))
        for action in (self.next, self.previous):
            action.setAutoRepeat(True)

    @property
    def needing_cues(self) -> tuple[QAction, ...]:
        """The actions that need at least one cue."""
        chosen = (self.text, self.split, self.merge, self.delete, self.start, self.end, self.rest)
        return *chosen, self.next, self.previous, self.all

    def menu(self) -> QMenu:
        """Return a new context menu for a cue; it is deleted when it closes."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in self._groups:
            menu.addActions(group)
            menu.addSeparator()
        return menu

    @property
    def _groups(self) -> tuple[list[QAction], ...]:
        ones = [self.text, self.insert, self.split, self.merge, self.delete, self.all]
        return ones, [self.start, self.end, self.rest]

    def show_in(self, menu: QMenu, before: QAction) -> None:
        """Insert the actions into a menu before one of its actions."""
        for group in (*self._groups, [self.next, self.previous]):
            menu.insertActions(before, group)
            menu.insertSeparator(before)

    def _make(self, name: str, text: str, key: str, tip: str) -> QAction:
        action = QAction(text, self._owner)
        action.setObjectName(name)
        action.setShortcut(key)
        action.setAutoRepeat(False)
        action.setToolTip(f"{tip} ({action.shortcut().toString()})")
        return action
