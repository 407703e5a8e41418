"""Compute a retiming from pinned sync points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from deepdub_engine.base.timing import round_half_up
from deepdub_engine.subtitles.retime.ratios import STANDARD_RATIOS
from deepdub_engine.subtitles.retime.value import Anchor, Retiming

_HAND_MS = 100  # combined tolerance of two pins placed by hand
_SLOWEST, _FASTEST = Fraction(3, 4), Fraction(4, 3)  # 30/23.976 is 1.25: beyond that it is a cut, not a frame rate
_DECIMALS = 10**6  # rounding error of 4 ms in two hours: less than the tolerance of a pin


@dataclass(frozen=True, slots=True)
class Pin:
    """A sync point: a time in the subtitle file, and the time on the clip that it maps to."""

    at_ms: int
    true_ms: int


def pins_of(retiming: Retiming) -> tuple[Pin, ...]:
    """Return the anchors of a retiming as pins."""
    return tuple(Pin(one.at_ms, retiming.time_ms(one.at_ms)) for one in retiming.anchors)


def retiming_through(pins: Sequence[Pin], base: Retiming, ratio: Fraction | None = None) -> Retiming:
    """Return the retiming that maps every pin exactly to its time on the clip.

    One pin gives a shift, two give a straight line, and more give a polyline through all pins: a pin that the user
    placed must not move, so a least-squares line will not do. Where between two pins a cut lies is unknown; a pin on
    either side of the cut acts like a break.

    Outside the pins the ratio of the retiming applies: a frame rate ratio if it fits the pins within the tolerance of
    manual placement, else a weighted median of the ratios between all pairs. This keeps an error of 80 ms in the first
    two minutes from growing to 5 s at the end of a film.

    Parameters
    ----------
    pins
        Pins at different times of the file, in any order. If empty, all anchors are removed.
    base
        The retiming whose breaks are kept, and whose ratio is kept with fewer than two pins.
    ratio
        Overrides the ratio computed from the pins.

    Raises
    ------
    AnchorsCross
        If a later pin of the file maps to an earlier time on the clip.
    """
    if not pins:
        return replace(base, ratio=base.ratio if ratio is None else ratio, anchors=())
    ordered = sorted(pins, key=lambda pin: pin.at_ms)
    if ratio is None:
        breaks = Retiming(0, Fraction(1), base.breaks)
        bare = [Pin(pin.at_ms, pin.true_ms - breaks.offset_at(pin.at_ms)) for pin in ordered]
        ratio = base.ratio if len(bare) < 2 else ratio_through(bare)
    straight = Retiming(0, ratio, base.breaks)
    offset_ms = ordered[0].true_ms - straight.time_ms(ordered[0].at_ms)
    anchors = (Anchor(pin.at_ms, pin.true_ms - straight.time_ms(pin.at_ms) - offset_ms) for pin in ordered)
    return Retiming(offset_ms, ratio, base.breaks, tuple(anchors))


def ratio_through(pins: Sequence[Pin]) -> Fraction:
    """Return the ratio of clip time to file time through at least two pins at different times.

    Raises
    ------
    ValueError
        If there are fewer than two.
    """
    slopes = sorted(
        (Fraction(other.true_ms - one.true_ms, other.at_ms - one.at_ms), abs(other.at_ms - one.at_ms))
        for one, other in combinations(pins, 2)
        if other.at_ms != one.at_ms
    )
    if not slopes:
        raise ValueError("a ratio needs two pins")
    slope = _weighted_middle(slopes)
    places = [pin.at_ms for pin in pins]
    allowed = Fraction(_HAND_MS, max(places) - min(places))
    if abs(slope - 1) <= allowed:
        return Fraction(1)
    nearest = min(STANDARD_RATIOS.values(), key=lambda ratio: abs(ratio - slope))
    if abs(nearest - slope) <= allowed:
        return nearest
    inside = _SLOWEST <= slope <= _FASTEST
    return Fraction(round_half_up(slope * _DECIMALS), _DECIMALS) if inside else Fraction(1)


def _weighted_middle(slopes: Sequence[tuple[Fraction, int]]) -> Fraction:
    """Return the median of sorted slopes, weighted by the lengths that they were measured over."""
    half, passed = sum(length for _, length in slopes), 0
    for slope, length in slopes:
        passed += 2 * length
        if passed >= half:
            return slope
    return slopes[-1][0]
