"""Parser for SAMI: sync points, each of which shows a text or clears it, for one language or several.

The languages of a file are classes of its style sheet. Each class ends at its own next point. One is read; the points
of the others stay in the file and move along.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pysubs2.formats.sami import SAMIParser

from deepdub_engine.subtitles.formats.line_notes import LineNotes
from deepdub_engine.subtitles.formats.srt_vtt import split_lines
from deepdub_engine.subtitles.formats.timed_text import Language, ParsedText, TimedText, TimeSlot

SYNC = re.compile(r"<sync\b[^<>]*>?", re.IGNORECASE)
_START = re.compile(r"\bstart\s*=\s*[\"']?\s*(?P<start>\d+)(?!\s*\d|(?!ms\b)[\w:.,])", re.IGNORECASE)
PARAGRAPH = re.compile(r"<p\b[^<>]*>", re.IGNORECASE)
CLOSER = re.compile(r"</(?:p|sync|body|sami)\b[^<>]*>?", re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s*=\s*[\"']?\s*([^\s\"'>]+)", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^<>]*>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_FIELD = re.compile(r"([\w-]+)\s*:\s*[\"']?([^;\"'}]*)")
_SAMI = re.compile(r"<sami\b|<sync\b[^<>]*\bstart\s*=", re.IGNORECASE)
_END = re.compile(r"</(?:body|sami)\b", re.IGNORECASE)
_FRAGMENT = 100_000
_LAST_MS = 2000  # duration of the last cue


def is_sami(text: str) -> bool:
    """Return whether a text is SAMI, perhaps without its first tags."""
    return _SAMI.search(text[:_FRAGMENT]) is not None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text that a sync point shows in one class.

    Parameters
    ----------
    language
        The class in lower case; empty if it has none.
    begin, stop
        The range of the text in the file, without tags around it.
    words
        The text as it is shown; empty if it clears the display.
    """

    language: str
    begin: int
    stop: int
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A sync point: its place in the file, its time, and its paragraphs."""

    start: int
    stop: int
    slot: TimeSlot
    paragraphs: tuple[Paragraph, ...]


def points_of(text: str) -> tuple[list[Point], list[int]]:
    """Return the sync points of a file, and the positions of those without a time that can be read."""
    plain = _without_comments(text)
    tags = list(SYNC.finditer(plain))
    if not tags:
        return [], []
    last = _END.search(plain, tags[-1].end())
    stops = [*(tag.start() for tag in tags[1:]), last.start() if last else len(plain)]
    points: list[Point] = []
    unread: list[int] = []
    for tag, stop in zip(tags, stops, strict=True):
        time = _START.search(tag[0])
        if time is None:
            unread.append(tag.start())
            continue
        begin = tag.start()
        slot = TimeSlot(begin + time.start("start"), begin + time.end("start"), int(time["start"]), str)
        points.append(Point(begin, stop, slot, tuple(_paragraphs(plain, tag.end(), stop))))
    return points, unread


def parse_sami(text: str, language: str | None = None) -> ParsedText:
    """Parse SAMI.

    Parameters
    ----------
    text
        The whole file.
    language
        The class, the code or the name of the language to read; if None, or if it is not there, the first.
    """
    points, unread = points_of(text)
    languages = _languages(text, points)
    chosen = chosen_language(languages, language) or chosen_language(languages, None)
    key = chosen.key if len(languages) > 1 and chosen is not None else None
    shown = [(point, _shown(point, key)) for point in points]
    own = [(point, paragraphs) for point, paragraphs in shown if paragraphs is not None]
    spans, slots = _cues([point.slot for point, _ in own], [_text(paragraphs) for _, paragraphs in own])
    used = {slot.start for pair in slots for slot in pair if slot is not None}
    loose = tuple((point.slot,) for point in points if point.slot.start not in used)
    notes = LineNotes(unread=tuple(_lines_of(text, unread)))
    timed = TimedText(text, tuple(slots), loose=loose)
    return ParsedText("sami", tuple(spans), timed, notes, languages if key else (), key)


def chosen_language(languages: Sequence[Language], wanted: str | None) -> Language | None:
    """Return the language with a class, code or name; the first if None is wanted, None if there is none."""
    if wanted is None or not wanted.strip():
        return languages[0] if languages else None
    word = wanted.strip().casefold()
    for field in range(3):  # by class, name, code
        found = next((one for one in languages if one[field].casefold() == word), None)
        if found is not None:
            return found
    return next((one for one in languages if one.code.casefold().partition("-")[0] == word.partition("-")[0]), None)


def _shown(point: Point, key: str | None) -> list[Paragraph] | None:
    """Return the paragraphs of a class, None if the point has none of it; all without a class."""
    if key is None:
        return list(point.paragraphs)
    own = [one for one in point.paragraphs if one.language in ("", key)]
    return own or None


def _text(paragraphs: Iterable[Paragraph]) -> str:
    return "\n".join(one.words for one in paragraphs if one.words)


def _cues(
    syncs: Sequence[TimeSlot], words: Sequence[str]
) -> tuple[list[tuple[int, int, str]], list[tuple[TimeSlot, TimeSlot | None]]]:
    """Return cues from sync points: each lasts until the next later one, which is its end slot if it is empty."""
    spans: list[tuple[int, int, str]] = []
    slots: list[tuple[TimeSlot, TimeSlot | None]] = []
    for index, later in enumerate(_later(syncs)):
        sync, said = syncs[index], words[index]
        if said:
            is_cleared = later == index + 1 and not words[later]
            end_ms = syncs[later].time_ms if later is not None else sync.time_ms + _LAST_MS
            spans.append((sync.time_ms, end_ms, said))
            slots.append((sync, syncs[index + 1] if is_cleared else None))
    return spans, slots


def _later(syncs: Sequence[TimeSlot]) -> list[int | None]:
    """Return for each sync point the index of the next one with a later time."""
    found: list[int | None] = [None] * len(syncs)
    for index in reversed(range(len(syncs) - 1)):
        later: int | None = index + 1
        while later is not None and syncs[later].time_ms <= syncs[index].time_ms:
            later = found[later]
        found[index] = later
    return found


def _without_comments(text: str) -> str:
    """Return the text with blanks for comments and style sheets; a comment that is never closed is none."""
    plain = _STYLE.sub(lambda match: " " * len(match[0]), text) if "<style" in text.lower() else text
    return _COMMENT.sub(lambda match: " " * len(match[0]), plain) if "<!--" in plain else plain


def _paragraphs(plain: str, begin: int, stop: int) -> list[Paragraph]:
    tags = list(PARAGRAPH.finditer(plain, begin, stop))
    if not tags:
        return [_paragraph(plain, "", begin, stop)]
    before = plain[begin : tags[0].start()]
    found = [_paragraph(plain, "", begin, tags[0].start())] if before.strip() else []
    for tag, end in zip(tags, [*(tag.start() for tag in tags[1:]), stop], strict=True):
        name = _CLASS.search(tag[0])
        found.append(_paragraph(plain, name[1].lower() if name else "", tag.end(), end))
    return found


def _paragraph(plain: str, language: str, begin: int, stop: int) -> Paragraph:
    closer = CLOSER.search(plain, begin, stop)
    last = closer.start() if closer else begin + len(plain[begin:stop].rstrip())
    tail = plain[closer.end() : stop] if closer else ""
    words = _words(plain[begin:stop] if tail.strip() else plain[begin : max(begin, last)])
    return Paragraph(language, begin, max(begin, last), words)


def _words(source: str) -> str:
    """Return the text of a paragraph with line feeds and ASS tags."""
    if "<" not in source:
        source = html.unescape(source)
    else:
        parser = SAMIParser()
        parser.begin_sync_element(0)
        parser.feed(CLOSER.sub("", source))
        parser.close()
        current = parser.current_sync_element
        source = current.text if current is not None else ""
    text = "\n".join(line.strip() for line in source.strip().splitlines())
    return text.replace("\\N", "\n").replace("\\n", "\n").strip()


def _languages(text: str, points: Sequence[Point]) -> tuple[Language, ...]:
    """Return the classes with text, in the order of the style sheet, then of the file."""
    spoken = dict.fromkeys(one.language for point in points for one in point.paragraphs if one.language and one.words)
    rules: dict[str, dict[str, str]] = {}
    for sheet in _STYLE.finditer(text):
        for name, body in _RULE.findall(sheet[1]):
            rules.setdefault(name.lower(), {each.lower(): value.strip() for each, value in _FIELD.findall(body)})
    ordered = [*(name for name in rules if name in spoken), *(name for name in spoken if name not in rules)]
    return tuple(
        Language(name, rules.get(name, {}).get("name") or name.upper(), rules.get(name, {}).get("lang", ""))
        for name in ordered
    )


def _lines_of(text: str, places: Sequence[int]) -> list[int]:
    begins = [line.start for line in split_lines(text)] if places else []
    return [bisect_right(begins, place) for place in places]
