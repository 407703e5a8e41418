"""The listening actions and their default shortcuts."""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.features.listening.cue_edge_player import CueEdge
from deepdub_gui.features.listening.mixer_panel import NAMES
from deepdub_gui.shortcuts.action_entries import escaped, set_action_names
from deepdub_gui.shortcuts.actions import make_action

SPEEDS = (0.5, 0.6, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)


def speed_text(speed: float) -> str:
    """Return a speed as text: ``0.75×``, ``1×``."""
    return f"{speed:g}×"


class ListeningActions:
    """The listening actions of one window.

    Parameters
    ----------
    owner
        The window that owns the actions; their shortcuts work while it has the focus.
    """

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self.edges = {
            CueEdge.BEFORE: make_action(owner, tr("500 ms &before the subtitle"), "Q"),
            CueEdge.AFTER: make_action(owner, tr("500 ms &after the subtitle"), "W"),
            CueEdge.FIRST: make_action(owner, tr("F&irst 500 ms of the subtitle"), "E"),
            CueEdge.LAST: make_action(owner, tr("&Last 500 ms of the subtitle"), "D"),
        }
        self.scrub_back = make_action(owner, tr("Scrub bac&k"), "Shift+Left")
        self.scrub_forward = make_action(owner, tr("Scrub for&ward"), "Shift+Right")
        self.loops_shift = make_action(owner, tr("Loop while s&hifting"), checkable=True)
        self.loops_shift.setChecked(True)
        self.ticks = make_action(owner, tr("&Tick at the start of each subtitle"), "K", checkable=True)
        self.slower = make_action(owner, tr("&Slower"), "[")
        self.faster = make_action(owner, tr("&Faster"), "]")
        self.speeds = tuple(make_action(owner, speed_text(speed), checkable=True) for speed in SPEEDS)
        normal = self.speeds[SPEEDS.index(1.0)]
        normal.setText(tr("1×, &normal speed"))
        normal.setShortcut("\\")
        group = QActionGroup(owner)
        for action in self.speeds:
            group.addAction(action)
        self.generated = make_action(owner, tr("&4 Generated speech over music and effects"), "4", checkable=True)
        self.removed = make_action(owner, tr("&5 Removed sound"), "5", checkable=True)
        self.matching = make_action(owner, tr("Match lo&udness"), "Ctrl+L", checkable=True)
        self.towards_accompaniment = make_action(owner, tr("Fade towards musi&c and effects"), ",")
        self.towards_vocals = make_action(owner, tr("Fade towards the &vocals"), ".")
        self.mutes = tuple(self._switch(mark("Mute"), name, f"Ctrl+{number}") for number, name in enumerate(NAMES, 1))
        self.solos = tuple(self._switch(mark("Solo"), name, f"Alt+{number}") for number, name in enumerate(NAMES, 1))
        self.mixer = make_action(owner, tr("Mi&xer"), "Ctrl+M", checkable=True)
        self.mixer.setToolTip(tr("Show mute, solo, gain and meter of each source"))
        self.reset_mixer = make_action(owner, tr("&Reset the mixer"))
        self.load_speech = make_action(owner, tr("Load &generated speech…"))
        self.abx = make_action(owner, tr("Compare &blindly (ABX)…"), "Ctrl+B")
        for action in (self.generated, self.removed, *self.edges.values()):
            action.setAutoRepeat(False)
        set_action_names(self)

    def _switch(self, what: str, name: str, key: str) -> QAction:
        action = make_action(
            self._owner, tr("{what} {name}", what=tr(what), name=escaped(tr(name).lower())), key, checkable=True
        )
        action.setIconText(tr(what)[0])
        return action
