"""Errors about batches of episodes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Message, MessageOrText, message


@dataclass(eq=False)
class NoEpisodes(DeepdubError):
    """A folder holds no clip."""

    path: Path

    def to_message(self) -> Message:
        return message("“{path}” holds no clip: name a folder with clips, or a CSV that lists them.", path=self.path)


@dataclass(eq=False)
class SeasonMissing(DeepdubError):
    """No file of a season that was listed before is there."""

    folder: Path

    def to_message(self) -> Message:
        return message(
            "The clips of the last season are not in “{folder}”: connect the drive and choose the season again, or add"
            " another folder.",
            folder=self.folder,
        )


@dataclass(eq=False)
class SeasonsDamaged(DeepdubError):
    """The list of recent seasons cannot be read."""

    path: Path
    aside: Path

    def to_message(self) -> Message:
        return message(
            "The list of recent seasons is damaged; it is kept as “{aside}”, and a new one begins: add the folder of"
            " the season again.",
            aside=self.aside,
        )


@dataclass(eq=False)
class ManifestInvalid(DeepdubError):
    """A list of episodes is wrong."""

    path: Path
    line: int
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "Line {line} of “{name}” is wrong ({reason}): correct it and run the batch again.",
            line=self.line,
            name=self.path.name,
            reason=self.reason,
        )


@dataclass(eq=False)
class NoSubtitlesFor(DeepdubError):
    """An episode has no subtitles, beside its clip or inside."""

    path: Path

    def to_message(self) -> Message:
        return message("There are no subtitles for “{name}”: put them beside it, or list them.", name=self.path.name)


@dataclass(eq=False)
class SchedulerMissing(DeepdubError):
    """The scheduler of a cluster cannot be used."""

    address: str
    reason: MessageOrText

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "The scheduler “{address}” cannot be used ({reason}): start it, or leave out --scheduler to work here.",
            address=self.address,
            reason=self.reason,
        )


@dataclass(eq=False)
class InputChanged(DeepdubError):
    """A file was changed while a command was reading it."""

    path: Path

    def to_message(self) -> Message:
        return message("“{name}” was changed while it was processed: run the batch again.", name=self.path.name)
