"""Read the video frames of a media file, timed on the clock of its audio."""

from __future__ import annotations

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

from deepdub_engine.audio.media.probe import origin_s
from deepdub_engine.audio.media.source import open_media, packets
from deepdub_engine.base.errors import NotMedia
from deepdub_engine.base.messages import message

_NEAR_S = Fraction(2)  # farther ahead, seeking to a key frame is quicker than decoding
_BACK_S = (Fraction(0), Fraction(10), Fraction(60))  # in some files a seek lands after the requested time
_USUAL_RATE = Fraction(25)


@dataclass(frozen=True, slots=True, eq=False)
class VideoPicture:
    """A scaled video frame.

    Parameters
    ----------
    start_ms
        When the frame appears, in clip time; it stays until the next frame.
    pixels
        uint8 ``[height, width, 4]``: blue, green, red, and an unused byte.
    """

    start_ms: float
    pixels: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Shown:
    start_s: Fraction
    frame: VideoFrame


class VideoReader:
    """A reader that returns the video frame at any time; a context manager for use in one thread.

    It keeps at most two decoded frames: the current one and the next.

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
        self._frames = self._decode()
        self._now: _Shown | None = None
        self._next: _Shown | None = None

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
        while self._next is not None and self._next.start_s <= wanted_s:
            if is_outdated():
                return None
            self._now, self._next = self._next, self._read()
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
            try:
                self._container.seek(int(place / self._base), stream=self._stream)
            except av.FFmpegError:
                continue
            self._frames = self._decode()
            self._now = self._next = None
            self._now = self._read()
            is_first = not place or place < self._origin_s
            if (self._now is not None and (self._now.start_s <= wanted_s or is_first)) or is_outdated():
                break
        self._next = self._read() if self._now is not None else None

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
        return VideoPicture(float(shown.start_s * 1000), np.ascontiguousarray(pixels))
