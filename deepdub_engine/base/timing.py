"""Conversion, rounding, formatting and parsing of times.

Subtitle times are integer milliseconds, audio positions are integer samples. A time always converts to the nearest
sample, ties upwards, so two neighbours that share a time share a sample.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from deepdub_engine.base.errors import BadFrameRate, BadShift, BadTime, UnitMissing

# Digits are limited because Python refuses to parse very long integers, and because tables hold at most 292 years.
_DIGITS = r"(\d{1,12}(?:[.,]\d{0,9})?|[.,]\d{1,9})"
_UNIT = re.compile(rf"{_DIGITS}\s*(ms|s)", re.IGNORECASE | re.ASCII)
_SECONDS = re.compile(_DIGITS, re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,4})[:_])?(\d{1,6})[:_](\d{1,2}(?:[.,]\d{0,9})?)", re.ASCII)
_SIGNED = re.compile(r"([+-]?)\s*(.+)")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{0,18})?(?:e[+-]?\d{1,2})?", re.IGNORECASE | re.ASCII)
_LONGEST_SHIFT_MS = 10**12
_UNCLEAR_FROM = 1000  # a whole number of seconds this large is more often meant as milliseconds
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
    """Parse ``10:33``, ``1:02:10.250``, ``10_33`` (as in the notebook), ``340ms``, ``3.4s`` or ``3.4``, seconds.

    Returns
    -------
    int
        The time in milliseconds, ties upwards; not negative.

    Raises
    ------
    BadTime
        If the text is none of these.
    """
    time_ms = _read(text.strip())
    if time_ms is None:
        raise BadTime(text)
    return time_ms


def parse_shift(value: int | str | Mapping[str, float | str]) -> tuple[int, Fraction]:
    """Parse a shift in any of the supported notations.

    Parameters
    ----------
    value
        An integer in milliseconds; the notebook's dictionary (``hours``, ``minutes``, ``seconds``, ``milliseconds``,
        ``ratio``); or what `parse_clock` takes, with a sign if it is negative: ``-420ms``, ``3.4``, ``-0:00:07.420``.
        A number without a unit is seconds.

    Returns
    -------
    tuple of int and Fraction
        Shift in milliseconds and ratio, which is 1 unless the dictionary has one. As in the notebook, the ratio is
        applied first.

    Raises
    ------
    UnitMissing
        If the text is a whole number from 1000 upwards without a unit.
    BadShift
        If the value is none of these.
    """
    if isinstance(value, Mapping):
        shift_ms, ratio = _parse_seed_shift(value)
    else:
        shift_ms, ratio = value if isinstance(value, int) else _parse_text_shift(value), Fraction(1)
    if abs(shift_ms) > _LONGEST_SHIFT_MS:
        raise BadShift(str(value))
    return shift_ms, ratio


def parse_signed_clock(text: str) -> int:
    """Parse a time that may have a sign, where the unit of a number can be seen: as `parse_shift`, whatever its size.

    Raises
    ------
    BadShift
        If the text is no time.
    """
    signed = _SIGNED.fullmatch(text.strip().replace("−", "-"))
    size_ms = _read(signed[2]) if signed else None
    if signed is None or size_ms is None:
        raise BadShift(text)
    return -size_ms if signed[1] == "-" else size_ms


def _parse_text_shift(text: str) -> int:
    shift_ms = parse_signed_clock(text)
    number = text.strip().replace("−", "-").lstrip("+- ")
    if number.isdigit() and int(number) >= _UNCLEAR_FROM:
        raise UnitMissing(text.strip())
    return shift_ms


def _read(text: str) -> int | None:
    """Return an unsigned time in milliseconds, or None."""
    unit = _UNIT.fullmatch(text)
    if unit is not None:
        return round_half_up(_decimal(unit[1]) * (1000 if unit[2].lower() == "s" else 1))
    if _SECONDS.fullmatch(text):
        return round_half_up(_decimal(text) * 1000)
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return None
    hours, minutes, seconds_s = int(clock[1] or 0), int(clock[2]), _decimal(clock[3])
    if seconds_s >= 60 or (clock[1] and minutes >= 60):
        return None
    return round_half_up((hours * 3600 + minutes * 60 + seconds_s) * 1000)


def _decimal(text: str) -> Fraction:
    whole, _, decimals = text.replace(",", ".").partition(".")
    return Fraction(f"{whole or 0}.{decimals or 0}")


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
