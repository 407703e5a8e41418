"""Convert subtitles to another format, and say what it cannot keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from deepdub_engine.base.errors import (
    DeepdubError,
    FormatNotWritable,
    FrameRateUnknown,
    NoCuesLeft,
    WrittenDiffers,
)
from deepdub_engine.base.messages import Message, message
from deepdub_engine.subtitles.converting.markup import NOTATIONS
from deepdub_engine.subtitles.converting.styled_text import Feature, StyledText, styled_text
from deepdub_engine.subtitles.converting.whole_files import WRITERS, WrittenCue
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.decoded_text import DecodedText
from deepdub_engine.subtitles.editing.order import by_start
from deepdub_engine.subtitles.files import SubtitleFile, read_subtitles
from deepdub_engine.subtitles.formats.catalogue import NAMES
from deepdub_engine.subtitles.matching import origins
from deepdub_engine.subtitles.speakers import column_speakers

_KINDS: Mapping[str, str] = {
    ".srt": "srt",
    ".vtt": "vtt",
    ".ass": "ass",
    ".ssa": "ssa",
    ".smi": "sami",
    ".sami": "sami",
    ".sub": "microdvd",
    ".mpl": "mpl2",
}
TARGETS: Mapping[str, str] = {suffix: NAMES[kind] for suffix, kind in _KINDS.items() if suffix != ".sami"}
"""The suffixes that name a format, with its name."""
_STEP_MS: Mapping[str, int] = {"ass": 10, "ssa": 10, "mpl2": 100, "tmp": 1000}
# What is lost, from the number of subtitles that it concerns.
_LOSSES: Mapping[Feature, Callable[[int], Message]] = {
    Feature.STYLES: lambda count: message("italics and other styles ({count})", count=count),
    Feature.COLOURS: lambda count: message("colours ({count})", count=count),
    Feature.FONTS: lambda count: message("fonts and sizes ({count})", count=count),
    Feature.POSITIONS: lambda count: message("positions ({count})", count=count) if count else message("positions"),
    Feature.SPEAKERS: lambda count: message("names of speakers ({count})", count=count),
    Feature.EFFECTS: lambda count: message("effects and drawings ({count})", count=count),
    Feature.WORD_TIMES: lambda count: message("times of single words ({count})", count=count),
    Feature.SIGNS: lambda count: message(
        "signs that the format takes for its own, such as {{ and | ({count})", count=count
    ),
    Feature.ENDS: lambda count: message("ends ({count})", count=count),
    Feature.OVERLAPS: lambda count: message("ends of subtitles that overlap ({count})", count=count),
    Feature.EMPTY: lambda count: message("subtitles without text ({count})", count=count),
    Feature.STYLE_SHEET: lambda _count: message("the styles that the file defines"),
    Feature.NOTES: lambda _count: message("notes, comments and other parts of the file"),
    Feature.LANGUAGES: lambda _count: message("the other languages"),
}


@dataclass(frozen=True, slots=True)
class Conversion:
    """Subtitles in another format, not saved yet.

    Parameters
    ----------
    file
        The new file; `save_subtitles` writes it with its own cues.
    losses
        What the format cannot keep, with the number of subtitles that it concerns.
    """

    file: SubtitleFile
    losses: tuple[Message, ...]

    @property
    def lost(self) -> Message | None:
        """One sentence about all that is lost; None if nothing is."""
        if not self.losses:
            return None
        what = self.losses[0]
        for one in self.losses[1:]:
            what = message("{some}, {more}", some=what, more=one)
        return message("{format} cannot keep: {what}.", format=NAMES[self.file.format], what=what)


def kind_named(path: Path) -> str | None:
    """Return the format that the suffix of a file name asks for; None if it asks for none."""
    return _KINDS.get(path.suffix.lower())


def convert(
    file: SubtitleFile,
    cues: Sequence[Cue],
    path: Path,
    *,
    base: Sequence[Cue] | None = None,
    kind: str | None = None,
    fps: Fraction | None = None,
) -> Conversion:
    """Convert subtitles to the format of a file name.

    The encoding, byte order mark and line ends stay, but WebVTT is UTF-8. The cues are written in order of their start.

    Parameters
    ----------
    file
        The file that the subtitles were read from.
    cues
        The cues as they are to be written.
    path
        The name of the new file.
    base
        The same cues before retiming, by which the speakers in the file are found; `cues` if None.
    kind
        The format, where the name does not say it.
    fps
        Frames per second, for MicroDVD; that of `file` if None.

    Raises
    ------
    FormatNotWritable
        If the name asks for no known format.
    FrameRateUnknown
        If the format counts frames and the rate is unknown.
    NoCuesLeft
        If no cue has a text.
    WrittenDiffers
        If the new file would be read as other subtitles.
    """
    kind = kind or kind_named(path)
    if kind is None or kind not in WRITERS:
        raise FormatNotWritable(path, tuple(_KINDS))
    fps = fps or file.fps
    if kind == "microdvd" and fps is None:
        raise FrameRateUnknown(path)
    made = [_made(file, kind, cue, name) for cue, name in zip(cues, _speakers(file, base or cues), strict=True)]
    shown = [made[index] for index in by_start(cues) if made[index].styled.lines]
    if not shown:
        raise NoCuesLeft(path)
    lines = WRITERS[kind]([one.written for one in shown], fps or Fraction(25))
    text = file.newline.join([*"\n".join(lines).split("\n"), ""])
    is_utf8 = kind == "vtt"
    decoded = DecodedText(text, "utf-8" if is_utf8 else file.encoding, file.bom and not is_utf8)
    try:
        new = read_subtitles(decoded, path, fps=fps if kind == "microdvd" else None)
    except DeepdubError as error:
        raise WrittenDiffers(path) from error
    step_ms = 1000 / fps if kind == "microdvd" and fps is not None else Fraction(_STEP_MS.get(kind, 1))
    _check(path, new, shown, step_ms)
    counts = Counter(feature for one in made for feature in one.lost)
    counts.update(_lost_times(new, shown))
    counts.update(dict.fromkeys(_lost_of_file(file), 0))
    return Conversion(new, tuple(_loss(each, counts[each], step_ms) for each in Feature if each in counts))


class _Made(NamedTuple):
    """A cue with its text as it is seen and as it is written, and what is lost of it."""

    styled: StyledText
    written: WrittenCue
    lost: frozenset[Feature]


def _made(file: SubtitleFile, kind: str, cue: Cue, speaker: str) -> _Made:
    styled = styled_text(cue.text, file.format)
    styled = StyledText(styled.lines, styled.place, speaker or styled.speaker, styled.used)
    lost: set[Feature] = set()
    notation = NOTATIONS[kind]
    words = notation.write(styled, lost)
    lost |= styled.features - notation.keeps
    if Feature.POSITIONS in styled.used:  # in pixels, which no other format has
        lost.add(Feature.POSITIONS)
    if not styled.lines:
        lost.add(Feature.EMPTY)
    start_ms = max(0, cue.start_ms)
    written = WrittenCue(start_ms, max(start_ms, cue.end_ms), words, styled.place, styled.speaker)
    return _Made(styled, written, frozenset(lost))


def _speakers(file: SubtitleFile, base: Sequence[Cue]) -> list[str]:
    names = column_speakers(file)
    if not any(names):
        return [""] * len(base)
    return [names[index] if index is not None else "" for index in origins(file.cues, base)]


def _check(path: Path, new: SubtitleFile, shown: Sequence[_Made], step_ms: Fraction) -> None:
    """Compare the new file with what it was made from."""
    if len(new.cues) != len(shown):
        raise WrittenDiffers(path)
    for cue, one in zip(new.cues, shown, strict=True):
        signs = Feature.SIGNS in one.lost
        same = signs or styled_text(cue.text, new.format).plain == one.styled.plain
        if not same or abs(cue.start_ms - one.written.start_ms) > step_ms:
            raise WrittenDiffers(path)


def _lost_times(new: SubtitleFile, shown: Sequence[_Made]) -> Counter[Feature]:
    counts: Counter[Feature] = Counter()
    for cue, one in zip(new.cues, shown, strict=True):
        is_start, is_end = cue.start_ms == one.written.start_ms, cue.end_ms == one.written.end_ms
        if new.format == "tmp":
            counts[Feature.ENDS] += 1
        elif new.format == "sami" and not is_end:
            counts[Feature.OVERLAPS] += 1
        if not is_start or (not is_end and new.format not in ("tmp", "sami")):
            counts[Feature.PRECISION] += 1
    return counts


def _lost_of_file(file: SubtitleFile) -> list[Feature]:
    """Return what is lost beside the subtitles themselves."""
    text = file.source.text
    found = []
    if file.format in ("ass", "ssa") or "\nSTYLE" in text or "::cue" in text:
        found.append(Feature.STYLE_SHEET)
    has_notes = any("Comment:" in line or line.startswith(("NOTE", ";")) for line in text.splitlines())
    if has_notes or file.notes.stray or file.notes.unread:
        found.append(Feature.NOTES)
    if file.format in ("srt", "vtt") and file.notes.beside:
        found.append(Feature.POSITIONS)
    if len(file.languages) > 1:
        found.append(Feature.LANGUAGES)
    return found


def _loss(feature: Feature, count: int, step_ms: Fraction) -> Message:
    if feature is Feature.PRECISION:
        step = f"{float(step_ms):g}"
        return message("exact times, which are rounded to {step} ms ({count})", step=step, count=count)
    return _LOSSES[feature](count)
