"""Times as people write them: on a clock with milliseconds, or as time codes in frames of the clip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from deepdub_engine.base.errors import BadTimecode, FramesUnknown
from deepdub_engine.base.timecodes import FRAME_RATES, parse_timecode, timecode_at
from deepdub_engine.base.timing import format_clock, parse_clock, parse_shift, round_half_up

_TIMECODE = re.compile(r"\d{1,2}:\d{1,2}:\d{1,2}[:;]\d{1,3}", re.ASCII)
_LENGTH = re.compile(r"(\d{1,5})[:;](\d{1,2})", re.ASCII)
_UNIT = re.compile(r"\d{1,9}(?:\.\d{1,9})?\s*m?s", re.IGNORECASE | re.ASCII)
_DAY_MS = 86_400_000 - 1000


@dataclass(frozen=True, slots=True)
class TimeNotation:
    """How times are written and read; frames can always be read if the rate is known.

    Parameters
    ----------
    rate
        The frame rate, a key of `FRAME_RATES`; None if it is unknown.
    in_frames
        Whether times are written in frames.
    """

    rate: str | None = None
    in_frames: bool = False

    @property
    def writes_frames(self) -> bool:
        """Whether times are written in frames: this is wanted, and the rate is known."""
        return self.in_frames and self.rate is not None

    def write(self, time_ms: int) -> str:
        """Return a time as ``HH:MM:SS.mmm`` or as the time code of the nearest frame."""
        if self.rate is None or not self.in_frames or not 0 <= time_ms < _DAY_MS:
            return format_clock(time_ms)
        return timecode_at(Fraction(time_ms, 1000), self.rate)

    def read(self, text: str) -> int:
        """Return a time in milliseconds: seconds, a clock time, or a time code.

        Raises
        ------
        BadTime, BadTimecode
            If the text is no time.
        FramesUnknown
            If it is a time code, but the frame rate is unknown.
        """
        text = text.strip()
        if _TIMECODE.fullmatch(text):
            if self.rate is None:
                raise FramesUnknown(text)
            return round_half_up(parse_timecode(text, self.rate) * 1000)
        return parse_shift(text)[0] if _UNIT.fullmatch(text) else parse_clock(text)

    def write_length(self, start_ms: int, end_ms: int) -> str:
        """Return a duration as ``S.mmm``, over a minute as ``M:SS.mmm``, or as seconds and frames, ``S:FF``."""
        if self.rate is not None and self.in_frames:
            seconds, frames = divmod(self._frame(end_ms) - self._frame(start_ms), _whole(self.rate))
            return f"{seconds}:{frames:02}"
        minutes, length_ms = divmod(max(0, end_ms - start_ms), 60_000)
        seconds, rest_ms = divmod(length_ms, 1000)
        return f"{minutes}:{seconds:02}.{rest_ms:03}" if minutes else f"{seconds}.{rest_ms:03}"

    def read_end(self, text: str, start_ms: int) -> int:
        """Return the end, in milliseconds, of what starts at a time and has the duration that the text says.

        Raises
        ------
        BadTime, BadTimecode
            If the text is no duration.
        """
        found = _LENGTH.fullmatch(text.strip()) if self.in_frames and self.rate is not None else None
        if found is None or self.rate is None:
            return start_ms + self.read(text)
        seconds, frames = int(found[1]), int(found[2])
        if frames >= _whole(self.rate):
            raise BadTimecode(text, self.rate)
        return self._time_ms(self._frame(start_ms) + seconds * _whole(self.rate) + frames)

    def stepped(self, time_ms: int, steps: int, step_ms: int) -> int:
        """Return a time moved by steps: frames, or multiples of `step_ms`; whole frames begin with the nearest one."""
        if self.rate is None or not self.in_frames:
            return time_ms + steps * step_ms
        return self._time_ms(self._frame(time_ms) + steps)

    def _frame(self, time_ms: int) -> int:
        return round_half_up(Fraction(time_ms, 1000) * FRAME_RATES[self.rate or ""])

    def _time_ms(self, frame: int) -> int:
        return round_half_up(frame * 1000 / FRAME_RATES[self.rate or ""])


def _whole(rate: str) -> int:
    return round(FRAME_RATES[rate])
