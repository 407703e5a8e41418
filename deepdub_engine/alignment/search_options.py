"""Search options of a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from deepdub_engine.subtitles.retime import frame_rate_ratio

LARGEST_OFFSET_MS = 600_000
_PAIRS = ("25/23.976", "23.976/25", "24/23.976", "23.976/24", "25/24", "24/25")
USUAL_RATIOS = (Fraction(1), *map(frame_rate_ratio, _PAIRS))


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """The limits and options of a search.

    Parameters
    ----------
    largest_offset_ms
        Largest suggested shift; if one beyond it fits equally well, the confidence is low.
    ratios
        The ratios to try.
    free_ratio
        Whether to try any other ratio within 12 % of 1.
    breaks
        Whether to look for times where the shift changes.
    """

    largest_offset_ms: int = LARGEST_OFFSET_MS
    ratios: tuple[Fraction, ...] = USUAL_RATIOS
    free_ratio: bool = False
    breaks: bool = True
