"""Mixtures for training the speech model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from speech_training import changes
from speech_training.mixing import draw_mixture
from speech_training.recordings import RATE_HZ, Library, load_libraries

from tests.helpers.synthetic_recordings import made_recordings


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Library]:
    return load_libraries(made_recordings(tmp_path_factory.mktemp("recordings")))


def test_no_speaker_piece_or_place_is_in_training_and_in_validation(libraries: tuple[Library, Library]) -> None:
    training, validation = libraries
    for kind in ("speech", "music", "fx"):
        groups = [{recording.group for recording in library.by_kind[kind]} for library in libraries]
        assert groups[0]
        assert not groups[0] & groups[1]
    total = sum(len(library.by_kind["speech"]) for library in (training, validation))
    assert total == 40
    assert validation.by_kind["speech"]


def test_a_folder_without_recordings_of_speech_says_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="speech"):
        load_libraries(tmp_path)


def test_a_mixture_depends_on_its_seed_alone(libraries: tuple[Library, Library]) -> None:
    first = draw_mixture(libraries[0], 20_000, np.random.default_rng([1, 2, 3]))
    again = draw_mixture(libraries[0], 20_000, np.random.default_rng([1, 2, 3]))
    other = draw_mixture(libraries[0], 20_000, np.random.default_rng([1, 2, 4]))
    np.testing.assert_array_equal(first, again)
    assert np.abs(np.array(first) - np.array(other)).max() > 0


def test_mixtures_are_of_all_kinds_and_never_out_of_bounds(libraries: tuple[Library, Library]) -> None:
    silent_speech = silent_bed = mono = wide = 0
    for item in range(200):
        speech, bed = draw_mixture(libraries[0], RATE_HZ // 2, np.random.default_rng(item))
        assert speech.shape == bed.shape == (RATE_HZ // 2, 2)
        assert speech.dtype == bed.dtype == np.float32
        assert np.isfinite(speech).all()
        assert np.isfinite(bed).all()
        assert np.abs(speech + bed).max() < 20
        silent_speech += not speech.any()
        silent_bed += not bed.any()
        mono += bool(bed.any() and np.array_equal(bed[:, 0], bed[:, 1]))
        wide += bool(bed.any() and np.abs(bed[:, 0] - bed[:, 1]).max() > 0.1 * np.abs(bed).max())
    assert min(silent_speech, silent_bed) >= 3
    assert mono >= 10
    assert wide >= 10


def test_faster_is_shorter_and_higher() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(RATE_HZ) / RATE_HZ).astype(np.float32)[:, None]
    fast = changes.speed_up(tone, 1.25)
    assert abs(len(fast) - RATE_HZ / 1.25) < 4
    assert np.argmax(np.abs(np.fft.rfft(fast[:, 0]))) * RATE_HZ / len(fast) == pytest.approx(550, abs=3)


def test_a_place_keeps_the_power_of_a_sound() -> None:
    sound = np.random.default_rng(1).standard_normal((4000, 1)).astype(np.float32)
    for place in (-1.0, -0.3, 0.0, 0.8):
        assert changes.rms(changes.panned(sound, place)) == pytest.approx(changes.rms(sound), rel=1e-5)
    np.testing.assert_allclose(changes.panned(sound, 0.0), np.repeat(sound, 2, axis=1), rtol=1e-6)


def test_zero_width_is_mono_and_reverb_keeps_the_length() -> None:
    rng = np.random.default_rng(1)
    sound = rng.standard_normal((4000, 2)).astype(np.float32)
    narrow = changes.widened(sound, 0)
    np.testing.assert_allclose(narrow[:, 0], narrow[:, 1], atol=1e-6)
    wet = changes.add_reverb(sound, changes.simulated_room(rng), 0.5)
    assert wet.shape == sound.shape
    assert changes.rms(wet - sound) == pytest.approx(0.5 * changes.rms(sound), rel=1e-3)


def test_a_codec_keeps_length_level_and_most_of_a_sound() -> None:
    rng = np.random.default_rng(1)
    time_s = np.arange(RATE_HZ) / RATE_HZ
    tone = 0.1 * np.sin(2 * np.pi * np.array([440.0, 660.0]) * time_s[:, None]).astype(np.float32)
    for seed in range(6):
        coded = changes.coded(tone, np.random.default_rng(seed))
        assert coded.shape == tone.shape
        assert coded.dtype == np.float32
        assert np.abs(coded - tone).max() > 1e-4
        middle = slice(4000, -4000)  # a coded sound may lag
        assert changes.rms(coded[middle]) == pytest.approx(changes.rms(tone[middle]), rel=0.15)
        np.testing.assert_array_equal(coded, changes.coded(tone, np.random.default_rng(seed)))
    silence = np.zeros((5000, 2), np.float32)
    assert not changes.coded(silence, rng).any()


def test_a_rumble_is_low_and_steady() -> None:
    for seed in range(5):
        noise = changes.rumble(4 * RATE_HZ, np.random.default_rng(seed))
        assert noise.shape == (4 * RATE_HZ, 1)
        assert changes.rms(noise) == pytest.approx(1, rel=1e-3)
        power = np.abs(np.fft.rfft(noise[:, 0])) ** 2
        assert power[: 4 * 200].sum() > 0.99 * power.sum()  # nearly all power is below 200 Hz
