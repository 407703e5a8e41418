"""Load and save subtitle files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pysrt

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import (
    CueReversed,
    FileUnreadable,
    ImageSubtitles,
    NoCues,
    NoCuesLeft,
    OnlyTimesEditable,
    SubtitleInvalid,
    TextNotInEncoding,
    from_os_error,
)
from deepdub_engine.base.messages import Message, message
from deepdub_engine.base.timing import format_clock
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.encodings import DecodedText, decode, encode, has_damage, newline_of
from deepdub_engine.subtitles.formats.ass import parse_substation, substation_kind
from deepdub_engine.subtitles.formats.catalogue import NAMES, check_name
from deepdub_engine.subtitles.formats.line_rewriting import LINE_FORMATS, rewritten_lines
from deepdub_engine.subtitles.formats.pysubs2_formats import detect_format, is_sami, parse_with_pysubs2, refused_format
from deepdub_engine.subtitles.formats.sami_rewriting import rewritten_syncs
from deepdub_engine.subtitles.formats.srt_vtt import has_timing_lines, parse_srt_vtt
from deepdub_engine.subtitles.formats.srt_vtt_rewriting import REWRITABLE, rewritten
from deepdub_engine.subtitles.formats.timed_text import ParsedText, TimedText
from deepdub_engine.subtitles.matching import origins

_LARGEST_BYTES = 32 << 20
_LATEST_MS = 10_000 * 3_600_000
_NAMED = 5  # most line numbers listed in a warning
_MEDIA = re.compile(rb"\x1aE\xdf\xa3|.{4}ftyp|RIFF.{4}(?:AVI |WAVE)", re.DOTALL)
_PICTURES = (
    ("PGS", re.compile(rb"PG.{8}[\x14-\x17\x80]", re.DOTALL)),
    ("VobSub", re.compile(rb"\0\0\x01\xba|(?:\xef\xbb\xbf)?# VobSub index")),
)


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
    unread_lines
        Line numbers, from 1, of timing lines that cannot be parsed. Their text is in no cue but stays in the file.
    variants
        Characters whose bytes in the file differ from what the codec writes.
    """

    path: Path
    format: str
    encoding: str
    bom: bool
    newline: str
    cues: tuple[Cue, ...]
    source: TimedText = field(repr=False)
    unread_lines: tuple[int, ...] = ()
    variants: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    @property
    def warnings(self) -> tuple[Message, ...]:
        """Warnings about the parts of the file that could not be read."""
        found = []
        if self.unread_lines:
            found.append(self._about_lines())
        if has_damage(self.variants):
            found.append(
                message(
                    "Some bytes of “{name}” are not valid characters: they are shown as boxes and saved unchanged.",
                    name=self.path.name,
                )
            )
        return tuple(found)

    def _about_lines(self) -> Message:
        more = len(self.unread_lines) - _NAMED
        lines = ", ".join(str(number) for number in self.unread_lines[:_NAMED])
        if more <= 0:
            return message(
                "Lines {lines} of “{name}” look like times but cannot be read: their text is left out.",
                lines=lines,
                name=self.path.name,
            )
        return message(
            "Lines {lines} and {more} more of “{name}” look like times but cannot be read: their text is left out.",
            lines=lines,
            more=more,
            name=self.path.name,
        )


def load_subtitles(path: Path, encoding: str | None = None) -> SubtitleFile:
    """Read a subtitle file; the format is detected from its content.

    Parameters
    ----------
    path
        The file.
    encoding
        A codec name; if None, the encoding is detected.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read.
    SubtitleEncodingUnknown, SubtitleInvalid, SubtitlesArePictures
        If it is not text, not a supported subtitle file, or holds bitmap subtitles.
    NoCues, CueReversed
        If it has no cues, or a cue that ends before it starts.
    """
    path = Path(path)
    data = _read(path)
    if not data.strip():
        raise NoCues(path)
    pictures = next((name for name, mark in _PICTURES if mark.match(data)), None)
    if pictures is not None:
        raise ImageSubtitles(path, pictures)
    return read_subtitles(decode(data, path, encoding), path)


def read_subtitles(decoded: DecodedText, path: Path) -> SubtitleFile:
    """Parse the decoded text of a subtitle file.

    Raises
    ------
    SubtitleInvalid, NoCues, CueReversed
        As in `load_subtitles`.
    """
    parsed = _parse(decoded.text, path)
    if not parsed.spans:
        if parsed.unread_lines:
            raise SubtitleInvalid(path, message("the times in line {line} cannot be read", line=parsed.unread_lines[0]))
        raise NoCues(path)
    return SubtitleFile(
        path,
        parsed.format,
        decoded.encoding,
        decoded.bom,
        newline_of(decoded.text),
        _cues(parsed, path),
        parsed.timed,
        parsed.unread_lines,
        decoded.variants,
    )


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
    OutputExists, OutputNotWritable, DiskFull
        If writing fails. An existing file then stays unchanged.
    """
    check_name(file.format, path, file.path)
    text = _text_with(file, cues, cues if base is None else base)
    try:
        variants = file.variants if encoding in (None, file.encoding) else ()
        data = encode(DecodedText(text, encoding or file.encoding, file.bom, variants), text)
    except UnicodeEncodeError as error:
        raise TextNotInEncoding(file.path, file.encoding, text[error.start]) from error
    with replacing(Path(path), overwrite=overwrite) as temporary:
        temporary.write_bytes(data)


def _text_with(file: SubtitleFile, cues: Sequence[Cue], base: Sequence[Cue]) -> str:
    if not cues:
        raise NoCuesLeft(file.path)
    has_same_texts = [cue.text for cue in cues] == [cue.text for cue in file.cues]
    if has_same_texts and file.format != "sami":
        return file.source.retimed((cue.start_ms, cue.end_ms) for cue in cues)
    if file.format not in REWRITABLE | LINE_FORMATS | {"sami"}:
        raise OnlyTimesEditable(file.path, NAMES[file.format])
    found = range(len(cues)) if has_same_texts else origins(file.cues, base)
    pairs: list[tuple[Cue, int | None]] = list(zip(cues, found, strict=True))
    if file.format == "sami":
        return rewritten_syncs(file.source, file.newline, file.cues, pairs)
    if file.format in LINE_FORMATS:
        return rewritten_lines(file.source, file.format, file.newline, file.cues, pairs)
    return rewritten(file.source, file.format, file.newline, file.cues, pairs)


def srt_text(cues: Iterable[Cue]) -> str:
    """Return cues as the text of a new SRT file, numbered from 1; negative times become 0, blank lines are dropped."""
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


def _parse(text: str, path: Path) -> ParsedText:
    if not text.strip():
        raise NoCues(path)
    kind = _kind(text)
    if kind in ("srt", "vtt"):
        return parse_srt_vtt(text, kind)
    if kind in ("ass", "ssa"):
        return parse_substation(text, kind)
    if kind is not None:
        return parse_with_pysubs2(text, kind, path)
    refused = refused_format(text)
    if refused is not None:
        why = message("it is {format}, which cannot be retimed without changing the rest of the file", format=refused)
        raise SubtitleInvalid(path, why)
    broken = parse_srt_vtt(text, "srt")
    if broken.unread_lines:
        return broken
    raise SubtitleInvalid(path, message("it contains no subtitle times"))


def _kind(text: str) -> str | None:
    if text.lstrip().startswith("WEBVTT"):
        return "vtt"
    marked = substation_kind(text, at_start=True) or ("sami" if is_sami(text) else None)
    return marked or ("srt" if has_timing_lines(text) else substation_kind(text) or detect_format(text))


def _cues(parsed: ParsedText, path: Path) -> tuple[Cue, ...]:
    for number, (start_ms, end_ms, _) in enumerate(parsed.spans, 1):
        if max(abs(start_ms), abs(end_ms)) > _LATEST_MS:
            raise SubtitleInvalid(path, message("subtitle {number} is at an impossible time", number=number))
        if end_ms < start_ms:
            raise CueReversed(path, number, format_clock(start_ms), format_clock(end_ms))
    return tuple(Cue(*span) for span in parsed.spans)
