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
from deepdub_engine.subtitles.formats.timed_text import LINE_ENDS, TimedText
from deepdub_engine.subtitles.matching import Pairs, kept_cues, spans_after

_SYNC = re.compile(r"<sync\b[^<>]*?\bstart\s*=\s*[\"']?(?P<start>\d+)[^<>]*>?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\s*<p\b[^<>]*>", re.IGNORECASE)
_CLOSER = re.compile(r"</(?:p|sync|body|sami)\b", re.IGNORECASE)
_END = re.compile(r"</(?:body|sami)\b", re.IGNORECASE)
_STYLE = re.compile(r"\{\\([ibus])([01])\}")
_WRITTEN_STYLE = re.compile(r"&lt;(/?[ibus])&gt;", re.IGNORECASE)
_NOTHING = "&nbsp;"
_NEAR_MS = 2  # largest rounding difference between two equal times


class _Point(NamedTuple):
    """The position of a sync point in a file: its tag, its time, its text, and the start of the next one."""

    start: int
    number: tuple[int, int]
    words: tuple[int, int]
    stop: int


class _Edit(NamedTuple):
    start: int
    stop: int
    text: str


def rewritten_syncs(source: TimedText, newline: str, former: Sequence[Cue], pairs: Pairs) -> str:
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
    """
    numbers = {match.start("start"): index for index, match in enumerate(_SYNC.finditer(source.text))}
    own = [numbers[start.start] for start, _ in source.slots]
    clear = [numbers[end.start] if end is not None else None for _, end in source.slots]
    kept = kept_cues(pairs)
    text = source.retimed(spans_after(former, kept))
    points = _points(text)
    edits = [
        _Edit(*points[own[index]].words, _NOTHING if index not in kept else _html(kept[index].text))
        for index, cue in enumerate(former)
        if index not in kept or kept[index].text != cue.text
    ]
    before: int | None = None
    for (cue, index), following in zip(pairs, [*(cue for cue, _ in pairs[1:]), None], strict=True):
        if index is not None:
            before = index
            is_other = cue.end_ms - cue.start_ms != former[index].end_ms - former[index].start_ms
            ends_early = following is None and own[index] + 1 == len(points) and is_other
            if clear[index] is None and (ends_early or _ends_early(cue, following, points, own[index], text)):
                edits.append(_added(text, points[own[index]], points[own[index]].stop, newline, [(cue.end_ms, None)]))
            continue
        model = points[own[before or 0]]
        place = points[0].start if before is None else points[clear[before] or own[before]].stop
        is_followed = following is not None and following.start_ms <= cue.end_ms
        shown = [(cue.start_ms, cue.text), *([] if is_followed else [(cue.end_ms, None)])]
        edits.append(_added(text, model, place, newline, shown))
    return _applied(text, edits)


def _points(text: str) -> list[_Point]:
    matches = list(_SYNC.finditer(text))
    end = _END.search(text, matches[-1].end())
    stops = [*(match.start() for match in matches[1:]), end.start() if end else len(text)]
    found = []
    for match, stop in zip(matches, stops, strict=True):
        paragraph = _PARAGRAPH.match(text, match.end(), stop)
        begin = paragraph.end() if paragraph else match.end()
        closer = _CLOSER.search(text, begin, stop)
        last = closer.start() if closer else begin + len(text[begin:stop].rstrip())
        found.append(_Point(match.start(), match.span("start"), (begin, max(begin, last)), stop))
    return found


def _ends_early(cue: Cue, following: Cue | None, points: Sequence[_Point], own: int, text: str) -> bool:
    """Return whether a cue without an end slot ends before the next one begins."""
    end_ms = max(0, cue.end_ms) + _NEAR_MS
    if following is not None:
        return end_ms < following.start_ms
    return own + 1 < len(points) and end_ms < int(text[slice(*points[own + 1].number)])


def _added(text: str, model: _Point, place: int, newline: str, shown: Sequence[tuple[int, str | None]]) -> _Edit:
    """Return new sync points with the tags of a model; None as text clears the display."""
    first, last = model.number
    head, tail = text[model.start : first], text[last : model.words[0]]
    lines = [
        f"{head}{max(0, time_ms)}{tail}{_NOTHING if words is None else _html(words)}{newline}"
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
