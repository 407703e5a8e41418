"""Downmixing many channels to two."""

from __future__ import annotations

import av
import numpy as np
import pytest

from deepdub_engine.audio.media.downmix import stereo_matrix, to_channels

ROOT_HALF = 0.5**0.5
LAYOUTS = [
    "3.0",
    "4.0",
    "quad",
    "5.0",
    "5.1",
    "5.1(side)",
    "6.1",
    "7.1",
    "7.1(wide)",
    "5.1.2",
    "7.1.4",
    "22.2",
    "hexadecagonal",
]


def names(layout: str) -> list[str]:
    return [channel.name for channel in av.AudioLayout(layout).channels]


def test_the_coefficients_of_surround_sound_are_those_of_the_recommendation() -> None:
    matrix = stereo_matrix(["FL", "FR", "FC", "LFE", "SL", "SR"])
    expected = np.array([[1, 0, ROOT_HALF, 0, ROOT_HALF, 0], [0, 1, ROOT_HALF, 0, 0, ROOT_HALF]])
    np.testing.assert_allclose(matrix, expected / (1 + 2 * ROOT_HALF), rtol=1e-6)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_clips_is_lopsided_or_loses_a_speaker(layout: str) -> None:
    speakers = names(layout)
    matrix = stereo_matrix(speakers)
    assert np.abs(matrix).sum(axis=1).max() <= 1 + 1e-6
    np.testing.assert_allclose(matrix[0].sum(), matrix[1].sum(), rtol=1e-6)
    silent = [name for name, column in zip(speakers, matrix.T, strict=True) if not column.any()]
    assert set(silent) <= {"LFE", "LFE2"}


@pytest.mark.parametrize(("channels", "like"), [(6, "5.1"), (8, "7.1")])
def test_channels_without_names_count_as_usual_surround_sound(channels: int, like: str) -> None:
    np.testing.assert_array_equal(stereo_matrix(["NONE"] * channels), stereo_matrix(names(like)))


def test_other_channels_without_names_go_left_and_right_in_turn() -> None:
    np.testing.assert_array_equal(stereo_matrix(["NONE"] * 4), [[0.5, 0, 0.5, 0], [0, 0.5, 0, 0.5]])


def test_one_and_two_channels_are_left_alone() -> None:
    block = np.random.default_rng(0).uniform(-1, 1, (100, 2)).astype(np.float32)
    assert to_channels(block, ["FL", "FR"], 2) is block
    assert to_channels(block[:, :1], ["FC"], 1).shape == (100, 1)
