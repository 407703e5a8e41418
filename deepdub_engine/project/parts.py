"""What a project is made of."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from deepdub_engine.base.messages import worded
from deepdub_engine.project.document import Document
from deepdub_engine.subtitles import DecodedText, SubtitleFile, read_subtitles


@dataclass(frozen=True, slots=True)
class FileRef:
    """Where a file is.

    Parameters
    ----------
    path
        The whole path, when the project was saved.
    relative
        The same from the project's folder, with forward slashes; empty where there is no such way, or no project file.
    """

    path: str
    relative: str = ""

    @classmethod
    def to(cls, path: Path, folder: Path | None) -> FileRef:
        """Refer to a file from a project in a folder, or from one that has no file yet."""
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - links stay what they are
        relative = ""
        if folder is not None:
            try:
                relative = Path(os.path.relpath(whole, os.path.abspath(folder))).as_posix()  # noqa: PTH100
            except ValueError:
                relative = ""  # on another drive
        return cls(str(whole), relative)

    def places(self, folder: Path | None) -> tuple[Path, ...]:
        """Return where the file may be, likeliest first: as seen from the project, where it was, beside the project."""
        found = []
        if folder is not None and self.relative and not PurePosixPath(self.relative).is_absolute():
            found.append(Path(os.path.normpath(folder / self.relative)))
        found.append(Path(self.path))
        if folder is not None:
            found.append(folder / Path(self.path).name)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class MediaPart:
    """The clip.

    Parameters
    ----------
    file
        Where it is.
    track
        Number of the audio track, from 0.
    size
        In bytes; 0 if it is not known. Tells another file of the same name.
    """

    file: FileRef
    track: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class SubtitlesPart:
    """The subtitles, with their text: the file itself changes when the shifted subtitles are saved over it.

    Parameters
    ----------
    file
        Where they are saved.
    text
        The file as it was when it was opened, before all edits.
    encoding, bom
        How its text is stored.
    digest
        Of the bytes on the disk when they were last read or written here; empty if they were not. Another one means
        that another program has changed the file.
    variants
        Characters that the file has in other bytes than its codec would write, with these in hexadecimal digits.
    """

    file: FileRef
    text: str
    encoding: str
    bom: bool = False
    digest: str = ""
    variants: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, file: SubtitleFile) -> SubtitlesPart:
        """Keep subtitles as they were opened."""
        variants = tuple((character, data.hex()) for character, data in file.variants)
        ref = FileRef.to(file.path, None)
        return cls(ref, file.source.text, file.encoding, file.bom, variants=variants)


@dataclass(frozen=True, slots=True)
class StemsPart:
    """What separates.

    Parameters
    ----------
    model
        Its name.
    exact
        Whether Spleeter's own stems are wanted.
    made
        Whether the clip, or a part of it, had been separated: then the stems are looked for among those that are kept.
    """

    model: str
    exact: bool = False
    made: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What the person saw and heard.

    Parameters
    ----------
    visible_ms
        First and last visible time; None where nothing was shown.
    position_ms
        Where the playhead stood.
    source
        What was heard: 0 original, 1 vocals, 2 accompaniment.
    """

    visible_ms: tuple[float, float] | None = None
    position_ms: int = 0
    source: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.source <= 2:
            raise ValueError(worded("there is no such source"))


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that makes the window as it was."""

    media: MediaPart | None = None
    subtitles: SubtitlesPart | None = None
    document: Document = field(default_factory=Document)
    stems: StemsPart | None = None
    view: View = View()

    def referring(self, to: Callable[[Path], FileRef]) -> Project:
        """Return the project with its files referred to in another way."""
        media, subtitles = self.media, self.subtitles
        return replace(
            self,
            media=media and replace(media, file=to(Path(media.file.path))),
            subtitles=subtitles and replace(subtitles, file=to(Path(subtitles.file.path))),
        )


def subtitle_file(part: SubtitlesPart, path: Path) -> SubtitleFile:
    """Read the subtitles of a project from the text in it.

    Raises
    ------
    SubtitleInvalid, NoCues, CueReversed
        If they are none.
    ValueError
        If there is no such encoding.
    """
    try:
        codecs.lookup(part.encoding)
    except LookupError as error:
        raise ValueError(worded("the encoding of its subtitles is not known")) from error
    variants = tuple((characters, bytes.fromhex(data)) for characters, data in part.variants if characters)
    return read_subtitles(DecodedText(part.text, part.encoding, part.bom, variants), path)
