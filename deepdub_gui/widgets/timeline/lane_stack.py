"""How the lanes share the height of the timeline: which are folded, which is shown alone, how tall each is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

LANES = 3  # without that of the generated voices
LEAST_PX = 56  # of an open lane: the header, and enough to tell speech from silence
_LEAST_SHARE, _MOST_SHARE = 0.02, 50.0


@dataclass(frozen=True, slots=True)
class LaneStack:
    """An arrangement of the lanes.

    Parameters
    ----------
    shares
        Relative height of each lane.
    folded
        Lanes that show only their header.
    alone
        The only open lane, whatever `folded` says; None if there is none.
    """

    shares: tuple[float, ...] = (1.0,) * LANES
    folded: frozenset[int] = frozenset()
    alone: int | None = None

    def is_open(self, lane: int) -> bool:
        """Return whether a lane shows more than its header."""
        return lane == self.alone if self.alone is not None else lane not in self.folded

    @property
    def open_lanes(self) -> list[int]:
        """The lanes that show more than their header."""
        return [lane for lane in range(len(self.shares)) if self.is_open(lane)]

    def edges(self, height: int, header: int) -> list[int]:
        """Return the top of each lane and the bottom of the last, which fills the height if any lane is open."""
        lanes, opened = len(self.shares), self.open_lanes
        heights = [header] * lanes
        room = max(0, height - header * (lanes - len(opened)))
        total = sum(self.shares[lane] for lane in opened)
        passed = 0.0
        for lane in opened:
            before = round(room * passed / total)
            passed += self.shares[lane]
            heights[lane] = round(room * passed / total) - before
        return [sum(heights[:lane]) for lane in range(lanes + 1)]

    def neighbours(self, edge: int) -> tuple[int, int] | None:
        """Return the open lanes above and below the lower edge of a lane; None if it cannot be dragged."""
        above = [lane for lane in self.open_lanes if lane <= edge]
        below = [lane for lane in self.open_lanes if lane > edge]
        return (above[-1], below[0]) if above and below else None

    def dragged(self, edge: int, by_px: float, height: int, header: int) -> LaneStack:
        """Return the arrangement with the lower edge of a lane moved; both neighbours keep a least height."""
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
        """Return the arrangement with a lane folded or unfolded; no lane is shown alone any longer."""
        folded = frozenset(range(len(self.shares))) - frozenset(self.open_lanes)
        return replace(self, folded=folded ^ {lane}, alone=None)

    def toggled_alone(self, lane: int) -> LaneStack:
        """Return the arrangement with a lane shown alone, or no longer."""
        return replace(self, alone=None if self.alone == lane else lane)

    def evened(self) -> LaneStack:
        """Return the arrangement with equal heights."""
        return replace(self, shares=(1.0,) * len(self.shares))

    def with_lanes(self, count: int) -> LaneStack:
        """Return the arrangement of another number of lanes; new ones are open and as high as the mean."""
        mean = sum(self.shares) / len(self.shares)
        shares = (*self.shares, *(mean,) * count)[:count]
        folded = frozenset(lane for lane in self.folded if lane < count)
        return LaneStack(shares, folded, self.alone if self.alone is not None and self.alone < count else None)

    def to_text(self) -> str:
        """Return the arrangement as text for the settings."""
        shares = " ".join(f"{share:.4g}" for share in self.shares)
        return f"{shares} / {' '.join(map(str, sorted(self.folded)))} / {'' if self.alone is None else self.alone}"

    @classmethod
    def from_text(cls, text: str) -> LaneStack:
        """Return the arrangement from the text of `to_text`; the default for any other text."""
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
        count = len(self.shares)
        return count in (LANES, LANES + 1) and fits and all(0 <= lane < count for lane in lanes)
