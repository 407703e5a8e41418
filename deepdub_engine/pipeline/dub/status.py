"""The status of every line, and the warnings that come of it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from deepdub_engine.base.messages import Message, message
from deepdub_engine.base.timing import format_clock

_TEXT = 40  # characters of a text in a warning


class Status(enum.StrEnum):
    """What has become of a line; the worst first."""

    DAMAGED = "damaged"
    TOO_LONG = "too long"
    SILENT = "silent"
    CLIPPED = "clipped"
    OLD_TEXT = "older than its text"
    CHANGED = "changed"
    NEW = "new"
    STRETCHED = "stretched"
    MOVED = "moved"
    FITS = "fits"
    KEPT = "kept"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LineStatus:
    """The status of a line.

    Parameters
    ----------
    number, hash, start_ms, end_ms, text, speaker
        The line.
    statuses
        All that applies, the worst first.
    voice
        Name of the voice in use; None without one.
    takes
        Names of all its takes.
    speed
        Speed of the voice.
    over_ms
        What sounds beyond the slot and the free time.
    before_ms, behind_ms
        Free time that it uses.
    shortened_ms
        Silence that was taken out.
    laid_start_sample, laid_stop_sample
        Where the voice lies; None without one.
    vocals_lufs, voice_lufs, gain_db
        Loudness of the original and of the voice, and the gain of the voice.
    notices
        Harmful things to show.
    moved_ms
        How far the voice was moved by hand from where the fit lays it.
    least_moved_ms, most_moved_ms
        How far it may be moved while the others stay.
    """

    number: int
    hash: int
    start_ms: int
    end_ms: int
    text: str
    speaker: str
    statuses: tuple[Status, ...]
    voice: str | None = None
    takes: tuple[str, ...] = ()
    speed: float = 1.0
    over_ms: int = 0
    before_ms: int = 0
    behind_ms: int = 0
    shortened_ms: int = 0
    laid_start_sample: int | None = None
    laid_stop_sample: int | None = None
    vocals_lufs: float | None = None
    voice_lufs: float | None = None
    gain_db: float = 0.0
    notices: tuple[Message, ...] = ()
    moved_ms: int = 0
    least_moved_ms: int = 0
    most_moved_ms: int = 0

    @property
    def status(self) -> Status:
        """The worst that applies."""
        return self.statuses[0]


def warnings_of(lines: Sequence[LineStatus], limited_db: float) -> Iterator[Message]:
    """Yield warnings: harmful ones line by line, then the harmless counted."""
    for line in lines:
        for notice in line.notices:
            yield message(
                "Line {number} at {time} “{text}”: {notice}",
                number=line.number,
                time=format_clock(line.start_ms),
                text=_short(line.text),
                notice=notice,
            )
    if limited_db > 0.05:
        yield message("The mix was limited, by {db} dB at most, to stay below its true peak.", db=f"{limited_db:.1f}")
    stretched = _count(lines, Status.STRETCHED)
    if stretched:
        yield message("Voices stretched to fit: {count}.", count=stretched)
    shortened = sum(line.shortened_ms > 0 for line in lines)
    if shortened:
        yield message("Voices with shortened pauses: {count}.", count=shortened)
    missing = _count(lines, Status.NONE)
    if missing:
        yield message(
            "Lines without a voice, which keep their original: {missing} of {count}.", missing=missing, count=len(lines)
        )


def _count(lines: Iterable[LineStatus], status: Status) -> int:
    return sum(status in line.statuses for line in lines)


def _short(text: str) -> str:
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"
