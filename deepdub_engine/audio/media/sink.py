"""Write decoded samples to a clip: fill gaps, trim overlaps, build peaks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import numpy as np

from deepdub_engine.audio.media.resampling import SampleBlock
from deepdub_engine.audio.pcm import BLOCK_SAMPLES, Depth, PcmClip, PcmWriter, Samples
from deepdub_engine.audio.peaks import PeakBuilder, Peaks
from deepdub_engine.audio.wav import quantise
from deepdub_engine.base.background import BackgroundWriter
from deepdub_engine.base.errors import from_os_error


class ClipSink:
    """A writer of stretches to a clip, in order; a context manager that removes the file unless `keep` is called.

    Parameters
    ----------
    path
        File for the samples; its folder is created if missing.
    start, stop
        Samples of the whole clip to keep; up to the end if `stop` is None.

    Raises
    ------
    DiskFull, OutputNotWritable
        From every method that writes, if the file cannot be written.
    """

    def __init__(
        self, path: Path, rate_hz: int, channels: int, depth: Depth, start: int = 0, stop: int | None = None
    ) -> None:
        self.position = start
        self._path = path
        self._rate_hz = rate_hz
        self._depth = depth
        self._start = start
        self._stop = stop
        self._peaks = PeakBuilder()
        self._kept = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os_error(error, path.parent, writing=True) from error
        self._writer = PcmWriter(path, channels)
        self._source_channels = channels
        self._behind = BackgroundWriter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._behind.close()
        self._writer.__exit__(None, None, None)
        if not self._kept:
            self._path.unlink(missing_ok=True)

    @property
    def is_full(self) -> bool:
        """Whether all samples up to `stop` were written."""
        return self._stop is not None and self.position >= self._stop

    @property
    def samples(self) -> int:
        """Number of samples written."""
        return self.position - self._start

    def take(self, stretch: SampleBlock) -> Iterator[None]:
        """Write a stretch, after silence for any gap before it; yield after every block."""
        gap_stop = stretch.start_sample if self._stop is None else min(stretch.start_sample, self._stop)
        while self.position < gap_stop:
            size = min(BLOCK_SAMPLES, gap_stop - self.position)
            self._write(np.zeros((size, self._source_channels), np.float32))
            yield
        first = self.position - stretch.start_sample
        last = None if self._stop is None else max(0, self._stop - stretch.start_sample)
        block = stretch.block[first:last]
        if len(block):
            self._write(block)
            yield

    def peaks(self) -> Peaks:
        """Return the peaks of the samples written so far."""
        return self._peaks.peaks(self._rate_hz)

    def clip(self) -> PcmClip:
        """Wait until all samples are written and return the clip."""
        self._behind.wait()
        return self._writer.clip(self._rate_hz, self._depth)

    def keep(self) -> None:
        """Keep the file when the context ends."""
        self._kept = True

    def _write(self, block: Samples) -> None:
        block = quantise(without_nan(block), self._depth)
        self._behind.do(self._writer.write, block)
        self._peaks.add(block)
        self.position += len(block)


def without_nan(block: Samples) -> Samples:
    """Replace NaN by 0 and infinity by full scale: a damaged float source must not corrupt later computations."""
    # One sum is cheaper than testing every sample; it is finite only if they all are.
    with np.errstate(over="ignore", invalid="ignore"):
        if math.isfinite(float(block.sum())):
            return block
    return np.nan_to_num(block, nan=0.0, posinf=1.0, neginf=-1.0)
