"""Going to a cue or a time, and playing from there: playback, table and timeline together."""

from __future__ import annotations

from PySide6.QtCore import QObject

from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.shell.notifier import Announcer
from deepdub_gui.widgets.cue_table import CueTable
from deepdub_gui.widgets.timeline import Timeline


class CueTravel(QObject):
    """Moves what is heard and what is seen to the same place.

    Parameters
    ----------
    session, playback
        The cues, and what plays.
    timeline, table
        Show where that is.
    announcer
        Says why a cue cannot be heard.
    parent
        Owns it.
    """

    def __init__(
        self,
        session: Session,
        playback: Playback,
        timeline: Timeline,
        table: CueTable,
        announcer: Announcer,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._playback, self._announcer = session, playback, announcer
        self._timeline, self._table = timeline, table

    def toggle(self) -> None:
        """Play or pause, where it can be seen."""
        self._reveal()
        self._playback.toggle()

    def move(self, step_ms: int) -> None:
        """Go a step in time."""
        self._seek(self._playback.position_ms + step_ms)

    def choose(self, index: int) -> None:
        """Make a cue the current one, and go to its start."""
        self._playback.set_current_cue(index)
        self._table.select(index)
        self._seek(self._session.cues[index].start_ms)

    def step(self, count: int) -> None:
        """Go some cues on in time, or back, as far as there are any."""
        index = self._playback.cue_beside(count)
        if index is not None:
            self.choose(index)

    def play_current(self) -> None:
        """Play the current cue."""
        if self._playback.current_cue is not None:
            self.play(self._playback.current_cue)

    def play(self, index: int) -> None:
        """Play a cue, or say that it lies outside the clip."""
        self._playback.play_cue(index)
        self._reveal()
        if self._session.clip is not None and self._playback.is_outside(index):
            self._announcer.cue_outside(index)

    def _seek(self, time_ms: int) -> None:
        self._playback.seek(time_ms)
        self._reveal()

    def _reveal(self) -> None:
        self._timeline.reveal(float(self._playback.position_ms))
