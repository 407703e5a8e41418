"""Rewrite the line-based formats ASS, SSA, MicroDVD and MPL2 with changed cues; all other lines stay the same.

A new ASS cue takes its layer, style, speaker, margins and effect from the cue before it, or from the first cue.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.formats.ass import EventLine, events_of
from deepdub_engine.subtitles.formats.line_formats import cue_lines_of
from deepdub_engine.subtitles.formats.srt_vtt import split_lines
from deepdub_engine.subtitles.formats.timed_text import LINE_ENDS, Retimed, SourceLine, TimedText, TimeSlot
from deepdub_engine.subtitles.matching import Pairs, kept_cues, spans_after

_FIRST = -1  # before all events
LINE_FORMATS = frozenset({"ass", "ssa", "microdvd", "mpl2"})
_OPENED, _CLOSED = re.compile(r"\{\\([biu])1\}"), re.compile(r"\{\\[biu]0\}")
_ITALIC = re.compile(r"^\{\\i1\}")


def rewritten_lines(source: TimedText, kind: str, newline: str, former: Sequence[Cue], pairs: Pairs) -> str:
    """Return the text of a file with changed cues.

    Parameters
    ----------
    source, kind
        The text as loaded, and its format, one of `LINE_FORMATS`.
    newline
        Line end of new lines.
    former
        The cues as loaded.
    pairs
        Each new cue and the index of its original in `former`, None for an added cue; the indices rise.
    """
    kept = kept_cues(pairs)
    retimed = source.moved(spans_after(former, kept))
    text = retimed.text
    lines = split_lines(text)
    stops = [*(line.start for line in lines[1:]), len(text)]
    ends = [text[line.start + len(line.text) : stop] for line, stop in zip(lines, stops, strict=True)]
    events = _events(source, kind, retimed, lines)
    contents: list[str | None] = [line.text for line in lines]
    for index, event in enumerate(events):
        if index not in kept:
            contents[event.number] = None
        elif kept[index].text != former[index].text:
            contents[event.number] = _worded(event, kept[index].text, kind)
    new = _new_lines(events, pairs, kind)
    parts: list[tuple[str, str]] = []
    for number, (content, end) in enumerate(zip(contents, ends, strict=True)):
        if number == events[0].number:
            parts += [(line, newline) for line in new[_FIRST]]
        if content is not None:
            parts.append((content, end))
        parts += [(line, newline) for line in new[number]]
    return _joined(parts, newline, is_ended=bool(ends[-1]))


def _events(source: TimedText, kind: str, retimed: Retimed, lines: Sequence[SourceLine]) -> list[EventLine]:
    """Return the lines of the cues of a file, with their places in the retimed text; all have an end."""
    slots = {start.start: (start, end) for start, end in source.slots}
    found = []
    for each in _cue_lines(source.text, kind):
        own = next((slots[at] for at in range(each.line.start, each.end_at) if at in slots), None)
        if own is None:
            continue
        start, end = own
        now = lines[each.number]
        last = _moved(end or replace(start, start=each.end_at, stop=each.end_at), retimed)
        words = len(now.text) - (len(each.line.text) - each.words)
        found.append(EventLine(each.number, now, _moved(start, retimed), last, last.start, words, each.missing))
    return found


def _moved(slot: TimeSlot, retimed: Retimed) -> TimeSlot:
    return replace(slot, start=retimed.at(slot.start), stop=retimed.at(slot.stop))


def _cue_lines(text: str, kind: str) -> Iterator[EventLine]:
    if kind in ("ass", "ssa"):
        yield from (each for _, each in events_of(text) if each is not None)
        return
    for each in cue_lines_of(text, kind)[0]:
        number, line, times = each
        begin = TimeSlot(line.start + times.start("start"), line.start + times.end("start"), 0, str)
        yield EventLine(number, line, begin, None, line.start + times.start("end"), times.end(), 0)


def _new_lines(events: Sequence[EventLine], pairs: Pairs, kind: str) -> dict[int, list[str]]:
    """Return the lines of added cues, by the number of the line that they follow."""
    found: dict[int, list[str]] = defaultdict(list)
    before: int | None = None
    for cue, index in pairs:
        if index is None:
            model = events[before or 0]
            found[_FIRST if before is None else model.number].append(_like(model, cue, kind))
        else:
            before = index
    return found


def _worded(event: EventLine, words: str, kind: str) -> str:
    lines = LINE_ENDS.split(words)
    if kind in ("ass", "ssa"):
        text = "\\N".join(lines).rstrip()
    elif kind == "microdvd":
        # MicroDVD styles apply to a whole line or cue; a cue without text would not be parsed.
        text = _CLOSED.sub("", _OPENED.sub(r"{y:\1}", "|".join(lines))).rstrip() or " "
    else:
        text = "|".join(_CLOSED.sub("", _ITALIC.sub("/", line)) for line in lines).rstrip()
    return event.line.text[: event.words] + "," * event.missing + text


def _like(model: EventLine, cue: Cue, kind: str) -> str:
    base, line = model.line.start, _worded(model, cue.text, kind)
    start, end = model.start, model.end or model.start
    return "".join(
        (
            line[: start.start - base],
            start.written(max(0, cue.start_ms)),
            line[start.stop - base : end.start - base],
            end.written(max(0, cue.end_ms)),
            line[end.stop - base :],
        )
    )


def _joined(parts: Sequence[tuple[str, str]], newline: str, *, is_ended: bool) -> str:
    """Join lines; the last one gets a line end only if the file ended with one."""
    body = [content + (end or newline) for content, end in parts[:-1]]
    content, end = parts[-1]
    return "".join([*body, content, (end or newline) if is_ended else ""])
