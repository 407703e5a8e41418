"""Input features of the detector: the level in 32 mel bands, every 10 ms, from sound of any sample rate."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import Samples

Floats = npt.NDArray[np.float32]

BANDS = 32
FRAMES_PER_S = 100
_WINDOW_S = 0.032  # the same at every sample rate, so that tones and noise keep their relative levels
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 7600.0
_SPEECH_HZ = (300.0, 3400.0)
_FLOOR = 1e-10  # power at −100 dBFS
_AT_ONCE = 128
_LOUDEST = np.float32(1e4)


class MelFilterBank:
    """A mel filter bank for one sample rate.

    Parameters
    ----------
    rate_hz
        Sample rate.
    """

    def __init__(self, rate_hz: int) -> None:
        import scipy.fft

        self.rate_hz = rate_hz
        self.window = np.hanning(max(4, round(_WINDOW_S * rate_hz)) + 1)[:-1].astype(np.float32)
        self._size = int(scipy.fft.next_fast_len(len(self.window), real=True))
        weights = _filters(rate_hz, self._size)
        self._top = int(np.flatnonzero(weights.any(axis=0))[-1]) + 1
        # A tone at full scale has power 1.
        self._weights = weights[:, : self._top].T * np.float32(4 / np.square(self.window.sum()))

    def start(self, frame: int) -> int:
        """Return the sample at which a frame begins; frame `i` is centred at ``10 · i`` ms."""
        return (2 * frame * self.rate_hz + FRAMES_PER_S) // (2 * FRAMES_PER_S) - len(self.window) // 2

    def powers(self, samples: Floats, first: int, last: int, origin: int) -> Floats:
        """Return the band powers of the frames ``[first, last)``, float32 ``[frames, 32]``; a full-scale tone is 1.

        Parameters
        ----------
        samples
            float32 ``[n]``; must cover all the frames.
        first, last
            Range of frames.
        origin
            Index in the clip of the first of `samples`.
        """
        import scipy.fft

        starts = np.array([self.start(frame) - origin for frame in range(first, last)])
        frames = np.lib.stride_tricks.sliding_window_view(samples, len(self.window))
        result = np.empty((len(starts), self._top), np.float32)
        for at in range(0, len(starts), _AT_ONCE):
            part = slice(at, at + _AT_ONCE)
            spectrum = scipy.fft.rfft(frames[starts[part]] * self.window, self._size, axis=-1)[:, : self._top]
            result[part] = np.square(spectrum.real) + np.square(spectrum.imag)
        # A single product: with many small ones, the BLAS threads wait for each other.
        powers: Floats = result @ self._weights
        return powers


def log_mel(powers: Floats) -> Floats:
    """Return log powers scaled for the network: −2.5 at −100 dBFS and below, 2.5 at full scale."""
    result: Floats = np.log10(powers + np.float32(_FLOOR)) * np.float32(0.5) + np.float32(2.5)
    return result


def speech_level(powers: Floats) -> npt.NDArray[np.uint8]:
    """Return the level between 300 and 3400 Hz in half decibels above −100 dBFS, uint8 ``[frames]``."""
    centres = _edges_hz()[1:-1]
    chosen = (centres >= _SPEECH_HZ[0]) & (centres <= _SPEECH_HZ[1])
    level_db = 10 * np.log10(powers[:, chosen].mean(axis=1) + np.float32(_FLOOR))
    level: npt.NDArray[np.uint8] = np.clip(np.round(2 * (level_db + 100)), 0, 255).astype(np.uint8)
    return level


def _edges_hz() -> npt.NDArray[np.float64]:
    """Return the 34 band edges, evenly spaced on O'Shaughnessy's mel scale."""
    lowest, highest = (2595 * np.log10(1 + hz / 700) for hz in (_LOWEST_HZ, _HIGHEST_HZ))
    edges: npt.NDArray[np.float64] = 700 * (10 ** (np.linspace(lowest, highest, BANDS + 2) / 2595) - 1)
    return edges


@lru_cache(maxsize=8)
def _filters(rate_hz: int, size: int) -> Floats:
    """Return the triangular filters, float32 ``[32, bins]``; each sums to 1 unless it covers no bin."""
    edges = _edges_hz()[:, None]
    bins_hz = np.fft.rfftfreq(size, 1 / rate_hz)
    rising = (bins_hz - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins_hz) / (edges[2:] - edges[1:-1])
    weights = np.maximum(0, np.minimum(rising, falling))
    sums = weights.sum(axis=1, keepdims=True)
    filters: Floats = (weights / np.where(sums > 0, sums, 1)).astype(np.float32)
    return filters


def to_mono(block: Samples) -> Floats:
    """Return a mono mix of the first two channels, non-finite values set to 0 and extreme values clipped."""
    mixed: Floats = 0.5 * (block[:, 0] + block[:, 1]) if block.shape[1] > 1 else block[:, 0]
    if not np.isfinite(mixed).all():
        mixed = np.where(np.isfinite(mixed), mixed, np.float32(0))
    return np.clip(mixed, -_LOUDEST, _LOUDEST)
