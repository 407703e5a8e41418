"""How the lanes share the height of the timeline: which are folded, which is alone, how tall each is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

LANES = 3
LEAST_PX = 56  # of an open lane: its header, and enough to see speech from silence
_LEAST_SHARE, _MOST_SHARE = 0.02, 50.0


@dataclass(frozen=True, slots=True)
class LaneStack:
    """An arrangement of the lanes.

    Parameters
    ----------
    shares
        What each lane takes of the height, in relation to the others.
    folded
        Lanes of which only the header is seen.
    alone
        The only lane that is open, whatever `folded` says; None if there is no such.
    """

    shares: tuple[float, ...] = (1.0,) * LANES
    folded: frozenset[int] = frozenset()
    alone: int | None = None

    def is_open(self, lane: int) -> bool:
        """Whether more than its header is seen of a lane."""
        return lane == self.alone if self.alone is not None else lane not in self.folded

    @property
    def open_lanes(self) -> list[int]:
        """The lanes of which more than the header is seen."""
        return [lane for lane in range(LANES) if self.is_open(lane)]

    def edges(self, height: int, header: int) -> list[int]:
        """Return where each lane begins, and where the last one ends: the whole height, if any is open."""
        heights = [header] * LANES
        opened = self.open_lanes
        room = max(0, height - header * (LANES - len(opened)))
        total = sum(self.shares[lane] for lane in opened)
        passed = 0.0
        for lane in opened:
            before = round(room * passed / total)
            passed += self.shares[lane]
            heights[lane] = round(room * passed / total) - before
        return [sum(heights[:lane]) for lane in range(LANES + 1)]

    def neighbours(self, edge: int) -> tuple[int, int] | None:
        """Return the open lanes that meet at the lower edge of a lane; None if there is nothing to drag there."""
        above = [lane for lane in self.open_lanes if lane <= edge]
        below = [lane for lane in self.open_lanes if lane > edge]
        return (above[-1], below[0]) if above and below else None

    def dragged(self, edge: int, by_px: float, height: int, header: int) -> LaneStack:
        """Move the lower edge of a lane; the lanes that meet there keep a height that shows something."""
        pair = self.neighbours(edge)
        if pair is None:
            return self
        edges = self.edges(height, header)
        upper, lower = (edges[lane + 1] - edges[lane] for lane in pair)
        both = upper + lower
        least = min(LEAST_PX, both / 2)
        share = min(max(upper + by_px, least), both - least) / max(1, both)
        shares = list(self.shares)
        total = shares[pair[0]] + shares[pair[1]]
        shares[pair[0]], shares[pair[1]] = total * share, total * (1 - share)
        return replace(self, shares=tuple(shares))

    def toggled_fold(self, lane: int) -> LaneStack:
        """Fold a lane, or open it; what was alone no longer is."""
        folded = frozenset(range(LANES)) - frozenset(self.open_lanes)
        return replace(self, folded=folded ^ {lane}, alone=None)

    def toggled_alone(self, lane: int) -> LaneStack:
        """Show a lane alone, or all as they were before."""
        return replace(self, alone=None if self.alone == lane else lane)

    def evened(self) -> LaneStack:
        """Give every open lane the same height."""
        return replace(self, shares=(1.0,) * LANES)

    def to_text(self) -> str:
        """Write it for the settings."""
        shares = " ".join(f"{share:.4g}" for share in self.shares)
        return f"{shares} / {' '.join(map(str, sorted(self.folded)))} / {'' if self.alone is None else self.alone}"

    @classmethod
    def from_text(cls, text: str) -> LaneStack:
        """Read what `to_text` wrote; anything else is the usual arrangement."""
        try:
            shares, folded, alone = (part.split() for part in text.split("/"))
            found = cls(tuple(map(float, shares)), frozenset(map(int, folded)), int(alone[0]) if alone else None)
        except ValueError:
            return cls()
        return found if found._is_sound else cls()

    @property
    def _is_sound(self) -> bool:
        lanes: Sequence[int] = [*self.folded, *([] if self.alone is None else [self.alone])]
        fits = all(math.isfinite(share) and _LEAST_SHARE <= share <= _MOST_SHARE for share in self.shares)
        return len(self.shares) == LANES and fits and all(0 <= lane < LANES for lane in lanes)
