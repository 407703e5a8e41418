"""Plays the sound around the start and the end of a cue."""

from __future__ import annotations

import enum

from PySide6.QtCore import QObject, Signal

from deepdub_engine.subtitles import Cue
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session

_EDGE_MS = 500


class CueEdge(enum.Enum):
    """A part at or beside an edge of a cue: before it, after it, its beginning or its end."""

    BEFORE = enum.auto()
    AFTER = enum.auto()
    FIRST = enum.auto()
    LAST = enum.auto()


def edge_ms(cue: Cue, edge: CueEdge) -> tuple[int, int, int]:
    """Return where to start and stop playback and where to leave the playhead (at the edge), in milliseconds."""
    start, end = cue.start_ms, max(cue.start_ms, cue.end_ms)
    return {
        CueEdge.BEFORE: (start - _EDGE_MS, start, start),
        CueEdge.AFTER: (end, end + _EDGE_MS, end),
        CueEdge.FIRST: (start, min(start + _EDGE_MS, end), start),
        CueEdge.LAST: (max(end - _EDGE_MS, start), end, end),
    }[edge]


class CueEdgePlayer(QObject):
    """Plays the edges of the current cue; `outside` carries the index of a cue whose edge lies outside the clip."""

    outside = Signal(int)

    def __init__(self, session: Session, playback: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._playback = session, playback

    def play(self, edge: CueEdge) -> None:
        """Play up to 500 ms at an edge of the current cue, or of the cue at the playhead."""
        index = self._playback.find_current()
        if index is None or not self._playback.ready:
            return
        start_ms, stop_ms, then_ms = edge_ms(self._session.cues[index], edge)
        if stop_ms <= 0 or self._playback.is_after_end(start_ms):
            self.outside.emit(index)
        else:
            self._playback.play_once(start_ms, stop_ms, then_ms)
