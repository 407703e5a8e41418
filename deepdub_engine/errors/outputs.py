"""What can be wrong with where a result is to go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.errors.base import DeepdubError
from deepdub_engine.quantities import size_text


@dataclass(eq=False)
class OutputExists(DeepdubError):
    """A result is already there and was not to be replaced."""

    path: Path

    def sentence(self) -> str:
        return f"“{self.path}” exists already: choose another name or folder, or add --force to replace it."


@dataclass(eq=False)
class OutputChanged(DeepdubError):
    """A file to be written again was changed by another program meanwhile."""

    path: Path

    def sentence(self) -> str:
        return f"“{self.path}” was changed by another program after it was opened: save under another name."


@dataclass(eq=False)
class SubtitleFormatDiffers(DeepdubError):
    """Subtitles to be written under a name that promises another format than theirs."""

    path: Path
    format: str
    suffix: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return (
            f"“{self.path.name}” is no name for these subtitles, which are {self.format} and stay so:"
            f" choose a name that ends in {self.suffix}."
        )


@dataclass(eq=False)
class OutputBusy(DeepdubError):
    """Another job is writing into the same folder."""

    path: Path

    def sentence(self) -> str:
        return f"Something else is being written into “{self.path}”: wait until it is done or choose another folder."


@dataclass(eq=False)
class OutputNotWritable(DeepdubError):
    """A file or folder cannot be written."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"“{self.path}” cannot be written ({self.reason}): choose another folder."


@dataclass(eq=False)
class FolderInvalid(DeepdubError):
    """A sentence folder that is not as the program wrote it."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"“{self.path}” is not a complete sentence folder ({self.reason}): make it again with “deepdub run”."


@dataclass(eq=False)
class DiskFull(DeepdubError):
    """The disk, or the quota on it, has no room left."""

    path: Path

    def sentence(self) -> str:
        return f"There is no room left on the disk of “{self.path}”: free some space or choose another folder."


@dataclass(eq=False)
class DiskTooSmall(DeepdubError):
    """The disk has less room than a result certainly needs; both in bytes."""

    path: Path
    needed: int
    free: int

    def sentence(self) -> str:
        return (
            f"This takes {size_text(self.needed)} of disk, and the disk of “{self.path}” has {size_text(self.free)}"
            " free: free some space and try again."
        )


@dataclass(eq=False)
class NoCuesLeft(DeepdubError):
    """Subtitles to be saved, of which all have been deleted."""

    path: Path

    def sentence(self) -> str:
        return f"There is no subtitle left to save as “{self.path.name}”: insert one, or undo the deletion."


@dataclass(eq=False)
class CuesFixed(DeepdubError):
    """Cues that were inserted, deleted or worded anew, in a format of which only the times can be changed."""

    path: Path
    format: str

    def sentence(self) -> str:
        return (
            f"In “{self.path.name}” ({self.format}) only times can be changed, not subtitles inserted, deleted or"
            " worded anew: save the project, which keeps everything."
        )


@dataclass(eq=False)
class TextNotInEncoding(DeepdubError):
    """Text with a character that the encoding of its file does not have."""

    path: Path
    encoding: str
    character: str

    def sentence(self) -> str:
        return (
            f"“{self.character}” cannot be stored in “{self.path.name}”, which is in {self.encoding}: save it as UTF-8."
        )
