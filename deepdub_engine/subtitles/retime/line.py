"""A retiming as a line of text, and back: ``+3.000 s, ×25/23.976, break of −7.500 s at 00:41:07``."""

from __future__ import annotations

import re
from fractions import Fraction

from deepdub_engine.base.errors import BadShift, BadTime
from deepdub_engine.base.timing import format_clock, format_shift, parse_clock, parse_ratio, parse_shift
from deepdub_engine.subtitles.retime.ratios import frame_rate_ratio, ratio_name
from deepdub_engine.subtitles.retime.value import Anchor, Break, Retiming

_DECIMALS = 9
_APART = re.compile(r"\s*(?:;|,(?!\d))\s*")  # a comma before a digit is a decimal comma
_PLACED = re.compile(r"(break|anchor)(?:\s+of)?(?:\s+(.+?))?\s+at\s+(-?)(\S+)", re.IGNORECASE)
_TIMES = "×xX*"


def exact_line(retiming: Retiming) -> str:
    """Return a retiming as text, like ``str`` but exact, so that `read_line` restores it."""
    parts = [format_shift(retiming.offset_ms)]
    if retiming.ratio != 1:
        parts.append(f"×{exact_ratio(retiming.ratio)}")
    parts += [f"break of {format_shift(one.jump_ms)} at {_clock(one.at_ms)}" for one in retiming.breaks]
    for one in retiming.anchors:
        by = f" of {format_shift(one.by_ms)}" if one.by_ms else ""
        parts.append(f"anchor{by} at {_clock(one.at_ms)}")
    return ", ".join(parts)


def read_line(text: str) -> Retiming:
    """Parse a line in the form of `exact_line` or ``str``; the parts may come in any order and all are optional.

    A shift may have any form that `parse_shift` accepts. A ratio starts with ``×``, ``x`` or ``*``, or is two numbers
    with a slash.

    Raises
    ------
    BadShift
        If a part is none of these, or the line has two shifts or ratios, or is empty.
    AnchorsCross
        If time would run backwards between two anchors.
    """
    offset_ms: int | None = None
    ratio: Fraction | None = None
    breaks: list[Break] = []
    anchors: list[Anchor] = []
    for part in filter(None, _APART.split(text.strip().replace("−", "-"))):
        placed = _PLACED.fullmatch(part)
        if placed is not None:
            kind, size, sign, clock = placed.groups()
            size_ms, at_ms = _size_ms(size, part), _clock_ms(clock, part) * (-1 if sign else 1)
            if kind.lower() == "anchor":
                anchors.append(Anchor(at_ms, size_ms or 0))
            elif size_ms is None:
                raise BadShift(part)
            else:
                breaks.append(Break(at_ms, size_ms))
        elif part[0] in _TIMES or "/" in part:
            if ratio is not None:
                raise BadShift(text)
            ratio = read_ratio(part)
        elif offset_ms is None:
            offset_ms = _size_ms(part, part)
        else:
            raise BadShift(text)
    if not text.strip():
        raise BadShift(text)
    return Retiming(offset_ms or 0, Fraction(1) if ratio is None else ratio, tuple(breaks), tuple(anchors))


def exact_ratio(ratio: Fraction) -> str:
    """Return a ratio as text that `read_ratio` restores: two frame rates, a decimal number, or a fraction."""
    name = ratio_name(ratio)
    if name is not None and frame_rate_ratio(name) == ratio:
        return name
    scaled = ratio * 10**_DECIMALS
    if scaled.denominator > 1:
        return str(ratio)
    whole, decimals = divmod(int(scaled), 10**_DECIMALS)
    return f"{whole}.{decimals:0{_DECIMALS}}".rstrip("0").removesuffix(".")


def read_ratio(text: str) -> Fraction:
    """Parse a ratio; standard frame rates stand for their exact values (``23.976`` is 24000/1001).

    Raises
    ------
    BadShift
        If it is not a positive number between 1/10 and 10.
    """
    plain = text.strip().lstrip(_TIMES).strip().replace(",", ".")
    if plain.count("/") == 1:
        try:
            return frame_rate_ratio(plain)
        except KeyError:
            pass
    return parse_ratio(plain)


def _size_ms(text: str | None, part: str) -> int | None:
    if text is None:
        return None
    try:
        return parse_shift(text.replace(",", "."))[0]
    except BadShift as error:
        raise BadShift(part) from error


def _clock(time_ms: int) -> str:
    return format_clock(time_ms).removesuffix(".000")


def _clock_ms(text: str, part: str) -> int:
    try:
        return parse_clock(text)
    except BadTime as error:
        raise BadShift(part) from error
