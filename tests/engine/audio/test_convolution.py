"""The convolution and the running minimum give what SciPy gives, to the bit; the bundle has no `scipy.signal`."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.ndimage import minimum_filter1d
from scipy.signal import oaconvolve, resample_poly

from deepdub_engine.audio.convolution import convolve, running_minimum
from deepdub_engine.audio.limiter import _oversampled

LENGTHS = st.one_of(st.integers(1, 40), st.integers(1, 30_000))


@given(LENGTHS, LENGTHS, st.sampled_from([np.float32, np.float64]), st.integers(0, 9))
def test_a_convolution_is_that_of_scipy(count: int, taps: int, kind: type[np.floating], seed: int) -> None:
    numbers = np.random.default_rng(seed)
    sound, kernel = numbers.standard_normal((count, 2)).astype(kind), numbers.standard_normal(taps).astype(kind)
    expected = oaconvolve(sound, kernel[:, None], axes=0)
    found = convolve(sound, kernel)
    assert found.dtype == expected.dtype
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(convolve(sound[:, 0], kernel), oaconvolve(sound[:, 0], kernel))


@given(LENGTHS, st.integers(0, 1000), st.integers(0, 9))
def test_a_running_minimum_is_that_of_scipy(count: int, half: int, seed: int) -> None:
    values = np.random.default_rng(seed).standard_normal(count)
    expected = minimum_filter1d(values, 2 * half + 1, mode="nearest")
    np.testing.assert_array_equal(running_minimum(values, 2 * half + 1), expected)


@pytest.mark.parametrize("count", [1, 9, 8192, 20_001])
def test_a_sound_at_four_times_its_rate_is_that_of_scipy(count: int) -> None:
    sound = np.random.default_rng(count).standard_normal((count, 2)).astype(np.float32)
    expected = resample_poly(sound.astype(np.float64), 4, 1, axis=0)
    np.testing.assert_allclose(_oversampled(sound), expected, rtol=0, atol=1e-14)
