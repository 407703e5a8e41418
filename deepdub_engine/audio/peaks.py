"""Waveform peaks for drawing: the lowest and highest value of every 256 samples, and a pyramid above.

Each bin of a level merges four bins of the level below, so that any zoom is drawn from a few bins per column and even
the shortest click stays visible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip, Samples
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span, Spans

BIN_SAMPLES = 256
LEVEL_FACTOR = 4
FULL_SCALE = 32767
_SHORT_CLIP_BINS = 4096
_BINS_AT_ONCE = 4096
_MOST_PARTS = 64  # beyond this, all levels are faster made as a whole

Bins = npt.NDArray[np.int16]
Envelope = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """Lowest and highest values of a clip over all its channels, at several resolutions.

    Parameters
    ----------
    rate_hz, samples
        Sample rate, and length in samples per channel.
    levels
        int16 ``[bins, 2]`` (lowest, highest), 32767 being full scale, rounded outward; values beyond full scale are
        stored as full scale. A bin of level `i` covers ``256 · 4**i`` samples, the last one the remainder.

    Notes
    -----
    In a snapshot of growing peaks, the last bin of a level may already include later samples.
    """

    rate_hz: int
    samples: int
    levels: tuple[Bins, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the levels are consistent with the length and have the right type."""
        bins = -(-self.samples // BIN_SAMPLES)
        sizes = [len(level) for level in self.levels]
        expected = [-(-bins // LEVEL_FACTOR**number) for number in range(len(sizes))]
        kinds = {(level.dtype, level.shape[1:]) for level in self.levels}
        return sizes == expected and kinds == {(np.dtype(np.int16), (2,))}

    def envelope(self, start_sample: float, stop_sample: float, columns: int) -> Envelope:
        """Return the envelope of ``[start_sample, stop_sample)`` in `columns` columns of equal width.

        Returns
        -------
        Envelope
            float32 ``[columns, 2]`` (lowest, highest), full scale ±1, nan in columns outside the clip. Every column
            includes all samples that it covers and up to one bin more on both sides.
        """
        first, last, outside = _column_edges(start_sample, stop_sample, columns, self.samples)
        result = np.full((len(first), 2), np.nan, np.float32)
        if outside.all():
            return result
        width = (stop_sample - start_sample) / columns
        level, size = 0, BIN_SAMPLES
        while level + 1 < len(self.levels) and size * LEVEL_FACTOR <= width:
            level, size = level + 1, size * LEVEL_FACTOR
        inside = ~outside
        bins = _reduce(self.levels[level], first[inside] // size, -(-last[inside] // size))
        result[inside] = bins.astype(np.float32) / np.float32(FULL_SCALE)
        return result


def exact_envelope(clip: PcmClip, start_sample: float, stop_sample: float, columns: int) -> Envelope:
    """Return the same as `Peaks.envelope`, computed from the samples: for zooms below 256 samples per column.

    The span is read in one piece; at 256 samples per column that is a few megabytes for a wide screen.

    Raises
    ------
    FileMissing, FileUnreadable
        If the samples cannot be read.
    """
    first, last, outside = _column_edges(start_sample, stop_sample, columns, clip.samples)
    result = np.full((len(first), 2), np.nan, np.float32)
    if outside.all():
        return result
    inside = ~outside
    origin = int(first[inside].min())
    block = clip.read(origin, int(last[inside].max()))
    # Channel by channel: numpy reduces along a short last axis thirty times slower.
    pairs = np.stack([reduce(np.minimum, block.T), reduce(np.maximum, block.T)], axis=1)
    result[inside] = _reduce(pairs, first[inside] - origin, last[inside] - origin)
    return result


def _column_edges(
    start_sample: float, stop_sample: float, columns: int, samples: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Return each column's first sample, the sample after its last, and whether it lies entirely outside the clip."""
    edges = np.linspace(start_sample, stop_sample, max(0, columns) + 1)
    left, right = edges[:-1], edges[1:]
    outside = (left >= samples) | ((right <= 0) & (left < 0)) | (samples == 0)
    first = np.clip(np.floor(left), 0, max(0, samples - 1)).astype(np.int64)
    last = np.clip(np.ceil(right), 0, samples).astype(np.int64)
    # A column narrower than a sample shows the sample under it.
    return first, np.maximum(last, first + 1), outside


def _reduce(
    pairs: npt.NDArray[np.generic], first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]
) -> npt.NDArray[np.generic]:
    """Return the lowest and highest value of rows ``[first, last)`` of ``[n, 2]``, for every range."""
    last = np.clip(last, 1, len(pairs))
    first = np.minimum(first, last - 1)
    origin = int(first.min())
    # Repeat the last row, because reduceat accepts no index beyond the last row.
    rows = pairs[origin : int(last.max())]
    rows = np.concatenate([rows, rows[-1:]])
    ends = np.stack([first - origin, last - origin], axis=1).ravel()
    low = np.minimum.reduceat(np.ascontiguousarray(rows[:, 0]), ends)[::2]
    high = np.maximum.reduceat(np.ascontiguousarray(rows[:, 1]), ends)[::2]
    return np.stack([low, high], axis=1)


def silent_peaks(rate_hz: int, samples: int) -> Peaks:
    """Return the peaks of silence."""
    return Peaks(rate_hz, samples, pyramid(np.zeros((-(-samples // BIN_SAMPLES), 2), np.int16)))


def updated_peaks(peaks: Peaks, clip: PcmClip, spans: Spans) -> Peaks:
    """Return updated peaks of a clip that has changed in some spans; only these are read.

    Raises
    ------
    FileMissing, FileUnreadable
        If the samples cannot be read.
    """
    bins = peaks.levels[0].copy()
    changed = [(start // BIN_SAMPLES, -(-stop // BIN_SAMPLES)) for start, stop in spans]
    for first, last in changed:
        for at in range(first, last, _BINS_AT_ONCE):
            block = clip.read(at * BIN_SAMPLES, min(last, at + _BINS_AT_ONCE) * BIN_SAMPLES)
            whole = len(block) // BIN_SAMPLES
            found = [_bins_of(block[: whole * BIN_SAMPLES].reshape(whole, -1))] if whole else []
            if whole * BIN_SAMPLES < len(block):
                found.append(_bins_of(block[whole * BIN_SAMPLES :].reshape(1, -1)))
            for part in found:
                bins[at : at + len(part)] = part
                at += len(part)  # noqa: PLW2901
    return Peaks(peaks.rate_hz, peaks.samples, _updated_pyramid(peaks.levels, bins, changed))


def _updated_pyramid(former: Sequence[Bins], bins: Bins, changed: Sequence[Span]) -> tuple[Bins, ...]:
    """Return the levels over bins that differ from the former ones in some spans only."""
    if len(changed) > _MOST_PARTS:
        return pyramid(bins)
    levels = [bins]
    for above in former[1:]:
        level = above.copy()
        changed = [(first // LEVEL_FACTOR, -(-last // LEVEL_FACTOR)) for first, last in changed]
        for first, last in changed:
            level[first:last] = _level_above(levels[-1][first * LEVEL_FACTOR : last * LEVEL_FACTOR])
        levels.append(level)
    for level in levels:
        level.flags.writeable = False
    return tuple(levels)


def _level_above(below: Bins) -> Bins:
    missing = -len(below) % LEVEL_FACTOR
    filled = np.concatenate([below, np.repeat(below[-1:], missing, axis=0)]) if missing else below
    return _merge(filled.reshape(-1, LEVEL_FACTOR, 2))


def pyramid(bins: Bins) -> tuple[Bins, ...]:
    """Return bins and all levels above them, each of which merges four bins of the level below."""
    levels = [bins]
    while len(levels[-1]) > LEVEL_FACTOR:
        levels.append(_level_above(levels[-1]))
    for level in levels:
        level.flags.writeable = False
    return tuple(levels)


class PeakBuilder:
    """A builder of `Peaks` from consecutive blocks; the block sizes do not affect the result."""

    def __init__(self) -> None:
        self.samples = 0
        self._levels = [_Level()]
        self._open: Samples | None = None

    def add(self, block: Samples) -> None:
        """Append a block, float32 ``[n, channels]`` with finite values."""
        self.samples += len(block)
        if self._open is not None:
            block = np.concatenate([self._open, block])
        whole = len(block) // BIN_SAMPLES * BIN_SAMPLES
        self._open = block[whole:].copy() if whole < len(block) else None
        if whole:
            self._append(0, _bins_of(block[:whole].reshape(whole // BIN_SAMPLES, -1)))

    def _append(self, index: int, bins: Bins) -> None:
        """Add whole bins to a level, and the bins that they complete to the levels above."""
        level = self._levels[index]
        level.append(bins)
        if index + 1 == len(self._levels):
            if level.bins <= LEVEL_FACTOR:
                return
            self._levels.append(_Level())
        parent = self._levels[index + 1]
        start = parent.bins * LEVEL_FACTOR
        stop = level.bins // LEVEL_FACTOR * LEVEL_FACTOR
        if stop > start:
            children = level.view(start, stop).reshape(-1, LEVEL_FACTOR, 2)
            self._append(index + 1, _merge(children))

    def peaks(self, rate_hz: int) -> Peaks:
        """Return the peaks so far, quickly, because they share memory with the builder."""
        tail = None if self._open is None else _bins_of(self._open.reshape(1, -1))
        views = []
        for index, level in enumerate(self._levels):
            if index:
                below = self._levels[index - 1]
                rest = below.view(level.bins * LEVEL_FACTOR, below.bins)
                if tail is not None:
                    rest = np.concatenate([rest, tail])
                tail = _merge(rest[np.newaxis]) if len(rest) else None
            views.append(level.with_tail(tail))
        return Peaks(rate_hz, self.samples, tuple(views))


class _Level:
    """A growing array of bins."""

    def __init__(self) -> None:
        self.bins = 0
        self._room: Bins = np.zeros((_SHORT_CLIP_BINS, 2), np.int16)

    def _reserve(self, bins: int) -> None:
        if bins > len(self._room):
            room = np.zeros((max(bins, 2 * len(self._room)), 2), np.int16)
            room[: self.bins] = self._room[: self.bins]
            self._room = room

    def append(self, bins: Bins) -> None:
        self._reserve(self.bins + len(bins))
        self._room[self.bins : self.bins + len(bins)] = bins
        self.bins += len(bins)

    def view(self, start: int, stop: int) -> Bins:
        return self._room[start:stop]

    def with_tail(self, tail: Bins | None) -> Bins:
        """Return all bins, followed by an incomplete one if given."""
        size = self.bins
        if tail is not None:
            self._reserve(size + 1)
            self._room[size] = tail[0]
            size += 1
        view = self._room[:size]
        view.flags.writeable = False
        return view


def _bins_of(rows: Samples) -> Bins:
    # Twice as fast as reducing along the rows.
    flat, starts = rows.ravel(), np.arange(0, rows.size, rows.shape[1])
    low = np.floor(np.minimum.reduceat(flat, starts).astype(np.float64) * FULL_SCALE)
    high = np.ceil(np.maximum.reduceat(flat, starts).astype(np.float64) * FULL_SCALE)
    bins: Bins = np.clip(np.stack([low, high], axis=1), -FULL_SCALE, FULL_SCALE).astype(np.int16)
    return bins


def _merge(children: Bins) -> Bins:
    return np.stack([children[:, :, 0].min(axis=1), children[:, :, 1].max(axis=1)], axis=1)


def build_peaks(clip: PcmClip) -> Job[Peaks]:
    """Build the peaks of a whole clip.

    Raises
    ------
    FileMissing, FileUnreadable
        If the samples cannot be read.
    """
    builder = PeakBuilder()
    for block in clip.blocks():
        builder.add(block)
        yield Progress(builder.samples, clip.samples, mark("Drawing the waveform"))
    return builder.peaks(clip.rate_hz)
