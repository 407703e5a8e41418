"""Creates the parts of the retiming and connects them with the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.momentary_shortcut import MomentaryShortcut
from deepdub_gui.document.snap_times import SnapTimes
from deepdub_gui.features.retiming.anchors import Anchors
from deepdub_gui.features.retiming.before_after import BeforeAfter
from deepdub_gui.features.retiming.tapping import Tapping
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.shift.steps import STEP_MS
from deepdub_gui.widgets.status_bar import About


class RetimingController(QObject):
    """The retiming actions of a window, besides the shift bar.

    Parameters
    ----------
    services
        Provides session, playback and settings.
    widgets
        Provides actions, shift bar, timeline and status line.
    snap_times
        Times that anchors snap to.
    """

    def __init__(self, services: Services, widgets: WindowWidgets, snap_times: SnapTimes, window: QMainWindow) -> None:
        super().__init__(window)
        session, playback, settings = services.session, services.playback, services.settings
        actions, bar, status = widgets.actions, widgets.shift_bar, widgets.status
        self._session, self._playback, self._bar, self._status = session, playback, bar, status
        self.start_now = make_action(window, tr("Shift so that this subtitle starts &now"), "N")
        self.anchors = Anchors(session, playback, bar, status, widgets.timeline, snap_times, window)
        self.tapping = Tapping(session, playback, bar, status, settings, actions.transport.loop, window)
        self.before_after = BeforeAfter(session, status, window)
        steps = {actions.earlier: -STEP_MS, actions.later: STEP_MS}
        connect_actions({self.start_now: self._start_now, actions.reset_shift: bar.reset_all})
        connect_actions({action: partial(bar.nudge, step_ms) for action, step_ms in steps.items()})
        for action, step_ms in steps.items():
            self._hold(action, step_ms, window)
        set_action_names(self)
        session.subtitles_changed.connect(self._allow)
        self._allow()

    def show_in(self, menu: QMenu) -> None:
        """Add the actions to the Shift menu."""
        menu.addActions([self.start_now, self.before_after.action])
        for part in (self.anchors, self.tapping):
            menu.addSeparator()
            part.show_in(menu)

    def _hold(self, action: QAction, step_ms: int, window: QWidget) -> None:
        key, glide = MomentaryShortcut(action, window), self._bar.slider.key_repeat
        key.pressed.connect(lambda: glide.hold(step_ms) if self._bar.slider.isEnabled() else None)
        key.released.connect(glide.release)

    def _allow(self) -> None:
        self.start_now.setEnabled(self._session.subtitles is not None)

    def _start_now(self) -> None:
        """Shift the cues in scope so that the current cue starts at the playhead."""
        self._bar.finish()
        index = self._playback.find_current()
        if index is None:
            self._status.show_message(tr("Select a subtitle first."), about=About.CUE)
        elif self._bar.shift.scope is not None:
            self._bar.shift.move(self._playback.position_ms - self._session.cues[index].start_ms)
