"""Holds what is heard, and hands it to the player."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import ACCOMPANIMENT, ORIGINAL, VOCALS, Session
from deepdub_gui.features.listening.monitor import Desk, Heard, at_fader, mix_of

_ORIGINAL = Heard()


class Mixing(QObject):
    """Switches between sources while they play; `changed` tells that something else is heard, or differently.

    Parameters
    ----------
    session, playback
        Where the sources come from, and what plays them.
    """

    changed = Signal()

    def __init__(self, session: Session, playback: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._playback = session, playback
        self._heard, self._desk = _ORIGINAL, Desk()
        self._before_removal = _ORIGINAL
        self._matched_db: Sequence[float] = ()
        self._blind: int | None = None
        for signal in (session.media_changed, session.stems_changed, playback.extras_changed):
            signal.connect(self._check)

    @property
    def heard(self) -> Heard:
        """What is listened to."""
        return self._heard

    @property
    def desk(self) -> Desk:
        """How the sources are treated."""
        return self._desk

    @property
    def is_blind(self) -> bool:
        """Whether a source is heard of which nothing must be seen."""
        return self._blind is not None

    def has(self, heard: Heard) -> bool:
        """Tell whether everything is there to hear something."""
        sources = self._playback.sources
        return all(source < len(sources) and sources[source] is not None for source in heard.needs)

    def hear(self, heard: Heard) -> None:
        """Listen to something at the same instant, if it is there."""
        if self.has(heard):
            self._heard, self._blind = heard, None
            self._apply()

    def listen(self, source: int) -> None:
        """Listen to one source."""
        self.hear(Heard(source))

    def fade(self, position: float) -> None:
        """Move the fader: −1 is the accompaniment, 0 the original, 1 the vocals."""
        self.hear(at_fader(position))

    def toggle_removed(self) -> None:
        """Listen to what was taken out of the original to make what is heard, or go back."""
        if self._heard.pair is not None:
            self.hear(self._before_removal)
            return
        self._before_removal = self._heard
        without = {VOCALS: VOCALS, ORIGINAL: VOCALS}.get(self._heard.source, ACCOMPANIMENT)
        self.hear(Heard(ORIGINAL, pair=(ORIGINAL, without)))

    def set_desk(self, desk: Desk) -> None:
        """Mute, solo, amplify, tick."""
        if desk != self._desk:
            self._desk = desk
            self._apply()

    def set_matched_db(self, gains_db: Sequence[float]) -> None:
        """Make single sources equally loud; nothing is changed without gains."""
        self._matched_db = tuple(gains_db)
        self._apply()

    def audition(self, source: int | None) -> None:
        """Listen to one source blindly: nothing shows which; None goes back to what was heard."""
        self._blind = source
        self._apply()

    def _apply(self) -> None:
        if self._blind is not None:
            self._playback.hear(self._heard.lane, mix_of(Heard(self._blind), Desk(), self._matched_db))
        else:
            self._playback.hear(self._heard.lane, mix_of(self._heard, self._desk, self._matched_db))
        self.changed.emit()

    def _check(self) -> None:
        """Go back to the original where what was heard is no longer there."""
        if not self.has(self._heard):
            self._heard = _ORIGINAL
        if self._blind is not None and not self.has(Heard(self._blind)):
            self._blind = None
        for source in self._desk.soloed:
            if not self.has(Heard(source)):
                self._desk = self._desk.switched("soloed", source, on=False)
        self._apply()
