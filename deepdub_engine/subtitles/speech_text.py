"""What of a cue's text is spoken."""

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
    r"""Return what is spoken of a cue, on one line; empty if nothing is.

    Tags of SRT and VTT (``<i>``) and of ASS (``{\an8}``, drawings too) are left out, and so is text in parentheses,
    which describes sounds. ``|``, ``\N`` and line breaks become a space, ``...`` becomes ``;`` (as in the seed: the
    sentence goes on). Square brackets and notes stay. A text without a letter or digit is not spoken.
    """
    text = _BREAK.sub(" ", _without_braces(text))
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), _TAG.sub("", text))
    text = _without_parentheses(text.replace("...", ";"))
    return " ".join(text.split()) if any(character.isalnum() for character in text) else ""


def _without_braces(text: str) -> str:
    # ASS: {\p1} begins a drawing, whose coordinates are no words; {\p0} ends it.
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
    # Only pairs: a stray parenthesis must not swallow the rest.
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
