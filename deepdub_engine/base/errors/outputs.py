"""Errors about output files, folders and disks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.formatting import size_text
from deepdub_engine.base.messages import Message, MessageOrText, message


@dataclass(eq=False)
class OutputExists(DeepdubError):
    """An output already exists and must not be replaced."""

    path: Path

    def to_message(self) -> Message:
        return message(
            "“{path}” already exists: choose another name or folder, or add --force to replace it.", path=self.path
        )


@dataclass(eq=False)
class OutputChanged(DeepdubError):
    """Another program changed a file after it was opened here."""

    path: Path

    def to_message(self) -> Message:
        return message(
            "“{path}” was changed by another program after it was opened: save under another name.", path=self.path
        )


@dataclass(eq=False)
class SubtitleFormatDiffers(DeepdubError):
    """The suffix of an output name does not match the format of the subtitles."""

    path: Path
    format: str
    suffix: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{name}” does not match the format of these subtitles, {format}: choose a name that ends in {suffix}.",
            name=self.path.name,
            format=self.format,
            suffix=self.suffix,
        )


@dataclass(eq=False)
class OutputBusy(DeepdubError):
    """Another job is writing to the same folder."""

    path: Path

    def to_message(self) -> Message:
        return message(
            "Another job is writing to “{path}”: wait until it has finished, or choose another folder.",
            path=self.path,
        )


@dataclass(eq=False)
class OutputNotWritable(DeepdubError):
    """A file or folder cannot be written."""

    path: Path
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{path}” cannot be written ({reason}): choose another folder.", path=self.path, reason=self.reason
        )


@dataclass(eq=False)
class FolderInvalid(DeepdubError):
    """A sentence folder is incomplete or damaged."""

    path: Path
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{path}” is not a complete sentence folder ({reason}): create it again with “deepdub run”.",
            path=self.path,
            reason=self.reason,
        )


@dataclass(eq=False)
class NoVoices(DeepdubError):
    """A sentence folder contains no generated speech."""

    path: Path

    def to_message(self) -> Message:
        return message(
            "There is no generated speech in “{path}”: put a “<hash>_gen_vocals.wav” for each sentence there.",
            path=self.path,
        )


@dataclass(eq=False)
class AccompanimentMissing(DeepdubError):
    """A part of the clip that is to be heard without speech has not been separated."""

    path: Path
    time: str

    def to_message(self) -> Message:
        return message(
            "“{path}” has no music and effects at {time}: separate the whole clip and export the sentences again.",
            path=self.path,
            time=self.time,
        )


@dataclass(eq=False)
class NothingToUndo(DeepdubError):
    """No voices were moved that could be moved back."""

    path: Path

    def to_message(self) -> Message:
        return message("No voices in “{path}” were moved: there is nothing to undo.", path=self.path)


@dataclass(eq=False)
class LineGone(DeepdubError):
    """A sentence folder no longer has a line."""

    path: Path
    text: str

    def to_message(self) -> Message:
        return message("“{path}” no longer has the line “{text}”: nothing was moved.", path=self.path, text=self.text)


@dataclass(eq=False)
class DiskFull(DeepdubError):
    """The disk is full, or its quota is used up."""

    path: Path

    def to_message(self) -> Message:
        return message(
            "There is no space left on the disk of “{path}”: free some space or choose another folder.",
            path=self.path,
        )


@dataclass(eq=False)
class DiskTooSmall(DeepdubError):
    """The disk has less free space than an output needs; both in bytes."""

    path: Path
    needed: int
    free: int

    def to_message(self) -> Message:
        return message(
            "This needs {needed} of disk space, but the disk of “{path}” has only {free} free: free some space and try"
            " again.",
            needed=size_text(self.needed),
            path=self.path,
            free=size_text(self.free),
        )


@dataclass(eq=False)
class NoCuesLeft(DeepdubError):
    """There are no cues to save because all have been deleted."""

    path: Path

    def to_message(self) -> Message:
        return message(
            "There are no subtitles left to save as “{name}”: insert one, or undo the deletion.", name=self.path.name
        )


@dataclass(eq=False)
class OnlyTimesEditable(DeepdubError):
    """Cues were inserted, deleted or edited in a format whose times alone can be changed."""

    path: Path
    format: MessageOrText

    def to_message(self) -> Message:
        return message(
            "Only changed times can be saved to “{name}” ({format}), not inserted, deleted or edited subtitles: save"
            " the project, which keeps everything.",
            name=self.path.name,
            format=self.format,
        )


@dataclass(eq=False)
class TextNotInEncoding(DeepdubError):
    """A character cannot be stored in the encoding of its file."""

    path: Path
    encoding: str
    character: str

    def to_message(self) -> Message:
        return message(
            "“{character}” cannot be stored in “{name}”, whose encoding is {encoding}: save it as UTF-8.",
            character=self.character,
            name=self.path.name,
            encoding=self.encoding,
        )


@dataclass(eq=False)
class ContainerUnsupported(DeepdubError):
    """The suffix of an output name stands for no kind of film that can be written."""

    path: Path
    suffixes: tuple[str, ...]

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "No film can be written as “{name}”: choose a name that ends in {suffixes}.",
            name=self.path.name,
            suffixes=", ".join(self.suffixes),
        )


@dataclass(eq=False)
class PictureUnsupported(DeepdubError):
    """A film was to be written to a kind of file that cannot hold its picture; `suffixes` are kinds that can."""

    path: Path
    codec: str
    suffixes: tuple[str, ...]

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        if not self.suffixes:
            return message(
                "The picture of this film ({codec}) cannot be copied: convert the film first, for example to H.264.",
                codec=self.codec,
            )
        return message(
            "A file that ends in {suffix} cannot hold the picture of this film ({codec}): choose a name that ends in"
            " {suffixes}.",
            suffix=self.path.suffix,
            codec=self.codec,
            suffixes=", ".join(self.suffixes),
        )


@dataclass(eq=False)
class FilmNameMissing(DeepdubError):
    """A soundtrack was to be added to a film, but no name was given for the new film."""

    film: Path

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "Name the film to write: “{film}” itself is never changed. Add -o and a name that ends in .mkv, .mp4, .mov"
            " or .ts.",
            film=self.film.name,
        )


@dataclass(eq=False)
class WrittenDiffers(DeepdubError):
    """Subtitles would be read differently from how they were to be saved."""

    path: Path

    def to_message(self) -> Message:
        return message(
            "“{name}” was not saved, because it would be read as other subtitles: look for a text that looks like times"
            " or like the head of a file, or save the project.",
            name=self.path.name,
        )
