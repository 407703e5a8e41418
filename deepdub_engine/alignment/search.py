"""What to look for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from deepdub_engine.subtitles.retime import frame_rate_ratio

LARGEST_OFFSET_MS = 600_000
_PAIRS = ("25/23.976", "23.976/25", "24/23.976", "23.976/24", "25/24", "24/25")
USUAL_RATIOS = (Fraction(1), *map(frame_rate_ratio, _PAIRS))


@dataclass(frozen=True, slots=True)
class Search:
    """How far a search goes.

    Parameters
    ----------
    largest_offset_ms
        No shift beyond it is suggested, and where one beyond fits as well, nothing is suggested with confidence.
    ratios
        To try.
    free_ratio
        Try any other within 12 % of 1, too.
    breaks
        Look for places where the shift changes.
    """

    largest_offset_ms: int = LARGEST_OFFSET_MS
    ratios: tuple[Fraction, ...] = USUAL_RATIOS
    free_ratio: bool = False
    breaks: bool = True
