"""Load and save subtitle files."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from pathlib import Path

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import (
    DeepdubError,
    FileUnreadable,
    ImageSubtitles,
    NoCues,
    NoCuesLeft,
    OnlyTimesEditable,
    SubtitleInvalid,
    TextNotInEncoding,
    WrittenDiffers,
    from_os_error,
)
from deepdub_engine.base.messages import Message, message
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.decoded_text import DecodedText, has_damage, newline_of
from deepdub_engine.subtitles.formats.catalogue import NAMES, check_name
from deepdub_engine.subtitles.formats.line_notes import LineNotes
from deepdub_engine.subtitles.formats.timed_text import Language, ParsedText, TimedText
from deepdub_engine.subtitles.matching import origins

_LARGEST_BYTES = 32 << 20
_OTHER_GUESSES = 4
_MOST_REREAD = 10_000  # cues; a film has 2,000, and more take seconds
_MEDIA = re.compile(rb"\x1aE\xdf\xa3|.{4}ftyp|RIFF.{4}(?:AVI |WAVE)", re.DOTALL)
_PICTURES = (
    ("PGS", re.compile(rb"PG.{8}[\x14-\x17\x80]", re.DOTALL)),
    ("VobSub", re.compile(rb"\0\0\x01\xba|(?:\xef\xbb\xbf)?# VobSub index")),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person says about a subtitle file where the file itself does not.

    Parameters
    ----------
    encoding
        A codec name; None to detect it.
    language
        Class, code or name of one of several languages; None for the first.
    fps
        Frames per second of MicroDVD; None for the rate that the file states.
    """

    encoding: str | None = None
    language: str | None = None
    fps: Fraction | None = None


@dataclass(frozen=True, slots=True)
class SubtitleFile:
    r"""A loaded subtitle file.

    Parameters
    ----------
    path
        Path of the file.
    format
        ``srt``, ``vtt``, ``ass``, ``ssa``, ``microdvd``, ``mpl2``, ``tmp`` or ``sami``.
    encoding, bom, newline
        Codec name, whether the file starts with a byte order mark, and its most frequent line end (``\n``, ``\r\n``
        or ``\r``).
    cues
        The cues in file order, without comments.
    source
        The text with its time slots; used by `save_subtitles` only.
    notes
        The lines that are in no cue but stay in the file.
    variants
        Characters whose bytes in the file differ from what the codec writes.
    languages, language
        The languages of a file of several, and the key of the one that was read.
    fps
        The frame rate that was specified for the file.
    has_fixed_texts
        Whether only times can be changed.
    other_encoding
        The next likely encoding, where the detected one is not certain.
    """

    path: Path
    format: str
    encoding: str
    bom: bool
    newline: str
    cues: tuple[Cue, ...]
    source: TimedText = field(repr=False)
    notes: LineNotes = field(default_factory=LineNotes)
    variants: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    languages: tuple[Language, ...] = ()
    language: str | None = None
    fps: Fraction | None = None
    has_fixed_texts: bool = False
    other_encoding: str | None = None

    @property
    def unread_lines(self) -> tuple[int, ...]:
        """Line numbers, from 1, of lines that look like times but cannot be read."""
        return self.notes.unread

    @property
    def reading(self) -> Reading:
        """What it takes to read the text of the file in the same way again."""
        return Reading(self.encoding, self.language, self.fps)

    @property
    def warnings(self) -> tuple[Message, ...]:
        """Warnings about the parts of the file that could not be read, or could be read in another way."""
        name = self.path.name
        found = list(self.notes.warnings(name))
        if has_damage(self.variants):
            found.append(
                message(
                    "Some bytes of “{name}” are not valid characters: they are shown as boxes and saved unchanged.",
                    name=name,
                )
            )
        if self.languages:
            others = [one.name for one in self.languages if one.key != self.language]
            own = next(one.name for one in self.languages if one.key == self.language)
            found.append(
                message(
                    "“{name}” holds several languages: {language} is read; the rest ({others}) stays in the file and"
                    " moves along.",
                    name=name,
                    language=own,
                    others=", ".join(others),
                )
            )
        if self.other_encoding is not None:
            found.append(
                message(
                    "“{name}” was read as {encoding}, but may be {other}.",
                    name=name,
                    encoding=self.encoding,
                    other=self.other_encoding,
                )
            )
        return tuple(found)


def load_subtitles(
    path: Path, encoding: str | None = None, *, language: str | None = None, fps: Fraction | None = None
) -> SubtitleFile:
    """Read a subtitle file; the format is detected from its content.

    Where the encoding is a guess under which there are no subtitles, the next likely ones are tried.

    Parameters
    ----------
    path
        The file.
    encoding, language, fps
        As in `Reading`.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read.
    SubtitleEncodingUnknown, SubtitleInvalid, SubtitlesArePictures
        If it is not text, not a supported subtitle file, or holds bitmap subtitles.
    FrameRateUnknown, LanguageUnknown
        If it counts frames without a rate, or does not hold the language.
    NoCues, CueReversed
        If it has no cues, or only such that end before they start.
    """
    from deepdub_engine.subtitles.encodings import decode, likely_encodings

    path = Path(path)
    data = _read(path)
    if not data.strip():
        raise NoCues(path)
    pictures = next((name for name, mark in _PICTURES if mark.match(data)), None)
    if pictures is not None:
        raise ImageSubtitles(path, pictures)
    decoded = decode(data, path, encoding)
    is_guess = encoding is None and not decoded.bom and not decoded.encoding.startswith("utf")
    try:
        return read_subtitles(decoded, path, language=language, fps=fps)
    except (SubtitleInvalid, NoCues):
        if is_guess:
            for other in islice(likely_encodings(data), 1, 1 + _OTHER_GUESSES):
                with contextlib.suppress(DeepdubError):
                    return read_subtitles(other, path, language=language, fps=fps)
        raise


def read_subtitles(
    decoded: DecodedText, path: Path, *, language: str | None = None, fps: Fraction | None = None
) -> SubtitleFile:
    """Parse the decoded text of a subtitle file.

    Raises
    ------
    SubtitleInvalid, FrameRateUnknown, LanguageUnknown, NoCues, CueReversed
        As in `load_subtitles`.
    """
    from deepdub_engine.subtitles.formats.odd_cues import without_odd_cues
    from deepdub_engine.subtitles.formats.parsing import parse_text

    parsed = without_odd_cues(parse_text(decoded.text, path, language, fps), path)
    if not parsed.spans:
        if parsed.notes.unread:
            raise SubtitleInvalid(path, message("the times in line {line} cannot be read", line=parsed.notes.unread[0]))
        raise NoCues(path)
    return SubtitleFile(
        path,
        parsed.format,
        decoded.encoding,
        decoded.bom,
        newline_of(decoded.text),
        tuple(Cue(*span) for span in parsed.spans),
        _agreeing(parsed),
        parsed.notes,
        decoded.variants,
        parsed.languages,
        parsed.language,
        fps,
        parsed.has_fixed_texts,
        decoded.other,
    )


def _agreeing(parsed: ParsedText) -> TimedText:
    """Return the text with slots at the times of the cues, also where a cue was given another end than it states."""
    slots = tuple(
        (start, end if end is None or end.time_ms == end_ms else replace(end, time_ms=end_ms))
        for (start, end), (_, end_ms, _) in zip(parsed.timed.slots, parsed.spans, strict=True)
    )
    return replace(parsed.timed, slots=slots)


def save_subtitles(
    file: SubtitleFile,
    cues: Sequence[Cue],
    path: Path,
    *,
    base: Sequence[Cue] | None = None,
    encoding: str | None = None,
    overwrite: bool = True,
) -> None:
    """Save a file with changed cues; everything else in it stays the same, byte for byte.

    If only times have changed, only these are rewritten, in any format. In all formats but TMPlayer, cues can also be
    inserted, deleted and edited; `deepdub_engine.subtitles.formats.srt_vtt_rewriting` describes the numbering in SRT.

    Parameters
    ----------
    file
        The file as loaded.
    cues
        The cues to write. Negative times become 0; formats with coarser units round, ties towards the old time.
    path
        Path to write to; may be the file itself.
    base
        The same cues before retiming, used to match them with the cues of the file; `cues` if None.
    encoding
        Codec name to use instead of the file's encoding, for text that the latter cannot encode.
    overwrite
        Whether an existing file may be replaced.

    Raises
    ------
    SubtitleFormatDiffers
        If the suffix of `path` belongs to another format.
    NoCuesLeft, CuesFixed, TextNotInEncoding
        If there are no cues, or the format or the encoding of the file cannot store them.
    WrittenDiffers
        If the written file would be read as other subtitles.
    OutputExists, OutputNotWritable, DiskFull
        If writing fails. An existing file then stays unchanged.
    """
    from deepdub_engine.subtitles.encodings import encode

    check_name(file.format, path, file.path)
    text = _text_with(file, cues, cues if base is None else base)
    try:
        variants = file.variants if encoding in (None, file.encoding) else ()
        data = encode(DecodedText(text, encoding or file.encoding, file.bom, variants), text)
    except UnicodeEncodeError as error:
        raise TextNotInEncoding(file.path, file.encoding, text[error.start]) from error
    with replacing(Path(path), overwrite=overwrite) as temporary:
        temporary.write_bytes(data)
        if temporary.read_bytes() != data or not _reads_as(data, file, encoding or file.encoding, cues):
            raise WrittenDiffers(Path(path))


def _reads_as(data: bytes, file: SubtitleFile, encoding: str, cues: Sequence[Cue]) -> bool:
    """Return whether a written file is read as these cues, but for the units of the format."""
    from deepdub_engine.subtitles.encodings import decode

    if len(cues) > _MOST_REREAD:
        return True
    try:
        decoded = decode(data, file.path, encoding)
        again = read_subtitles(decoded, file.path, language=file.language, fps=file.fps)
    except DeepdubError:
        return False
    starts, wanted = (sorted(max(0, cue.start_ms) for cue in each) for each in (again.cues, cues))
    unit_ms = max(slot.step_ms for pair in file.source.slots for slot in pair if slot is not None)
    close = all(abs(start - at) <= unit_ms for start, at in zip(starts, wanted, strict=False))
    return close and again.format == file.format and len(starts) == len(wanted)


def _text_with(file: SubtitleFile, cues: Sequence[Cue], base: Sequence[Cue]) -> str:
    from deepdub_engine.subtitles.formats.line_rewriting import LINE_FORMATS, rewritten_lines
    from deepdub_engine.subtitles.formats.sami_rewriting import rewritten_syncs
    from deepdub_engine.subtitles.formats.srt_vtt_rewriting import REWRITABLE, rewritten

    if not cues:
        raise NoCuesLeft(file.path)
    if tuple(cues) == file.cues and tuple(base) == file.cues:
        return file.source.text
    has_same_texts = [cue.text for cue in cues] == [cue.text for cue in file.cues]
    if has_same_texts and file.format != "sami":
        return file.source.retimed((cue.start_ms, cue.end_ms) for cue in cues)
    if file.format not in REWRITABLE | LINE_FORMATS | {"sami"}:
        raise OnlyTimesEditable(file.path, NAMES[file.format])
    if file.has_fixed_texts and not has_same_texts:
        raise OnlyTimesEditable(file.path, message("{format} with rolling captions", format=NAMES[file.format]))
    found = range(len(cues)) if has_same_texts else origins(file.cues, base)
    pairs: list[tuple[Cue, int | None]] = list(zip(cues, found, strict=True))
    if file.format == "sami":
        return rewritten_syncs(file.source, file.newline, file.cues, pairs, file.language)
    if file.format in LINE_FORMATS:
        return rewritten_lines(file.source, file.format, file.newline, file.cues, pairs)
    return rewritten(file.source, file.format, file.newline, file.cues, pairs)


def srt_text(cues: Iterable[Cue]) -> str:
    """Return cues as the text of a new SRT file, numbered from 1; negative times become 0, blank lines are dropped."""
    import pysrt

    items = (
        pysrt.SubRipItem(
            number,
            pysrt.SubRipTime.from_ordinal(cue.start_ms),
            pysrt.SubRipTime.from_ordinal(cue.end_ms),
            "\n".join(line for line in cue.text.splitlines() if line.strip()),
        )
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(str(item) for item in items)


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise FileUnreadable(path, message("not a regular file"))
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    if _MEDIA.match(data):
        raise SubtitleInvalid(
            path, message("it is a media file, and the subtitles inside it have to be extracted first")
        )
    if len(data) > _LARGEST_BYTES:
        raise SubtitleInvalid(path, message("it is larger than {size} MB", size=_LARGEST_BYTES >> 20))
    return data
