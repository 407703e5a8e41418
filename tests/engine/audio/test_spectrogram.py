"""Spectrograms show sound at the right time, frequency and level, at any zoom."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.audio.spectrogram import LOWEST_DB, STEPS_PER_DB, TILE_COLUMNS, SpectrogramParams, spectrogram_tile


def stored(path: Path, sound: np.ndarray, rate_hz: int) -> PcmClip:
    with PcmWriter(path, sound.shape[1]) as writer:
        writer.write(sound.astype(np.float32))
        return writer.clip(rate_hz)


@pytest.mark.parametrize("rate_hz", [8000, 16_000, 44_100, 48_000, 192_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_tone_is_seen_at_its_frequency_and_level(tmp_path: Path, rate_hz: int, channels: int) -> None:
    time_s = np.arange(6 * rate_hz) / rate_hz
    form = SpectrogramParams.of_rate(rate_hz)
    wanted = form.bins // 3
    wave = 0.1 * np.sin(2 * np.pi * wanted * rate_hz / form.window * time_s)
    clip = stored(tmp_path / "a.pcm", np.repeat(wave[:, None], channels, axis=1), rate_hz)
    tile = spectrogram_tile(clip, 2, 1)
    assert tile.shape == (TILE_COLUMNS, form.bins)
    assert set(tile.argmax(axis=1).tolist()) == {wanted}
    level_db = tile[:, wanted] / STEPS_PER_DB + LOWEST_DB
    assert level_db == pytest.approx(-20, abs=0.6)
    assert form.highest_hz <= min(12_000, rate_hz / 2)


@pytest.mark.parametrize("level", [0, 3, 7])
def test_a_burst_is_seen_at_its_time_at_every_zoom(tmp_path: Path, level: int) -> None:
    rate_hz = 16_000
    sound = np.zeros((120 * rate_hz, 1))
    at = 61 * rate_hz
    sound[at : at + 4 * rate_hz] = np.random.default_rng(1).uniform(-1, 1, (4 * rate_hz, 1))
    clip = stored(tmp_path / "a.pcm", sound, rate_hz)
    hop = SpectrogramParams.of_rate(rate_hz).hop(level)
    first, last = at // hop // TILE_COLUMNS, (at + 4 * rate_hz) // hop // TILE_COLUMNS
    tiles = np.concatenate([spectrogram_tile(clip, level, number) for number in range(first, last + 1)])
    loud = np.flatnonzero(tiles.max(axis=1) > 60) + first * TILE_COLUMNS
    window = SpectrogramParams.of_rate(rate_hz).window
    assert abs(loud[0] * hop - at) <= hop + window
    assert abs((loud[-1] + 1) * hop - at - 4 * rate_hz) <= hop + window
    assert len(loud) == loud[-1] - loud[0] + 1


def test_voices_out_of_phase_on_both_sides_are_seen(tmp_path: Path) -> None:
    wave = 0.5 * np.sin(np.arange(32_000) * 0.5)
    clip = stored(tmp_path / "a.pcm", np.stack([wave, -wave], axis=1), 16_000)
    assert spectrogram_tile(clip, 0, 0)[20:].max() > 150


def test_behind_the_end_there_is_silence(tmp_path: Path) -> None:
    clip = stored(tmp_path / "a.pcm", np.random.default_rng(1).uniform(-1, 1, (10_000, 1)), 16_000)
    assert not spectrogram_tile(clip, 0, 50).any()
    assert not spectrogram_tile(clip, 12, 3).any()
    assert spectrogram_tile(clip, 0, 0).any()


@pytest.mark.parametrize("samples_per_column", [0.01, 1, 200, 5000, 1e6])
def test_the_resolution_follows_the_screen(samples_per_column: float) -> None:
    form = SpectrogramParams.of_rate(48_000)
    level = form.level_for(samples_per_column)
    assert level == 0 or form.hop(level) <= samples_per_column
    assert form.hop(level + 1) > samples_per_column
