r"""Turn the text of a cue into runs: the tags of SRT and WebVTT (``<i>``), and override tags of ASS (``{\an8}``)."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from deepdub_engine.subtitles.appearance.colours import colour_of
from deepdub_engine.subtitles.appearance.looks import StyledRun, TextLook
from deepdub_engine.subtitles.appearance.overrides import Overrides

_LONGEST = 2000  # characters that are drawn of one cue; nobody reads more
_PIECE = re.compile(r"\{[^{}]*\}|</?[A-Za-z][^<>]*>|<\d+:[\d:.]+>")
_NAME = re.compile(r"</?([A-Za-z]+)")
_ATTRIBUTE = re.compile(r"(color|face|size)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_BREAK = re.compile(r"\\N")
_SOFT = re.compile(r"\\n")
_BLANK = re.compile(r"\\h")
_SIMPLE: Mapping[str, Mapping[str, Any]] = {
    "i": {"is_italic": True},
    "em": {"is_italic": True},
    "b": {"is_bold": True},
    "strong": {"is_bold": True},
    "u": {"is_underlined": True},
    "s": {"is_struck": True},
    "strike": {"is_struck": True},
}
_SILENT = frozenset({"c", "v", "lang", "ruby", "rt", "span", "font"})


@dataclass(frozen=True, slots=True)
class Marked:
    """The runs of a text, and what its override tags say about its place."""

    runs: tuple[StyledRun, ...]
    overrides: Overrides


def marked(text: str, look: TextLook, styles: Mapping[str, TextLook], *, is_substation: bool) -> Marked:
    r"""Return the runs of a text.

    Parameters
    ----------
    text
        The text of a cue as in the file, with line feeds.
    look
        The look to begin with.
    styles
        Looks by name, for ``\r``.
    is_substation
        Whether it is text of ASS or SSA, in which ``<i>`` is no tag and ``{…}`` is always hidden.
    """
    reader = _Reader(look, styles, is_substation=is_substation)
    reader.read(text[: 4 * _LONGEST])
    return Marked(tuple(reader.runs), reader.overrides)


class _Reader:
    def __init__(self, look: TextLook, styles: Mapping[str, TextLook], *, is_substation: bool) -> None:
        self.runs: list[StyledRun] = []
        self.overrides = Overrides(look, look, styles)
        self._is_substation = is_substation
        self._opened: list[tuple[str, TextLook]] = []
        self._left = _LONGEST

    def read(self, text: str) -> None:
        done = 0
        for piece in _PIECE.finditer(text):
            if self._takes(piece[0]):
                self._write(text[done : piece.start()])
                done = piece.end()
                self._apply(piece[0])
        self._write(text[done:])

    def _takes(self, piece: str) -> bool:
        """Return whether a piece is a tag, and not text."""
        if piece.startswith("{"):
            return self._is_substation or "\\" in piece
        if self._is_substation:
            return False
        name = _NAME.match(piece)
        return name is None or name[1].lower() in _SIMPLE or name[1].lower() in _SILENT or name[1].lower() == "br"

    def _write(self, text: str) -> None:
        if not text or self.overrides.draws:
            return
        text = _BREAK.sub("\n", text)
        text = _BLANK.sub("\u00a0", _SOFT.sub(" ", text)) if self._is_substation else html.unescape(text)
        text = text[: self._left]
        self._left -= len(text)
        look = self.overrides.look
        if self.runs and self.runs[-1].look == look:
            self.runs[-1] = StyledRun(self.runs[-1].text + text, look)
        elif text:
            self.runs.append(StyledRun(text, look))

    def _apply(self, tag: str) -> None:
        if tag.startswith("{"):
            self.overrides = self.overrides.after(tag[1:-1])
            return
        found = _NAME.match(tag)
        if found is None:
            return
        name = found[1].lower()
        if name == "br":
            self._write("\n")
        elif tag.startswith("</"):
            self._close(name)
        else:
            self._opened.append((name, self.overrides.look))
            self.overrides = replace(self.overrides, look=_opened(name, tag, self.overrides.look))

    def _close(self, name: str) -> None:
        places = [place for place, (opened, _) in enumerate(self._opened) if opened == name]
        if places:
            self.overrides = replace(self.overrides, look=self._opened[places[-1]][1])
            del self._opened[places[-1] :]


def _opened(name: str, tag: str, look: TextLook) -> TextLook:
    """Return the look inside a tag."""
    if name in _SIMPLE:
        return replace(look, **_SIMPLE[name])
    if name == "c":
        return _of_classes(tag, look)
    if name != "font":
        return look
    for key, *values in _ATTRIBUTE.findall(tag):
        value = next(filter(None, values), "")
        colour = colour_of(value) if key.lower() == "color" else None
        if colour is not None:
            look = replace(look, fill=colour)
        elif key.lower() == "face":
            look = replace(look, family=value)
    return look


def _of_classes(tag: str, look: TextLook) -> TextLook:
    """Return the look of the colour classes of WebVTT, such as ``<c.yellow.bg_blue>``."""
    for name in tag.strip("<>").split()[0].split(".")[1:]:
        colour = colour_of(name.removeprefix("bg_"))
        if colour is None:
            continue
        look = replace(look, shade=colour, has_box=True) if name.startswith("bg_") else replace(look, fill=colour)
    return look
