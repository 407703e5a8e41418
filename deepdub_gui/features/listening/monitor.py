"""Monitoring as values: the selected source, fade or difference, the mixer settings, and the player mix they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from deepdub_engine.player import Mix, crossfade, difference, only, together
from deepdub_gui.document.session import ACCOMPANIMENT, ORIGINAL, VOCALS

GENERATED, TICKS = 3, 4
MIXED: Final = (ORIGINAL, VOCALS, ACCOMPANIMENT, GENERATED)
_DOMINANT: Final = 0.5


@dataclass(frozen=True, slots=True)
class MonitorSelection:
    """What the user listens to: one source, a fade between the stems, or the difference of two sources.

    Parameters
    ----------
    source
        The selected source; generated speech plays over the accompaniment. With `fade` or `pair`, the dominant source.
    fade
        Fader position between accompaniment (−1) and vocals (1); None for a single source.
    pair
        Two sources whose difference is played, first minus second.
    """

    source: int = ORIGINAL
    fade: float | None = None
    pair: tuple[int, int] | None = None

    @property
    def position(self) -> float:
        """The fader position, from −1 (accompaniment) to 1 (vocals)."""
        if self.fade is not None:
            return self.fade
        return {VOCALS: 1.0, ACCOMPANIMENT: -1.0, GENERATED: -1.0}.get(self.source, 0.0)

    @property
    def lane(self) -> int:
        """The source whose timeline lane is highlighted."""
        return ACCOMPANIMENT if self.source == GENERATED else self.source

    @property
    def needs(self) -> tuple[int, ...]:
        """The sources that must be available."""
        if self.pair is not None:
            return self.pair
        return (VOCALS, ACCOMPANIMENT) if self.fade is not None else (self.source,)


@dataclass(frozen=True, slots=True)
class MixerState:
    """The mixer settings, which apply to every selection.

    Parameters
    ----------
    muted, soloed
        Indices of the muted and the soloed sources.
    gain_db
        Gain of each source, in decibels.
    ticking
        Whether a tick sounds at each cue start.
    """

    muted: frozenset[int] = frozenset()
    soloed: frozenset[int] = frozenset()
    gain_db: tuple[float, ...] = (0.0,) * len(MIXED)
    ticking: bool = False

    def switched(self, name: str, source: int, *, on: bool) -> MixerState:
        """Return a copy with mute or solo (`name` is "muted" or "soloed") of a source switched on or off."""
        sources = self.muted if name == "muted" else self.soloed
        changed = sources | {source} if on else sources - {source}
        return replace(self, muted=changed) if name == "muted" else replace(self, soloed=changed)

    def with_gain(self, source: int, gain_db: float) -> MixerState:
        """Return a copy with another gain for a source."""
        gains = [gain_db if index == source else gain for index, gain in enumerate(self.gain_db)]
        return replace(self, gain_db=tuple(gains))


def selection_at_fader(position: float) -> MonitorSelection:
    """Return the selection for a fader position: a single stem at either end, the bit-exact original at 0."""
    position = min(1.0, max(-1.0, position))
    if position in (-1.0, 0.0, 1.0):
        return MonitorSelection({-1.0: ACCOMPANIMENT, 0.0: ORIGINAL, 1.0: VOCALS}[position])
    stem = VOCALS if position > 0 else ACCOMPANIMENT
    return MonitorSelection(stem if abs(position) >= _DOMINANT else ORIGINAL, fade=position)


def build_mix(heard: MonitorSelection, state: MixerState, matched_db: Sequence[float] = ()) -> Mix:
    """Return the player mix for a selection and the mixer settings.

    Parameters
    ----------
    matched_db
        Gains that make the sources equally loud, in decibels; applied only while a single source is audible.
    """
    ticks = (1.0,) if state.ticking else (0.0,)
    if heard.pair is not None:  # a difference must stay exact: no gain, mute or solo
        return Mix(_padded(difference(*heard.pair)) + ticks)
    weights = _padded(_weights(heard))
    gain_db = list(state.gain_db)
    audible = [source for source in MIXED if _is_audible(source, weights, state)]
    if len(audible) == 1 and audible[0] < len(matched_db):
        gain_db[audible[0]] += matched_db[audible[0]]
    soloed = state.soloed | {TICKS} if state.soloed and state.ticking else state.soloed
    return Mix(weights + ticks, state.muted, soloed, tuple(gain_db))


def _is_audible(source: int, weights: Sequence[float], state: MixerState) -> bool:
    if source in state.muted:
        return False
    return source in state.soloed if state.soloed else weights[source] != 0


def _weights(heard: MonitorSelection) -> tuple[float, ...]:
    if heard.fade is not None:
        return crossfade(heard.fade, ACCOMPANIMENT, VOCALS)
    if heard.source == GENERATED:
        return together([ACCOMPANIMENT, GENERATED])
    return only(heard.source)


def _padded(weights: tuple[float, ...]) -> tuple[float, ...]:
    return weights + (0.0,) * (len(MIXED) - len(weights))
