r"""The override tags of ASS, such as ``\an8\i1\c&H00FFFF&``.

Tags that move, turn, clip or time a text are left out, but for ``\pos`` and the start of ``\move``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from deepdub_engine.subtitles.appearance.colours import substation_alpha, substation_colour
from deepdub_engine.subtitles.appearance.looks import Anchor, Rgba, TextLook

_TAG = re.compile(
    r"\\(?P<name>fscx|fscy|fsp|fs|fn|bord|shad|alpha|[1-4]?c(?=&|[0-9A-Fa-f]|\\|\s|$)|[1-4]a(?=&|[0-9A-Fa-f]|\\|\s|$)"
    r"|pos|move|an|a(?=\d)|b(?=\d)|i(?=\d)|u(?=\d)|s(?=\d)|b|i|u|s|p(?=\d)|r|t|clip|iclip)"
    r"(?P<value>\([^()]*(?:\([^()]*\)[^()]*)*\)?|[^\\]*)"
)
_NUMBER = re.compile(r"\s*([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)")
_MOST_SIZE = 2000.0
_OLD_ROWS = {0: -1, 4: 1, 8: 0}  # of \a
_SWITCHES = {"i": "is_italic", "u": "is_underlined", "s": "is_struck"}
_BOLD = 600  # font weight from which letters are bold
_FILLS: Mapping[str, str] = {"": "fill", "1": "fill", "3": "outline", "4": "shade"}


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the override tags up to a place in a text say.

    Parameters
    ----------
    look, base
        The present look, and the one of the style.
    styles
        Looks by name.
    anchor, position
        The place, if given; the first of several counts.
    draws
        Whether a drawing takes the place of text.
    """

    look: TextLook
    base: TextLook
    styles: Mapping[str, TextLook]
    anchor: Anchor | None = None
    position: tuple[float, float] | None = None
    draws: bool = False

    def after(self, block: str) -> Overrides:
        """Return the overrides after the tags of a block, which stood between braces."""
        now = self
        for tag in _TAG.finditer(block):
            now = now._with(tag["name"], tag["value"].strip())
        return now

    def _with(self, name: str, value: str) -> Overrides:
        if name in ("an", "a"):
            found = _anchor(name, value)
            return self if self.anchor is not None or found is None else replace(self, anchor=found)
        if name in ("pos", "move"):
            point = _numbers(value)[:2]
            is_new = self.position is None and len(point) == 2
            return replace(self, position=(point[0], point[1])) if is_new else self
        if name == "p":
            return replace(self, draws=bool(_number(value)))
        if name == "r":
            return replace(self, look=self.styles.get(value, self.base))
        return replace(self, look=self._look(name, value))

    def _look(self, name: str, value: str) -> TextLook:
        look, base = self.look, self.base
        number = _number(value)
        if name in _SWITCHES:
            field = _SWITCHES[name]
            switched: dict[str, Any] = {field: getattr(base, field) if number is None else bool(number)}
            return replace(look, **switched)
        if name == "b":
            is_bold = base.is_bold if number is None else number == 1 or number >= _BOLD
            return replace(look, is_bold=is_bold)
        if name == "fn":
            return replace(look, family=value.lstrip("@") or base.family)
        if name[-1] in "ac" or name == "alpha":
            return self._coloured(name, value)
        return self._measured(name, number)

    def _measured(self, name: str, number: float | None) -> TextLook:
        base = self.base
        changed: dict[str, Any] = {}
        if name == "fs":
            changed["size"] = base.size if number is None or number <= 0 else min(_MOST_SIZE, number)
        elif name == "fscy" and number is not None and number > 0:
            changed["size"] = min(_MOST_SIZE, base.size * number / 100)
        elif name == "fscx":
            changed["stretch"] = base.stretch if number is None else min(10.0, max(0.1, number / 100))
        elif name == "fsp":
            changed["spacing"] = base.spacing if number is None else number
        elif name == "bord":
            changed["outline_width"] = base.outline_width if number is None else max(0.0, number)
        elif name == "shad":
            changed["shadow"] = base.shadow if number is None else max(0.0, number)
        return replace(self.look, **changed)

    def _coloured(self, name: str, value: str) -> TextLook:
        alpha, colour = substation_alpha(value), substation_colour(value)
        # The second colour is that of karaoke.
        kinds = tuple(_FILLS.values()) if name == "alpha" else (_FILLS.get(name[:-1]),)
        changed: dict[str, Any] = {}
        for kind in filter(None, kinds):
            before: Rgba = getattr(self.look, kind)
            own: Rgba = getattr(self.base, kind)
            if name == "alpha" or name.endswith("a"):
                changed[kind] = (*before[:3], own[3] if alpha is None else alpha)
            else:
                changed[kind] = (*(own[:3] if colour is None else colour), before[3])
        return replace(self.look, **changed)


def _anchor(name: str, value: str) -> Anchor | None:
    number = _number(value)
    if number is None:
        return None
    if name == "an":
        return Anchor(int(number)) if 1 <= number <= 9 else None
    row, column = int(number) & 12, int(number) & 3
    return Anchor.at(column - 2, _OLD_ROWS[row]) if column and row in _OLD_ROWS else None


def _number(text: str) -> float | None:
    found = _NUMBER.match(text)
    value = float(found[1]) if found else None
    return value if value is not None and math.isfinite(value) else None


def _numbers(text: str) -> list[float]:
    found = [_number(part) for part in text.strip("() ").split(",")]
    return [number for number in found if number is not None]
