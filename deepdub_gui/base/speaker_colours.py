"""The colours of speakers, which colour-blind people can tell apart; numbers and names say the same."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from PySide6.QtGui import QColor

# Okabe and Ito, "Color universal design", 2008, without black; a brown and a violet of other lightness make nine.
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#f0e442", "#8a5a3c", "#7b61c9")
_LEAST_CONTRAST = 3.0  # of a line against what is behind it
_DARK, _LIGHT = "#14161a", "#ffffff"


@dataclass(frozen=True, slots=True)
class SpeakerColour:
    """The colours of one speaker on one background.

    Parameters
    ----------
    fill, on_fill
        An area, and text on it, with a contrast of at least 4.5:1.
    line
        Lines around an area that is not filled, with a contrast of at least 3:1 against the background.
    """

    fill: QColor
    on_fill: QColor
    line: QColor


def speaker_colour(number: int, background: QColor) -> SpeakerColour:
    """Return the colours of the speaker with a number; after nine they repeat."""
    return _colour((number - 1) % len(_COLOURS), background.rgb())


@functools.lru_cache(maxsize=128)
def _colour(place: int, behind: int) -> SpeakerColour:
    fill, background = QColor(_COLOURS[place]), QColor.fromRgb(behind)
    on_fill = max(QColor(_DARK), QColor(_LIGHT), key=lambda colour: contrast(colour, fill))
    line, is_dark = QColor(fill), luminance(background) < 0.2
    while contrast(line, background) < _LEAST_CONTRAST:
        line = line.lighter(112) if is_dark else line.darker(112)
    return SpeakerColour(fill, on_fill, line)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    parts = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
