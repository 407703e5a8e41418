"""Auxiliary sources beside the stems: generated speech, and ticks at cue starts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.player import PlaySource, TickSource
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.document.voices import VoiceService


class AuxSources(QObject):
    """Hands generated speech to the player, and keeps the ticks in step with the cues."""

    def __init__(
        self, session: Session, playback: Playback, voices: VoiceService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._playback, self._voices = session, playback, voices
        self._speech: PlaySource | None = None
        self._ticks: TickSource | None = None
        self._ticking = False
        session.media_changed.connect(self._place_ticks)
        voices.changed.connect(self._take_voices)
        session.cues_changed.connect(self._place_ticks)

    def set_ticking(self, ticking: bool) -> None:
        """Enable or disable the tick at the start of each cue."""
        self._ticking = ticking
        self._place_ticks()

    def _take_voices(self) -> None:
        """Hand over the generated speech as soon as it has changed."""
        voices = self._voices.voices
        speech = voices.speech if voices is not None and voices.found else None
        if speech != self._speech:
            self._speech = speech
            self._hand_over()

    def _place_ticks(self) -> None:
        clip = self._session.clip
        ticks = None
        if self._ticking and clip is not None:
            starts = {ms_to_sample(cue.start_ms, clip.rate_hz) for cue in self._session.cues}
            inside = tuple(sorted(start for start in starts if 0 <= start < clip.samples))
            ticks = TickSource(inside, clip.rate_hz, clip.samples)
        if ticks != self._ticks:
            self._ticks = ticks
            self._hand_over()

    def _hand_over(self) -> None:
        self._playback.set_extras((self._speech, self._ticks))
