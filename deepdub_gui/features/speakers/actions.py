"""The actions about speakers, and the menus that show them."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.shortcuts.action_entries import plain_text, set_action_names
from deepdub_gui.shortcuts.actions import make_action


class SpeakerActions:
    """The actions about speakers.

    Parameters
    ----------
    owner
        The window that owns them; their shortcuts work in it.
    """

    def __init__(self, owner: QWidget) -> None:
        make = partial(make_action, owner, repeats=False)
        self.find_speakers = make(
            tr("&Find speakers"), tip=tr("Suggest who speaks each line, by the voices in the separated sound")
        )
        self.cast_mode = make(
            tr("&Cast mode"),
            "C",
            tip=tr("Say who speaks with the keys 1 to 9, or - and two digits, line by line"),
            checkable=True,
        )
        self.next_open = make(
            tr("Next line to chec&k"), "Shift+C", tip=tr("Go to the next line whose speaker is unknown or suggested")
        )
        self.accept_chosen = make(
            tr("&Accept the suggestion"), tip=tr("Accept the suggested speakers of the selected lines")
        )
        self.accept_all = make(tr("Accept a&ll suggestions"), tip=tr("Accept the suggested speakers of all lines"))
        self.accept_all.setIconText(tr("Accept all"))
        for action in (self.find_speakers, self.cast_mode):
            action.setIconText(plain_text(action.text()))
        self.to_new_speaker = make(
            tr("Selected lines to a &new speaker"), tip=tr("Give the selected lines to a speaker of their own")
        )
        self.forget_speaker = make(tr("Speaker &unknown"), tip=tr("Take the selected lines from their speakers"))
        self.more_alike = make(
            tr("&More like this"), tip=tr("Select the lines whose voices are most like those of the selected lines")
        )
        self.hear_speaker = make(
            tr("L&isten to this speaker"), tip=tr("Play the lines of this speaker one after the other")
        )
        self.names_from_subtitles = make(
            tr("Names from the &subtitles"),
            tip=tr("Take the names in the subtitles: of a column, or “NAME:” in the text"),
        )
        self.add_speaker = make(tr("A&dd a speaker"))
        self.rename_speaker = make(tr("&Rename"), tip=tr("Rename the speaker that is selected in the panel"))
        self.merge_speakers = make(tr("Mer&ge"), tip=tr("Make the speakers that are selected in the panel one"))
        self.remove_speakers = make(tr("Re&move"), tip=tr("Remove the speakers that are selected in the panel"))
        set_action_names(self)

    @property
    def of_lines(self) -> list[QAction]:
        """The actions for the selected lines."""
        return [self.accept_chosen, self.to_new_speaker, self.forget_speaker, self.more_alike, self.hear_speaker]

    @property
    def of_speakers(self) -> list[QAction]:
        """The actions for the speakers that are selected in the panel."""
        return [self.rename_speaker, self.merge_speakers, self.remove_speakers]

    def menu(self, panel: QAction, owner: QWidget) -> QMenu:
        """Return the menu with all actions; `panel` shows the panel."""
        menu = QMenu(tr("Spea&kers"), owner)
        menu.setToolTipsVisible(True)
        groups = (
            [self.find_speakers, self.names_from_subtitles, panel],
            [self.cast_mode, self.next_open, self.accept_all],
            self.of_lines,
            [self.add_speaker, *self.of_speakers],
        )
        for group in groups:
            menu.addActions(group)
            menu.addSeparator()
        return menu
