"""Limits of cues that are easy to read, with the presets of well-known guidelines."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from deepdub_engine.base.messages import mark
from deepdub_engine.subtitles.editing.texts import plain_lines


@dataclass(frozen=True, slots=True)
class CueLimits:
    """Limits that every cue should keep; None, and 0 for the gap, is no limit.

    Parameters
    ----------
    characters_per_second
        Highest reading speed, in visible characters a second.
    line_characters
        Most visible characters in a line.
    lines
        Most lines.
    shortest_ms, longest_ms
        Shortest and longest duration.
    gap_ms
        Smallest gap between a cue and the one before it.
    counts_halves
        Whether all but East Asian wide characters count as half a character, as Korean guidelines count.
    """

    characters_per_second: float | None = 25
    line_characters: int | None = None
    lines: int | None = None
    shortest_ms: int | None = 500
    longest_ms: int | None = None
    gap_ms: int = 0
    counts_halves: bool = False

    def measure(self, text: str) -> CueMeasure:
        """Return the sizes of a text as these limits count them."""
        lengths = self.line_lengths(text)
        return CueMeasure(
            sum(lengths), max(lengths, default=0.0), sum(bool(line.strip()) for line in plain_lines(text))
        )

    def line_lengths(self, text: str) -> tuple[float, ...]:
        """Return the visible characters of every line as these limits count them."""
        lines = plain_lines(text)
        if self.counts_halves:
            return tuple(sum(map(_width, line)) for line in lines)
        return tuple(float(_visible(line)) for line in lines)

    def speed(self, text: str, length_ms: int) -> float:
        """Return the reading speed of a text in characters a second; infinite without a duration, 0 without text."""
        count = self.measure(text).characters
        return count * 1000 / length_ms if length_ms > 0 else (float("inf") if count else 0.0)


@dataclass(frozen=True, slots=True)
class CueMeasure:
    """The sizes of a text: characters in all, characters of its longest line, and lines that show something."""

    characters: float
    longest_line: float
    lines: int


def _visible(line: str) -> int:
    return len(line) if line.isascii() else sum(1 for letter in line if not unicodedata.combining(letter))


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.5


DEFAULT_LIMITS = CueLimits()
OWN = "own"
"""The name of limits that a person has set one by one."""

# The sources of the figures, and what they leave open:
#
# netflix: Netflix, Timed Text Style Guide: General Requirements (at least 5/6 s, at most 7 s, at least 2 frames between
#   two subtitles, at most 2 lines), and English Timed Text Style Guide (42 characters a line, 20 characters a second
#   in programs for adults). 2 frames are 83 ms at 24 frames a second.
# netflix-other: the same with the 17 characters a second of most other languages.
# netflix-ko: Netflix, Korean Timed Text Style Guide: 16 characters a line and 12 a second, where Latin letters, blanks
#   and punctuation count as half a character.
# bbc: BBC, Subtitle Guidelines 1.2, chapters 3 and 4: 37 characters a line, 2 lines, 160 to 180 words a minute, which
#   are 15 characters a second, and 0.3 s a word, so two words last 0.6 s. It wants no short gaps: subtitles may touch.
# ebu: EBU Tech 3264 for teletext: 37 of the 40 places of a row are left between its control codes, and 2 rows. It sets
#   no times; they are those of Carroll and Ivarsson, Code of Good Subtitling Practice (1 to 7 s, 4 frames between two
#   subtitles, 160 ms at 25 frames a second), with the reading speed of the BBC.
PRESETS: Mapping[str, CueLimits] = MappingProxyType(
    {
        "deepdub": DEFAULT_LIMITS,
        "netflix": CueLimits(20, 42, 2, 833, 7000, 83),
        "netflix-other": CueLimits(17, 42, 2, 833, 7000, 83),
        "netflix-ko": CueLimits(12, 16, 2, 833, 7000, 83, counts_halves=True),
        "bbc": CueLimits(15, 37, 2, 600, None, 0),
        "ebu": CueLimits(15, 37, 2, 1000, 7000, 160),
    }
)
PRESET_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "deepdub": mark("Deepdub: only what is clearly wrong"),
        "netflix": mark("Netflix, English"),
        "netflix-other": mark("Netflix, other languages"),
        "netflix-ko": mark("Netflix, Korean"),
        "bbc": mark("BBC"),
        "ebu": mark("EBU, teletext"),
    }
)
