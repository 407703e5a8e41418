"""The actions on cues, with the keys that hands know from subtitle programs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.i18n import tr


class EditingActions:
    """Made once for a window, which owns them.

    Parameters
    ----------
    owner
        They work wherever it has the focus.
    """

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self.text = self._make("edit_text", tr("Edit te&xt"), "F2", tr("Write the text of the current subtitle anew"))
        self.insert = self._make("insert_cue", tr("&Insert a subtitle"), "Ins", tr("Insert a subtitle at the playhead"))
        self.split = self._make("split_cue", tr("S&plit at the playhead"), "S", tr("Make two subtitles of one"))
        self.merge = self._make(
            "merge_cues", tr("&Merge"), "M", tr("Merge the selected subtitles, or the current and the next")
        )
        self.delete = self._make("delete_cues", tr("&Delete"), "Del", tr("Delete the selected subtitles"))
        self.start = self._make(
            "set_start", tr("Set &start at the playhead"), "F11", tr("The current subtitle starts now")
        )
        self.end = self._make("set_end", tr("Set &end at the playhead"), "F12", tr("The current subtitle ends now"))
        self.rest = self._make(
            "set_start_and_rest",
            tr("Set start and move the &rest"),
            "F9",
            tr("The current subtitle starts now, later ones follow"),
        )
        self.next = self._make(
            "next_problem", tr("&Next problem"), "F8", tr("Go to the next subtitle that needs a look")
        )
        self.previous = self._make("previous_problem", tr("Pre&vious problem"), "Shift+F8", tr("Go to the one before"))
        self.all = self._make("select_all_cues", tr("Select &all"), "Ctrl+A", tr("Select all subtitles"))
        for action in (self.next, self.previous):
            action.setAutoRepeat(True)

    @property
    def of_cues(self) -> tuple[QAction, ...]:
        """Those for which there has to be a cue."""
        chosen = (self.text, self.split, self.merge, self.delete, self.start, self.end, self.rest)
        return *chosen, self.next, self.previous, self.all

    def menu(self) -> QMenu:
        """Return a menu of what can be done with a cue; it is gone when it is closed."""
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
        """Put them into a menu, before an action of it."""
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
