"""Waveform drawing: from peaks to the pixel rows of each column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import BIN_SAMPLES, Peaks, exact_envelope
from deepdub_engine.base.errors import DeepdubError
from deepdub_gui.widgets.timeline.axis import TimeAxis

PixelEnvelope = npt.NDArray[np.float32]  # [columns, 2]: lowest and highest sample, nan where there is no sound
Rows = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class WaveformSource:
    """The data of a lane's waveform: peaks and, for zooms finer than these, the samples."""

    peaks: Peaks
    clip: PcmClip | None

    def envelope(self, axis: TimeAxis, first: int, stop: int) -> PixelEnvelope:
        """Return the lowest and highest sample of each column in ``[first, stop)`` of an axis."""
        per_ms = self.peaks.rate_hz / 1000
        start_sample, stop_sample = axis.ms(first) * per_ms, axis.ms(stop) * per_ms
        if self.clip is not None and axis.ms_per_column * per_ms < BIN_SAMPLES:
            try:
                return exact_envelope(self.clip, start_sample, stop_sample, stop - first)
            except DeepdubError:
                pass  # the file has become unreadable; the peaks are still in memory
        return self.peaks.envelope(start_sample, stop_sample, stop - first)

    @property
    def settled_ms(self) -> float:
        """Time up to which the envelope stays the same while the source grows."""
        return (self.peaks.samples // BIN_SAMPLES) * BIN_SAMPLES * 1000 / self.peaks.rate_hz

    def continues(self, other: WaveformSource | None) -> bool:
        """Return whether this is `other` with more samples appended."""
        if other is None or self.peaks.rate_hz != other.peaks.rate_hz or self.peaks.samples < other.peaks.samples:
            return False
        paths = [source.clip and source.clip.path for source in (self, other)]
        return paths[0] == paths[1]


class EnvelopeColumns:
    """A cache of the envelope; after a scroll, or when the source has grown, it computes only the new columns."""

    def __init__(self) -> None:
        self.values: PixelEnvelope = np.zeros((0, 2), np.float32)
        self._source: WaveformSource | None = None
        self._axis: TimeAxis | None = None

    def update(self, source: WaveformSource | None, axis: TimeAxis) -> None:
        """Compute `values` for a source and an axis."""
        if source is None:
            self.values = np.full((axis.columns, 2), np.nan, np.float32)
        elif self._axis is None or not source.continues(self._source):
            self.values = source.envelope(axis, 0, axis.columns)
        else:
            self._follow(source, axis, self._axis)
        self._source, self._axis = source, axis

    def _follow(self, source: WaveformSource, axis: TimeAxis, before: TimeAxis) -> None:
        moved = axis.columns_behind(before)
        if moved is None or abs(moved) >= axis.columns:
            self.values = source.envelope(axis, 0, axis.columns)
            return
        if moved:
            self.values = np.roll(self.values, -moved, axis=0)
            first, stop = (axis.columns - moved, axis.columns) if moved > 0 else (0, -moved)
            self.values[first:stop] = source.envelope(axis, first, stop)
        if source is not self._source and self._source is not None:
            first = max(0, axis.column(self._source.settled_ms) - 1)
            if first < axis.columns:
                self.values[first:] = source.envelope(axis, first, axis.columns)


def pixel_rows(values: PixelEnvelope, height: int, gain: float, thinnest: int = 1) -> tuple[Rows, Rows]:
    """Return the first row and the number of rows to fill in each column, as uint16.

    Parameters
    ----------
    values
        Lowest and highest sample of each column, full scale ±1.
    height
        Height of the lane in rows; silence is in the middle.
    gain
        Amplitude gain; values beyond the lane are clipped to its edge.
    thinnest
        Least number of rows in a column with sound.

    Returns
    -------
    tuple of uint16 arrays
        0 rows where there is no sound. Neighbouring columns that would leave a gap are extended to meet half-way.
    """
    absent = np.isnan(values[:, 0])
    half = height / 2
    place = np.clip(half - np.where(absent[:, None], 0, values) * (gain * half), 0, height)
    top, bottom = place[:, 1], place[:, 0]
    meeting = (bottom[:-1] + top[1:]) / 2, (top[:-1] + bottom[1:]) / 2
    falls, rises = bottom[:-1] < top[1:], top[:-1] > bottom[1:]
    joined = ~absent[:-1] & ~absent[1:]
    falls, rises = falls & joined, rises & joined
    top, bottom = top.copy(), bottom.copy()
    bottom[:-1][falls] = meeting[0][falls]
    top[1:][falls] = np.minimum(top[1:][falls], meeting[0][falls])
    top[:-1][rises] = np.minimum(top[:-1][rises], meeting[1][rises])
    bottom[1:][rises] = np.maximum(bottom[1:][rises], meeting[1][rises])
    first = np.minimum(np.floor(top), height - thinnest)
    count = np.maximum(np.ceil(bottom) - first, thinnest)
    count[absent] = 0
    return first.astype(np.uint16), np.minimum(count, height - first).astype(np.uint16)


def filled(first: Rows, count: Rows, height: int) -> npt.NDArray[np.bool_]:
    """Return the mask ``[height, columns]`` of the pixels to fill."""
    # Rows above `first` wrap around to large unsigned numbers, so one comparison tests both edges.
    row = np.arange(height, dtype=np.uint16)[:, None]
    return (row - first) < count
