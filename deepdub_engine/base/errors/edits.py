"""Errors for cue edits that are not possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Message, message


@dataclass(eq=False)
class SplitOutside(DeepdubError):
    """A cue cannot be split at a time outside it or too close to its ends; `number` counts from 1."""

    number: int
    time: str
    shortest_ms: int

    def to_message(self) -> Message:
        return message(
            "Subtitle {number} cannot be split at {time}: move the playhead inside it, at least {seconds:g} s from both"
            " ends.",
            number=self.number,
            time=self.time,
            seconds=self.shortest_ms / 1000,
        )


@dataclass(eq=False)
class CuesNotAdjacent(DeepdubError):
    """The cues to merge are not adjacent; `number` is the cue between them, from 1."""

    number: int

    def to_message(self) -> Message:
        return message(
            "Subtitle {number} lies between the subtitles to merge: select it as well, or merge only adjacent ones.",
            number=self.number,
        )


@dataclass(eq=False)
class NoRoomForCue(DeepdubError):
    """There is no gap large enough for a new cue at a time."""

    time: str

    def to_message(self) -> Message:
        return message(
            "There is no room for a subtitle at {time}: move the playhead to a gap, or shorten a subtitle.",
            time=self.time,
        )


@dataclass(eq=False)
class NoSuchCue(DeepdubError):
    """The subtitles have no cue with this number; numbers count from 1."""

    number: int
    count: int

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        if not self.count:
            return message("There is no subtitle {number}: open subtitles first.", number=self.number)
        return message("There is no subtitle {number}: the last one is {last}.", number=self.number, last=self.count)


@dataclass(eq=False)
class FramesUnknown(DeepdubError):
    """A time is given in frames, but the frame rate of the clip is not known or not usual."""

    text: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{text}” counts frames, but the clip has no usual frame rate: write the time as 1:02:10.250.",
            text=self.text,
        )


@dataclass(eq=False)
class TooManySpeakers(DeepdubError):
    """A cast has as many speakers as it can."""

    most: int

    def to_message(self) -> Message:
        return message(
            "There are {most:speaker|speakers} already: merge some that are the same person.", most=self.most
        )
