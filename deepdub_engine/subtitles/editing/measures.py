"""How long the lines of a text are and how fast it is to be read, while it is written."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.subtitles.editing.texts import plain_length


@dataclass(frozen=True, slots=True)
class TextLimits:
    """What a text may have at most; None is no limit.

    Parameters
    ----------
    line_characters
        Visible characters of a line.
    characters_per_second
        Reading speed.
    """

    line_characters: int | None = 42
    characters_per_second: float | None = 25


@dataclass(frozen=True, slots=True)
class TextMeasures:
    """The measures of a text.

    Parameters
    ----------
    lines
        Visible characters of each line.
    characters_per_second
        Reading speed; infinite if there is text but no time.
    """

    lines: tuple[int, ...]
    characters_per_second: float

    def has_long_line(self, limits: TextLimits) -> bool:
        """Return whether a line is longer than the limit."""
        most = limits.line_characters
        return most is not None and max(self.lines, default=0) > most

    def is_fast(self, limits: TextLimits) -> bool:
        """Return whether the text is faster than the limit."""
        most = limits.characters_per_second
        return most is not None and self.characters_per_second > most


def measure_text(text: str, length_ms: int) -> TextMeasures:
    """Return the measures of a text, with tags, that is shown for a duration."""
    lines = tuple(plain_length(line) for line in text.rstrip("\n").split("\n"))
    count = sum(lines)
    return TextMeasures(lines, count * 1000 / length_ms if length_ms > 0 else float("inf") if count else 0.0)
