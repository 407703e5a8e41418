"""How long the lines of a text are and how fast it is to be read, while it is written."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.subtitles.editing.cue_limits import CueLimits


@dataclass(frozen=True, slots=True)
class TextMeasures:
    """The measures of a text, as its limits count them.

    Parameters
    ----------
    lines
        Visible characters of each line.
    characters_per_second
        Reading speed; infinite if there is text but no time.
    limits
        The limits.
    """

    lines: tuple[float, ...]
    characters_per_second: float
    limits: CueLimits

    @property
    def has_long_line(self) -> bool:
        """Whether a line is longer than the limit."""
        most = self.limits.line_characters
        return most is not None and max(self.lines, default=0) > most

    @property
    def is_fast(self) -> bool:
        """Whether the text is faster than the limit."""
        most = self.limits.characters_per_second
        return most is not None and self.characters_per_second > most


def measure_text(text: str, length_ms: int, limits: CueLimits) -> TextMeasures:
    """Return the measures of a text, with tags, that is shown for a duration."""
    return TextMeasures(limits.line_lengths(text.rstrip("\n")), limits.speed(text, length_ms), limits)
