"""Errors about project files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Message, MessageOrText, message


@dataclass(eq=False)
class ProjectInvalid(DeepdubError):
    """A file is not a project, or is damaged."""

    path: Path
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{name}” cannot be opened as a project ({reason}): choose another file or a backup copy.",
            name=self.path.name,
            reason=self.reason,
        )


@dataclass(eq=False)
class ProjectNewer(DeepdubError):
    """A project was written by a later version of the program."""

    path: Path
    version: int
    known: int

    def to_message(self) -> Message:
        return message(
            "“{name}” was written by a later version of Deepdub (format {version}, this one reads up to {known}):"
            " install the newer version to open it.",
            name=self.path.name,
            version=self.version,
            known=self.known,
        )
