"""The difference between two casts, so that undo steps and the journal store only what changes."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.speakers.cast import Cast, Line, Speaker, trimmed


@dataclass(frozen=True, slots=True)
class CastChange:
    """A change of a cast: perhaps other speakers, and `removed` lines from index `at` become `put`."""

    speakers: tuple[Speaker, ...] | None = None
    at: int = 0
    removed: int = 0
    put: tuple[Line | None, ...] = ()

    @classmethod
    def between(cls, before: Cast, after: Cast) -> CastChange | None:
        """Return the change from one cast to another; None if they are equal."""
        if before is after or before == after:
            return None
        old, new = before.lines, after.lines
        shorter = min(len(old), len(new))
        front = next((at for at in range(shorter) if _differ(old[at], new[at])), shorter)
        most = shorter - front
        back = next((at for at in range(most) if _differ(old[-1 - at], new[-1 - at])), most)
        speakers = None if before.speakers == after.speakers else after.speakers
        return cls(speakers, front, len(old) - front - back, new[front : len(new) - back])

    def apply(self, before: Cast) -> Cast:
        """Return the cast after the change.

        Raises
        ------
        ValueError
            If the change does not fit the cast.
        """
        old = before.lines
        if min(self.at, self.removed) < 0 or self.at + self.removed > len(old):
            raise ValueError("the change does not fit the cast")
        lines = trimmed((*old[: self.at], *self.put, *old[self.at + self.removed :]))
        return Cast(before.speakers if self.speakers is None else self.speakers, lines)


def _differ(one: Line | None, other: Line | None) -> bool:
    return one is not other and one != other
