"""The cue actions, with the shortcuts common in subtitle editors."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.shortcuts.actions import make_action


class EditingActions:
    """The actions that edit cues.

    Parameters
    ----------
    owner
        The window that owns them; their shortcuts work in it.
    """

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self.submenus: list[QMenu] = []  # of other features, in the context menu
        make = partial(make_action, owner, repeats=False)
        self.text = make(tr("Edit te&xt"), "F2", name="edit_text", tip=tr("Edit the subtitle text"))
        self.below = make(
            tr("Edit &below the list"),
            "F4",
            name="edit_below",
            tip=tr("Edit text and times of the current subtitle below the list"),
        )
        self.go_to = make(tr("&Go to…"), "Ctrl+G", name="go_to", tip=tr("Go to a subtitle or a time"))
        self.insert = make(
            tr("&Insert a subtitle"), "Ins", name="insert_cue", tip=tr("Insert a subtitle at the playhead")
        )
        self.split = make(
            tr("S&plit at the playhead"), "S", name="split_cue", tip=tr("Split the subtitle in two at the playhead")
        )
        self.merge = make(
            tr("&Merge"), "M", name="merge_cues", tip=tr("Merge the selected subtitles, or the current and the next")
        )
        self.delete = make(tr("&Delete"), "Del", name="delete_cues", tip=tr("Delete the selected subtitles"))
        self.start = make(
            tr("Set &start at the playhead"),
            "F11",
            name="set_start",
            tip=tr("Start the current subtitle at the playhead"),
        )
        self.end = make(
            tr("Set &end at the playhead"), "F12", name="set_end", tip=tr("End the current subtitle at the playhead")
        )
        self.rest = make(
            tr("Set start and move the &rest"),
            "F9",
            name="set_start_and_rest",
            tip=tr("Start the current subtitle at the playhead and move all later ones along"),
        )
        self.begin_sentence = make(
            tr("Begin a sentence here"),
            "Shift+S",
            name="begin_sentence",
            tip=tr("Split the sentence before the current subtitle"),
        )
        self.join_sentence = make(
            tr("Join to the sentence before"),
            "Shift+M",
            name="join_sentence",
            tip=tr("Join the current subtitle to the sentence before it, or the selected ones to one sentence"),
        )
        self.free_sentence = make(
            tr("Sentences by rule"),
            name="free_sentence",
            tip=tr("Undo what was split and joined at the selected subtitles"),
        )
        self.next = make(
            tr("&Next problem"), "F8", name="next_problem", tip=tr("Go to the next subtitle with a problem")
        )
        self.previous = make(
            tr("Pre&vious problem"),
            "Shift+F8",
            name="previous_problem",
            tip=tr("Go to the previous subtitle with a problem"),
        )
        self.all = make(tr("Select &all"), "Ctrl+A", name="select_all_cues", tip=tr("Select all subtitles"))
        for action in (self.next, self.previous):
            action.setAutoRepeat(True)

    @property
    def needing_cues(self) -> tuple[QAction, ...]:
        """The actions that need at least one cue."""
        chosen = (self.text, self.below, self.split, self.merge, self.delete, self.start, self.end, self.rest)
        sentences = (self.begin_sentence, self.join_sentence, self.free_sentence)
        return *chosen, *sentences, self.next, self.previous, self.all

    def menu(self) -> QMenu:
        """Return a new context menu for a cue; it is deleted when it closes."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in self._groups:
            menu.addActions(group)
            menu.addSeparator()
        for submenu in self.submenus:
            menu.addMenu(submenu)
        return menu

    @property
    def _groups(self) -> tuple[list[QAction], ...]:
        ones = [self.text, self.below, self.insert, self.split, self.merge, self.delete, self.all]
        sentences = [self.begin_sentence, self.join_sentence, self.free_sentence]
        return ones, [self.start, self.end, self.rest], sentences

    def show_in(self, menu: QMenu, before: QAction) -> QAction:
        """Insert the actions into a menu before one of its actions; return the end of the submenus."""
        ones, times, sentences = self._groups
        for group in (ones[:2], ones[2:]):
            menu.insertActions(before, group)
            menu.insertSeparator(before)
        for title, group in ((tr("&Times"), times), (tr("S&entences"), sentences)):
            submenu = QMenu(title, menu)
            submenu.setToolTipsVisible(True)
            submenu.addActions(group)
            menu.insertMenu(before, submenu)
        end = menu.insertSeparator(before)
        menu.insertActions(before, [self.next, self.previous, self.go_to])
        menu.insertSeparator(before)
        return end
