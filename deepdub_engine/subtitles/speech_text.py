"""The spoken part of a cue's text."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"\\[Nh]|<br\s?/?>|\|", re.IGNORECASE)
_BRACES = re.compile(r"\{[^{}]*\}")
_DRAWING = re.compile(r"\\p(\d)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<\d+:[\d:.]+>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_OPENING, _CLOSING = "(（", ")）"  # noqa: RUF001


def spoken_text(text: str) -> str:
    r"""Return the spoken text of a cue, on one line; empty if nothing is spoken.

    SRT and WebVTT tags (``<i>``), ASS tags (``{\an8}``) and drawings are removed, and so is text in parentheses, which
    describes sounds. ``|``, ``\N`` and line breaks become a space, and ``...`` becomes ``;`` (as in the original
    notebook: the sentence continues). Square brackets and music notes stay. A text without letters or digits is empty.
    """
    text = _BREAK.sub(" ", _without_braces(text))
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), _TAG.sub("", text))
    text = _without_parentheses(text.replace("...", ";"))
    return " ".join(text.split()) if any(character.isalnum() for character in text) else ""


def _without_braces(text: str) -> str:
    # ASS: {\p1} starts a drawing, whose coordinates are not text; {\p0} ends it.
    kept: list[str] = []
    done, drawing = 0, False
    for match in _BRACES.finditer(text):
        if not drawing:
            kept.append(text[done : match.start()])
        done = match.end()
        for scale in _DRAWING.findall(match[0]):
            drawing = scale != "0"
    return "".join(kept) + ("" if drawing else text[done:])


def _without_parentheses(text: str) -> str:
    # Matched pairs only: an unmatched parenthesis must not remove the rest.
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for place, character in enumerate(text):
        if character in _OPENING:
            opened.append(place)
        elif character in _CLOSING and opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, place + 1))
    kept, done = [], 0
    for start, stop in pairs:
        kept.append(text[done:start])
        done = stop
    return "".join([*kept, text[done:]])
