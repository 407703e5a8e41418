"""The decoded text of a subtitle file, and what it takes to encode it to the same bytes again."""

from __future__ import annotations

import re
from dataclasses import dataclass

PRIVATE, BOX = re.compile("[\uf700-\uf7ff]"), "\ufffd"
"""What stands for bytes that are no characters, and for NUL."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file, and the information needed to encode it to the same bytes.

    Parameters
    ----------
    text
        Text with original line ends, without a byte order mark.
    encoding
        A Python codec name; never one that adds a byte order mark.
    bom
        Whether the file starts with a byte order mark.
    variants
        Characters whose bytes in the file differ from what the codec writes; East Asian code pages encode some twice.
        Bytes that are no characters stand as private characters, and NUL as U+FFFD.
    other
        The next likely encoding, if the detected one is not certain.
    """

    text: str
    encoding: str
    bom: bool
    variants: tuple[tuple[str, bytes], ...] = ()
    other: str | None = None


def newline_of(text: str) -> str:
    r"""Return the most frequent line end: ``\n``, ``\r\n`` or ``\r``; ``\n`` if there is none."""
    both = text.count("\r\n")
    counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
    return max(counts, key=lambda newline: counts[newline])


def has_damage(variants: tuple[tuple[str, bytes], ...]) -> bool:
    """Return whether a file has bytes that could not be decoded."""
    return any(PRIVATE.match(characters) or characters == BOX for characters, _ in variants)
