"""Damage of bytes at random, the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

_SIZES = (1, 1, 1, 2, 4, 32, 500)
_STEPS = (1, 1, 1, 2, 2, 4, 16)
_NUMBER = re.compile(rb"\d+")
_NUMBERS = (b"0", b"1", b"-1", b"9", b"00", b"59", b"60", b"99", b"100", b"255", b"999", b"1000", b"3500", b"12345")
_HUGE = (b"65535", b"2147483648", b"99999999999", b"9" * 40, b"1e9", b"0.5", b"NaN")
TOKENS = (
    *(b"\n", b"\r\n", b"\r", b"\n\n", b"\0", b" ", b"\t", b"-->", b" --> ", b":", b",", b".", b"|", b"=", b"\\N"),
    *(b"{", b"}", b"[", b"]", b"<", b">", b'"', b"'", b"<i>", b"</i>", b"<!--", b"-->", b"<b", b"&nbsp;", b"&#0;"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xf0\x9f", b"\x80", b"\x1a", b"\xe2\x80\xa8", b"\xe2\x80\x8f", b"\xc2\xa0"),
    *(b"[Events]", b"[Script Info]", b"WEBVTT", b"NOTE ", b"STYLE", b"<SYNC Start=", b"<P Class=KRCC>", b"{1}{1}25"),
    *(b"Dialogue: ", b"Format: Start, End, Text", b"null", b"true", b"[]", b"{}", b"1e999", b"\\u0000", b"\\ud800"),
    *(b"00:00:01,000 --> 00:00:02,000", b"1\n00:00:05,000 --> 00:00:06,000\nWords.\n\n", b"{10}{20}Words.\n"),
)


def damaged(data: bytes, chance: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Return bytes that were changed a few times: cut, repeated, swapped, mixed with others, or with other numbers."""
    found = bytearray(data)
    for _ in range(chance.choice(_STEPS)):
        _step(found, chance, others)
    return bytes(found)


def _step(found: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    at, size = chance.randrange(len(found) + 1), chance.choice(_SIZES)
    match chance.randrange(10):
        case 0:
            found[at : at + size] = chance.randbytes(min(size, len(found) - at))
        case 1:
            del found[at : at + size]
        case 2:
            found[at:at] = found[at : at + size] * chance.choice((1, 1, 3, 50))
        case 3 | 4:
            found[at:at] = chance.choice(TOKENS)
        case 5:
            _number(found, chance)
        case 6:
            to = chance.randrange(len(found) + 1)
            part = found[at : at + size]
            del found[at : at + size]
            found[to:to] = part
        case 7 if others:
            other = chance.choice(others)
            cut = chance.randrange(len(other) + 1)
            found[at : at + size] = other[cut : cut + size]
        case 8 if found:
            found[at - 1] ^= 1 << chance.randrange(8)
        case 9 if chance.random() < 0.2:
            del found[at:]


def _number(found: bytearray, chance: random.Random) -> None:
    """Put another number in the place of one."""
    spots = [match.span() for match in _NUMBER.finditer(found)]
    if spots:
        start, stop = chance.choice(spots)
        found[start:stop] = chance.choice(_NUMBERS if chance.random() < 0.8 else _HUGE)
