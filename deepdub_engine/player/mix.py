"""Monitor mixes: one source alone, several together, a crossfade, or the difference of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.player.mixer import Gains


@dataclass(frozen=True, slots=True)
class Mix:
    """A monitor mix of the sources.

    Parameters
    ----------
    weights
        Weight of each source before gain, mute and solo; missing ones are 0.
    muted
        Indices of muted sources.
    soloed
        Indices of soloed sources; if there are any, only these are heard, at full weight.
    gain_db
        Gain of each source; missing ones are 0 dB.
    """

    weights: Gains = (1.0,)
    muted: frozenset[int] = frozenset()
    soloed: frozenset[int] = frozenset()
    gain_db: tuple[float, ...] = ()

    def gains(self, count: int) -> Gains:
        """Return the gain factor of each of `count` sources.

        A difference ignores `gain_db`, so that it stays exact.
        """
        weights = [self._weight(index) for index in range(count)]
        if any(weight < 0 for weight in weights):
            return tuple(weights)
        return tuple(weight * self._factor(index) for index, weight in enumerate(weights))

    def _weight(self, index: int) -> float:
        if index in self.muted:
            return 0.0
        if self.soloed:
            return 1.0 if index in self.soloed else 0.0
        return self.weights[index] if index < len(self.weights) else 0.0

    def _factor(self, index: int) -> float:
        decibels = self.gain_db[index] if index < len(self.gain_db) else 0.0
        return float(10 ** (decibels / 20))


def only(source: int) -> Gains:
    """Return the weights that play one source alone, bit for bit."""
    return together([source])


def together(sources: Sequence[int]) -> Gains:
    """Return the weights that sum several sources, such as generated speech and the accompaniment."""
    return tuple(1.0 if index in sources else 0.0 for index in range(max(sources, default=0) + 1))


def crossfade(position: float, accompaniment: int, vocals: int) -> Gains:
    """Return the weights of a crossfade between two stems.

    Parameters
    ----------
    position
        −1 is the accompaniment alone, 0 the original, 1 the vocals alone.
    accompaniment, vocals
        Indices of the stems.
    """
    position = min(1.0, max(-1.0, position))
    weights = {accompaniment: min(1.0, 1.0 - position), vocals: min(1.0, 1.0 + position)}
    return tuple(weights.get(index, 0.0) for index in range(max(weights) + 1))


def difference(source: int, taken_away: int) -> Gains:
    """Return the weights that play one source minus another, such as the mixture minus a stem."""
    weights = {source: 1.0, taken_away: -1.0} if source != taken_away else {}
    return tuple(weights.get(index, 0.0) for index in range(max(source, taken_away) + 1))
