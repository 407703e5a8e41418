"""The current cue, and the span that loops around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import by_start

_LEAST_LOOP_MS = 100

Span = tuple[int, int]


class CueLoop:
    """Finds cues by time, and computes the loop of the current cue or of a span that replaces it."""

    def __init__(self) -> None:
        self.current: int | None = None
        self.looping = False
        self.loops_shift = True
        self.rolls_ms: Span = (0, 0)
        self.span_ms: Span | None = None  # loops instead of the current cue
        self._cues: Sequence[Cue] = ()
        self._order: list[int] = []  # cue indices, sorted by start
        self._starts_ms: list[int] = []  # in that order

    def set_cues(self, cues: Sequence[Cue]) -> None:
        """Set the cues, in the order of the file."""
        self._cues = cues
        self._order = by_start(cues)
        self._starts_ms = [cues[index].start_ms for index in self._order]

    def cue_at(self, time_ms: int) -> int | None:
        """Return the cue that is spoken at a time, otherwise the current one."""
        row = bisect_right(self._starts_ms, time_ms) - 1
        if row < 0:
            return self.current
        index = self._order[row]
        return index if time_ms < self._cues[index].end_ms else self.current

    def cue_near(self, time_ms: int) -> int | None:
        """Return the last cue that starts at or before a time, otherwise the first; None if there are no cues."""
        if not self._order:
            return None
        return self._order[max(0, bisect_right(self._starts_ms, time_ms) - 1)]

    def cue_beside(self, count: int) -> int | None:
        """Return the cue `count` places after the current one in time, clamped; the first if none is current."""
        if not self._order:
            return None
        place = 0 if self.current is None else self._order.index(self.current) + count
        return self._order[max(0, min(len(self._order) - 1, place))]

    def looped_ms(self, *, shifting: bool) -> Span | None:
        """Return what loops, without its pre-roll and post-roll; None for no loop."""
        if self.span_ms is not None:
            return self.span_ms
        if self.current is None or not (self.looping or shifting):
            return None
        cue = self._cues[self.current]
        return cue.start_ms, max(cue.end_ms, cue.start_ms + _LEAST_LOOP_MS)

    def in_samples(self, rate_hz: int, samples: int, *, shifting: bool) -> tuple[Span | None, Span]:
        """Return the loop inside a clip, and its pre-roll and post-roll.

        Parameters
        ----------
        rate_hz, samples
            Rate and length of the clip.
        shifting
            Whether the user is shifting subtitles during playback.
        """
        before, after = (0, 0) if self.span_ms is not None else self.rolls_ms
        rolls = ms_to_sample(before, rate_hz), ms_to_sample(after, rate_hz)
        looped_ms = self.looped_ms(shifting=shifting)
        if looped_ms is None:
            return None, rolls
        start, stop = (ms_to_sample(time_ms, rate_hz) for time_ms in looped_ms)
        start, stop = max(0, start), min(samples, stop)
        return ((start, stop) if stop > start else None), rolls
