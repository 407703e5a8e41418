"""Frame rate ratios: exact values and names."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

_FRAME_RATES = {
    "23.976": (Fraction(24000, 1001), Fraction("23.976")),
    "24": (Fraction(24),),
    "25": (Fraction(25),),
    "29.97": (Fraction(30000, 1001), Fraction("29.97")),
    "30": (Fraction(30),),
}
# Pairs of whole rates come first: 30/24 and 29.97/23.976 are the same number.
_PAIRS = sorted(permutations(_FRAME_RATES, 2), key=lambda pair: "." in pair[0] and "." in pair[1])


def frame_rate_ratio(name: str) -> Fraction:
    """Return the exact ratio of two standard frame rates, ``25/23.976``.

    Raises
    ------
    KeyError
        If one of them is not 23.976, 24, 25, 29.97 or 30.
    """
    above, below = (_FRAME_RATES[rate.strip()][0] for rate in name.split("/"))
    return above / below


def _standard() -> dict[str, Fraction]:
    ratios: dict[Fraction, str] = {}
    for above, below in _PAIRS:
        ratios.setdefault(frame_rate_ratio(f"{above}/{below}"), f"{above}/{below}")
    return {name: ratio for ratio, name in ratios.items()}


STANDARD_RATIOS = _standard()
"""All distinct ratios of two standard frame rates, by name."""


def ratio_name(ratio: Fraction) -> str | None:
    """Return the name of a frame rate ratio, exact or nominal, as ``25/23.976``; None if it is none."""
    for over, under in _PAIRS:
        if any(ratio == a / b for a in _FRAME_RATES[over] for b in _FRAME_RATES[under]):
            return f"{over}/{under}"
    return None
