"""Re-decode a loaded subtitle file in another encoding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.decoded_text import DecodedText
from deepdub_engine.subtitles.files import SubtitleFile, read_subtitles

_EVENT = re.compile(r"\s*(?:Dialogue|Comment):(?:[^,]*,){9}")
_LINES = 6
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class EncodingPreview:
    """A preview of a file in one encoding.

    Parameters
    ----------
    encoding
        A Python codec name.
    lines
        The first lines with non-ASCII characters, or else the first lines.
    """

    encoding: str
    lines: tuple[str, ...]


def preview_encodings(file: SubtitleFile) -> Job[tuple[EncodingPreview, ...]]:
    """Find the encodings that can decode a file, the likeliest first, with a preview of each."""
    from deepdub_engine.subtitles.encodings import likely_encodings

    yield Progress(0, 0, mark("Trying encodings"))
    found = []
    for decoded in likely_encodings(original_bytes(file)):
        found.append(EncodingPreview(decoded.encoding, _telling(decoded.text)))
        yield Progress(0, 0, mark("Trying encodings"))
    return tuple(found)


def original_bytes(file: SubtitleFile) -> bytes:
    """Return the bytes that a file was loaded from, even if it has changed on disk since."""
    from deepdub_engine.subtitles.encodings import encode

    return encode(DecodedText(file.source.text, file.encoding, file.bom, file.variants), file.source.text)


def reread(file: SubtitleFile, encoding: str | None = None, *, language: str | None = None) -> SubtitleFile:
    """Decode and parse a loaded file again, in another encoding or another of its languages.

    Raises
    ------
    SubtitleEncodingUnknown
        If the encoding does not fit.
    SubtitleInvalid, NoCues, CueReversed
        If the text in that encoding is not a valid subtitle file.
    """
    from deepdub_engine.subtitles.encodings import decode

    decoded = decode(original_bytes(file), file.path, encoding or file.encoding)
    return read_subtitles(decoded, file.path, language=language or file.language, fps=file.fps)


def with_new_texts(cues: Sequence[Cue], former: SubtitleFile, file: SubtitleFile) -> tuple[Cue, ...]:
    """Return edited cues with the texts of the re-decoded file; texts that the user edited are kept."""
    texts = {old.text: new.text for old, new in zip(former.cues, file.cues, strict=False)}
    return tuple(replace(cue, text=texts.get(cue.text, cue.text)) for cue in cues)


def _telling(text: str) -> tuple[str, ...]:
    lines = [line for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if not line.isascii()] or lines
    return tuple(_EVENT.sub("", line).strip()[:_LONGEST] for line in telling[:_LINES])
