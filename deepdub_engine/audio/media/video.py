"""Read the video frames of a media file, timed on the clock of its audio."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
import numpy.typing as npt
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from deepdub_engine.audio.media.frame_numbers import FrameNumbers
from deepdub_engine.audio.media.probe import origin_s
from deepdub_engine.audio.media.source import open_media, packets
from deepdub_engine.base.errors import NotMedia
from deepdub_engine.base.messages import message

_NEAR_S = Fraction(2)  # farther ahead, seeking to a key frame is quicker than decoding
_BACK_S = (Fraction(0), Fraction(10), Fraction(60))  # in some files a seek lands after the requested time
_USUAL_RATE = Fraction(25)
# How far before a frame to look for the one before it: the first frames after a seek may be missing or damaged, because
# they refer to frames before the key frame.
_BEHIND_S = (Fraction(1, 2), Fraction(10), Fraction(60))
_MOST_KEPT_BYTES = 64 << 20  # of decoded frames before the current one


@dataclass(frozen=True, slots=True, eq=False)
class VideoPicture:
    """A scaled video frame.

    Parameters
    ----------
    start_ms
        When the frame appears, in clip time; it stays until the next frame.
    pixels
        uint8 ``[height, width, 4]``: blue, green, red, and an unused byte.
    number
        The number of the frame, from 0.
    is_counted
        Whether the number is exact; in files of variable frame rate it is estimated from the time.
    """

    start_ms: float
    pixels: npt.NDArray[np.uint8]
    number: int
    is_counted: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    start_s: Fraction
    frame: VideoFrame


class VideoReader:
    """A reader that returns the video frame at any time; a context manager for use in one thread.

    It keeps the current decoded frame and the next, and while it steps back, up to 64 MiB of those before.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read.
    NotMedia
        If the file has no video.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = open_media(path)
        self._container: InputContainer = self._opened.__enter__()
        try:
            self._stream = self._choose()
        except BaseException:
            self._opened.__exit__(None, None, None)
            raise
        self._base = self._stream.time_base or Fraction(1, av.time_base)
        self._step_s = 1 / (self._stream.average_rate or _USUAL_RATE)
        self._origin_s = origin_s(self._container, self._stream)
        self._numbers = FrameNumbers.of(self._stream, self._origin_s)
        self._frames = self._decode()
        self._now: _Shown | None = None
        self._ahead: deque[_Shown] = deque()  # empty at the end of the file only
        self._behind: deque[_Shown] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.__exit__(kind, error, trace)

    def picture_at(
        self, time_ms: float, width: int, height: int, is_outdated: Callable[[], bool] = lambda: False
    ) -> VideoPicture | None:
        """Return the frame at a time of the clip, scaled to fit a size.

        Times before the first frame return the first, times after the last return the last. Return None if nothing can
        be decoded there, or once `is_outdated` returns true.
        """
        wanted_s = Fraction(time_ms) / 1000
        if self._now is None or not self._now.start_s <= wanted_s <= self._now.start_s + _NEAR_S:
            self._go_to(wanted_s, is_outdated)
        while self._ahead and self._ahead[0].start_s <= wanted_s:
            if is_outdated():
                return None
            self._go_on()
            self._behind.clear()
        return None if self._now is None else self._drawn(self._now, width, height)

    def step(
        self, count: int, width: int, height: int, is_outdated: Callable[[], bool] = lambda: False
    ) -> VideoPicture | None:
        """Return the frame that follows the current one by `count` frames as decoded, or precedes it if negative.

        At the first or last frame it stays there. Return None if no frame is current, or once `is_outdated` returns
        true.
        """
        for _ in range(abs(count)):
            if self._now is None or is_outdated():
                return None
            if not (self._step_on() if count > 0 else self._step_back(is_outdated)):
                break
        return None if self._now is None else self._drawn(self._now, width, height)

    def _choose(self) -> VideoStream:
        streams = [s for s in self._container.streams.video if not s.disposition & Disposition.attached_pic]
        if not streams or not streams[0].codec_context:
            raise NotMedia(self._path, message("it has no video"))
        for other in self._container.streams:
            if other.index != streams[0].index:
                other.discard = Discard.all
        streams[0].thread_type = "AUTO"
        return streams[0]

    def _go_to(self, wanted_s: Fraction, is_outdated: Callable[[], bool]) -> None:
        """Seek to the key frame before a time."""
        for back_s in _BACK_S:
            # A seek to the start of a broadcast lands after it: go back to before the start.
            place = (wanted_s - back_s if back_s else max(Fraction(0), wanted_s)) + self._origin_s
            if not self._seek(place):
                continue
            self._now = self._read()
            is_first = not place or place < self._origin_s
            if (self._now is not None and (self._now.start_s <= wanted_s or is_first)) or is_outdated():
                break
        self._ahead.clear()
        self._read_ahead()

    def _seek(self, place: Fraction) -> bool:
        """Continue from the key frame before a time of the stream, without a current frame."""
        try:
            self._container.seek(int(place / self._base), stream=self._stream)
        except av.FFmpegError:
            return False
        self._frames = self._decode()
        self._now = None
        self._ahead.clear()
        self._behind.clear()
        return True

    def _go_on(self) -> None:
        """Make the next frame the current one, and the current one the latest before it."""
        if self._now is not None:
            self._keep_behind(self._now)
        self._now = self._ahead.popleft()
        self._read_ahead()

    def _read_ahead(self) -> None:
        if not self._ahead and self._now is not None:
            following = self._read()
            if following is not None:
                self._ahead.append(following)

    def _step_on(self) -> bool:
        before = self._now
        while self._ahead and before is not None:
            self._go_on()
            if self._now is not None and self._now.start_s > before.start_s:  # damaged files repeat times
                return True
        return False

    def _step_back(self, is_outdated: Callable[[], bool]) -> bool:
        if not self._behind:
            self._look_behind(is_outdated)
        if not self._behind or self._now is None:
            return False
        self._ahead.appendleft(self._now)
        self._now = self._behind.pop()
        return True

    def _look_behind(self, is_outdated: Callable[[], bool]) -> None:
        """Decode the frames before the current one again, and keep the last of them."""
        current = self._now
        if current is None:
            return
        for behind_s in _BEHIND_S:
            place = current.start_s - behind_s + self._origin_s
            if not (self._seek(place) or (place < 0 and self._seek(Fraction(0)))):  # AVI has no time before 0
                continue
            found = None
            while (found := self._read()) is not None and found.start_s < current.start_s and not is_outdated():
                self._keep_behind(found)
                self._now = found  # a frame without a time follows this one
            self._now = current
            if found is not None and found.start_s > current.start_s:
                self._ahead.append(found)
            if self._behind or is_outdated():
                break
        self._now = current
        if not self._behind or is_outdated():
            self._go_to(current.start_s, lambda: False)
        self._read_ahead()

    def _keep_behind(self, shown: _Shown) -> None:
        if self._behind and self._behind[-1].start_s >= shown.start_s:
            return
        self._behind.append(shown)
        size = max(1, sum(plane.buffer_size for plane in shown.frame.planes))
        while len(self._behind) > max(2, _MOST_KEPT_BYTES // size):
            self._behind.popleft()

    def _read(self) -> _Shown | None:
        frame = next(self._frames, None)
        if frame is None:
            return None
        if frame.pts is not None:
            return _Shown(frame.pts * self._base - self._origin_s, frame)
        before = self._now
        return _Shown(before.start_s + self._step_s if before is not None else Fraction(0), frame)

    def _decode(self) -> Iterator[VideoFrame]:
        """Yield frames from the current position of the container, skipping damaged packets."""
        try:
            for packet in packets(self._container, self._stream):
                try:
                    yield from packet.decode()
                except av.FFmpegError:
                    continue
        except av.FFmpegError:
            return

    def _drawn(self, shown: _Shown, width: int, height: int) -> VideoPicture:
        frame = shown.frame
        aspect = self._stream.sample_aspect_ratio or Fraction(1)
        wide = Fraction(frame.width) * aspect
        share = min(Fraction(max(1, width)) / wide, Fraction(max(1, height), frame.height))
        size = max(2, int(wide * share)), max(2, int(frame.height * share))
        pixels = frame.reformat(*size, format="bgra").to_ndarray()
        number, is_counted = self._numbers.number_at(shown.start_s)
        return VideoPicture(float(shown.start_s * 1000), np.ascontiguousarray(pixels), number, is_counted)
