"""The settings of a WebVTT cue: ``line:10% position:20% align:start``."""

from __future__ import annotations

import re
from typing import NamedTuple

from deepdub_engine.subtitles.appearance.looks import Anchor

_SETTING = re.compile(r"(line|position|align)\s?:\s?(\S+)", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%")
_ROW = re.compile(r"-?\d{1,3}")
_ACROSS = {"start": -1, "left": -1, "end": 1, "right": 1}
_LINE = 18.0 * 1.1  # height of a line on the usual screen


class Place(NamedTuple):
    """Where a text stands on a screen of a given size."""

    anchor: Anchor
    margins: tuple[float, float, float]


def place_of(settings: str, screen: tuple[float, float], margins: tuple[float, float, float]) -> Place:
    """Return the place that the settings of a cue mean.

    Parameters
    ----------
    settings
        What follows the times; text directions are not read.
    screen, margins
        The size of the screen, and the margins without settings.
    """
    values = {name.lower(): value.lower().split(",")[0] for name, value in _SETTING.findall(settings)}
    across = _ACROSS.get(values.get("align", ""), 0)
    up, vertical = _row(values.get("line", ""), screen[1], margins[2])
    left, right = margins[:2]
    found = _PERCENT.fullmatch(values.get("position", ""))
    if found is not None:
        at = min(100.0, float(found[1])) / 100 * screen[0]
        if across < 0:
            left = at
        elif across > 0:
            right = screen[0] - at
        else:
            half = max(screen[0] / 20, min(at, screen[0] - at))
            left, right = max(0.0, at - half), max(0.0, screen[0] - at - half)
    return Place(Anchor.at(across, up), (left, right, vertical))


def _row(line: str, height: float, margin: float) -> tuple[int, float]:
    found = _PERCENT.fullmatch(line)
    if found is not None:
        return 1, min(100.0, float(found[1])) / 100 * height
    if _ROW.fullmatch(line):
        number = int(line)
        return (1, margin + number * _LINE) if number >= 0 else (-1, margin + (-1 - number) * _LINE)
    return -1, margin
