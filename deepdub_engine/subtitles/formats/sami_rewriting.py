r"""Rewrite SAMI with inserted, deleted and edited cues; everything else stays the same, byte for byte.

SAMI has sync points, each of which shows a text or clears it. A deleted cue leaves an empty sync point; a cue that
ends before the next sync point gets an empty one at its end.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.formats.sami import PARAGRAPH, Point, points_of
from deepdub_engine.subtitles.formats.timed_text import LINE_ENDS, Retimed, TimedText
from deepdub_engine.subtitles.matching import Pairs, kept_cues, spans_after

_STYLE = re.compile(r"\{\\([ibus])([01])\}")
_WRITTEN_STYLE = re.compile(r"&lt;(/?[ibus])&gt;", re.IGNORECASE)
_NOTHING = "&nbsp;"
_NEAR_MS = 2  # largest rounding difference between two equal times


class _Point(NamedTuple):
    """A sync point in a file: its position, its time, its texts in the language, and the start of the next one.

    `head` and `tail` are its tags before the time and between the time and the text.
    """

    start: int
    time_ms: int
    words: tuple[tuple[int, int], ...]
    stop: int
    head: str
    tail: str


class _Edit(NamedTuple):
    start: int
    stop: int
    text: str


def rewritten_syncs(
    source: TimedText, newline: str, former: Sequence[Cue], pairs: Pairs, language: str | None = None
) -> str:
    """Return the text of a file with changed cues.

    Parameters
    ----------
    source
        The text as loaded.
    newline
        Line end of new lines.
    former
        The cues as loaded.
    pairs
        Each new cue and the index of its original in `former`, None for an added cue; the indices rise.
    language
        The class that was read, if the file has several; the others stay as they are.
    """
    kept = kept_cues(pairs)
    retimed = source.moved(spans_after(former, kept))
    shown_points = _shown(source.text, language)
    text, points = retimed.text, _points(source.text, shown_points, retimed, language)
    numbers = {point.slot.start: index for index, point in enumerate(shown_points)}
    own = [numbers[start.start] for start, _ in source.slots]
    clear = [numbers[end.start] if end is not None else None for _, end in source.slots]
    edits = []
    for place, cue in enumerate(former):
        if place not in kept or kept[place].text != cue.text:
            first, *others = points[own[place]].words
            edits.append(_Edit(*first, _NOTHING if place not in kept else _html(kept[place].text)))
            edits += [_Edit(*words, _NOTHING) for words in others]
    before: int | None = None
    for (cue, index), following in zip(pairs, [*(cue for cue, _ in pairs[1:]), None], strict=True):
        if index is not None:
            before = index
            is_other = cue.end_ms - cue.start_ms != former[index].end_ms - former[index].start_ms
            ends_early = following is None and own[index] + 1 == len(points) and is_other
            if clear[index] is None and (ends_early or _ends_early(cue, following, points, own[index])):
                edits.append(_added(text, points[own[index]], points[own[index]].stop, newline, [(cue.end_ms, None)]))
            continue
        model = points[own[before or 0]]
        place = points[0].start if before is None else points[clear[before] or own[before]].stop
        is_followed = following is not None and following.start_ms <= cue.end_ms
        shown = [(cue.start_ms, cue.text), *([] if is_followed else [(cue.end_ms, None)])]
        edits.append(_added(text, model, place, newline, shown))
    return _applied(text, edits)


def _shown(text: str, language: str | None) -> list[Point]:
    """Return the sync points that show or clear a language."""
    points, _ = points_of(text)
    return [
        point for point in points if any(language is None or one.language in ("", language) for one in point.paragraphs)
    ]


def _points(text: str, shown: Sequence[Point], retimed: Retimed, language: str | None) -> list[_Point]:
    found = []
    for point in shown:
        own = [one for one in point.paragraphs if language is None or one.language in ("", language)]
        words = tuple((retimed.at(one.begin), retimed.at(one.stop)) for one in own)
        start, first, last = (retimed.at(at) for at in (point.start, point.slot.start - 1, point.slot.stop))
        head, tail = text[point.start : point.slot.start], text[point.slot.stop : own[0].begin]
        tags = list(PARAGRAPH.finditer(tail))
        if len(tags) > 1:  # another language comes first
            tail = tail[: tags[0].start()] + tags[-1][0]
        time_ms = int(retimed.text[first + 1 : last])
        found.append(_Point(start, time_ms, words, retimed.at(point.stop), head, tail))
    return found


def _ends_early(cue: Cue, following: Cue | None, points: Sequence[_Point], own: int) -> bool:
    """Return whether a cue without an end slot ends before the next one begins."""
    end_ms = max(0, cue.end_ms) + _NEAR_MS
    if following is not None:
        return end_ms < following.start_ms
    return own + 1 < len(points) and end_ms < points[own + 1].time_ms


def _added(text: str, model: _Point, place: int, newline: str, shown: Sequence[tuple[int, str | None]]) -> _Edit:
    """Return new sync points with the tags of a model; None as text clears the display."""
    lines = [
        f"{model.head}{max(0, time_ms)}{model.tail}{_NOTHING if words is None else _html(words)}{newline}"
        for time_ms, words in shown
    ]
    before = "" if text[place - 1 : place] in ("\n", "\r") else newline
    return _Edit(place, place, before + "".join(lines))


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    parts, done = [], 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        parts += [text[done : edit.start], edit.text]
        done = edit.stop
    return "".join([*parts, text[done:]])


def _html(words: str) -> str:
    escaped = _WRITTEN_STYLE.sub(r"<\1>", html.escape(words, quote=False))
    styled = _STYLE.sub(lambda match: f"<{'' if match[2] == '1' else '/'}{match[1]}>", escaped)
    return "<br>".join(LINE_ENDS.split(styled)) if styled.strip() else _NOTHING
