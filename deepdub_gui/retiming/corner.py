"""Puts the parts of retiming together, and connects them with the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.keys.entries import name_actions
from deepdub_gui.retiming.anchors import Anchors
from deepdub_gui.retiming.before_after import BeforeAfter
from deepdub_gui.retiming.held_key import HeldKey
from deepdub_gui.retiming.steps import STEP_MS
from deepdub_gui.retiming.tapping import Tapping
from deepdub_gui.settings import Settings
from deepdub_gui.words import tr

if TYPE_CHECKING:
    from deepdub_gui.main_window import MainWindow


class RetimingCorner(QObject):
    """Actions that retime, beside the shift bar.

    Parameters
    ----------
    window
        Whose subtitles they retime.
    settings
        Where the reaction time is kept.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        session, playback, bar, status = window.session, window.playback, window.shift_bar, window.status
        self._session, self._playback, self._bar, self._status = session, playback, bar, status
        self.start_now = self._make(tr("Shift so that this cue starts &now"), "N", self._start_now)
        self.anchors = Anchors(session, playback, bar, status, window.timeline, window.snap_times, window)
        self.tapping = Tapping(session, playback, bar, status, settings, window.actions_.transport.loop, window)
        self.before_after = BeforeAfter(session, status, window)
        actions = window.actions_
        actions.reset_shift.triggered.connect(bar.reset_all)
        for action, by_ms in ((actions.earlier, -STEP_MS), (actions.later, STEP_MS)):
            action.triggered.connect(lambda _checked=False, by_ms=by_ms: bar.nudge(by_ms))
            self._hold(action, by_ms, window)
        name_actions(self)
        session.subtitles_changed.connect(self._allow)
        self._allow()

    def show_in(self, menu: QMenu) -> None:
        """Put the actions into the menu of shifts."""
        menu.addActions([self.start_now, self.before_after.action])
        for part in (self.anchors, self.tapping):
            menu.addSeparator()
            part.show_in(menu)

    def _make(self, text: str, key: str, run: Callable[[], object]) -> QAction:
        action = QAction(text, self.parent())
        action.setShortcut(key)
        action.triggered.connect(lambda _checked=False: run())
        return action

    def _hold(self, action: QAction, step_ms: int, window: QWidget) -> None:
        key, glide = HeldKey(action, window), self._bar.slider.glide
        key.pressed.connect(lambda: glide.hold(step_ms) if self._bar.slider.isEnabled() else None)
        key.released.connect(glide.release)

    def _allow(self) -> None:
        self.start_now.setEnabled(self._session.subtitles is not None)

    def _start_now(self) -> None:
        """Shift what is meant by what brings the current cue to the playhead."""
        self._bar.finish()
        index = self._playback.find_current()
        if index is None:
            self._status.say(tr("Choose the subtitle first that starts at the playhead."))
        elif self._bar.shift.scope is not None:
            self._bar.shift.move(self._playback.position_ms - self._session.cues[index].start_ms)
