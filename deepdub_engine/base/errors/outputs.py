"""What can be wrong with where a result is to go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.formatting import size_text
from deepdub_engine.base.messages import Said, Wording, worded


@dataclass(eq=False)
class OutputExists(DeepdubError):
    """A result is already there and was not to be replaced."""

    path: Path

    def wording(self) -> Wording:
        return worded(
            "“{path}” exists already: choose another name or folder, or add --force to replace it.", path=self.path
        )


@dataclass(eq=False)
class OutputChanged(DeepdubError):
    """A file to be written again was changed by another program meanwhile."""

    path: Path

    def wording(self) -> Wording:
        return worded(
            "“{path}” was changed by another program after it was opened: save under another name.", path=self.path
        )


@dataclass(eq=False)
class SubtitleFormatDiffers(DeepdubError):
    """Subtitles to be written under a name that promises another format than theirs."""

    path: Path
    format: str
    suffix: str

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded(
            "“{name}” is no name for these subtitles, which are {format} and stay so: choose a name that ends in"
            " {suffix}.",
            name=self.path.name,
            format=self.format,
            suffix=self.suffix,
        )


@dataclass(eq=False)
class OutputBusy(DeepdubError):
    """Another job is writing into the same folder."""

    path: Path

    def wording(self) -> Wording:
        return worded(
            "Something else is being written into “{path}”: wait until it is done or choose another folder.",
            path=self.path,
        )


@dataclass(eq=False)
class OutputNotWritable(DeepdubError):
    """A file or folder cannot be written."""

    path: Path
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "“{path}” cannot be written ({reason}): choose another folder.", path=self.path, reason=self.reason
        )


@dataclass(eq=False)
class FolderInvalid(DeepdubError):
    """A sentence folder that is not as the program wrote it."""

    path: Path
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "“{path}” is not a complete sentence folder ({reason}): make it again with “deepdub run”.",
            path=self.path,
            reason=self.reason,
        )


@dataclass(eq=False)
class DiskFull(DeepdubError):
    """The disk, or the quota on it, has no room left."""

    path: Path

    def wording(self) -> Wording:
        return worded(
            "There is no room left on the disk of “{path}”: free some space or choose another folder.", path=self.path
        )


@dataclass(eq=False)
class DiskTooSmall(DeepdubError):
    """The disk has less room than a result certainly needs; both in bytes."""

    path: Path
    needed: int
    free: int

    def wording(self) -> Wording:
        return worded(
            "This takes {needed} of disk, and the disk of “{path}” has {free} free: free some space and try again.",
            needed=size_text(self.needed),
            path=self.path,
            free=size_text(self.free),
        )


@dataclass(eq=False)
class NoCuesLeft(DeepdubError):
    """Subtitles to be saved, of which all have been deleted."""

    path: Path

    def wording(self) -> Wording:
        return worded(
            "There is no subtitle left to save as “{name}”: insert one, or undo the deletion.", name=self.path.name
        )


@dataclass(eq=False)
class CuesFixed(DeepdubError):
    """Cues that were inserted, deleted or worded anew, in a format of which only the times can be changed."""

    path: Path
    format: str

    def wording(self) -> Wording:
        return worded(
            "In “{name}” ({format}) only times can be changed, not subtitles inserted, deleted or worded anew: save the"
            " project, which keeps everything.",
            name=self.path.name,
            format=self.format,
        )


@dataclass(eq=False)
class TextNotInEncoding(DeepdubError):
    """Text with a character that the encoding of its file does not have."""

    path: Path
    encoding: str
    character: str

    def wording(self) -> Wording:
        return worded(
            "“{character}” cannot be stored in “{name}”, which is in {encoding}: save it as UTF-8.",
            character=self.character,
            name=self.path.name,
            encoding=self.encoding,
        )
