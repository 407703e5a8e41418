"""The limiter keeps true peaks below its ceiling, leaves quiet sound alone, and works on any part as on the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.audio.limiter import Limiter, true_peaks

RATE_HZ = 48_000
LIMITER = Limiter(RATE_HZ, -1.0)


def noise(seed: int, samples: int, level: float) -> np.ndarray:
    return (np.random.default_rng(seed).standard_normal((samples, 2)) * level).astype(np.float32)


def test_a_peak_between_two_samples_is_found() -> None:
    wave = np.sin(np.pi / 2 * np.arange(2000) + np.pi / 4)[:, None].astype(np.float32)  # its samples are ±0.71
    assert true_peaks(wave)[1000] == pytest.approx(1.0, abs=0.01)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.floats(0.05, 3))
def test_no_true_peak_is_above_the_ceiling(seed: int, level: float) -> None:
    sound = noise(seed, 30_000, level)
    gain = LIMITER.gain(sound)
    limited = sound if gain is None else sound * gain[:, None]
    assert true_peaks(limited)[200:-200].max() <= 10 ** (-1 / 20)


def test_sound_below_the_ceiling_is_not_touched() -> None:
    assert LIMITER.gain(np.clip(noise(1, 10_000, 0.1), -0.4, 0.4)) is None


def test_the_gain_is_one_away_from_a_peak_and_moves_slowly() -> None:
    sound = np.zeros((48_000, 1), np.float32)
    sound[20_000:20_050] = 2.0
    gain = LIMITER.gain(sound)
    assert gain is not None
    assert gain[20_025] <= 0.45
    assert (gain[: 20_000 - LIMITER.reach] == 1).all()
    assert (gain[20_050 + LIMITER.reach :] == 1).all()
    assert np.abs(np.diff(gain)).max() < 0.001


def test_a_part_is_limited_as_in_the_whole() -> None:
    sound = noise(2, 100_000, 0.5)
    whole, part = LIMITER.gain(sound), LIMITER.gain(sound[20_000:60_000])
    assert whole is not None
    assert part is not None
    inner = slice(LIMITER.reach, -LIMITER.reach)
    assert np.allclose(whole[20_000:60_000][inner], part[inner], atol=1e-6)
