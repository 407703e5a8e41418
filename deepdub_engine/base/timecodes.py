"""SMPTE time codes (ST 12-1): clock times in hours, minutes, seconds and frames."""

from __future__ import annotations

import re
from fractions import Fraction

from timecode.timecode import Timecode

from deepdub_engine.base.errors import BadTimecode
from deepdub_engine.base.timing import round_half_up

_TIMECODE = re.compile(r"(\d{1,2}):([0-5]?\d):([0-5]?\d)[:;](\d{1,3})", re.ASCII)
FRAME_RATES = {
    "23.976": Fraction(24_000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": Fraction(30_000, 1001),
    "30": Fraction(30),
    "48": Fraction(48),
    "50": Fraction(50),
    "59.94": Fraction(60_000, 1001),
    "60": Fraction(60),
}


def nearest_frame_rate(fps: Fraction | float) -> str | None:
    """Return the name of the frame rate within 0.05 % of a number, a key of `FRAME_RATES`; None if there is none."""
    apart = {name: abs(rate - Fraction(fps)) / rate for name, rate in FRAME_RATES.items()}
    near = min(apart, key=lambda name: apart[name])
    return near if apart[near] < Fraction(1, 2000) else None


def parse_timecode(text: str, rate: str) -> Fraction:
    """Return the time in seconds of a time code; drop-frame at 29.97 and 59.94 frames per second.

    Parameters
    ----------
    text
        ``HH:MM:SS:FF``, or ``HH:MM:SS;FF``.
    rate
        A key of `FRAME_RATES`.

    Raises
    ------
    BadTimecode
        If the text is no time code of this rate.
    """
    found = _TIMECODE.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[4]) >= round(FRAME_RATES[rate]):
        raise BadTimecode(text, rate)
    # The library counts frames from 1.
    return Fraction(Timecode(rate, text.strip()).frames - 1) / FRAME_RATES[rate]


def timecode_at(time_s: Fraction, rate: str) -> str:
    """Return the time code of the frame nearest to a time in seconds, from 0 s to under 24 hours."""
    return str(Timecode(rate, frames=round_half_up(time_s * FRAME_RATES[rate]) + 1))
