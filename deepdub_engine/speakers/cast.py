"""The cast of a film: its speakers, and who speaks each cue."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from deepdub_engine.base.messages import message

MOST_SPEAKERS = 999
LONGEST_NAME = 80


class Source(enum.StrEnum):
    """Who says that a speaker speaks a line."""

    SUGGESTED = "suggested"
    SUBTITLE = "subtitle"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks.

    Parameters
    ----------
    number
        Identifies the speaker, from 1; it stays when the name changes.
    name
        The name as a person wrote it; empty until then.
    """

    number: int
    name: str = ""
    stored_as_list: ClassVar[bool] = True

    @property
    def label(self) -> str:
        """The name, or “Speaker 1” while there is none; files have it as well, so it is the same in each language."""
        return self.name or f"Speaker {self.number}"


@dataclass(frozen=True, slots=True)
class Line:
    """Who speaks one cue.

    Parameters
    ----------
    speaker
        The number of the speaker.
    source
        Who says so.
    is_unsure
        Whether the suggestion is a weak one.
    is_overlapped
        Whether others speak at the same time.
    """

    speaker: int
    source: Source = Source.PERSON
    is_unsure: bool = False
    is_overlapped: bool = False
    stored_as_list: ClassVar[bool] = True  # there are thousands

    @property
    def is_settled(self) -> bool:
        """Whether a person or the subtitles say who speaks."""
        return self.source is not Source.SUGGESTED


@dataclass(frozen=True, slots=True)
class Cast:
    """All speakers, and who speaks each cue; what is done to it is in `deepdub_engine.speakers.editing`.

    Parameters
    ----------
    speakers
        The speakers in the order of their numbers; some may have no lines.
    lines
        The line of each cue, by its index in the file; None where the speaker is unknown, as it is for all cues after
        the last line.
    """

    speakers: tuple[Speaker, ...] = ()
    lines: tuple[Line | None, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.speakers)

    def check(self) -> None:
        """Validate a cast that was read from a file.

        Raises
        ------
        ValueError
            If speakers are not in order, a name is not one, or a line is spoken by nobody.
        """
        numbers = [speaker.number for speaker in self.speakers]
        if numbers != sorted(set(numbers)) or any(not 1 <= number <= MOST_SPEAKERS for number in numbers):
            raise ValueError(message("its speakers are not in order"))
        if any(speaker.name != clean_name(speaker.name) for speaker in self.speakers):
            raise ValueError(message("it has a speaker with an impossible name"))
        if not {line.speaker for line in self.lines if line is not None} <= set(numbers):
            raise ValueError(message("it has a line that nobody speaks"))

    def line_of(self, cue: int) -> Line | None:
        """Return the line of a cue; None where the speaker is unknown."""
        return self.lines[cue] if 0 <= cue < len(self.lines) else None

    def speaker(self, number: int) -> Speaker | None:
        """Return the speaker with a number."""
        return next((speaker for speaker in self.speakers if speaker.number == number), None)

    def speaker_of(self, cue: int) -> Speaker | None:
        """Return the speaker of a cue; None where unknown."""
        line = self.line_of(cue)
        return None if line is None else self.speaker(line.speaker)

    def named(self, name: str) -> Speaker | None:
        """Return the speaker with a name, in whatever case it is written; None for an empty name."""
        wanted = clean_name(name).casefold()
        return next((one for one in self.speakers if wanted and one.name.casefold() == wanted), None)

    def cues_of(self, number: int) -> tuple[int, ...]:
        """Return the indices of the cues that a speaker speaks."""
        return tuple(cue for cue, line in enumerate(self.lines) if line is not None and line.speaker == number)

    def with_lines(self, changed: Mapping[int, Line | None]) -> Cast:
        """Return the cast with other lines for some cues, by their indices."""
        if not changed:
            return self
        lines = [*self.lines, *[None] * (max(changed) + 1 - len(self.lines))]
        for cue, line in changed.items():
            lines[cue] = line
        return replace(self, lines=trimmed(lines))


def clean_name(name: str) -> str:
    """Return a name on one line, without what cannot be printed, and not longer than `LONGEST_NAME`."""
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(printable.split())[:LONGEST_NAME].strip()


def trimmed(lines: Iterable[Line | None]) -> tuple[Line | None, ...]:
    """Return lines without the unknown ones at the end, so that equal casts compare as equal."""
    found = list(lines)
    while found and found[-1] is None:
        found.pop()
    return tuple(found)
