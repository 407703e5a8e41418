"""Voices that were moved by hand: how far they may go from where the fit lays them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deepdub_engine.base.spans import Span
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.pipeline.dub.plan import Placement


@dataclass(frozen=True, slots=True)
class MoveLimits:
    """How far a voice may be moved from where the fit lays it, in milliseconds."""

    least_ms: int = 0
    most_ms: int = 0

    def with_value(self, by_ms: int) -> MoveLimits:
        """Return the limits extended to a distance."""
        return MoveLimits(min(self.least_ms, by_ms), max(self.most_ms, by_ms))

    def nearest(self, by_ms: int) -> int:
        """Return the allowed distance nearest to one that is wanted."""
        return min(max(by_ms, self.least_ms), self.most_ms)


def move_voices(
    planned: Sequence[Placement | None],
    moved_ms: Sequence[int],
    slots: Sequence[Span],
    samples: int,
    rate_hz: int,
    options: RemixOptions,
) -> tuple[tuple[Placement | None, ...], tuple[MoveLimits, ...]]:
    """Move voices by hand from where the fit lays them.

    A voice may use the free time that the fit may use, and the slot of a neighbour as far as the voice of this one
    leaves it free. A distance that is no longer allowed, because another voice has grown, becomes the nearest that is;
    where the fit lays it, a voice may always be.

    Parameters
    ----------
    planned
        Where the fit lays the voice of each line; None where there is none.
    moved_ms
        How far each is to be moved.
    slots
        The slot of each line, in order.
    samples, rate_hz
        Length of the clip, and sample rate.
    options
        Limits of free time.

    Returns
    -------
    tuple of tuples
        Where the voices lie, and how far each may be moved while the others stay.
    """
    mover = _Mover(slots, samples, rate_hz, options)
    wanted, starts = mover.right_bounded(planned, moved_ms)
    laid: list[Placement | None] = []
    taken = [0]  # up to here the clip is occupied before each line
    for index, placed in enumerate(planned):
        if placed is not None:
            limits = mover.limits(index, placed, taken[index], mover.following(index, starts))
            placed = mover.moved(index, placed, limits.with_value(0).nearest(wanted[index]))  # noqa: PLW2901
        laid.append(placed)
        taken.append(max(taken[index], slots[index][1] if placed is None else placed.stop))
    starts = [None if placed is None else placed.start for placed in laid]
    found: list[MoveLimits] = []
    for index, (placed, lies) in enumerate(zip(planned, laid, strict=True)):
        limits = MoveLimits()
        if placed is not None and lies is not None:
            limits = mover.limits(index, placed, taken[index], mover.following(index, starts))
            limits = limits.with_value(lies.moved_ms)
        found.append(limits)
    return tuple(laid), tuple(found)


@dataclass(frozen=True, slots=True)
class _Mover:
    slots: Sequence[Span]
    samples: int
    rate_hz: int
    options: RemixOptions

    def following(self, index: int, starts: Sequence[int | None]) -> int:
        """Return where the next line begins to be heard."""
        if index + 1 == len(self.slots):
            return self.samples
        start = starts[index + 1]
        return self.slots[index + 1][0] if start is None else start

    def right_bounded(
        self, planned: Sequence[Placement | None], moved_ms: Sequence[int]
    ) -> tuple[list[int], list[int | None]]:
        """Return the distances, from the last on limited by what follows, and where the voices start then."""
        distances, starts = list(moved_ms), [None if placed is None else placed.start for placed in planned]
        for index in range(len(planned) - 1, -1, -1):
            placed = planned[index]
            if placed is not None:
                most_ms = self.limits(index, placed, 0, self.following(index, starts)).most_ms
                distances[index] = min(distances[index], max(0, most_ms))
                starts[index] = placed.start + ms_to_sample(distances[index], self.rate_hz)
        return distances, starts

    def limits(self, index: int, placed: Placement, taken: int, following: int) -> MoveLimits:
        slot = self.slots[index]
        first = max(taken, slot[0] - ms_to_sample(self.options.before_ms, self.rate_hz))
        last = min(self.samples, following, slot[1] + ms_to_sample(self.options.behind_ms, self.rate_hz))
        return MoveLimits(-((placed.start - first) * 1000 // self.rate_hz), (last - placed.stop) * 1000 // self.rate_hz)

    def moved(self, index: int, placed: Placement, by_ms: int) -> Placement:
        if not by_ms:
            return placed
        start = placed.start + ms_to_sample(by_ms, self.rate_hz)
        slot = self.slots[index]
        behind = max(0, start + placed.samples - slot[1] - placed.over)
        return replace(placed, start=start, before=max(0, slot[0] - start), behind=behind, moved_ms=by_ms)
