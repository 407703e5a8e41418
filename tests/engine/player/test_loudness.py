"""Loudness measurement, loudness matching and level meters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.pcm import PcmClip, PcmWriter, Samples
from deepdub_engine.base.progress import finish
from deepdub_engine.player import Loudness, Meters, matched_gains_db, measure_loudness

RATE_HZ = 48_000


def write(path: Path, sound: Samples, rate_hz: int = RATE_HZ) -> PcmClip:
    with PcmWriter(path, sound.shape[1]) as writer:
        writer.write(sound.astype(np.float32))
        return writer.clip(rate_hz)


def sine(
    frequency_hz: float, level_db: float, *, seconds: float = 10, phase: float = 0.0, channels: int = 2
) -> Samples:
    at = np.arange(int(seconds * RATE_HZ))
    wave = 10 ** (level_db / 20) * np.sin(2 * np.pi * frequency_hz * at / RATE_HZ + phase)
    return np.repeat(wave[:, np.newaxis], channels, axis=1).astype(np.float32)


@pytest.mark.parametrize("channels", [1, 2])
def test_a_sine_of_the_standard_measures_what_the_standard_says(tmp_path: Path, channels: int) -> None:
    # EBU Tech 3341, test 1: a stereo sine of 1 kHz at −23 dBFS is −23 LUFS.
    loudness = finish(measure_loudness(write(tmp_path / "sine.pcm", sine(1_000, -23, channels=channels))))
    assert loudness.integrated_lufs == pytest.approx(-23, abs=0.1)
    assert loudness.true_peak_dbtp == pytest.approx(-23, abs=0.2)


def test_pauses_do_not_count(tmp_path: Path) -> None:
    sound = np.concatenate([sine(1_000, -23), sine(1_000, -90, seconds=30), sine(1_000, -23)])
    assert finish(measure_loudness(write(tmp_path / "a.pcm", sound))).integrated_lufs == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("samples", [0, 1, 5 * RATE_HZ])
def test_silence_has_no_loudness_and_is_left_alone(tmp_path: Path, samples: int) -> None:
    silence = finish(measure_loudness(write(tmp_path / "a.pcm", np.zeros((samples, 2), np.float32))))
    assert (silence.integrated_lufs, silence.true_peak_dbtp) == (-np.inf, -np.inf)
    assert matched_gains_db([silence, None, Loudness(-20, -3)]) == (0, 0, 0)


figures = st.builds(lambda lufs, above: Loudness(lufs, lufs + above), st.floats(-60, 0), st.floats(0, 30))


@given(st.lists(figures | st.none(), min_size=1, max_size=5))
def test_matched_sources_are_equally_loud_and_none_clips(loudness: list[Loudness | None]) -> None:
    gains = matched_gains_db(loudness, ceiling_dbtp=-1)
    louds = [found.integrated_lufs + gain for found, gain in zip(loudness, gains, strict=True) if found is not None]
    assert max(louds, default=0) - min(louds, default=0) < 1e-9
    for found, gain in zip(loudness, gains, strict=True):
        assert found is None or found.true_peak_dbtp + gain <= -1 + 1e-9


def test_a_peak_between_the_samples_is_seen_and_held(tmp_path: Path) -> None:
    # A sine at a quarter of the sample rate, sampled at 45°: samples peak at 0.9, the true peak is 0.9 × √2.
    level_db = 20 * np.log10(0.9 * np.sqrt(2))
    loud = write(tmp_path / "loud.pcm", sine(RATE_HZ / 4, level_db, phase=np.pi / 4, seconds=1))
    soft = write(tmp_path / "soft.pcm", sine(440, -20, seconds=1))
    meters = Meters()
    first, second, silent, mixed = meters.read([loud, soft, None], (0.0, 0.5), 20_000)
    assert first.peak_db == pytest.approx(20 * np.log10(0.9), abs=0.01)
    assert first.true_peak_db == pytest.approx(level_db, abs=0.2)
    assert second.rms_db == pytest.approx(-23, abs=0.1)
    assert mixed.peak_db == pytest.approx(-26, abs=0.1)
    assert (first.clipped, second.clipped, mixed.clipped) == (True, False, False)
    assert silent.peak_db == -np.inf
    held = meters.read([soft, soft, None], (0.0, 0.5), 22_000)
    assert (held[0].clipped, held[1].clipped) == (True, False)
    meters.reset()
    assert not meters.read([soft, soft, None], (0.0, 0.5), 24_000)[0].clipped


def test_a_click_between_two_readings_is_not_missed(tmp_path: Path) -> None:
    sound = np.zeros((RATE_HZ, 2), np.float32)
    sound[10_000] = 1
    clip, meters = write(tmp_path / "click.pcm", sound), Meters()
    meters.read([clip], (1.0,), 8_000)
    assert meters.read([clip], (1.0,), 16_000)[0].peak_db == 0
    assert meters.read([clip], (1.0,), 40_000)[0].peak_db == -np.inf


def test_meters_work_at_both_ends_and_without_sources(tmp_path: Path) -> None:
    clip = write(tmp_path / "a.pcm", sine(440, -6, seconds=1))
    assert Meters().read([clip], (1.0,), 0)[0].peak_db == -np.inf
    assert Meters().read([clip], (1.0,), clip.samples)[0].peak_db == pytest.approx(-6, abs=0.1)
    assert [level.peak_db for level in Meters().read([None], (1.0,), 0)] == [-np.inf, -np.inf]
    assert [level.peak_db for level in Meters().read([], (), 0)] == [-np.inf]
