"""Who speaks a cue, as far as its file says so."""

from __future__ import annotations

import re

from deepdub_engine.subtitles.files import SubtitleFile
from deepdub_engine.subtitles.speech_text import spoken_text

_PREFIX = re.compile(r"\s*(?:[-–—]\s*)?\[?([^\s:：\]][^:：\]\n]{0,29}?)\]?\s?[:：]\s*(?=\S)")  # noqa: RUF001
_SAMI_SOURCE = re.compile(r"<p[^>]*\bid\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_LONGEST_UNCASED = 8  # letters of a name in a script without capitals


def speaker_names(file: SubtitleFile) -> tuple[str, ...]:
    """Return the speaker of each cue of a file; empty where it names none.

    ASS and SSA have a column for names. Elsewhere, a name in capitals and a colon before the text is the speaker, and
    so is the ``ID`` of a paragraph in SAMI.
    """
    names = tuple(name_in_text(cue.text) for cue in file.cues)
    if file.format in ("ass", "ssa"):
        columns = _column_names(file.source.text)
        if len(columns) == len(names):
            return tuple(column or name for column, name in zip(columns, names, strict=True))
    return names


def column_speakers(file: SubtitleFile) -> tuple[str, ...]:
    """Return the speaker of each cue that the file names outside the text; empty where it names none."""
    if file.format in ("ass", "ssa"):
        columns = _column_names(file.source.text)
        if len(columns) == len(file.cues):
            return columns
    return ("",) * len(file.cues)


def name_in_text(text: str) -> str:
    """Return the name in front of a text, ``JOHN: Come in.``, or an empty text."""
    source = _SAMI_SOURCE.search(text)
    if source is not None:
        return source[1]
    match = _PREFIX.match(spoken_text(text))
    if match is None:
        return ""
    name = match[1].strip()
    letters = [letter for letter in name if letter.isalpha()]
    cased = [letter for letter in letters if letter.lower() != letter.upper()]
    if not letters or (cased and not all(letter.isupper() for letter in cased)):
        return ""
    return name if cased or len(name) <= _LONGEST_UNCASED else ""


def _column_names(text: str) -> tuple[str, ...]:
    from deepdub_engine.subtitles.formats.ass import event_columns, events_of

    columns = event_columns(text)
    place = next((columns.index(name) for name in ("name", "actor") if name in columns), None)
    names: list[str] = []
    for _, event in events_of(text):
        if event is not None:
            fields = event.line.text[: event.words].partition(":")[2].split(",")
            names.append(fields[place].strip() if place is not None and place < len(fields) else "")
    return tuple(names)
