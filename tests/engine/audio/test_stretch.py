"""Stretched speech has the length asked for, the same pitch and formants, and its words in their places."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from deepdub_engine.audio.stretch import stretch, stretched_length
from deepdub_engine.audio.voiced_spans import voiced_spans
from tests.helpers.dub_clip import made_voice

RATE_HZ = 48_000


@pytest.mark.parametrize("speed", [0.9, 1.0, 1.07, 1.2])
@pytest.mark.parametrize("channels", [1, 2])
def test_length_level_and_spectrum(speed: float, channels: int) -> None:
    voice = np.repeat(made_voice(3, 2.0, RATE_HZ)[:, None], channels, axis=1)
    made = stretch(voice, RATE_HZ, speed)
    assert made.shape == (stretched_length(len(voice), speed), channels)
    assert 20 * np.log10(np.std(made) / np.std(voice)) == pytest.approx(0, abs=0.6)
    before, after = (envelope_db(sound[:, 0]) for sound in (voice, made))
    loud = before > before.max() - 30
    assert np.abs(before - after)[loud].mean() < 1.5


@pytest.mark.parametrize("speed", [0.9, 1.2])
def test_where_there_is_no_wheel_ffmpeg_stretches(speed: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_stretch", None)
    voice = made_voice(3, 2.0, RATE_HZ)[:, None]
    made = stretch(voice, RATE_HZ, speed)
    assert len(made) == stretched_length(len(voice), speed)
    before, after = voiced_spans(voice, RATE_HZ), voiced_spans(made, RATE_HZ)
    assert abs(before[-1][1] / speed - after[-1][1]) < 0.05 * RATE_HZ


def envelope_db(sound: np.ndarray) -> np.ndarray:
    power = np.abs(np.fft.rfft(sound, 1 << 17)) ** 2 / len(sound)
    bands = power[: 64 * 170].reshape(64, 170).mean(axis=1)  # up to 4 kHz
    return 10 * np.log10(bands + 1e-12)


def test_words_stay_in_their_places() -> None:
    voice = made_voice(4, 3.0, RATE_HZ, pause_s=0.8)[:, None]
    made = stretch(voice, RATE_HZ, 1.2)
    before, after = voiced_spans(voice, RATE_HZ), voiced_spans(made, RATE_HZ)
    for one, other in zip((before[0][0], before[-1][1]), (after[0][0], after[-1][1]), strict=True):
        assert abs(one / 1.2 - other) < 0.03 * RATE_HZ


def test_equal_sounds_give_equal_results() -> None:
    voice = made_voice(5, 1.0, RATE_HZ)[:, None]
    assert np.array_equal(stretch(voice, RATE_HZ, 1.1), stretch(voice, RATE_HZ, 1.1))


def test_a_very_short_sound_can_be_stretched() -> None:
    assert len(stretch(np.ones((7, 1), np.float32), RATE_HZ, 1.2)) == 6
