"""The network that hears overlaps computes what its authors' program computes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.separation.network.runtime import import_openvino
from deepdub_engine.speakers.compiled import CompiledNetwork
from deepdub_engine.speakers.overlap_graph import FIRST_CENTRE, HOP, STRIDE, band_pass_filters, overlap_graph
from tests.helpers.overlap_weights import Weights, random_overlap_weights

Real = npt.NDArray[np.float64]
WEIGHTS = random_overlap_weights()


@pytest.fixture(scope="module")
def network() -> CompiledNetwork:
    openvino = import_openvino()
    return CompiledNetwork(openvino, overlap_graph(openvino, WEIGHTS), 1, precision="f32")


def noise(windows: int, samples: int, seed: int = 3) -> npt.NDArray[np.float32]:
    return np.random.default_rng(seed).normal(0, 0.1, (windows, samples)).astype(np.float32)


def test_the_graph_computes_what_the_authors_program_computes(network: CompiledNetwork) -> None:
    found = network.infer(noise(2, 32_000))
    # pyannote.audio's PyanNet in PyTorch, with these weights and sounds: the sum of the three pairs
    assert found.shape == (2, 115)
    wanted = [0.1922765, 0.1995823, 0.2175093, 0.2130378, 0.2517740]
    np.testing.assert_allclose(found[0, [0, 1, 40, 80, -1]], wanted, atol=2e-5)
    np.testing.assert_allclose(found[1, [0, 60]], [0.1982593, 0.2148742], atol=2e-5)


@settings(max_examples=5, deadline=None)
@given(samples=st.integers(200, 900).map(lambda hops: hops * STRIDE), seed=st.integers(0, 1000))
def test_the_graph_is_the_network_written_out(network: CompiledNetwork, samples: int, seed: int) -> None:
    sounds = noise(1, samples, seed)
    found = network.infer(sounds)[0]
    np.testing.assert_allclose(found, written_out(sounds[0].astype(np.float64), WEIGHTS), atol=2e-5)


def test_windows_know_nothing_of_each_other(network: CompiledNetwork) -> None:
    sounds = noise(3, 20_000)
    alone = np.concatenate([network.infer(each[None]) for each in sounds])
    np.testing.assert_allclose(network.infer(sounds), alone, atol=1e-6)


@pytest.mark.parametrize("samples", [160_000, 16_000, 1000, 1260, 1270])
def test_there_is_a_frame_for_every_hop_that_fits(network: CompiledNetwork, samples: int) -> None:
    assert network.infer(noise(1, samples)).shape[1] == 1 + (samples - 2 * FIRST_CENTRE - 1) // HOP


def test_the_fast_precision_of_this_processor_is_close(network: CompiledNetwork) -> None:
    openvino = import_openvino()
    fast = CompiledNetwork(openvino, overlap_graph(openvino, WEIGHTS), 1)
    np.testing.assert_allclose(fast.infer(noise(2, 32_000)), network.infer(noise(2, 32_000)), atol=0.02)


def test_each_band_has_an_even_and_an_odd_filter_that_pass_it() -> None:
    filters = band_pass_filters(WEIGHTS)[:, 0].astype(np.float64)
    even, odd = filters[:40], filters[40:]
    np.testing.assert_allclose(even, even[:, ::-1], atol=1e-6)
    np.testing.assert_allclose(odd, -odd[:, ::-1], atol=1e-6)
    peaks_hz = np.abs(np.fft.rfft(even, 16_000)).argmax(axis=1)
    low = WEIGHTS["sincnet.conv1d.0.filterbank.low_hz_"][:, 0] + 50
    high = np.minimum(low + 50 + WEIGHTS["sincnet.conv1d.0.filterbank.band_hz_"][:, 0], 8000)
    assert ((peaks_hz > low - 20) & (peaks_hz < high + 20)).all()


def written_out(sound: Real, weights: Weights) -> Real:
    """Return what the network makes of a sound, step by step."""
    node = _normal(sound[None], weights, "wav_norm1d")
    node = np.abs(_convolved(node, band_pass_filters(weights), 10))
    for number in range(3):
        if number:
            name = f"sincnet.conv1d.{number}"
            node = _convolved(node, weights[f"{name}.weight"], 1) + weights[f"{name}.bias"][:, None]
        count = node.shape[1] // 3
        node = node[:, : 3 * count].reshape(len(node), count, 3).max(axis=2)
        node = _leaky(_normal(node, weights, f"norm1d.{number}"))
    node = node.T
    for layer in range(4):
        forth = _recurrent(node, weights, f"l{layer}")
        back = _recurrent(node[::-1], weights, f"l{layer}_reverse")[::-1]
        node = np.concatenate([forth, back], axis=1)
    for number in (0, 1):
        node = _leaky(node @ weights[f"linear.{number}.weight"].T + weights[f"linear.{number}.bias"])
    powers = np.exp(node @ weights["classifier.weight"].T + weights["classifier.bias"])
    return np.asarray(powers[:, 4:].sum(axis=1) / powers.sum(axis=1))


def _normal(node: Real, weights: Weights, name: str) -> Real:
    apart = node - node.mean(axis=1, keepdims=True)
    scaled = apart / np.sqrt(np.square(apart).mean(axis=1, keepdims=True) + 1e-5)
    return np.asarray(scaled * weights[f"sincnet.{name}.weight"][:, None] + weights[f"sincnet.{name}.bias"][:, None])


def _convolved(node: Real, kernel: npt.NDArray[np.float32], stride: int) -> Real:
    framed = np.lib.stride_tricks.sliding_window_view(node, kernel.shape[2], axis=1)[:, ::stride]
    return np.einsum("ctk,ock->ot", framed, kernel.astype(np.float64))


def _leaky(node: Real) -> Real:
    return np.where(node > 0, node, 0.01 * node)


def _recurrent(node: Real, weights: Weights, way: str) -> Real:
    hidden, cell = np.zeros(128), np.zeros(128)
    found = []
    for given_then in node @ weights[f"lstm.weight_ih_{way}"].T + weights[f"lstm.bias_ih_{way}"]:
        gates = given_then + hidden @ weights[f"lstm.weight_hh_{way}"].T + weights[f"lstm.bias_hh_{way}"]
        new, forget, values, shown = np.split(gates, 4)
        cell = _sigmoid(forget) * cell + _sigmoid(new) * np.tanh(values)
        hidden = _sigmoid(shown) * np.tanh(cell)
        found.append(hidden)
    return np.array(found)


def _sigmoid(values: Real) -> Real:
    return np.asarray(1 / (1 + np.exp(-values)))
