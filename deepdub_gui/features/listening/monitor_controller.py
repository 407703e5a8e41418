"""Holds the monitor selection and the mixer settings, and sends the resulting mix to the player."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import ACCOMPANIMENT, ORIGINAL, VOCALS, Session
from deepdub_gui.features.listening.monitor import MixerState, MonitorSelection, build_mix, selection_at_fader

_ORIGINAL = MonitorSelection()


class MonitorController(QObject):
    """Switches between sources during playback; `changed` is emitted after every change to the mix.

    Parameters
    ----------
    session, playback
        Supplies the sources, and plays them.
    """

    changed = Signal()

    def __init__(self, session: Session, playback: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._playback = session, playback
        self._heard, self._state = _ORIGINAL, MixerState()
        self._before_removal = _ORIGINAL
        self._matched_db: Sequence[float] = ()
        self._blind: int | None = None
        for signal in (session.media_changed, session.stems_changed, playback.extras_changed):
            signal.connect(self._check)

    @property
    def heard(self) -> MonitorSelection:
        """The current selection."""
        return self._heard

    @property
    def mixer_state(self) -> MixerState:
        """The mixer settings."""
        return self._state

    @property
    def is_blind(self) -> bool:
        """Whether an ABX source is playing, whose identity must stay hidden."""
        return self._blind is not None

    def has(self, heard: MonitorSelection) -> bool:
        """Return whether all sources of a selection are available."""
        sources = self._playback.sources
        return all(source < len(sources) and sources[source] is not None for source in heard.needs)

    def hear(self, heard: MonitorSelection) -> None:
        """Switch to a selection at the current position, if its sources are available."""
        if self.has(heard):
            self._heard, self._blind = heard, None
            self._apply()

    def listen(self, source: int) -> None:
        """Switch to one source."""
        self.hear(MonitorSelection(source))

    def fade(self, position: float) -> None:
        """Move the fader: −1 for the accompaniment, 0 for the original, 1 for the vocals."""
        self.hear(selection_at_fader(position))

    def toggle_removed(self) -> None:
        """Switch to the sound that separation removed from the original to make the current stem, or back."""
        if self._heard.pair is not None:
            self.hear(self._before_removal)
            return
        self._before_removal = self._heard
        without = {VOCALS: VOCALS, ORIGINAL: VOCALS}.get(self._heard.source, ACCOMPANIMENT)
        self.hear(MonitorSelection(ORIGINAL, pair=(ORIGINAL, without)))

    def set_mixer_state(self, state: MixerState) -> None:
        """Apply mixer settings: mute, solo, gain, ticks."""
        if state != self._state:
            self._state = state
            self._apply()

    def set_matched_db(self, gains_db: Sequence[float]) -> None:
        """Set the gains that make the sources equally loud; an empty sequence disables matching."""
        self._matched_db = tuple(gains_db)
        self._apply()

    def play_blind(self, source: int | None) -> None:
        """Play one source without showing which (ABX); None restores the normal mix."""
        self._blind = source
        self._apply()

    def _apply(self) -> None:
        if self._blind is not None:
            self._playback.hear(
                self._heard.lane, build_mix(MonitorSelection(self._blind), MixerState(), self._matched_db)
            )
        else:
            self._playback.hear(self._heard.lane, build_mix(self._heard, self._state, self._matched_db))
        self.changed.emit()

    def _check(self) -> None:
        """Fall back to the original when a selected source is no longer available."""
        if not self.has(self._heard):
            self._heard = _ORIGINAL
        if self._blind is not None and not self.has(MonitorSelection(self._blind)):
            self._blind = None
        for source in self._state.soloed:
            if not self.has(MonitorSelection(source)):
                self._state = self._state.switched("soloed", source, on=False)
        self._apply()
