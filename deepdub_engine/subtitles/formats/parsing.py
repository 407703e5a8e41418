"""Find out the format of a text, and parse it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from deepdub_engine.base.errors import LanguageUnknown, NoCues, SubtitleInvalid
from deepdub_engine.base.messages import message
from deepdub_engine.subtitles.formats.ass import parse_substation, substation_kind
from deepdub_engine.subtitles.formats.foreign import refused_format
from deepdub_engine.subtitles.formats.line_formats import detect_format, parse_lines
from deepdub_engine.subtitles.formats.sami import chosen_language, is_sami, parse_sami
from deepdub_engine.subtitles.formats.srt_vtt import has_timing_lines, parse_srt_vtt
from deepdub_engine.subtitles.formats.timed_text import ParsedText


def parse_text(text: str, path: Path, language: str | None = None, fps: Fraction | None = None) -> ParsedText:
    """Parse the text of a subtitle file; `path` is for errors, the others as in `Reading`.

    Raises
    ------
    SubtitleInvalid, FrameRateUnknown, LanguageUnknown, NoCues
        If it is no text of a supported format, lacks a frame rate or the language, or is empty.
    """
    if not text.strip():
        raise NoCues(path)
    kind = _kind(text, path)
    parsed = _parse(text, kind, path, language, fps)
    if language is not None and parsed.language is None and parsed.format != "sami":
        raise LanguageUnknown(path, language, ())
    if language is not None and parsed.languages and chosen_language(parsed.languages, language) is None:
        raise LanguageUnknown(path, language, tuple(one.name for one in parsed.languages))
    return parsed


def _parse(text: str, kind: str, path: Path, language: str | None, fps: Fraction | None) -> ParsedText:
    if kind in ("srt", "vtt"):
        return parse_srt_vtt(text, kind)
    if kind in ("ass", "ssa"):
        return parse_substation(text, kind)
    if kind == "sami":
        return parse_sami(text, language)
    return parse_lines(text, kind, path, fps)


def _kind(text: str, path: Path) -> str:
    if text.lstrip("\ufeff \t\r\n\u200b\u200e\u200f").startswith("WEBVTT"):
        return "vtt"
    marked = substation_kind(text, at_start=True) or ("sami" if is_sami(text) else None)
    if marked is not None:
        return marked
    if has_timing_lines(text):
        return "srt"
    refused = refused_format(text)
    if refused is not None:
        why = message("it is {format}, which cannot be retimed without changing the rest of the file", format=refused)
        raise SubtitleInvalid(path, why)
    kind = substation_kind(text) or detect_format(text)
    if kind is not None:
        return kind
    if parse_srt_vtt(text, "srt").notes.unread:
        return "srt"
    raise SubtitleInvalid(path, message("it contains no subtitle times"))
