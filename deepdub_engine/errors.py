"""Everything that can go wrong, as types with data; the sentence a person reads is made here and nowhere else."""

from __future__ import annotations

import errno
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar

_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _rebuild(kind: type[DeepdubError], values: dict[str, Any]) -> DeepdubError:
    return kind(**values)


@dataclass(eq=False)
class DeepdubError(Exception):
    """Base of all errors that the engine raises on purpose.

    ``str(error)`` is one sentence saying what happened and what to do next. Subclasses are dataclasses, so that
    the values behind the sentence can be read, and survive pickling.
    """

    exit_code: ClassVar[int] = 1

    def sentence(self) -> str:
        """Return the sentence for a person."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.sentence()

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), {f.name: getattr(self, f.name) for f in fields(self)})


@dataclass(eq=False)
class FileMissing(DeepdubError):
    """A file that was named is not there."""

    path: Path

    def sentence(self) -> str:
        return f"There is no file “{self.path}”: check the name and the folder."


@dataclass(eq=False)
class FileUnreadable(DeepdubError):
    """A file is there and cannot be read."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"“{self.path}” cannot be read ({self.reason}): check its permissions and that its disk is connected."


@dataclass(eq=False)
class NotMedia(DeepdubError):
    """A file is empty or holds nothing that FFmpeg recognises."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return (
            f"“{self.path.name}” is not a video or audio file that can be opened ({self.reason}): choose another file."
        )


@dataclass(eq=False)
class NoAudio(DeepdubError):
    """A container without a sound track, or a track without a single sample."""

    path: Path

    def sentence(self) -> str:
        return f"“{self.path.name}” has no sound in it: choose a file with an audio track."


@dataclass(eq=False)
class NoSuchTrack(DeepdubError):
    """An audio track number that the container does not have; tracks count from 0."""

    path: Path
    track: int
    tracks: int

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        last = f"tracks 0 to {self.tracks - 1}" if self.tracks > 1 else "track 0 only"
        return f"“{self.path.name}” has no audio track {self.track}: it has {last}."


@dataclass(eq=False)
class MediaTruncated(DeepdubError):
    """The sound ends, or cannot be decoded any further, long before the length that the file itself states."""

    path: Path
    found_ms: int
    stated_ms: int

    def sentence(self) -> str:
        return (
            f"“{self.path.name}” breaks off after {self.found_ms / 1000:.1f} s of {self.stated_ms / 1000:.1f} s:"
            " copy or download the file again."
        )


@dataclass(eq=False)
class SubtitleEncodingUnknown(DeepdubError):
    """No text encoding fits the bytes of a subtitle file."""

    path: Path
    encoding: str | None = None

    def sentence(self) -> str:
        tried = f"is not text in the encoding {self.encoding}" if self.encoding else "is in no text encoding we know"
        return f"“{self.path.name}” {tried}: save it as UTF-8, or name its encoding with --encoding."


@dataclass(eq=False)
class SubtitleInvalid(DeepdubError):
    """A subtitle file that cannot be understood."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"“{self.path.name}” cannot be read as subtitles ({self.reason}): choose an SRT, ASS or VTT file."


@dataclass(eq=False)
class NoCues(DeepdubError):
    """A subtitle file, or the slice of it that was asked for, without a single cue."""

    path: Path
    within: str = ""

    def sentence(self) -> str:
        where = f" between {self.within}" if self.within else ""
        return f"“{self.path.name}” has no subtitles{where}: choose another file or another slice."


@dataclass(eq=False)
class CueReversed(DeepdubError):
    """A cue that ends before it starts; `number` counts from 1 in the order of the file."""

    path: Path
    number: int
    start: str
    end: str

    def sentence(self) -> str:
        return (
            f"Subtitle {self.number} of “{self.path.name}” ends ({self.end}) before it starts ({self.start}):"
            " correct its times and open the file again."
        )


@dataclass(eq=False)
class BadTime(DeepdubError):
    """A time that cannot be read."""

    text: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return f"“{self.text}” is not a time: write it as 10:33, 1:02:10.250 or 10_33."


@dataclass(eq=False)
class BadShift(DeepdubError):
    """A shift or ratio that cannot be read."""

    text: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return f"“{self.text}” is not a shift: write it as +3s, -420ms or -0:00:07.420, a ratio as 25/23.976."


@dataclass(eq=False)
class SliceOutside(DeepdubError):
    """A slice that is empty, reversed, or reaches beyond the clip."""

    start: str
    end: str
    duration: str | None = None

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        if self.duration is None:
            return f"The slice from {self.start} to {self.end} is empty: its end must come after its start."
        return f"The slice from {self.start} to {self.end} is not inside the clip, which ends at {self.duration}."


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
class ModelUnknown(DeepdubError):
    """A model name that the program does not have."""

    name: str
    known: tuple[str, ...]

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return f"There is no model “{self.name}”: choose one of {', '.join(self.known)}."


@dataclass(eq=False)
class NoExactMode(DeepdubError):
    """Spleeter's own stems were asked of a model that is not Spleeter's."""

    name: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return (
            f"“{self.name}” is not a model of Spleeter's, so it has no exact mode: use --model spleeter-2stems,"
            " or leave out --exact."
        )


@dataclass(eq=False)
class WeightsMissing(DeepdubError):
    """A model whose weights are not on this machine."""

    name: str
    path: Path

    def sentence(self) -> str:
        remedy = "install them with “deepdub models fetch” or “deepdub models import”, or use --model speech"
        if self.name == "speech":
            remedy = "they come with Deepdub, so install it again"
        return f"The weights of the model “{self.name}” are not in “{self.path}”: {remedy}."


@dataclass(eq=False)
class WeightsDamaged(DeepdubError):
    """Weights that do not verify, and are therefore never run."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"The weights in “{self.path}” are damaged ({self.reason}): install the model again."


@dataclass(eq=False)
class DownloadFailed(DeepdubError):
    """An address that cannot be reached, refuses, or breaks off again and again."""

    url: str
    reason: str

    def sentence(self) -> str:
        return (
            f"“{self.url}” could not be fetched ({self.reason}): try again later,"
            " or fetch it on another machine and use “deepdub models import”."
        )


@dataclass(eq=False)
class DownloadWrong(DeepdubError):
    """An address that sends something else than was promised."""

    url: str
    reason: str

    def sentence(self) -> str:
        return (
            f"“{self.url}” sent something else than the model ({self.reason}), and nothing was installed:"
            " try another network or --mirror."
        )


@dataclass(eq=False)
class ModelInvalid(DeepdubError):
    """An archive or folder that holds no model, or more than it should."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"No model can be installed from “{self.path}” ({self.reason}): choose Spleeter's archive or folder."


@dataclass(eq=False)
class ModelKept(DeepdubError):
    """A model that was to be removed and is not ours to remove."""

    name: str
    path: Path

    def sentence(self) -> str:
        return f"“{self.name}” in “{self.path}” was not installed by this program: delete it by hand to be rid of it."


@dataclass(eq=False)
class ModelShipped(DeepdubError):
    """A model that comes with the program was to be fetched or removed."""

    name: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return f"“{self.name}” comes with the program: it is neither fetched nor removed."


@dataclass(eq=False)
class StoreBusy(DeepdubError):
    """Another program is changing the models."""

    path: Path

    def sentence(self) -> str:
        return f"Another program is changing the models in “{self.path}”: wait until it has ended and try again."


@dataclass(eq=False)
class SeparationCrashed(DeepdubError):
    """The process that runs the network ended without a result."""

    status: int
    detail: str = ""

    def sentence(self) -> str:
        return (
            f"Separation stopped unexpectedly (status {self.status}{', ' + self.detail if self.detail else ''}):"
            " close other programs to free memory and try again."
        )


@dataclass(eq=False)
class SoundUnavailable(DeepdubError):
    """No sound device, or one that refuses to play."""

    reason: str

    def sentence(self) -> str:
        return f"Nothing can be heard because no sound device works ({self.reason}): connect one and press Play again."


@dataclass(eq=False)
class DisplayMissing(DeepdubError):
    """A window was asked for where there is no screen."""

    def sentence(self) -> str:
        return "There is no display to open a window on: use the command “deepdub run” instead, or set DISPLAY."


def from_os_error(error: OSError, path: Path, *, writing: bool) -> DeepdubError:
    """Turn an operating-system error on a file of the user's into one of ours.

    Parameters
    ----------
    error
        What was raised.
    path
        The file or folder the person named, rather than a temporary one beside it.
    writing
        Whether the file was being written.
    """
    reason = (error.strerror or str(error)).lower()
    if writing:
        return DiskFull(path) if error.errno in _DISK_FULL else OutputNotWritable(path, reason)
    if isinstance(error, FileNotFoundError):
        return FileMissing(path)
    return FileUnreadable(path, reason)
