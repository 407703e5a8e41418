"""What is heard, as a value: one source, a place of the fader, or a difference; and the player's mix for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from deepdub_engine.player import Mix, difference, faded, only, together
from deepdub_gui.document.session import ACCOMPANIMENT, ORIGINAL, VOCALS

GENERATED, TICKS = 3, 4
MIXED: Final = (ORIGINAL, VOCALS, ACCOMPANIMENT, GENERATED)
_DOMINANT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Heard:
    """What is listened to.

    Parameters
    ----------
    source
        Heard alone; generated speech is heard over the accompaniment. With the other two, the one that stands out.
    fade
        Place between accompaniment (−1) and vocals (1), None where a source is heard as it is.
    pair
        Two sources of whose difference is heard, first minus second.
    """

    source: int = ORIGINAL
    fade: float | None = None
    pair: tuple[int, int] | None = None

    @property
    def position(self) -> float:
        """Where the fader stands."""
        if self.fade is not None:
            return self.fade
        return {VOCALS: 1.0, ACCOMPANIMENT: -1.0, GENERATED: -1.0}.get(self.source, 0.0)

    @property
    def lane(self) -> int:
        """The lane that stands out."""
        return ACCOMPANIMENT if self.source == GENERATED else self.source

    @property
    def needs(self) -> tuple[int, ...]:
        """The sources without which it cannot be heard."""
        if self.pair is not None:
            return self.pair
        return (VOCALS, ACCOMPANIMENT) if self.fade is not None else (self.source,)


@dataclass(frozen=True, slots=True)
class Desk:
    """How the sources are treated, whichever is heard.

    Parameters
    ----------
    muted, soloed
        Sources.
    gain_db
        Of each source.
    ticking
        Whether cue starts tick.
    """

    muted: frozenset[int] = frozenset()
    soloed: frozenset[int] = frozenset()
    gain_db: tuple[float, ...] = (0.0,) * len(MIXED)
    ticking: bool = False

    def switched(self, name: str, source: int, *, on: bool) -> Desk:
        """Return the desk with a source muted or soloed, or no longer."""
        sources = self.muted if name == "muted" else self.soloed
        changed = sources | {source} if on else sources - {source}
        return replace(self, muted=changed) if name == "muted" else replace(self, soloed=changed)

    def with_gain(self, source: int, gain_db: float) -> Desk:
        """Return the desk with another gain of a source."""
        gains = [gain_db if index == source else gain for index, gain in enumerate(self.gain_db)]
        return replace(self, gain_db=tuple(gains))


def at_fader(position: float) -> Heard:
    """Return what is heard where the fader stands: at its ends the stems, in its middle the original, bit for bit."""
    position = min(1.0, max(-1.0, position))
    if position in (-1.0, 0.0, 1.0):
        return Heard({-1.0: ACCOMPANIMENT, 0.0: ORIGINAL, 1.0: VOCALS}[position])
    stem = VOCALS if position > 0 else ACCOMPANIMENT
    return Heard(stem if abs(position) >= _DOMINANT else ORIGINAL, fade=position)


def mix_of(heard: Heard, desk: Desk, matched_db: Sequence[float] = ()) -> Mix:
    """Return the player's mix.

    Parameters
    ----------
    matched_db
        Gains with which the sources are equally loud; they count where one of them is heard alone.
    """
    ticks = (1.0,) if desk.ticking else (0.0,)
    if heard.pair is not None:  # exact: nothing else may change it
        return Mix(_padded(difference(*heard.pair)) + ticks)
    weights = _padded(_weights(heard))
    gain_db = list(desk.gain_db)
    audible = [source for source in MIXED if _is_audible(source, weights, desk)]
    if len(audible) == 1 and audible[0] < len(matched_db):
        gain_db[audible[0]] += matched_db[audible[0]]
    soloed = desk.soloed | {TICKS} if desk.soloed and desk.ticking else desk.soloed
    return Mix(weights + ticks, desk.muted, soloed, tuple(gain_db))


def _is_audible(source: int, weights: Sequence[float], desk: Desk) -> bool:
    if source in desk.muted:
        return False
    return source in desk.soloed if desk.soloed else weights[source] != 0


def _weights(heard: Heard) -> tuple[float, ...]:
    if heard.fade is not None:
        return faded(heard.fade, ACCOMPANIMENT, VOCALS)
    if heard.source == GENERATED:
        return together([ACCOMPANIMENT, GENERATED])
    return only(heard.source)


def _padded(weights: tuple[float, ...]) -> tuple[float, ...]:
    return weights + (0.0,) * (len(MIXED) - len(weights))
