"""ASS and SSA with other cues than were read: inserted, deleted, worded anew; every other line stays byte for byte.

A new cue has the layer, style, speaker, margins and effect of the one before it, or else of the first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from deepdub_engine.subtitles.arrows import split_lines
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.substation import EventLine, events_of
from deepdub_engine.subtitles.timed_text import TimedText

_FIRST = -1  # before all events
_LINE_ENDS = re.compile(r"\r\n?|\n")


def rewritten_events(
    source: TimedText, newline: str, former: Sequence[Cue], pairs: Sequence[tuple[Cue, int | None]]
) -> str:
    """Return the text of a file with other cues.

    Parameters
    ----------
    source
        The file as it was read.
    newline
        What ends its lines.
    former
        The cues that were read.
    pairs
        Each cue as it is to be, and which of the former it was; None if it is new. These rise.
    """
    kept = {index: cue for cue, index in pairs if index is not None}
    spans = ((kept.get(index, cue).start_ms, kept.get(index, cue).end_ms) for index, cue in enumerate(former))
    text = source.retimed(spans)
    lines = split_lines(text)
    stops = [*(line.start for line in lines[1:]), len(text)]
    ends = [text[line.start + len(line.text) : stop] for line, stop in zip(lines, stops, strict=True)]
    events = [event for _, event in events_of(text) if event is not None]
    contents: list[str | None] = [line.text for line in lines]
    for index, event in enumerate(events):
        if index not in kept:
            contents[event.number] = None
        elif kept[index].text != former[index].text:
            contents[event.number] = _worded(event, kept[index].text)
    new = _new_lines(events, pairs)
    parts: list[tuple[str, str]] = []
    for number, (content, end) in enumerate(zip(contents, ends, strict=True)):
        if number == events[0].number:
            parts += [(line, newline) for line in new[_FIRST]]
        if content is not None:
            parts.append((content, end))
        parts += [(line, newline) for line in new[number]]
    return _joined(parts, newline, is_ended=bool(ends[-1]))


def _new_lines(events: Sequence[EventLine], pairs: Sequence[tuple[Cue, int | None]]) -> dict[int, list[str]]:
    """Return the lines of new cues by the number of the line that they follow."""
    found: dict[int, list[str]] = defaultdict(list)
    before: int | None = None
    for cue, index in pairs:
        if index is None:
            model = events[before or 0]
            found[_FIRST if before is None else model.number].append(_like(model, cue))
        else:
            before = index
    return found


def _worded(event: EventLine, words: str) -> str:
    line = event.line.text[: event.words] + "," * event.missing
    return line + "\\N".join(_LINE_ENDS.split(words)).rstrip()


def _like(model: EventLine, cue: Cue) -> str:
    base, line = model.line.start, _worded(model, cue.text)
    start, end = model.start, model.end
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
    """Join lines, the last one with an end only if the file's last one had it."""
    body = [content + (end or newline) for content, end in parts[:-1]]
    content, end = parts[-1]
    return "".join([*body, content, (end or newline) if is_ended else ""])
