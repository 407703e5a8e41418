"""Retiming through points that a person has put in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from deepdub_engine.base.timing import round_half_up
from deepdub_engine.subtitles.retime.ratios import STANDARD_RATIOS
from deepdub_engine.subtitles.retime.value import Anchor, Retiming

_HAND_MS = 100  # what two ends may be off together when they were placed by hand and ear
_SLOWEST, _FASTEST = Fraction(3, 4), Fraction(4, 3)  # 30/23.976 is 1.25: beyond lies a cut, not a frame rate
_DECIMALS = 10**6  # two hours times half of its last digit are 4 ms: less than any hand is off


@dataclass(frozen=True, slots=True)
class Pin:
    """A time of the subtitle file, and where on the clip it belongs."""

    at_ms: int
    true_ms: int


def pins_of(retiming: Retiming) -> tuple[Pin, ...]:
    """Return the anchors of a retiming, with the places that they are held at."""
    return tuple(Pin(one.at_ms, retiming.time_ms(one.at_ms)) for one in retiming.anchors)


def retiming_through(pins: Sequence[Pin], base: Retiming, ratio: Fraction | None = None) -> Retiming:
    """Return the retiming that puts every pin exactly where it belongs.

    One pin shifts; two give a straight line; more bend it at each of them, because what the hand has put in place
    must stay there, and because nothing tells where between two pins the cut lies that bends it: whoever knows puts a
    pin on either side, which is the same as a break. A line of least squares would leave every pin a little off.

    Beyond the pins the ratio holds: it is that of frame rates if it leads from the first pin to the last as well as a
    hand can place them, or else the middle of the ratios between any two. So that 80 ms in the first two minutes do
    not become 5 s at the end of a film.

    Parameters
    ----------
    pins
        At different times of the file, in any order. Without any, the anchors are taken off.
    base
        Its breaks are kept; its ratio, too, with less than two pins.
    ratio
        Another ratio than the pins give.

    Raises
    ------
    AnchorsCross
        If a pin that comes later in the file belongs earlier on the clip.
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
    """Return the ratio of true times to times of the file, of at least two pins at different times.

    Raises
    ------
    ValueError
        If there are no two.
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
    """Return the median of slopes in ascending order, by the lengths they were measured over."""
    half, passed = sum(length for _, length in slopes), 0
    for slope, length in slopes:
        passed += 2 * length
        if passed >= half:
            return slope
    return slopes[-1][0]
