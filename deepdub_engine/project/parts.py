"""The parts of a project: files, subtitles, stems, view."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from deepdub_engine.base.messages import message
from deepdub_engine.base.timing import parse_frame_rate
from deepdub_engine.project.document import Document
from deepdub_engine.subtitles import DecodedText, SubtitleFile, read_subtitles


@dataclass(frozen=True, slots=True)
class FileRef:
    """A reference to a file.

    Parameters
    ----------
    path
        The absolute path when the project was saved.
    relative
        The path relative to the project's folder, with forward slashes; empty if the file is on another drive or the
        project has no file yet.
    """

    path: str
    relative: str = ""

    @classmethod
    def to(cls, path: Path, folder: Path | None) -> FileRef:
        """Return a reference to a file; `folder` is the project's folder, or None for an unsaved project."""
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - symbolic links are not resolved
        relative = ""
        if folder is not None:
            try:
                relative = Path(os.path.relpath(whole, os.path.abspath(folder))).as_posix()  # noqa: PTH100
            except ValueError:
                relative = ""  # on another drive
        return cls(str(whole), relative)

    def places(self, folder: Path | None) -> tuple[Path, ...]:
        """Return candidate paths, likeliest first: relative to the project, absolute, in the project's folder."""
        found = []
        if folder is not None and self.relative and not PurePosixPath(self.relative).is_absolute():
            found.append(Path(os.path.normpath(folder / self.relative)))
        found.append(Path(self.path))
        if folder is not None:
            found.append(folder / Path(self.path).name)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class MediaPart:
    """The clip of a project.

    Parameters
    ----------
    file
        The media file.
    track
        Index of the audio track, from 0.
    size
        File size in bytes, 0 if unknown; it distinguishes the clip from another file of the same name.
    """

    file: FileRef
    track: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class SubtitlesPart:
    """The subtitles of a project, with the original text, because saving overwrites the file itself.

    Parameters
    ----------
    file
        The subtitle file.
    text
        The text of the file when it was opened, before all edits.
    encoding, bom
        Text encoding of the file, and whether it starts with a byte order mark.
    digest
        Checksum of the file when it was last read or written here; empty if it never was. A different one means that
        another program has changed the file.
    variants
        Characters whose bytes in the file differ from what the codec writes, with these bytes in hexadecimal.
    language, fps
        The language that was chosen in a file of several, and the frame rate that was specified for it; empty if none.
    """

    file: FileRef
    text: str
    encoding: str
    bom: bool = False
    digest: str = ""
    variants: tuple[tuple[str, str], ...] = ()
    language: str = ""
    fps: str = ""

    @classmethod
    def of(cls, file: SubtitleFile) -> SubtitlesPart:
        """Return the part for a subtitle file that was opened."""
        variants = tuple((character, data.hex()) for character, data in file.variants)
        ref = FileRef.to(file.path, None)
        rate = str(file.fps) if file.fps is not None else ""
        return cls(
            ref,
            file.source.text,
            file.encoding,
            file.bom,
            "",
            variants=variants,
            language=file.language or "",
            fps=rate,
        )


@dataclass(frozen=True, slots=True)
class StemsPart:
    """The separation settings of a project.

    Parameters
    ----------
    model
        Name of the model.
    exact
        Whether exact mode, which gives Spleeter's own stems, is on.
    made
        Whether the clip, or a part of it, was separated; the stems are then looked up in the cache.
    """

    model: str
    exact: bool = False
    made: bool = False


@dataclass(frozen=True, slots=True)
class VoicesPart:
    """The generated voices of a project: their sentence folder, in which everything about them is kept."""

    folder: FileRef


@dataclass(frozen=True, slots=True)
class View:
    """The view state of a project.

    Parameters
    ----------
    visible_ms
        First and last visible time; None if nothing was shown.
    position_ms
        Playhead position.
    source
        Monitored source: 0 original, 1 vocals, 2 accompaniment.
    """

    visible_ms: tuple[float, float] | None = None
    position_ms: int = 0
    source: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.source <= 2:
            raise ValueError(message("its audio source is unknown"))


@dataclass(frozen=True, slots=True)
class Project:
    """A project: everything needed to restore the window."""

    media: MediaPart | None = None
    subtitles: SubtitlesPart | None = None
    document: Document = field(default_factory=Document)
    stems: StemsPart | None = None
    view: View = View()
    voices: VoicesPart | None = None

    def referring(self, to: Callable[[Path], FileRef]) -> Project:
        """Return the project with its file references rebuilt by `to`."""
        media, subtitles, voices = self.media, self.subtitles, self.voices
        return replace(
            self,
            media=media and replace(media, file=to(Path(media.file.path))),
            subtitles=subtitles and replace(subtitles, file=to(Path(subtitles.file.path))),
            voices=voices and replace(voices, folder=to(Path(voices.folder.path))),
        )


def subtitle_file(part: SubtitlesPart, path: Path) -> SubtitleFile:
    """Parse the subtitles of a project from its stored text.

    Raises
    ------
    SubtitleInvalid, NoCues, CueReversed
        If the text is not valid subtitles.
    ValueError
        If the encoding is unknown.
    """
    try:
        codecs.lookup(part.encoding)
    except LookupError as error:
        raise ValueError(message("the encoding of its subtitles is unknown")) from error
    variants = tuple((characters, bytes.fromhex(data)) for characters, data in part.variants if characters)
    fps = parse_frame_rate(part.fps) if part.fps else None
    decoded = DecodedText(part.text, part.encoding, part.bom, variants)
    return read_subtitles(decoded, path, language=part.language or None, fps=fps)
