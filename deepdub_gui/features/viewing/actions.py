"""The actions of the View menu."""

from __future__ import annotations

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.base.i18n import tr
from deepdub_gui.shortcuts.action_entries import escaped, set_action_names
from deepdub_gui.shortcuts.actions import make_action
from deepdub_gui.widgets.timeline.band_layout import LANE_NAMES


class ViewActions:
    """The actions of the View menu, with their shortcuts.

    Parameters
    ----------
    owner
        The window that owns them; their shortcuts work in it.
    """

    def __init__(self, owner: QWidget) -> None:
        self.taller = make_action(owner, tr("&Taller waveforms"), "Ctrl+Shift+Up")
        self.lower = make_action(owner, tr("Sho&rter waveforms"), "Ctrl+Shift+Down")
        self.plain_height = make_action(owner, tr("&Normal waveforms"))
        self.colours_speech = make_action(owner, tr("&Colour speech"), checkable=True)
        self.colours_speech.setToolTip(tr("Draw speech in the original in the colour of the vocals"))
        self.spectrogram = make_action(owner, tr("&Spectrogram"), "G", checkable=True)
        self.brackets = make_action(owner, tr("Sentence &brackets"), checkable=True)
        self.brackets.setToolTip(tr("Show above the subtitles which of them will be one sentence"))
        lanes = list(enumerate(LANE_NAMES, 1))
        self.folds = tuple(
            make_action(owner, tr("Fold {name}", name=escaped(tr(name).lower())), f"Ctrl+Alt+{i}", checkable=True)
            for i, name in lanes
        )
        self.alones = tuple(
            make_action(owner, tr("Only {name}", name=escaped(tr(name).lower())), f"Alt+Shift+{i}", checkable=True)
            for i, name in lanes
        )
        self.even = make_action(owner, tr("&Equal heights"))
        self.following = {
            FollowMode.PAGE: make_action(owner, tr("&Page by page"), checkable=True),
            FollowMode.CENTRED: make_action(owner, tr("Keep the playhead in the &middle"), checkable=True),
            FollowMode.FREE: make_action(owner, tr("Do not fo&llow the playhead"), checkable=True),
        }
        set_action_names(self)
        group = QActionGroup(owner)
        for action in self.following.values():
            group.addAction(action)

    def show_in(self, menu: QMenu) -> None:
        """Add the actions to the View menu."""
        menu.addSeparator()
        menu.addActions([self.taller, self.lower, self.plain_height])
        menu.addSeparator()
        lanes = menu.addMenu(tr("L&anes"))
        lanes.addActions(self.folds)
        lanes.addSeparator()
        lanes.addActions(self.alones)
        lanes.addSeparator()
        lanes.addAction(self.even)
        menu.addMenu(tr("While &playing")).addActions(list(self.following.values()))
        menu.addActions([self.brackets, self.colours_speech, self.spectrogram])
