"""Streaming short-time Fourier transform and its inverse, one segment at a time.

The frame grid begins one frame before the first sample. Analysis and synthesis use the periodic Hann window; the sum of
its squares over the hops is divided out (Griffin and Lim, IEEE Trans. ASSP 1984).

Spleeter's segments do not overlap; those of recurrent networks do, and fade into each other (`SegmentGrid`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.separation.network.graph_io import FRAMES_PER_STEP, MaskedFrames, Spectrum
from deepdub_engine.separation.network.spec import NetworkSpec


def _window(frame: int) -> Samples:
    window: Samples = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(frame) / frame)).astype(np.float32)
    return window


def _hops(spec: NetworkSpec) -> int:
    """Return how many hops a frame spans."""
    return -(-spec.frame // spec.hop)


def _synthesis_window(spec: NetworkSpec) -> Samples:
    """Return the window divided by the sum of its overlapping squares, padded with zeros to whole hops."""
    hops = _hops(spec)
    window = np.zeros(hops * spec.hop)
    window[: spec.frame] = _window(spec.frame)
    sums = np.square(window).reshape(hops, spec.hop).sum(axis=0)
    divided: Samples = (window / np.tile(sums, hops)).astype(np.float32)
    return divided


class Analysis:
    """A streaming STFT: samples in, segments of spectra out.

    Parameters
    ----------
    spec
        Defines frame, hop and frames per segment.
    silence
        Samples of silence before the stream; by default one frame, as at the start of a clip.
    channels
        Channels of the stream.
    advances
        Frames from the start of each segment to that of the next one; by default segments stand side by side, up to
        the end of the stream.
    """

    def __init__(
        self,
        spec: NetworkSpec,
        silence: int | None = None,
        *,
        channels: int = 2,
        advances: Iterable[int] | None = None,
    ) -> None:
        self._spec = spec
        self._window = _window(spec.frame)
        self._needed = (spec.frames - 1) * spec.hop + spec.frame
        self._buffer = np.zeros((channels, self._needed), np.float32)
        self._filled = spec.frame if silence is None else silence
        self._advances = deque(advances) if advances is not None else None

    def push(self, block: Samples) -> Iterator[Spectrum]:
        """Add samples, float32 ``[n, channels]``; yield segments, complex64 ``[channels, frames, frame / 2 + 1]``."""
        at = 0
        while at < len(block) and not self._is_over:
            count = min(len(block) - at, self._needed - self._filled)
            self._buffer[:, self._filled : self._filled + count] = block[at : at + count].T
            self._filled += count
            at += count
            if self._filled == self._needed:
                yield self._segment()

    def flush(self) -> Iterator[Spectrum]:
        """Yield the remaining segments, padded with silence.

        There is always one, because the frames of neighbouring segments overlap, and there are two if the last frame
        begins in the next segment.
        """
        left = self._filled
        while not self._is_over and (left > 0 or self._advances):
            self._buffer[:, self._filled :] = 0
            yield self._segment()
            left -= self._spec.frames * self._spec.hop

    @property
    def _is_over(self) -> bool:
        return self._advances is not None and not self._advances

    def _segment(self) -> Spectrum:
        import scipy.fft

        frames = np.lib.stride_tricks.sliding_window_view(self._buffer, self._spec.frame, axis=1)[:, :: self._spec.hop]
        shape = len(self._buffer), self._spec.frames, self._spec.frame // 2 + 1
        spectrum = np.empty(shape, np.complex64)
        for start in range(0, self._spec.frames, FRAMES_PER_STEP):
            part = slice(start, start + FRAMES_PER_STEP)
            spectrum[:, part] = scipy.fft.rfft(frames[:, part] * self._window, axis=-1, overwrite_x=True)
        advance = self._advances.popleft() if self._advances else self._spec.frames
        overlap = self._needed - advance * self._spec.hop
        self._buffer[:, :overlap] = self._buffer[:, -overlap:]
        self._filled = overlap
        return spectrum


class Synthesis:
    """A streaming inverse STFT: segments of spectra in, samples out.

    Parameters
    ----------
    spec
        Defines frame, hop and frames per segment.
    channels
        Channels of the spectra.
    skip
        Samples to drop at the beginning of the grid; by default one frame, the silence of `Analysis`.
    """

    def __init__(self, spec: NetworkSpec, channels: int = 2, skip: int | None = None) -> None:
        self._spec = spec
        self._hops = _hops(spec)
        self._window = _synthesis_window(spec)
        self._tail = np.zeros((channels, self._hops - 1, spec.hop), np.float32)
        self._skip = spec.frame if skip is None else skip

    def push(self, masked: MaskedFrames, *, weights: Samples | None = None, advance: int | None = None) -> Samples:
        """Add a segment; return the samples that are now final, float32 ``[n, channels]``.

        Parameters
        ----------
        masked
            Returns the masked spectra of some frames, ``[channels, frames, bins]``; missing bins are silent.
        weights
            How much each frame counts; by default all count 1.
        advance
            Frames from the start of this segment to that of the next one; by default they stand side by side.
        """
        import scipy.fft

        frame, hop, count = self._spec.frame, self._spec.hop, self._spec.frames
        channels, final = len(self._tail), count if advance is None else advance
        sums = np.zeros((channels, count + self._hops - 1, hop), np.float32)
        sums[:, : self._tail.shape[1]] = self._tail
        for start in range(0, count, FRAMES_PER_STEP):
            frames = scipy.fft.irfft(masked(slice(start, start + FRAMES_PER_STEP)), frame, axis=-1)
            if frame < len(self._window):
                frames = np.pad(frames, ((0, 0), (0, 0), (0, len(self._window) - frame)))
            frames *= self._window
            if weights is not None:
                frames *= weights[start : start + FRAMES_PER_STEP, np.newaxis]
            parts = frames.reshape(channels, -1, self._hops, hop)
            for number in range(self._hops):
                sums[:, start + number : start + number + parts.shape[1]] += parts[:, :, number]
        self._tail = sums[:, final:].copy()
        samples = sums[:, :final].reshape(channels, -1).T[self._skip :]
        self._skip = max(0, self._skip - final * hop)
        return samples
