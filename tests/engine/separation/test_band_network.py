"""The band-split network against a plain NumPy implementation."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.separation.network import BandSpec, spec_from_dict
from deepdub_engine.separation.network.runtime import Network
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC
from deepdub_engine.separation.network.weights import Weights
from tests.helpers.tiny_models import TINY, all_frames, random_weights

Array = npt.NDArray[np.float64]
Complex = npt.NDArray[np.complex128]


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def norm(x: Array, w: dict[str, Any], name: str) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * w[f"{name}.scale"] + w[f"{name}.shift"]


def one_way(x: Array, into: Array, state: Array, bias: Array) -> Array:
    """Run a one-directional LSTM with forget gates (Hochreiter and Schmidhuber) over ``[steps, features]``."""
    hidden = state.shape[1]
    h, c, out = np.zeros(hidden), np.zeros(hidden), []
    for step in x:
        i, f, g, o = np.split(into @ step + state @ h + bias, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        out.append(h)
    return np.array(out)


def mixed_bands(features: Any, spec: BandSpec, w: dict[str, Any]) -> Any:
    """Return the features of the bands after all blocks, ``[bands, frames, features]``, from those of the bins."""
    parts, at = [], 0
    for group, (count, width) in enumerate(spec.bands):
        for band in range(count):
            rows = features[:, at : at + width].reshape(spec.frames, -1)
            parts.append(rows @ w[f"split{group}.kernel"][band] + w[f"split{group}.bias"][band])
            at += width
    x = np.stack(parts)
    for block in range(spec.blocks):
        x = x + over_time(x, w, f"time{block}")
        x = x + over_bands(x, w, f"mix{block}")
    return norm(x, w, "norm")


def plain_speech(spectrum: Complex, spec: BandSpec, net: Weights) -> Complex:
    """Return left and right of the speech in the spectrum ``[2, frames, bins]``."""
    w: dict[str, Any] = {name: array.astype(np.float64) for name, array in net.items()}
    middle, side = (spectrum[0] + spectrum[1]) / 2, (spectrum[0] - spectrum[1]) / 2
    both = np.stack([middle, side])
    level = np.sqrt((np.abs(both) ** 2).mean()) + 1e-5 * spec.frame / 2
    pressed = both / level * (np.abs(both / level) ** 2 + 1e-8) ** -0.35
    features = np.stack([pressed[0].real, pressed[0].imag, pressed[1].real, pressed[1].imag], -1)
    x = mixed_bands(features, spec, w)
    filters, band = [], 0
    for group, (count, width) in enumerate(spec.bands):
        for k in range(count):
            deep = np.tanh(x[band] @ w[f"head{group}.kernel"][k] + w[f"head{group}.bias"][k])
            last = deep @ w[f"last{group}.kernel"][k] + w[f"last{group}.bias"][k]
            filters.append(last.reshape(spec.frames, width, 3, 2))
            band += 1
    a, b, d = np.moveaxis(np.concatenate(filters, 1) @ np.array([1, 1j]), -1, 0)
    return np.stack([a * middle + b * side + d * side, a * middle + b * side - d * side])


def over_time(x: Array, w: dict[str, Any], name: str) -> Array:
    seen = []
    for band in norm(x, w, name):
        ways = (
            one_way(steps, w[f"{name}.input"][way], w[f"{name}.state"][way], w[f"{name}.gates"][way])
            for way, steps in enumerate((band, band[::-1]))
        )
        forward, backward = ways
        seen.append(np.concatenate([forward, backward[::-1]], -1))
    return np.stack(seen) @ w[f"{name}.kernel"].T + w[f"{name}.bias"]


def over_bands(x: Array, w: dict[str, Any], name: str) -> Array:
    def swish(y: Array) -> Array:
        return y * sigmoid(y)

    narrow = swish(norm(x, w, name) @ w[f"{name}.into"].T + w[f"{name}.into_bias"]).transpose(1, 0, 2)
    mixed = swish(narrow.reshape(len(narrow), -1) @ w[f"{name}.every"].T + w[f"{name}.every_bias"])
    return mixed.reshape(narrow.shape).transpose(1, 0, 2) @ w[f"{name}.kernel"].T + w[f"{name}.bias"]


def spectrum_of(spec: BandSpec, seed: int = 3) -> npt.NDArray[np.complex64]:
    rng = np.random.default_rng(seed)
    parts = rng.standard_normal((2, 2, spec.frames, spec.frame // 2 + 1)) * rng.gamma(0.7, 9, (spec.frames, 1))
    return (parts[0] + 1j * parts[1]).astype(np.complex64)


def test_the_graph_is_the_network_it_claims_to_be() -> None:
    spec = dataclasses.replace(TINY, frames=24)
    weights, spectrum = random_weights(spec), spectrum_of(spec)
    wanted = plain_speech(spectrum[:, :, : spec.bins].astype(np.complex128), spec, weights)
    got = all_frames(Network(spec, weights).start(spectrum).masked(), spec.frames)
    scale = np.abs(wanted).max()
    assert np.abs(wanted - spectrum[:, :, : spec.bins]).max() > 0.1 * scale
    np.testing.assert_allclose(got[:, :, : spec.bins], wanted, atol=1e-5 * scale)


def test_above_the_last_bin_the_topmost_ones_decide() -> None:
    spec = dataclasses.replace(TINY, frames=24)
    weights, spectrum = random_weights(spec), spectrum_of(spec)
    got = Network(spec, weights).start(spectrum).masked()(slice(3, 9))
    top = slice(max(0, spec.bins - 128), spec.bins)
    kept = np.sqrt((np.abs(got[:, :, top]) ** 2).sum((0, 2)) / (np.abs(spectrum[:, 3:9, top]) ** 2).sum((0, 2)))
    above = got[:, :, spec.bins :] / spectrum[:, 3:9, spec.bins :]
    np.testing.assert_allclose(above.real, np.broadcast_to(np.minimum(kept, 1)[None, :, None], above.shape), atol=1e-4)
    np.testing.assert_allclose(above.imag, 0, atol=1e-4)


@given(st.integers(-30, 0))
def test_a_quieter_clip_is_separated_alike(level_db: int) -> None:
    spec = dataclasses.replace(TINY, frames=8, blocks=1)
    network, spectrum = Network(spec, random_weights(spec)), spectrum_of(spec)
    gain = np.float32(10 ** (level_db / 20))
    loud = all_frames(network.start(spectrum).masked(), spec.frames)
    quiet = all_frames(network.start(spectrum * gain).masked(), spec.frames) / gain
    assert np.abs(quiet - loud).max() < 0.05 * np.abs(loud).max()


def test_specs_survive_serialization() -> None:
    for spec in (TINY, SPLEETER_SPEC):
        assert spec_from_dict(spec.to_dict()) == spec


@pytest.mark.parametrize(
    "change",
    [
        {"bands": ()},
        {"bands": ((1, 5000),)},
        {"bands": ((0, 3),)},
        {"hidden": 1 << 20},
        {"blocks": 0},
        {"hop": 2000},
        {"frames": 1 << 20},
        {"rate_hz": 0},
    ],
)
def test_inconsistent_dimensions_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        dataclasses.replace(TINY, **change)
