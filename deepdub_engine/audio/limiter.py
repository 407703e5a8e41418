"""A look-ahead limiter for true peaks, after ITU-R BS.1770, annex 2.

FFmpeg's ``alimiter`` looks at samples, not at the peaks between them, and depends on everything before. The gain here
depends only on the sound within `reach` of a sample, so that any part of a film can be limited alone, with the same
result as in the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.convolution import convolve, running_minimum
from deepdub_engine.audio.pcm import Samples

_OVERSAMPLING = 4
_FILTER_SAMPLES = 16  # how far a true peak depends on what is around it
_FILTER_REACH = 10  # how far the oversampling filter reaches
_BLOCK_SAMPLES = 8192  # what is filtered at a time, so that it stays in the processor's cache
_WINDOW_MS = 60  # the gain goes down and up again within this time around a peak
_MARGIN_DB = 0.1  # meters differ in their interpolation filters, and the file is rounded
_RARELY = 0.5  # a true peak is hardly ever more than twice the largest sample beside it


@dataclass(frozen=True, slots=True)
class Limiter:
    """A limiter for one sample rate.

    Parameters
    ----------
    rate_hz
        Sample rate.
    ceiling_dbtp
        Highest true peak of its output.
    """

    rate_hz: int
    ceiling_dbtp: float

    @property
    def reach(self) -> int:
        """Samples before and after a sample on which its gain depends."""
        return self._window + _FILTER_SAMPLES

    @property
    def _window(self) -> int:
        return self.rate_hz * _WINDOW_MS // 1000 // 2 * 2 + 1

    def gain(self, sound: Samples) -> npt.NDArray[np.float32] | None:
        """Return the gain of each sample, float32 ``[n]``, or None if all are 1.

        The first and last `reach` values depend on sound that is not there, and are to be dropped.
        """
        ceiling = 10 ** ((self.ceiling_dbtp - _MARGIN_DB) / 20)
        if float(np.abs(sound).max(initial=0.0)) <= ceiling * _RARELY:
            return None
        peaks = true_peaks(sound)
        if float(peaks.max(initial=0.0)) <= ceiling:
            return None
        needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
        # The smallest gain within the window, smoothed by a kernel of the same length, is never above what is needed.
        held = running_minimum(needed, self._window)
        kernel = np.hanning(self._window + 2)[1:-1]
        padded = np.pad(held, self._window // 2, mode="edge")
        smooth = convolve(padded - 1.0, kernel / kernel.sum())[self._window - 1 : len(padded)] + 1.0
        gain: npt.NDArray[np.float32] = np.clip(smooth, 0.0, 1.0).astype(np.float32)
        return gain


def true_peaks(sound: Samples) -> npt.NDArray[np.float64]:
    """Return the largest absolute value around each sample in any channel, oversampled four times; float64 ``[n]``."""
    if not len(sound):
        return np.zeros(0)
    fine = np.abs(_oversampled(sound)).max(axis=1)
    quarter = _OVERSAMPLING // 2
    around = np.pad(fine, (quarter, _OVERSAMPLING - quarter))
    # From half a sample before to half a sample after each one.
    strides = np.lib.stride_tricks.sliding_window_view(around, _OVERSAMPLING + 1)[::_OVERSAMPLING]
    peaks: npt.NDArray[np.float64] = strides[: len(sound)].max(axis=1)
    return peaks


def _oversampled(sound: Samples) -> npt.NDArray[np.float64]:
    """Return a sound at four times its rate, through a low-pass filter of a sinc in a Kaiser window."""
    at = np.arange(-_FILTER_REACH * _OVERSAMPLING, _FILTER_REACH * _OVERSAMPLING + 1)
    taps = np.sinc(at / _OVERSAMPLING) * np.kaiser(len(at), 5.0)
    taps *= _OVERSAMPLING / taps.sum()
    around = np.pad(sound.T.astype(np.float64), ((0, 0), (_FILTER_REACH, _FILTER_REACH)))
    fine = np.empty((len(sound), _OVERSAMPLING, sound.shape[1]))
    for start in range(0, len(sound), _BLOCK_SAMPLES):
        count = min(_BLOCK_SAMPLES, len(sound) - start)
        product = np.empty((sound.shape[1], count))
        for phase in range(_OVERSAMPLING):
            total = np.zeros_like(product)
            for place, tap in enumerate(taps[phase::_OVERSAMPLING][::-1], start=start + bool(phase)):
                np.multiply(around[:, place : place + count], tap, out=product)
                total += product
            fine[start : start + count, phase] = total.T
    return fine.reshape(-1, sound.shape[1])
