"""The choice of the segments that a network computes twice."""

from __future__ import annotations

import random

INTERVAL = 34
"""At least this many segments per check, after the first: less than 3 %."""


class CheckSchedule:
    """Chooses the first segment, and one of every 34 from the 68th on; the same ones whenever a network is loaded."""

    def __init__(self) -> None:
        self.generation = 0
        self._segment = self._checks = self._due = 0

    def restart(self) -> None:
        """Begin again, with a check of the next segment, because the network has been compiled again."""
        self.generation += 1
        self._segment = self._checks = self._due = 0

    def takes_next(self) -> bool:
        """Count a segment, and return whether to check it."""
        due = self._segment == self._due
        if due:
            self._checks += 1
            self._due = INTERVAL * (self._checks + 1) + random.Random(self._checks).randrange(INTERVAL)  # noqa: S311
        self._segment += 1
        return due
