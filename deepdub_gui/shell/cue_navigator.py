"""Navigation to cues and times, keeping playback, table and timeline in step."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.shell.notifier import Notifier
from deepdub_gui.shortcuts.actions import connect_actions
from deepdub_gui.widgets.actions import Actions
from deepdub_gui.widgets.cue_table import CueTable
from deepdub_gui.widgets.timeline import Timeline

_STEP_MS = 1000


class CueNavigator(QObject):
    """Moves playback, table and timeline to a cue or a time; `chosen` carries each cue that the person goes to.

    Parameters
    ----------
    session, playback
        The cues, and the player.
    timeline, table
        The widgets that show the position.
    notifier
        Reports cues that lie outside the clip.
    parent
        The owner of this object.
    """

    chosen = Signal(int)

    def __init__(
        self,
        session: Session,
        playback: Playback,
        timeline: Timeline,
        table: CueTable,
        notifier: Notifier,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._playback, self._notifier = session, playback, notifier
        self._timeline, self._table = timeline, table

    def connect_keys(self, actions: Actions) -> None:
        """Let the actions of the Play menu move and play."""
        connect_actions(
            {
                actions.previous_cue: lambda: self.step(-1),
                actions.next_cue: lambda: self.step(1),
                actions.play_cue: self.play_current,
                actions.back: lambda: self.move(-_STEP_MS),
                actions.forward: lambda: self.move(_STEP_MS),
                actions.half_back: lambda: self.move(-_STEP_MS // 2),
                actions.half_forward: lambda: self.move(_STEP_MS // 2),
                actions.transport.play: self.toggle,
            }
        )

    def toggle(self) -> None:
        """Play or pause, and scroll to the playhead."""
        self._reveal()
        self._playback.toggle()

    def move(self, step_ms: int) -> None:
        """Seek by a step."""
        self._seek(self._playback.position_ms + step_ms)

    def choose(self, index: int) -> None:
        """Make a cue current and seek to its start."""
        self._make_current(index)
        self._seek(self._session.cues[index].start_ms)

    def go_to(self, time_ms: int) -> None:
        """Seek to a time, and make the cue that is shown then current; without a clip, the nearest one."""
        cues = self._session.cues
        there = [index for index, cue in enumerate(cues) if cue.start_ms <= time_ms < cue.end_ms]
        if not there and not self._playback.ready:
            there = sorted(range(len(cues)), key=lambda index: -abs(cues[index].start_ms - time_ms))
        if there:
            self._make_current(there[-1])
        self._playback.seek(time_ms)
        self._timeline.reveal(float(time_ms))

    def step(self, count: int) -> None:
        """Go forward by `count` cues in order of start, or back if negative, stopping at the ends."""
        index = self._playback.cue_beside(count)
        if index is not None:
            self.choose(index)

    def play_current(self) -> None:
        """Play the current cue."""
        if self._playback.current_cue is not None:
            self.play(self._playback.current_cue)

    def play(self, index: int) -> None:
        """Play a cue; notify the user if it lies outside the clip."""
        self._playback.play_cue(index)
        self._reveal()
        if self._session.clip is not None and self._playback.is_outside(index):
            self._notifier.show_cue_outside(index)

    def _make_current(self, index: int) -> None:
        self._playback.set_current_cue(index)
        self._table.select(index)
        self.chosen.emit(index)

    def _seek(self, time_ms: int) -> None:
        self._playback.seek(time_ms)
        self._reveal()

    def _reveal(self) -> None:
        self._timeline.reveal(float(self._playback.position_ms))
