"""Read the colours of tags."""

from __future__ import annotations

import re

from deepdub_engine.subtitles.appearance.looks import Rgba

_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{8}|[0-9a-fA-F]{3})")
_SUBSTATION = re.compile(r"&?[hH]?([0-9a-fA-F]{1,8})&?")
_NAMES: dict[str, Rgba] = {
    "white": (255, 255, 255, 255),
    "black": (0, 0, 0, 255),
    "red": (255, 0, 0, 255),
    "green": (0, 128, 0, 255),
    "lime": (0, 255, 0, 255),
    "blue": (0, 0, 255, 255),
    "yellow": (255, 255, 0, 255),
    "cyan": (0, 255, 255, 255),
    "aqua": (0, 255, 255, 255),
    "magenta": (255, 0, 255, 255),
    "fuchsia": (255, 0, 255, 255),
    "silver": (192, 192, 192, 255),
    "gray": (128, 128, 128, 255),
    "grey": (128, 128, 128, 255),
    "maroon": (128, 0, 0, 255),
    "olive": (128, 128, 0, 255),
    "navy": (0, 0, 128, 255),
    "purple": (128, 0, 128, 255),
    "teal": (0, 128, 128, 255),
    "orange": (255, 165, 0, 255),
    "pink": (255, 192, 203, 255),
    "brown": (165, 42, 42, 255),
    "gold": (255, 215, 0, 255),
}


def colour_of(text: str) -> Rgba | None:
    """Return the colour that HTML means by ``#ffcc00``, ``ffcc00`` or ``yellow``; None if it means none."""
    name = text.strip().lower()
    if name in _NAMES:
        return _NAMES[name]
    digits = _HEX.fullmatch(name)
    if digits is None:
        return None
    value = digits[1] if len(digits[1]) != 3 else "".join(2 * digit for digit in digits[1])
    red, green, blue, *rest = bytes.fromhex(value)
    return red, green, blue, (rest or [255])[0]


def substation_colour(text: str) -> tuple[int, int, int] | None:
    """Return red, green and blue of ``&H00BBGGRR&``; None if it is none."""
    digits = _SUBSTATION.fullmatch(text.strip())
    if digits is None:
        return None
    value = int(digits[1], 16)
    return value & 255, value >> 8 & 255, value >> 16 & 255


def substation_alpha(text: str) -> int | None:
    """Return the opacity, 0 to 255, of ``&H80&``, where 0 is opaque; None if it is none."""
    digits = _SUBSTATION.fullmatch(text.strip())
    return None if digits is None else 255 - min(255, int(digits[1], 16))
