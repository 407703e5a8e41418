"""The text of a cue as shown in its box: without tags, wrapped to fit."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

_TAGS = re.compile(r"</?[a-zA-Z][^>]*>|\{\\[^}]*\}")  # "2 < 3 > 1" and "{sic}" are text
_MOST_CHARACTERS = 300  # more than any box shows


def plain(text: str) -> str:
    """Return the text without formatting tags, its lines separated by line feeds."""
    return _TAGS.sub("", text).replace("\\N", "\n").strip()


def wrap(text: str, metrics: QFontMetrics, room: int, most: int) -> list[str]:
    """Wrap a text into at most `most` lines no wider than `room`, eliding what does not fit."""
    lines = [line.strip() for line in text[:_MOST_CHARACTERS].split("\n") if line.strip()]
    if len(lines) > most or any(metrics.horizontalAdvance(line) > room for line in lines):
        lines = [" ".join(lines)] if lines else []  # keeping its own line breaks would waste room
    fitted: list[str] = []
    while lines and len(fitted) < most - 1:
        head, rest = _broken(lines.pop(0), metrics, room)
        fitted.append(head)
        if rest:
            lines.insert(0, rest)
    if lines:
        fitted.append(" ".join(lines))
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in fitted]


def _broken(line: str, metrics: QFontMetrics, room: int) -> tuple[str, str]:
    """Split a line after as many words as fit, at least one; return both halves."""
    if metrics.horizontalAdvance(line) <= room:
        return line, ""
    words = line.split()
    head = words[0]
    for used, word in enumerate(words[1:], 1):
        longer = f"{head} {word}"
        if metrics.horizontalAdvance(longer) > room:
            return head, " ".join(words[used:])
        head = longer
    return head, ""
