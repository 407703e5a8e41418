"""Audio sources in which every sample can be identified in a recording."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip, PcmWriter, Samples

_GRID = 1 << 22
_SCATTER = 2_654_435 | 1  # odd, so that multiplying visits every point of the grid once


class MarkedSources:
    """Noise sources in which no value occurs twice, across all sources.

    Parameters
    ----------
    folder
        Folder for the PCM files.
    count, samples, rate_hz
        Number of stereo sources, their length and sample rate.
    """

    def __init__(self, folder: Path, *, count: int = 3, samples: int = 96_000, rate_hz: int = 48_000) -> None:
        self.samples = samples
        self.rate_hz = rate_hz
        assert count * samples < _GRID
        marks = (np.arange(count * samples, dtype=np.int64) * _SCATTER) % _GRID
        left = (marks / _GRID - 0.5).astype(np.float32)
        self._order = np.argsort(left)
        self._sorted = left[self._order]
        self._right = left[::-1]
        stereo = np.stack([left, self._right], axis=1).reshape(count, samples, 2)
        self.clips = tuple(_write(folder / f"source{index}.pcm", stereo[index], rate_hz) for index in range(count))

    def recognise(self, heard: Samples) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the source and the sample index of each frame; both are −1 where no source matches bit for bit."""
        at = np.minimum(np.searchsorted(self._sorted, heard[:, 0]), len(self._sorted) - 1)
        which = self._order[at]
        exact = (self._sorted[at] == heard[:, 0]) & (self._right[which] == heard[:, 1])
        return np.where(exact, which // self.samples, -1), np.where(exact, which % self.samples, -1)

    def runs(self, heard: Samples, shortest: int = 8) -> list[tuple[int, int, int, int]]:
        """Return (frame, source, first sample, length) of every uninterrupted run of a source in a recording."""
        source, sample = self.recognise(heard)
        breaks = (np.diff(source) != 0) | (np.diff(sample) != 1)
        edges = np.concatenate([[0], np.flatnonzero(breaks) + 1, [len(heard)]])
        found = []
        for start, stop in itertools.pairwise(edges):
            if stop - start >= shortest and source[start] >= 0:
                found.append((int(start), int(source[start]), int(sample[start]), int(stop - start)))
        return found


def _write(path: Path, samples: Samples, rate_hz: int) -> PcmClip:
    with PcmWriter(path, samples.shape[1]) as writer:
        writer.write(samples)
        return writer.clip(rate_hz)
