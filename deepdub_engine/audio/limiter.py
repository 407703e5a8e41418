"""A look-ahead limiter for true peaks, after ITU-R BS.1770, annex 2.

FFmpeg's ``alimiter`` looks at samples, not at the peaks between them, and depends on everything before. The gain here
depends only on the sound within `reach` of a sample, so that any part of a film can be limited alone, with the same
result as in the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import Samples

_OVERSAMPLING = 4
_FILTER_SAMPLES = 16  # how far the oversampling filter reaches
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
        from scipy.ndimage import minimum_filter1d
        from scipy.signal import oaconvolve

        ceiling = 10 ** ((self.ceiling_dbtp - _MARGIN_DB) / 20)
        if float(np.abs(sound).max(initial=0.0)) <= ceiling * _RARELY:
            return None
        peaks = true_peaks(sound)
        if float(peaks.max(initial=0.0)) <= ceiling:
            return None
        needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
        # The smallest gain within the window, smoothed by a kernel of the same length, is never above what is needed.
        held = minimum_filter1d(needed, self._window, mode="nearest")
        kernel = np.hanning(self._window + 2)[1:-1]
        padded = np.pad(held, self._window // 2, mode="edge")
        smooth = oaconvolve(padded - 1.0, kernel / kernel.sum(), mode="valid") + 1.0
        gain: npt.NDArray[np.float32] = np.clip(smooth, 0.0, 1.0).astype(np.float32)
        return gain


def true_peaks(sound: Samples) -> npt.NDArray[np.float64]:
    """Return the largest absolute value around each sample in any channel, oversampled four times; float64 ``[n]``."""
    from scipy.signal import resample_poly

    if not len(sound):
        return np.zeros(0)
    fine = np.abs(resample_poly(sound.astype(np.float64), _OVERSAMPLING, 1, axis=0)).max(axis=1)
    quarter = _OVERSAMPLING // 2
    around = np.pad(fine, (quarter, _OVERSAMPLING - quarter))
    # From half a sample before to half a sample after each one.
    strides = np.lib.stride_tricks.sliding_window_view(around, _OVERSAMPLING + 1)[::_OVERSAMPLING]
    peaks: npt.NDArray[np.float64] = strides[: len(sound)].max(axis=1)
    return peaks
