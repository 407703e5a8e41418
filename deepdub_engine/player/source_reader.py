"""Read a span of all sources, unchanged or at another speed or sample rate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from deepdub_engine.audio.pcm import Samples

_STEP_FRAMES: Final = 4096
SLOWEST: Final = 0.5
FASTEST: Final = 2.0


class PlaySource(Protocol):
    """A sound with random access, such as a `PcmClip`."""

    @property
    def path(self) -> Path:
        """The file of the sound; sources with the same path are the same sound."""

    @property
    def rate_hz(self) -> int:
        """Sample rate."""

    @property
    def samples(self) -> int:
        """Length in samples per channel."""

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        """Return samples ``[start, stop)``, limited to the sound, as float32 ``[n, 1 or 2]``."""


Sources = Sequence[PlaySource | None]


class SourceReader(Protocol):
    """A sequential reader of all sources.

    Attributes
    ----------
    left
        Number of remaining frames.
    """

    left: int

    def fill(self, out: Samples) -> None:
        """Read the next frames, at most `left`, into float32 ``[sources, n, 2]``."""


def passage(sources: Sources, start: int, stop: int, rates_hz: tuple[int, int], speed: float) -> SourceReader:
    """Return a reader of the samples ``[start, stop)`` of all sources.

    Parameters
    ----------
    sources
        Sources to read; None is silence.
    start, stop
        Span in source samples.
    rates_hz
        Sample rates of the sources and of the output frames.
    speed
        Playback speed; above 1 is faster, at the same pitch.
    """
    if rates_hz[0] == rates_hz[1] and speed == 1:
        return _DirectReader(sources, start, stop)
    return _ResampledReader(sources, start, stop, rates_hz, speed)


class _DirectReader:
    def __init__(self, sources: Sources, start: int, stop: int) -> None:
        self._sources = sources
        self._at = start
        self.left = max(0, stop - start)

    def fill(self, out: Samples) -> None:
        count = out.shape[1]
        for part, source in zip(out, self._sources, strict=True):
            _read(source, self._at, self._at + count, part)
        self._at += count
        self.left -= count


def _read(source: PlaySource | None, start: int, stop: int, out: Samples) -> None:
    block = source.read(start, stop) if source is not None else out[:0]
    out[: len(block)] = block  # mono is copied to both channels
    out[len(block) :] = 0


class _ResampledReader:
    """A reader at another speed or rate; one filter processes all sources, so that they stay in sync to the sample."""

    def __init__(self, sources: Sources, start: int, stop: int, rates_hz: tuple[int, int], speed: float) -> None:
        from_hz, to_hz = rates_hz
        self._sources = sources
        self._at, self._stop = start, stop
        self._tempo = _Tempo(from_hz, 2 * len(sources), speed) if speed != 1 else None
        self._rate = _resampler(from_hz, to_hz, 2 * len(sources)) if from_hz != to_hz else None
        self._ready: Samples = np.zeros((0, 2 * len(sources)), np.float32)
        self.left = max(0, round((stop - start) * to_hz / (from_hz * speed)))

    def fill(self, out: Samples) -> None:
        count = out.shape[1]
        while len(self._ready) < count:
            self._ready = np.concatenate([self._ready, self._more()])
        frames, self._ready = self._ready[:count], self._ready[count:]
        out[:] = frames.reshape(count, len(out), 2).transpose(1, 0, 2)
        self.left -= count

    def _more(self) -> Samples:
        block = np.zeros((len(self._sources), _STEP_FRAMES, 2), np.float32)
        stop = min(self._at + _STEP_FRAMES, self._stop)
        if stop > self._at:  # beyond the end, feed silence to flush the filters
            for part, source in zip(block, self._sources, strict=True):
                _read(source, self._at, stop, part[: stop - self._at])
        self._at += _STEP_FRAMES
        frames: Samples = np.ascontiguousarray(block.transpose(1, 0, 2)).reshape(_STEP_FRAMES, -1)
        if self._tempo is not None:
            frames = self._tempo.push(frames)
        return self._rate.resample_chunk(frames) if self._rate is not None and len(frames) else frames


def _resampler(from_hz: int, to_hz: int, channels: int) -> Any:
    import soxr

    return soxr.ResampleStream(from_hz, to_hz, channels, dtype="float32", quality="HQ")


class _Tempo:
    """FFmpeg's ``atempo`` filter, which shifts all channels equally."""

    def __init__(self, rate_hz: int, channels: int, speed: float) -> None:
        import av

        self._rate_hz = rate_hz
        self._channels = channels
        self._layout = f"{channels} channels"
        self._pushed = 0
        self._empty = (av.error.BlockingIOError, av.error.EOFError)
        self._frame = av.AudioFrame
        self._graph = av.filter.Graph()
        self._in = self._graph.add_abuffer(sample_rate=rate_hz, format="flt", layout=self._layout)
        self._graph.link_nodes(self._in, self._graph.add("atempo", f"{speed:.6f}"), self._graph.add("abuffersink"))
        self._graph.configure()

    def push(self, block: Samples) -> Samples:
        frame = self._frame(format="flt", layout=self._layout, samples=len(block))
        frame.sample_rate = self._rate_hz
        frame.pts = self._pushed
        frame.planes[0].update(block.tobytes())
        self._pushed += len(block)
        self._in.push(frame)
        found = [np.zeros((0, self._channels), np.float32)]
        while (ready := self._pull()) is not None:
            found.append(ready)
        return np.concatenate(found)

    def _pull(self) -> Samples | None:
        try:
            frame: Any = self._graph.pull()
        except self._empty:
            return None
        flat: Samples = np.frombuffer(bytes(frame.planes[0]), np.float32, frame.samples * self._channels)
        return flat.reshape(-1, self._channels)
