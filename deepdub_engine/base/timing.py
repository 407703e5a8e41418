"""Conversion, rounding, formatting and parsing of times.

Subtitle times are integer milliseconds, audio positions are integer samples. A time always converts to the nearest
sample, ties upwards, so two neighbours that share a time share a sample.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from deepdub_engine.base.errors import BadFrameRate, BadShift, BadTime

# Digits are limited because Python refuses to parse very long integers, and because tables hold at most 292 years.
_CLOCK = re.compile(r"(?:(?:(\d{1,4})[:_])?(\d{1,6})[:_])?(\d{1,9})(?:[.,](\d{1,9}))?", re.ASCII)
_UNIT = re.compile(r"([+-]?)(\d{1,12}(?:\.\d{1,9})?)\s*(ms|s)", re.IGNORECASE | re.ASCII)
_MILLISECONDS = re.compile(r"\d{1,12}|[+-][6-9]\d|[+-]\d{3,12}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{0,18})?(?:e[+-]?\d{1,2})?", re.IGNORECASE | re.ASCII)
_LONGEST_SHIFT_MS = 10**12
_SEED_UNITS_MS = {"hours": 3_600_000, "minutes": 60_000, "seconds": 1000, "milliseconds": 1}


def round_half_up(value: Fraction | float) -> int:
    """Round to the nearest integer, ties upwards."""
    exact = Fraction(value)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def ms_to_sample(time_ms: int, rate_hz: int) -> int:
    """Return the sample nearest to a time, ties upwards."""
    return (2 * time_ms * rate_hz + 1000) // 2000


def sample_to_ms(sample: int, rate_hz: int) -> int:
    """Return the millisecond nearest to a sample, ties upwards."""
    return (2 * sample * 1000 + rate_hz) // (2 * rate_hz)


def format_clock(time_ms: int, *, separator: str = ".") -> str:
    """Return a time as ``HH:MM:SS.mmm``, with a minus sign if negative."""
    sign = "−" if time_ms < 0 else ""
    seconds, ms = divmod(abs(time_ms), 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}:{seconds:02}{separator}{ms:03}"


def format_shift(shift_ms: int) -> str:
    """Return a shift in seconds with its sign, ``+3.000 s``."""
    sign = "−" if shift_ms < 0 else "+"
    return f"{sign}{abs(shift_ms) // 1000}.{abs(shift_ms) % 1000:03} s"


def parse_clock(text: str) -> int:
    """Parse ``10_33``, ``1_02_10`` (as in the notebook), ``10:33``, ``1:02:10.250`` or seconds; return milliseconds.

    Raises
    ------
    BadTime
        If the text is none of these.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise BadTime(text)
    hours, minutes, seconds, decimals = match.groups()
    if (minutes and int(seconds) >= 60) or (hours and int(minutes) >= 60):
        raise BadTime(text)
    whole_s = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return round_half_up(Fraction(f"{whole_s}.{decimals or 0}") * 1000)


def parse_shift(value: int | str | Mapping[str, float | str]) -> tuple[int, Fraction]:
    """Parse a shift in any of the supported notations.

    Parameters
    ----------
    value
        An integer in milliseconds; the notebook's dictionary (``hours``, ``minutes``, ``seconds``, ``milliseconds``,
        ``ratio``); or text: with a unit (``3s``, ``-420ms``), a signed clock (``-0:00:07.420``, ``+3`` for three
        seconds), or a plain number of milliseconds (``3000``, ``-3000``). A signed integer below 60 is in seconds, as
        in a clock, and from 60 upwards in milliseconds.

    Returns
    -------
    tuple of int and Fraction
        Shift in milliseconds and ratio, which is 1 unless the dictionary has one. As in the notebook, the ratio is
        applied first.

    Raises
    ------
    BadShift
        If the value is none of these.
    """
    if isinstance(value, Mapping):
        shift_ms, ratio = _parse_seed_shift(value)
    else:
        shift_ms, ratio = _parse_plain_shift(value), Fraction(1)
    if abs(shift_ms) > _LONGEST_SHIFT_MS:
        raise BadShift(str(value))
    return shift_ms, ratio


def _parse_plain_shift(value: int | str) -> int:
    if isinstance(value, int):
        return value
    text = value.strip().replace("−", "-")
    unit = _UNIT.fullmatch(text)
    if unit is not None:
        sign, number, name = unit.groups()
        size_ms = round_half_up(Fraction(number) * (1000 if name.lower() == "s" else 1))
        return -size_ms if sign == "-" else size_ms
    if _MILLISECONDS.fullmatch(text):
        return int(text)
    match = re.fullmatch(r"([+-]?)(.+)", text)
    try:
        size_ms = parse_clock(match[2]) if match else 0
    except BadTime as error:
        raise BadShift(value) from error
    if match is None:
        raise BadShift(value)
    return -size_ms if match[1] == "-" else size_ms


def _parse_seed_shift(value: Mapping[str, float | str]) -> tuple[int, Fraction]:
    unknown = set(value) - set(_SEED_UNITS_MS) - {"ratio"}
    if unknown:
        raise BadShift(", ".join(sorted(unknown)))
    try:
        shift_ms = sum((_number(str(value.get(unit, 0))) * size for unit, size in _SEED_UNITS_MS.items()), Fraction(0))
    except ValueError as error:
        raise BadShift(str(dict(value))) from error
    return round_half_up(shift_ms), parse_ratio(str(value.get("ratio", 1)))


def parse_ratio(text: str) -> Fraction:
    """Parse a ratio, ``1.001`` or ``25/23.976``.

    Raises
    ------
    BadShift
        If it is not a positive number between 1/10 and 10.
    """
    parts = text.strip().split("/")
    try:
        numbers = [_number(part) for part in parts]
        ratio = numbers[0] / numbers[1] if len(numbers) == 2 else numbers[0]
    except (ValueError, ZeroDivisionError) as error:
        raise BadShift(text) from error
    if len(parts) > 2 or not Fraction(1, 10) <= ratio <= 10:
        raise BadShift(text)
    return ratio


def parse_frame_rate(text: str) -> Fraction:
    """Parse a frame rate, ``25``, ``23,976`` or ``24000/1001``.

    Raises
    ------
    BadFrameRate
        If it is not a number between 1 and 1000.
    """
    parts = text.strip().replace(",", ".").split("/")
    try:
        numbers = [_number(part) for part in parts]
        rate = numbers[0] / numbers[1] if len(numbers) == 2 else numbers[0]
    except (ValueError, ZeroDivisionError) as error:
        raise BadFrameRate(text) from error
    if len(parts) > 2 or not 1 <= rate <= 1000:
        raise BadFrameRate(text)
    return rate


def _number(text: str) -> Fraction:
    # Fraction itself would compute 10**999999999.
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return Fraction(text.strip())
