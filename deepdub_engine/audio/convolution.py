"""Convolution by overlap-add, and a running minimum, for the few places that need one.

`scipy.signal` has both, but importing it takes a second and, in the bundle, 75 MB. The results are SciPy's to the bit.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]


def convolve(sound: Floats, kernel: Floats) -> Floats:
    """Return the full convolution of each channel with a kernel.

    Parameters
    ----------
    sound
        Float ``[n]`` or ``[n, channels]``, not empty.
    kernel
        Float ``[k]``, not empty.

    Returns
    -------
    numpy.ndarray
        Float ``[n + k - 1]`` or ``[n + k - 1, channels]``, of the same type.

    Notes
    -----
    The blocks have the length of the least work for each sample, as derived in `scipy.signal.oaconvolve`.
    """
    first = sound.reshape(len(sound), -1)
    second = kernel.reshape(-1, 1)
    length = len(sound) + len(kernel) - 1
    result = first * second if 1 in (len(sound), len(kernel)) else _by_blocks(first, second)
    return result[:length].reshape(length, *sound.shape[1:])


def _by_blocks(first: Floats, second: Floats) -> Floats:
    import scipy.fft

    shorter, longer = sorted((len(first), len(second)))
    overlap = shorter - 1
    size = scipy.fft.next_fast_len(math.ceil(_best_size(overlap)))
    if shorter >= longer / 2 or size >= longer:
        size = scipy.fft.next_fast_len(len(first) + len(second) - 1, real=True)
        return _product(first, second, size, axis=0)
    step = size - overlap
    # One block more than needed holds the end of the last one.
    if len(first) > len(second):
        parts = _product(_cut(first, step), second[None], size, axis=1)
    else:
        parts = _product(first[None], _cut(second, step), size, axis=1)
    body, ends = np.split(parts, [step], axis=1)
    body[1:, :overlap] += ends[:-1]
    whole: Floats = body.reshape(-1, body.shape[2])
    return whole


def _best_size(overlap: int) -> float:
    """Return the solution N of N = K·ln(2·e·N), which has the least work N·log2(2·N) / (N - K)."""
    size = 10.0 * overlap
    for _ in range(100):
        size = overlap * (1 + math.log(2 * size))
    return size


def _cut(long: Floats, step: int) -> Floats:
    count = math.ceil((len(long) + 1) / step) + 1
    return np.pad(long, ((0, count * step - len(long)), (0, 0))).reshape(count, step, -1)


def _product(first: Floats, second: Floats, size: int, axis: int) -> Floats:
    import scipy.fft

    spectrum = scipy.fft.rfft(first, size, axis=axis) * scipy.fft.rfft(second, size, axis=axis)
    result: Floats = scipy.fft.irfft(spectrum, size, axis=axis)
    return result


def running_minimum(values: Floats, window: int) -> Floats:
    """Return the smallest value around each one; beyond the ends, the first and last value goes on.

    Parameters
    ----------
    values
        Float ``[n]``, not empty.
    window
        How many values are looked at; odd.

    Returns
    -------
    numpy.ndarray
        Float ``[n]``.

    Notes
    -----
    After van Herk, “A fast algorithm for local minimum and maximum filters” (1992): each window is the end of one block
    of its length and the start of the next.
    """
    half = window // 2
    blocks = math.ceil((len(values) + 2 * half) / window)
    after = blocks * window - len(values) - half
    block = np.pad(values, (half, after), mode="edge").reshape(blocks, window)
    to_here = np.minimum.accumulate(block, axis=1).reshape(-1)
    from_here = np.minimum.accumulate(block[:, ::-1], axis=1)[:, ::-1].reshape(-1)
    last = len(values)
    result: Floats = np.minimum(from_here[:last], to_here[window - 1 : window - 1 + last])
    return result
