"""All sources from one place to another, as they are or at another speed or rate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from deepdub_engine.audio.pcm import Samples

_STEP_FRAMES: Final = 4096
SLOWEST: Final = 0.5
FASTEST: Final = 2.0


class Source(Protocol):
    """A sound that can be read from any place; a `PcmClip` is one."""

    @property
    def path(self) -> Path:
        """File that it is read from; another file is another sound."""

    @property
    def rate_hz(self) -> int:
        """Sample rate."""

    @property
    def samples(self) -> int:
        """Length."""

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        """Return samples ``[start, stop)``, float32 ``[n, 1 or 2]``, without those beyond the end."""


Sources = Sequence[Source | None]


class Passage(Protocol):
    """Sound to be read in order.

    Attributes
    ----------
    left
        Frames that are still to come.
    """

    left: int

    def fill(self, out: Samples) -> None:
        """Read the next frames, at most those that are left, into float32 ``[sources, n, 2]``."""


def passage(sources: Sources, start: int, stop: int, rates_hz: tuple[int, int], speed: float) -> Passage:
    """Return the samples ``[start, stop)`` of all sources.

    Parameters
    ----------
    sources
        None is silence.
    start, stop
        In samples of the sources.
    rates_hz
        Of the sources, and of the frames that are wanted.
    speed
        Above 1 is faster; the pitch stays.
    """
    if rates_hz[0] == rates_hz[1] and speed == 1:
        return _Straight(sources, start, stop)
    return _Bent(sources, start, stop, rates_hz, speed)


class _Straight:
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


def _read(source: Source | None, start: int, stop: int, out: Samples) -> None:
    block = source.read(start, stop) if source is not None else out[:0]
    out[: len(block)] = block  # a single channel is spread over both
    out[len(block) :] = 0


class _Bent:
    """All sources go through one filter with two channels each, so that they stay together to the sample."""

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
        if stop > self._at:  # silence follows, for as long as the filters need to let everything out
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
    """FFmpeg's ``atempo``, which moves all channels by the same distances."""

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
