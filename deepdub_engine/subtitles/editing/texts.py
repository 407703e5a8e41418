"""Split and join cue texts between words, keeping tags balanced on both sides."""

from __future__ import annotations

import re
import unicodedata

_TAG = re.compile(r"</?([A-Za-z]+)[^<>]*>|\{\\[^{}]*\}")
_PLACE = re.compile(r"(?:\{\\[^{}]*\})+")
_LINE_ENDS = re.compile(r"\r\n?|\n")
_KEPT_OPEN = frozenset({"i", "b", "u", "s", "font", "c", "v", "lang", "ruby"})
_ENDS_SENTENCE = re.compile(r"[.!?…。！？;:][\"'”’»）)\]]*$")  # noqa: RUF001
_DASH = re.compile(r"\s*[-–—‐]")  # noqa: RUF001
_LINE_CHARACTERS = 42  # two texts shorter than this together are joined on one line
# Bonus of a preferred split point, as a share of the text: at a line break, a sentence end, a comma.
_LINE, _SENTENCE, _CLAUSE = 0.25, 0.15, 0.05


def strip_blank_lines(text: str) -> str:
    """Return text with line feeds, without trailing blanks and blank lines."""
    return "\n".join(line.rstrip() for line in _LINE_ENDS.split(text) if line.strip())


def tag_spans(text: str) -> list[tuple[int, int]]:
    """Return where the tags of a text are."""
    return [match.span() for match in _TAG.finditer(text)]


def plain_lines(text: str) -> list[str]:
    """Return the lines of a text without tags."""
    return _LINE_ENDS.split(_TAG.sub("", text.replace("\\N", "\n")))


def plain_length(text: str) -> int:
    """Return the number of visible characters, without tags and line breaks; combining marks do not count."""
    shown = _TAG.sub("", text.replace("\\N", "\n"))
    return sum(1 for letter in shown if letter not in "\r\n" and not unicodedata.combining(letter))


def split_text(text: str, share: float) -> tuple[str, str]:
    r"""Split a text between two words, or at a line break, near a given proportion.

    Tags that are open at the split are closed and reopened, and leading override tags (``{\an8}``) are repeated in the
    second part. Scripts written without spaces are split between two characters. A single word stays in the first part.

    Parameters
    ----------
    text
        Text with tags.
    share
        Proportion of the text that goes into the first part, 0 to 1.
    """
    places = _places(text)
    if not places:
        return text, ""
    weights = [_weight(text, place, share) for place in places]
    begin, stop = places[weights.index(min(weights))]
    before, behind = text[:begin].rstrip(), text[stop:].lstrip()
    opened = _open_tags(before)
    closing = "".join(f"</{name}>" for name, _ in reversed(opened))
    place = _PLACE.match(text)
    again = "".join(tag for _, tag in opened)
    return before + closing, (place[0] if place else "") + again + behind


def join_texts(before: str, behind: str) -> str:
    """Join two texts: on one line if together they are short and neither is dialogue, else on separate lines."""
    place = _PLACE.match(behind)
    if place and before.startswith(place[0]):
        behind = behind[len(place[0]) :]
    if not before or not behind:
        return before or behind
    is_dialogue = bool(_DASH.match(_TAG.sub("", before)) or _DASH.match(_TAG.sub("", behind)))
    is_short = "\n" not in before + behind and plain_length(before) + plain_length(behind) < _LINE_CHARACTERS
    return f"{before}{' ' if is_short and not is_dialogue else chr(10)}{behind}"


def _places(text: str) -> list[tuple[int, int]]:
    """Return the possible split points, as ranges of blanks outside tags with visible text on both sides."""
    tags = [match.span() for match in _TAG.finditer(text)]
    blanks = [match.span() for match in re.finditer(r"\s+|\\N", text)]
    found = [span for span in blanks if not any(start < span[1] and span[0] < stop for start, stop in tags)]
    if not found:
        outside = [at for at in range(1, len(text)) if not any(start < at < stop for start, stop in tags)]
        found = [(at, at) for at in outside if _is_wide(text[at - 1]) and _is_wide(text[at]) and _may_begin(text[at])]
    return [span for span in found if plain_length(text[: span[0]]) and plain_length(text[span[1] :])]


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _may_begin(letter: str) -> bool:
    return not unicodedata.category(letter).startswith("P")


def _weight(text: str, place: tuple[int, int], share: float) -> float:
    before, behind = plain_length(text[: place[0]]), plain_length(text[place[1] :])
    blank, head = text[place[0] : place[1]], _TAG.sub("", text[: place[0]])
    bonus = _LINE if "\n" in blank or blank == "\\N" else 0.0
    if _ENDS_SENTENCE.search(head):
        bonus += _SENTENCE
    elif head.endswith((",", "，", "、")):  # noqa: RUF001
        bonus += _CLAUSE
    return abs(before / (before + behind) - share) - bonus


def _open_tags(text: str) -> list[tuple[str, str]]:
    opened: list[tuple[str, str]] = []
    for match in _TAG.finditer(text):
        name = (match[1] or "").lower()
        if name not in _KEPT_OPEN:
            continue
        if not match[0].startswith("</"):
            opened.append((match[1], match[0]))
        elif any(former.lower() == name for former, _ in opened):
            last = max(place for place, (former, _) in enumerate(opened) if former.lower() == name)
            del opened[last]
    return opened
