"""Rewrite SRT and WebVTT with inserted, deleted and edited cues; unchanged cues stay the same, byte for byte.

Cue numbers stay as they are, however odd, unless a cue was inserted or deleted. Then all cues are renumbered
consecutively from the first number, as subtitle editors do. Identifiers are kept, and files without numbers get none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.formats.heads import without_arrow, writer_like
from deepdub_engine.subtitles.formats.srt_vtt import cue_lines, is_blank, looks_like_times, number_in, split_lines
from deepdub_engine.subtitles.formats.timed_text import LINE_ENDS, Retimed, TimedText
from deepdub_engine.subtitles.matching import Pairs, kept_cues, spans_after

REWRITABLE = frozenset({"srt", "vtt"})
_LINE_END = re.compile(r"\r{0,3}\n|\r")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Core:
    """The position of a cue in the text of its file, without the last line end.

    Parameters
    ----------
    start, stop
        The range of characters.
    number
        The cue number, or None if its first line is not a number.
    words
        Where its text begins; `stop` if it has none.
    """

    start: int
    stop: int
    number: int | None
    words: int


def rewritten(source: TimedText, kind: str, newline: str, former: Sequence[Cue], pairs: Pairs) -> str:
    """Return the text of a file with changed cues.

    Parameters
    ----------
    source, kind
        The text as loaded, and its format, ``srt`` or ``vtt``.
    newline
        Line end of new lines.
    former
        The cues as loaded.
    pairs
        Each new cue and the index of its original in `former`, None for an added cue; the indices rise.
    """
    retimed = source.moved(spans_after(former, kept_cues(pairs)))
    return _Writer(source, retimed, kind, newline, former).write(pairs)


class _Writer:
    """Assembles a file from its cues and the text between them."""

    def __init__(self, source: TimedText, retimed: Retimed, kind: str, newline: str, former: Sequence[Cue]) -> None:
        text = retimed.text
        self._text, self._kind, self._newline, self._former = text, kind, newline, former
        lines = split_lines(source.text)
        self._cores = []
        for first, head, words in cue_lines(source, lines, kind):
            last = words[-1] if words else head
            stop = retimed.at(lines[last].start + len(lines[last].text.rstrip()))
            number = number_in(lines[first].text) if first < head else None
            begin = retimed.at(lines[words[0]].start) if words else stop
            self._cores.append(_Core(retimed.at(lines[first].start), stop, number, begin))
        edges = [0, *(edge for core in self._cores for edge in (core.start, core.stop)), len(text)]
        # The text before, between and after the cores: blank lines, and anything that is not a cue.
        self._gaps = [text[start:stop] for start, stop in zip(edges[::2], edges[1::2], strict=True)]
        self._slots = source.slots
        self._between = [source.text[start.stop : end.start] if end is not None else "" for start, end in source.slots]
        self._parts: list[str] = []
        self._gap = self._gaps[0]

    def write(self, pairs: Pairs) -> str:
        first = self._cores[0].number
        is_same = [index for _, index in pairs] == list(range(len(self._cores)))
        is_numbered = first is not None
        next_core = 0
        for place, (cue, index) in enumerate(pairs):
            number = place + (first or 0) if is_numbered and not is_same else None
            if index is None:
                self._add(self._new(cue, number, min(next_core, len(self._cores) - 1)))
                self._gap = self._tail() if next_core == len(self._cores) else 2 * self._newline
                continue
            self._drop(next_core, index)
            self._parts += [self._gap, self._kept(index, cue.text, number)]
            self._gap = self._gaps[index + 1]
            next_core = index + 1
        self._drop(next_core, len(self._cores))
        return "".join([*self._parts, self._gap])

    def _drop(self, first: int, stop: int) -> None:
        """Drop cores and the blank lines after them; other text between cues stays."""
        for index in range(first, stop):
            following = self._gaps[index + 1]
            is_last = index + 1 == len(self._cores)
            if is_last and self._parts and not self._gap.strip():
                self._gap = following
            else:
                self._gap += following.lstrip()

    def _add(self, core: str) -> None:
        """Append a new core, separated by a blank line."""
        blank = self._gap[len(self._gap.rstrip()) :]
        if self._parts or self._gap.strip(" \t\r\n\ufeff"):
            self._gap += self._newline * max(0, 2 - len(_LINE_END.findall(blank)))
        self._parts += [self._gap, core]

    def _tail(self) -> str:
        return self._gaps[-1] if self._gaps[-1] and not self._gaps[-1].strip() else self._newline

    def _kept(self, index: int, words: str, number: int | None) -> str:
        core = self._cores[index]
        head, former = self._text[core.start : core.words], self._text[core.words : core.stop]
        if number is not None and core.number is not None and core.number != number:
            head = _DIGITS.sub(str(number), head, count=1)
        if words == self._former[index].text:
            return head + former
        lines = self._worded(words)
        return head + (self._newline if lines and not former else "") + lines

    def _new(self, cue: Cue, number: int | None, like: int) -> str:
        if self._slots[like][1] is None:
            like = next((index for index, (_, end) in enumerate(self._slots) if end is not None), like)
        start, end = self._slots[like]
        times = (
            writer_like(start)(max(0, cue.start_ms)),
            self._between[like] or " --> ",
            writer_like(end or start)(max(0, cue.end_ms)),
        )
        lines = [] if number is None else [str(number)]
        return self._newline.join([*lines, "".join(times), *filter(None, [self._worded(cue.text)])])

    def _worded(self, text: str) -> str:
        """Return text that parses as one cue: blank lines are dropped, and arrows that look like times are changed."""
        lines = (line.rstrip() for line in LINE_ENDS.split(text) if not is_blank(line))
        return self._newline.join(map(self._harmless, lines))

    def _harmless(self, line: str) -> str:
        if looks_like_times(line):
            return without_arrow(line)
        return line.replace("-->", "->") if self._kind == "vtt" else line
