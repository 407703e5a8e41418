"""Mel levels of a voice, as Kaldi computes them: what the voice network was trained on.

Povey et al., "The Kaldi speech recognition toolkit", ASRU 2011: frames of 25 ms every 10 ms without padding, their mean
removed, pre-emphasis 0.97, Povey's window (a Hann window to the power of 0.85), 80 triangular bands of equal width on
the mel scale 1127 ln(1 + f / 700) from 20 Hz to 8 kHz, natural logarithm of the power.
"""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

RATE_HZ = 16_000
FRAME = 400
HOP = 160
BANDS = 80
_FFT = 512
_LOWEST_HZ = 20.0
_PRE_EMPHASIS = np.float32(0.97)
_SMALLEST = np.finfo(np.float32).eps
_AT_ONCE = 2048  # frames, so that memory does not grow with a sound

Real = npt.NDArray[np.float32]


def frame_count(samples: int) -> int:
    """Return the number of frames in a sound."""
    return max(0, 1 + (samples - FRAME) // HOP)


def mel_levels(sound: Real) -> Real:
    """Return the mel levels of a sound.

    Parameters
    ----------
    sound
        float32 ``[n]`` at 16 kHz.

    Returns
    -------
    ndarray
        float32 ``[frames, 80]``; see `frame_count`.
    """
    import scipy.fft

    count = frame_count(len(sound))
    found = np.empty((count, BANDS), np.float32)
    if not count:
        return found
    framed = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::HOP]
    for at in range(0, count, _AT_ONCE):
        frames = framed[at : at + _AT_ONCE].astype(np.float32)
        frames -= frames.mean(axis=1, keepdims=True)
        before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
        spectrum = scipy.fft.rfft((frames - _PRE_EMPHASIS * before) * _window(), _FFT, axis=1)
        power = np.square(spectrum.real) + np.square(spectrum.imag)
        found[at : at + _AT_ONCE] = np.log(np.maximum(power[:, : _FFT // 2] @ _bands(), _SMALLEST))
    return found


@functools.cache
def _window() -> Real:
    angle = 2 * np.pi * np.arange(FRAME) / (FRAME - 1)
    return np.asarray((0.5 - 0.5 * np.cos(angle)) ** 0.85, np.float32)


@functools.cache
def _bands() -> Real:
    """Return the share of each bin in each band, ``[_FFT / 2, BANDS]``."""

    def mel(hz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        found: npt.NDArray[np.float64] = 1127 * np.log1p(hz / 700)
        return found

    low, high = mel(np.array([_LOWEST_HZ, RATE_HZ / 2]))
    edges = np.linspace(low, high, BANDS + 2)
    bins = mel(np.arange(_FFT // 2) * (RATE_HZ / _FFT))[:, None]
    rise = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.asarray(np.maximum(0, np.minimum(rise, fall)), np.float32)
