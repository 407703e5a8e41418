"""Tap sync: estimate a shift from key presses made at the start of spoken lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from deepdub_engine.base.timing import round_half_up

_LEAST_MS = 150.0  # taps this close to the median are never rejected: manual timing is no more precise
_SPREADS = 3.0
_TO_DEVIATION = 1.4826  # from median absolute deviation to standard deviation, for a normal distribution


@dataclass(frozen=True, slots=True)
class TapEstimate:
    """The shift estimated from taps.

    Parameters
    ----------
    shift_ms
        The shift to apply to the cues; positive is later.
    spread_ms
        Standard deviation of the taps used; 0 for a single one.
    used, left_out
        The number of taps used, and the number rejected as outliers.
    """

    shift_ms: int
    spread_ms: int
    used: int
    left_out: int


def match_taps(starts_ms: Sequence[int], first: int, taps_ms: Sequence[float]) -> tuple[tuple[int, float], ...]:
    """Match taps with cues.

    The cue of the first tap is given. Each later tap goes to the cue that starts nearest to it, after removing the
    median delay of the taps so far; cues may be skipped.

    Parameters
    ----------
    starts_ms
        Starts of the cues, in order.
    first
        Index of the cue of the first tap.
    taps_ms
        Times of the key presses on the clip, in order.

    Returns
    -------
    tuple of int and float pairs
        Index of the cue, and how much later than its start the tap came. Taps nearest to a cue that already has one
        are ignored.
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


def estimate_shift(offs_ms: Sequence[float], reaction_ms: float) -> TapEstimate:
    """Return the mean delay of taps less the reaction time; outliers beyond three robust deviations are rejected.

    Parameters
    ----------
    offs_ms
        How much later than the start of its cue each tap came; at least one.
    reaction_ms
        The user's reaction time.

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
    return TapEstimate(round_half_up(mean - reaction_ms), round(spread), len(kept), len(offs_ms) - len(kept))
