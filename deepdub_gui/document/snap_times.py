"""Snap points besides those of cues: the edges of speech, and the playhead."""

from __future__ import annotations

from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.suggestions import SuggestionService

_Times = tuple[list[int], list[int]]


class SnapTimes:
    """The snap points for the starts and ends of cues.

    Parameters
    ----------
    service, playback
        The service that detects speech, and the playhead.
    """

    def __init__(self, service: SuggestionService, playback: Playback) -> None:
        self._service, self._playback = service, playback
        self._speech: tuple[SpeechActivity | None, _Times] = (None, ([], []))

    def starts_and_ends(self) -> _Times:
        """Return the onsets and the ends of speech in milliseconds, each with the playhead added."""
        heard = self._service.heard
        activity = None if heard is None else heard.activity
        if activity is not self._speech[0]:
            from deepdub_engine.alignment.per_cue import onsets_and_ends

            self._speech = (activity, ([], []) if activity is None else onsets_and_ends(activity))
        starts_ms, ends_ms = self._speech[1]
        playhead_ms = self._playback.position_ms
        return [*starts_ms, playhead_ms], [*ends_ms, playhead_ms]
