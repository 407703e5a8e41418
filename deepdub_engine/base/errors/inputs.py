"""Errors in the user's input: files, times, slices."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Message, MessageOrText, message


@dataclass(eq=False)
class FileMissing(DeepdubError):
    """A file does not exist."""

    path: Path

    def to_message(self) -> Message:
        return message("There is no file “{path}”: check the name and the folder.", path=self.path)


@dataclass(eq=False)
class FileUnreadable(DeepdubError):
    """A file exists but cannot be read."""

    path: Path
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{path}” cannot be read ({reason}): check its permissions and that its disk is connected.",
            path=self.path,
            reason=self.reason,
        )


@dataclass(eq=False)
class SurroundIsOwnMode(DeepdubError):
    """Surround stems were requested together with an option that gives Spleeter's own stereo stems."""

    option: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message("Spleeter itself has no surround stems: omit --surround or {option}.", option=self.option)


@dataclass(eq=False)
class SubtitleEncodingUnknown(DeepdubError):
    """A subtitle file cannot be decoded as text; `option` is the command-line option that sets its encoding."""

    path: Path
    encoding: str | None = None
    option: str = "--encoding"

    def to_message(self) -> Message:
        if self.encoding:
            return message(
                "“{name}” is not valid {encoding} text: save it as UTF-8, or specify its encoding with {option}.",
                name=self.path.name,
                encoding=self.encoding,
                option=self.option,
            )
        return message(
            "“{name}” has an unknown text encoding: save it as UTF-8, or specify its encoding with {option}.",
            name=self.path.name,
            option=self.option,
        )


@dataclass(eq=False)
class SubtitleInvalid(DeepdubError):
    """A subtitle file cannot be parsed."""

    path: Path
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{name}” cannot be read as subtitles ({reason}): choose an SRT, ASS or VTT file.",
            name=self.path.name,
            reason=self.reason,
        )


@dataclass(eq=False)
class FrameRateUnknown(SubtitleInvalid):
    """A subtitle file counts frames, and nobody says how many there are in a second."""

    reason: MessageOrText = field(default_factory=lambda: message("it counts frames but does not state the frame rate"))

    def to_message(self) -> Message:
        return message(
            "“{name}” counts frames but does not state the frame rate: specify it with --fps, or choose an SRT, ASS or"
            " VTT file.",
            name=self.path.name,
        )


@dataclass(eq=False)
class LanguageUnknown(DeepdubError):
    """A subtitle file does not hold a language; `languages` are the names of those that it holds."""

    path: Path
    language: str
    languages: tuple[str, ...]

    def to_message(self) -> Message:
        if not self.languages:
            return message(
                "“{name}” holds only one language: leave out --language {language}.",
                name=self.path.name,
                language=self.language,
            )
        return message(
            "“{name}” has no subtitles in {language}: choose one of {languages}.",
            name=self.path.name,
            language=self.language,
            languages=", ".join(self.languages),
        )


@dataclass(eq=False)
class NoSubtitleTracks(DeepdubError):
    """A container has no subtitle track."""

    path: Path

    def to_message(self) -> Message:
        return message(
            "“{name}” has no subtitle tracks: open a subtitle file instead.",
            name=self.path.name,
        )


@dataclass(eq=False)
class ImageSubtitles(DeepdubError):
    """The subtitles of a file or track are images; `track` counts from 0, or is None for a subtitle file."""

    path: Path
    format: str
    track: int | None = None

    def to_message(self) -> Message:
        if self.track is None:
            return message(
                "“{name}” contains image-based subtitles ({format}): choose text subtitles or a text track.",
                name=self.path.name,
                format=self.format,
            )
        return message(
            "Subtitle track {track} of “{name}” is image-based ({format}): choose text subtitles or a text track.",
            track=self.track,
            name=self.path.name,
            format=self.format,
        )


@dataclass(eq=False)
class NoCues(DeepdubError):
    """A subtitle file, or its slice from `start` to `end`, has no cues."""

    path: Path
    start: str = ""
    end: str = ""

    def to_message(self) -> Message:
        if self.start:
            return message(
                "“{name}” has no subtitles between {start} and {end}: choose another file or another slice.",
                name=self.path.name,
                start=self.start,
                end=self.end,
            )
        return message("“{name}” has no subtitles: choose another file or another slice.", name=self.path.name)


@dataclass(eq=False)
class BadTimecode(DeepdubError):
    """A text is no SMPTE time code at a frame rate."""

    text: str
    rate: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{text}” is not a time code at {rate} frames per second: write it as 01:00:00:00.",
            text=self.text,
            rate=self.rate,
        )


@dataclass(eq=False)
class BadFrameRate(DeepdubError):
    """A text is not a frame rate."""

    text: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{text}” is not a frame rate: write the frames per second, such as 25, 23.976 or 24000/1001.",
            text=self.text,
        )


@dataclass(eq=False)
class CueReversed(DeepdubError):
    """A cue ends before it starts; `number` counts from 1 in file order."""

    path: Path
    number: int
    start: str
    end: str

    def to_message(self) -> Message:
        return message(
            "Subtitle {number} of “{name}” ends ({end}) before it starts ({start}): correct its times and open the file"
            " again.",
            number=self.number,
            name=self.path.name,
            end=self.end,
            start=self.start,
        )


@dataclass(eq=False)
class NothingToAlignTo(DeepdubError):
    """There is neither a clip nor reference subtitles to align subtitles to."""

    path: Path

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "There is nothing to align “{name}” to: give a video or audio file before it, or correctly timed subtitles"
            " with --reference.",
            name=self.path.name,
        )


@dataclass(eq=False)
class BadTime(DeepdubError):
    """A time cannot be parsed."""

    text: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message("“{text}” is not a time: write it as 3.4s, 340ms, 10:33 or 1:02:10.250.", text=self.text)


@dataclass(eq=False)
class BadShift(DeepdubError):
    """A shift or ratio cannot be parsed."""

    text: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{text}” is not a shift: write a shift as 3.4s, -420ms or -1:02.5, or a ratio as 25/23.976.",
            text=self.text,
        )


@dataclass(eq=False)
class UnitMissing(BadShift):
    """A shift is a large whole number without a unit, so that it may be seconds or milliseconds."""

    def to_message(self) -> Message:
        return message(
            "“{text}” may be milliseconds or seconds: write {text}ms or {text}s.",
            text=self.text,
        )


@dataclass(eq=False)
class AnchorsCross(DeepdubError):
    """Time would stand still or run backwards between two anchors."""

    first_ms: int
    second_ms: int

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "Time would run backwards between the anchors at {first:.1f} s and {second:.1f} s of the subtitles: move"
            " or remove one of them.",
            first=self.first_ms / 1000,
            second=self.second_ms / 1000,
        )


@dataclass(eq=False)
class SliceOutside(DeepdubError):
    """A slice is empty, reversed, or extends beyond the clip."""

    start: str
    end: str
    duration: str | None = None

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        if self.duration is None:
            return message(
                "The slice from {start} to {end} is empty: its end must come after its start.",
                start=self.start,
                end=self.end,
            )
        return message(
            "The slice from {start} to {end} is not inside the clip: choose times up to {duration}.",
            start=self.start,
            end=self.end,
            duration=self.duration,
        )
