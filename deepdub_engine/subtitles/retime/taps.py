"""Tapping along: how far cues are off, from the times at which somebody pressed a key when their lines began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from deepdub_engine.base.timing import round_half_up

_LEAST_MS = 150.0  # taps that lie closer to the middle are never left out: a hand is no better than that
_SPREADS = 3.0
_TO_DEVIATION = 1.4826  # of the median deviation, for a normal distribution


@dataclass(frozen=True, slots=True)
class Tapped:
    """What taps say together.

    Parameters
    ----------
    shift_ms
        By how much the cues have to be moved; positive is later.
    spread_ms
        Standard deviation of the taps that counted; 0 for a single one.
    used, left_out
        How many counted, and how many were too far from the others.
    """

    shift_ms: int
    spread_ms: int
    used: int
    left_out: int


def match_taps(starts_ms: Sequence[int], first: int, taps_ms: Sequence[float]) -> tuple[tuple[int, float], ...]:
    """Find out which line each tap was for.

    The first tap is for a line that is known. Each later one is for the line that begins nearest to it, seen from
    where the taps so far say that lines begin; so lines may be left out.

    Parameters
    ----------
    starts_ms
        Starts of the cues, in order.
    first
        Index of the cue of the first tap.
    taps_ms
        When the key was pressed, in order, on the same clip.

    Returns
    -------
    tuple of int and float pairs
        Index of the cue, and by how much its tap came later than its start. A tap that comes closer to a line that
        had one already, or behind the last, is not in it.
    """
    found: list[tuple[int, float]] = []
    for tap_ms in taps_ms:
        if not found:
            found.append((first, tap_ms - starts_ms[first]))
            continue
        off_ms = median(off for _, off in found)
        taken = found[-1][0]
        near = min(range(taken, len(starts_ms)), key=lambda row: abs(tap_ms - off_ms - starts_ms[row]))
        if near > taken:
            found.append((near, tap_ms - starts_ms[near]))
    return tuple(found)


def tapped(offs_ms: Sequence[float], reaction_ms: float) -> Tapped:
    """Average taps robustly: those far from the others, by three deviations of the middle half, do not count.

    Parameters
    ----------
    offs_ms
        By how much each tap came later than the start of its line; at least one.
    reaction_ms
        How long it takes a person to press the key.

    Raises
    ------
    ValueError
        If there is no tap.
    """
    if not offs_ms:
        raise ValueError("there is no tap")
    middle = median(offs_ms)
    deviation = _TO_DEVIATION * median(abs(off - middle) for off in offs_ms)
    kept = [off for off in offs_ms if abs(off - middle) <= max(_LEAST_MS, _SPREADS * deviation)]
    mean = fmean(kept)
    spread = fmean([(off - mean) ** 2 for off in kept]) ** 0.5
    return Tapped(round_half_up(mean - reaction_ms), round(spread), len(kept), len(offs_ms) - len(kept))
