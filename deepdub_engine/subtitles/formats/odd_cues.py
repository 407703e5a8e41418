"""Leave out single cues that cannot be right; they stay in the file and are named."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from pathlib import Path

from deepdub_engine.base.errors import CueReversed, SubtitleInvalid
from deepdub_engine.base.messages import message
from deepdub_engine.base.timing import format_clock
from deepdub_engine.subtitles.formats.srt_vtt import split_lines
from deepdub_engine.subtitles.formats.timed_text import ParsedText, TimeSlot

_LATEST_MS = 10_000 * 3_600_000


def without_odd_cues(parsed: ParsedText, path: Path) -> ParsedText:
    """Return the text without cues that end before they start, or are at impossible times; the former move along.

    Raises
    ------
    CueReversed, SubtitleInvalid
        If no other cues are left.
    """
    reversed_, impossible = [], []
    for index, (start_ms, end_ms, _) in enumerate(parsed.spans):
        if max(abs(start_ms), abs(end_ms)) > _LATEST_MS:
            impossible.append(index)
        elif end_ms < start_ms:
            reversed_.append(index)
    odd = {*reversed_, *impossible}
    if not odd:
        return parsed
    if len(odd) == len(parsed.spans):
        if reversed_:
            start_ms, end_ms, _ = parsed.spans[reversed_[0]]
            raise CueReversed(path, reversed_[0] + 1, format_clock(start_ms), format_clock(end_ms))
        raise SubtitleInvalid(path, message("subtitle {number} is at an impossible time", number=impossible[0] + 1))
    timed = parsed.timed
    begins = [line.start for line in split_lines(timed.text)]
    numbers = {index: bisect_right(begins, timed.slots[index][0].start) for index in odd}
    kept = [index for index in range(len(parsed.spans)) if index not in odd]
    loose = [tuple(_group(parsed, index)) for index in reversed_]
    notes = replace(
        parsed.notes,
        reversed=tuple(numbers[index] for index in reversed_),
        impossible=tuple(numbers[index] for index in impossible),
    )
    return replace(
        parsed,
        spans=tuple(parsed.spans[index] for index in kept),
        timed=replace(
            timed,
            slots=tuple(timed.slots[index] for index in kept),
            inner={place: timed.inner[index] for place, index in enumerate(kept) if index in timed.inner},
            loose=(*timed.loose, *loose),
        ),
        notes=notes,
    )


def _group(parsed: ParsedText, index: int) -> list[TimeSlot]:
    return [slot for slot in (*parsed.timed.slots[index], *parsed.timed.inner.get(index, ())) if slot is not None]
