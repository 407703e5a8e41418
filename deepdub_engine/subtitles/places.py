"""Places in subtitles as people name them: the number of a subtitle, or a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deepdub_engine.base.errors import NoSuchCue
from deepdub_engine.base.time_notation import TimeNotation

_NUMBER = re.compile(r"#?\s*(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CuePlace:
    """The index of a cue."""

    index: int


@dataclass(frozen=True, slots=True)
class TimePlace:
    """A time from the start of the clip."""

    time_ms: int


def read_place(text: str, count: int, notation: TimeNotation) -> CuePlace | TimePlace:
    """Return the place that a text names: ``123`` and ``#123`` are subtitles, anything else is a time.

    Parameters
    ----------
    text
        What was typed.
    count
        How many cues there are.
    notation
        Reads times.

    Raises
    ------
    NoSuchCue
        If there is no cue with this number.
    BadTime, BadTimecode, FramesUnknown
        If the text is neither a number nor a time.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return TimePlace(notation.read(text))
    number = int(found[1])
    if not 1 <= number <= count:
        raise NoSuchCue(number, count)
    return CuePlace(number - 1)
