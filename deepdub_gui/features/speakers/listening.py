"""Plays the lines of a speaker one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.shell.cue_navigator import CueNavigator

_ROUNDING_MS = 2


class LinePlayer(QObject):
    """Plays lines in turn; it stops when the user pauses or goes somewhere else.

    Parameters
    ----------
    session, playback, navigator
        The cues, the player, and what shows the line that is played.
    """

    def __init__(self, session: Session, playback: Playback, navigator: CueNavigator, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._playback, self._navigator = session, playback, navigator
        self._rest: list[int] = []
        self._stop_ms: int | None = None
        self._is_starting = False
        playback.changed.connect(self._go_on)

    @property
    def is_playing(self) -> bool:
        """Whether lines are being played."""
        return self._stop_ms is not None

    def play(self, cues: Sequence[int]) -> None:
        """Play some cues by their starts; those outside the clip are left out."""
        playback, cues_ = self._playback, self._session.cues
        inside = [cue for cue in cues if not playback.is_outside(cue)]
        self._rest = sorted(inside, key=lambda cue: (cues_[cue].start_ms, cue))
        self._play_next()

    def stop(self) -> None:
        """Leave out the rest; the line that is being played ends as usual."""
        self._rest, self._stop_ms = [], None

    def _play_next(self) -> None:
        while self._rest and self._rest[0] >= len(self._session.cues):
            self._rest.pop(0)
        if not self._rest:
            self._stop_ms = None
            return
        index = self._rest.pop(0)
        cue = self._session.cues[index]
        self._is_starting = True
        self._navigator.choose(index)
        self._stop_ms = max(cue.start_ms + 1, cue.end_ms)
        self._playback.play_once(max(0, cue.start_ms), self._stop_ms, self._stop_ms)
        self._is_starting = False

    def _go_on(self) -> None:
        if self._stop_ms is None or self._is_starting or self._playback.playing:
            return
        if abs(self._playback.position_ms - self._stop_ms) <= _ROUNDING_MS or self._playback.is_after_end(
            self._stop_ms
        ):
            self._play_next()
        else:
            self.stop()
