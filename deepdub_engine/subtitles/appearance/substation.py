"""The styles of an ASS or SSA file, and the style, margins and layer of each of its events."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pysubs2

from deepdub_engine.subtitles.appearance.looks import Anchor, Rgba, TextLook
from deepdub_engine.subtitles.formats.ass import event_columns, events_of
from deepdub_engine.subtitles.formats.srt_vtt import split_lines

_LOG = logging.getLogger(__name__)
_HEADER = re.compile(r"\s*\[([^\]]*)\]")
_DEFAULT_SCREEN = 384.0, 288.0
_MOST = 20_000.0
_FONT = {"name": "Default", "fontname": "Arial", "fontsize": "18", "primarycolour": "&H00FFFFFF"}
_PLACE = {"alignment": "2", "marginl": "10", "marginr": "10", "marginv": "10"}
_BORDER = {"borderstyle": "1", "outline": "2", "shadow": "2"}
# The columns of styles in their usual order, with what a column that is missing means.
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "ass": {
        **_FONT,
        "secondarycolour": "&H000000FF",
        "outlinecolour": "&H00000000",
        "backcolour": "&H00000000",
        "bold": "0",
        "italic": "0",
        "underline": "0",
        "strikeout": "0",
        "scalex": "100",
        "scaley": "100",
        "spacing": "0",
        "angle": "0",
        **_BORDER,
        **_PLACE,
        "encoding": "1",
    },
    "ssa": {
        **_FONT,
        "secondarycolour": "&H000000FF",
        "tertiarycolour": "&H00000000",
        "backcolour": "&H00000000",
        "bold": "0",
        "italic": "0",
        **_BORDER,
        **_PLACE,
        "alphalevel": "0",
        "encoding": "1",
    },
}
_MOST_STYLES = 1000


@dataclass(frozen=True, slots=True)
class Style:
    """A named style: a look and a place."""

    look: TextLook
    anchor: Anchor
    margins: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Event:
    """What a line of events says beside its times and its text; a margin of 0 is that of the style."""

    style: str = "Default"
    margins: tuple[float, float, float] = (0.0, 0.0, 0.0)
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The styles of a file and the screen that they are made for."""

    screen: tuple[float, float] = _DEFAULT_SCREEN
    styles: Mapping[str, Style] = field(default_factory=lambda: MappingProxyType({}))

    def style(self, name: str) -> Style:
        """Return a style by name; as players do, one named Default or the usual one if there is none."""
        found = self.styles.get(name.strip().lstrip("*")) or self.styles.get("Default")
        return found or Style(TextLook(size=self.screen[1] / 16), Anchor.BOTTOM, (10.0, 10.0, self.screen[1] / 24))


def read_sheet(text: str, kind: str) -> Sheet:
    """Return the styles of an ``ass`` or ``ssa`` file; a damaged style is left out."""
    info, styles = _head_lines(text)
    header = "\n".join(["[Script Info]", *info, "[V4 Styles]" if kind == "ssa" else "[V4+ Styles]"])
    named = list(_ordered(styles, kind))[:_MOST_STYLES]
    whole = _parsed([header, *named], kind)
    if whole is not None:
        return Sheet(_screen(whole.info), _styles(whole, kind))
    found: dict[str, Style] = {}
    for line in named:
        one = _parsed([header, line], kind)
        found |= _styles(one, kind) if one is not None else {}
    alone = _parsed([header], kind)
    return Sheet(_screen(alone.info) if alone is not None else _DEFAULT_SCREEN, found)


def read_events(text: str) -> dict[int, Event]:
    """Return what each line of events says, by the position of its start time in the text."""
    columns = event_columns(text)
    found = {}
    for _, event in events_of(text):
        if event is not None:
            values = event.line.text.partition(":")[2].split(",", len(columns) - 1)
            found[event.start.start] = _event(dict(zip(columns, values, strict=False)))
    return found


def _event(values: Mapping[str, str]) -> Event:
    left, right, vertical = (_length(values.get(name, "")) for name in ("marginl", "marginr", "marginv"))
    layer = values.get("layer", "").strip()
    return Event(
        values.get("style", "Default").strip(),
        (left, right, vertical),
        int(layer) if layer.isascii() and layer.isdigit() and len(layer) < 9 else 0,
    )


def _head_lines(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of the sections of information and of styles."""
    info: list[str] = []
    styles: list[str] = []
    section: list[str] | None = None
    for line in _lines(text):
        header = _HEADER.match(line)
        if header is not None:
            name = header[1].strip().lower()
            section = info if name == "script info" else styles if name.endswith("styles") else None
        elif section is not None and line.strip():
            section.append(line.strip())
    return info, styles


def _ordered(lines: list[str], kind: str) -> Iterator[str]:
    """Yield the styles with all columns in the usual order, whatever the file has: pysubs2 reads no other."""
    usual = tuple(_COLUMNS[kind])
    columns = usual
    for line in lines:
        key, _, rest = line.partition(":")
        values = [value.strip() for value in rest.split(",")]
        if key.strip().lower() == "format":
            columns = tuple(value.lower().replace("color", "colour") for value in values)
        elif key.strip().lower() == "style":
            stated = dict(zip(columns, values, strict=False))
            yield "Style: " + ",".join(stated.get(name) or _COLUMNS[kind][name] for name in usual)


def _lines(text: str) -> Iterator[str]:
    return (line.text.lstrip("\ufeff") for line in split_lines(text))


def _parsed(lines: list[str], kind: str) -> pysubs2.SSAFile | None:
    try:
        return pysubs2.SSAFile.from_string("\n".join(lines), format_=kind)
    except Exception as error:  # noqa: BLE001 - pysubs2 raises many kinds on damaged styles
        _LOG.info("a style cannot be read: %s", type(error).__name__)
        return None


def _screen(info: Mapping[str, str]) -> tuple[float, float]:
    width, height = (_length(info.get(name, "")) for name in ("PlayResX", "PlayResY"))
    if width <= 0 and height <= 0:
        return _DEFAULT_SCREEN
    return width if width > 0 else height * 4 / 3, height if height > 0 else width * 3 / 4


def _length(text: str) -> float:
    try:
        value = float(text.strip() or 0)
    except ValueError:
        return 0.0
    return value if -_MOST <= value <= _MOST else 0.0


def _styles(file: pysubs2.SSAFile, kind: str) -> dict[str, Style]:
    return {name.strip().lstrip("*"): _style(style, kind) for name, style in file.styles.items()}


def _style(style: pysubs2.SSAStyle, kind: str) -> Style:
    number = int(style.alignment)
    outline = _rgba(style.outlinecolor)
    if kind == "ssa":
        outline = (*_rgba(style.backcolor)[:3], 255)  # SSA has one colour for outline and shadow
    look = TextLook(
        style.fontname.strip().lstrip("@"),
        max(1.0, min(2000.0, style.fontsize * (style.scaley / 100 if style.scaley > 0 else 1))),
        bool(style.bold),
        bool(style.italic),
        bool(style.underline),
        bool(style.strikeout),
        _rgba(style.primarycolor),
        outline,
        outline if style.borderstyle == 3 else _rgba(style.backcolor),
        max(0.0, min(_MOST, style.outline)),
        max(0.0, min(_MOST, style.shadow)),
        style.borderstyle == 3,
        max(0.1, min(10.0, style.scalex / 100)) if style.scalex > 0 else 1.0,
        max(-100.0, min(_MOST, style.spacing)),
    )
    anchor = Anchor(number) if 1 <= number <= 9 else Anchor.BOTTOM
    return Style(look, anchor, (float(style.marginl), float(style.marginr), float(style.marginv)))


def _rgba(colour: pysubs2.Color) -> Rgba:
    return colour.r, colour.g, colour.b, 255 - colour.a
