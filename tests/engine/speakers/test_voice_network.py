"""The features and the network compute what their authors' programs compute."""

from __future__ import annotations

import numpy as np
import pytest

from deepdub_engine.separation.network.runtime import import_openvino
from deepdub_engine.speakers.compiled import CompiledNetwork
from deepdub_engine.speakers.encoder import VoiceEncoder, voiced_levels
from deepdub_engine.speakers.filterbank import BANDS, FRAME, HOP, frame_count, mel_levels
from deepdub_engine.speakers.voice_graph import EMBEDDING, surroundings, voice_graph
from tests.helpers.voice_weights import random_voice_weights


def test_levels_are_those_of_kaldi() -> None:
    times_s = np.arange(4000) / 16_000
    sweep = 0.01 * np.sin(2 * np.pi * 3000 * times_s**2)
    levels = mel_levels((0.1 * np.sin(2 * np.pi * 440 * times_s) + sweep).astype(np.float32))
    # from fbank of torchaudio.compliance.kaldi with 80 bands and no dither
    kaldi = {
        3: [-13.204489, -8.597128, -10.561414, -15.942385, -15.942385],
        20: [-14.945661, -12.32017, -10.5755205, -15.942385, -15.942385],
    }
    assert levels.shape == (23, BANDS)
    for frame, wanted in kaldi.items():
        np.testing.assert_allclose(levels[frame, [0, 5, 20, 40, 79]], wanted, atol=2e-3)


@pytest.mark.parametrize("samples", [0, 1, FRAME - 1, FRAME, FRAME + HOP - 1, FRAME + HOP, 500_000])
def test_there_is_a_frame_for_every_hop_that_fits(samples: int) -> None:
    assert len(mel_levels(np.ones(samples, np.float32))) == frame_count(samples)


def test_pauses_are_left_out() -> None:
    levels = np.zeros((100, BANDS), np.float32)
    levels[40:70] = -12
    assert len(voiced_levels(levels)) == 70


def test_the_graph_computes_what_the_authors_program_computes() -> None:
    openvino = import_openvino()
    given = np.random.default_rng(3).normal(0, 2, (1, 330, BANDS)).astype(np.float32)
    network = CompiledNetwork(openvino, voice_graph(openvino, random_voice_weights()), 1, precision="f32")
    found = network.infer(given, surroundings(330))
    # 3D-Speaker's CAMPPlus in PyTorch, with these weights and levels
    wanted = [-0.2715306, -0.8286331, 0.10844158, 1.2452121, 1.4812981, -0.53974426]
    assert found.shape == (1, EMBEDDING)
    np.testing.assert_allclose(found[0, :6], wanted, atol=2e-4)


def test_a_voice_is_a_direction_whatever_its_level() -> None:
    encoder = VoiceEncoder(import_openvino(), random_voice_weights(), 1)
    sound = np.random.default_rng(1).normal(0, 0.1, 80_000).astype(np.float32)
    (loud, frames), (quiet, same) = encoder.voice(sound), encoder.voice(sound * np.float32(0.5))
    assert loud is not None
    assert quiet is not None
    assert frames == same
    assert np.linalg.norm(loud) == pytest.approx(1, abs=1e-5)
    assert float(loud @ quiet) > 0.999


@pytest.mark.parametrize("samples", [0, 300, 3000])
def test_too_little_sound_has_no_voice(samples: int) -> None:
    encoder = VoiceEncoder(import_openvino(), random_voice_weights(), 1)
    assert encoder.voice(np.ones(samples, np.float32))[0] is None


def test_three_seconds_of_voice_are_heard_and_all_of_it_is_counted() -> None:
    encoder = VoiceEncoder(import_openvino(), random_voice_weights(), 1)
    sound = np.random.default_rng(2).normal(0, 0.1, 80_000).astype(np.float32)
    (long, counted), (short, _) = encoder.voice(sound), encoder.voice(sound[: 300 * HOP + FRAME - HOP])
    assert counted == frame_count(80_000)
    assert long is not None
    assert short is not None
    assert float(long @ short) > 0.999
