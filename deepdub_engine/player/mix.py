"""What of which source is heard: one alone, several together, or the difference of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.player.mixer import Gains


@dataclass(frozen=True, slots=True)
class Mix:
    """How the sources are put together.

    Parameters
    ----------
    weights
        Factor of each source before anything else; those beyond its length are 0.
    muted
        Sources that are silent.
    soloed
        If there are any, these alone are heard, at full weight, whatever the weights say.
    gain_db
        Of each source; those beyond its length are at 0.
    """

    weights: Gains = (1.0,)
    muted: frozenset[int] = frozenset()
    soloed: frozenset[int] = frozenset()
    gain_db: tuple[float, ...] = ()

    def gains(self, count: int) -> Gains:
        """Return the factor of each of `count` sources.

        A difference is exact: gains do not change it.
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
    """Return weights with which one source is heard alone, bit for bit."""
    return together([source])


def together(sources: Sequence[int]) -> Gains:
    """Return weights with which several sources are added up, such as generated speech over the accompaniment."""
    return tuple(1.0 if index in sources else 0.0 for index in range(max(sources, default=0) + 1))


def faded(position: float, accompaniment: int, vocals: int) -> Gains:
    """Return weights between two stems that add up to the original.

    Parameters
    ----------
    position
        −1 is the accompaniment alone, 0 the original, 1 the vocals alone.
    accompaniment, vocals
        Sources.
    """
    position = min(1.0, max(-1.0, position))
    weights = {accompaniment: min(1.0, 1.0 - position), vocals: min(1.0, 1.0 + position)}
    return tuple(weights.get(index, 0.0) for index in range(max(weights) + 1))


def difference(source: int, taken_away: int) -> Gains:
    """Return weights with which what one source has and another has not is heard, such as what was removed."""
    weights = {source: 1.0, taken_away: -1.0} if source != taken_away else {}
    return tuple(weights.get(index, 0.0) for index in range(max(source, taken_away) + 1))
