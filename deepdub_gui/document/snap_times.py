"""Times that a hand means when it comes near them, besides those of the cues: speech, and the playhead."""

from __future__ import annotations

from deepdub_engine.alignment import onsets_and_ends
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.suggestions import SuggestionDesk

_Times = tuple[list[int], list[int]]


class SnapTimes:
    """Knows where what starts and what ends may snap to.

    Parameters
    ----------
    desk, playback
        What heard the speech, and where the playhead is.
    """

    def __init__(self, desk: SuggestionDesk, playback: Playback) -> None:
        self._desk, self._playback = desk, playback
        self._speech: tuple[SpeechActivity | None, _Times] = (None, ([], []))

    def starts_and_ends(self) -> _Times:
        """Return, in milliseconds, where speech begins and where it ends, the playhead with both."""
        heard = self._desk.heard
        activity = None if heard is None else heard.activity
        if activity is not self._speech[0]:
            self._speech = (activity, ([], []) if activity is None else onsets_and_ends(activity))
        starts_ms, ends_ms = self._speech[1]
        playhead_ms = self._playback.position_ms
        return [*starts_ms, playhead_ms], [*ends_ms, playhead_ms]
