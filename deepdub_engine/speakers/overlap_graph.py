"""The network that hears how many people speak at once, as an OpenVINO graph built directly from arrays.

"pyannote segmentation 3.0": Plaquet and Bredin, "Powerset multi-class cross entropy loss for neural speaker
diarization", Interspeech 2023. Learned band-pass filters (SincNet: Ravanelli and Bengio, "Speaker recognition from raw
waveform with SincNet", SLT 2018), two convolutions, four recurrent layers in both directions, and classes for nobody,
each of three people, and each pair of them.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from deepdub_engine.speakers.layers import Arrays, Layers

RATE_HZ = 16_000
HOP = 270  # samples between frames: the stride of the filters, and three poolings by three
FIRST_CENTRE = 495  # of the 991 samples that the first frame sees
STRIDE = 10  # of the filters
_PAIRS = [4, 5, 6]  # among the classes
_LAYERS = 4
_HIDDEN = 128
_LOWEST_HZ = 50.0
_NARROWEST_HZ = 50.0
_EPSILON = 1e-5
_LEAK = 0.01


def overlap_graph(openvino: ModuleType, weights: Arrays) -> Any:
    """Return the graph, from sounds ``[batch, samples]`` at 16 kHz to probabilities of two voices ``[batch, frames]``.

    The samples are a multiple of `STRIDE`.

    Parameters
    ----------
    openvino
        The module.
    weights
        The published arrays, by their published names.

    Raises
    ------
    KeyError, ValueError
        If the arrays are not those of this network.
    """
    layers = _Layers(weights)
    ops = layers.ops
    given = ops.parameter([-1, -1], np.float32, name="sounds")
    node = layers.norm(ops.unsqueeze(given, layers.whole([1])), "sincnet.wav_norm1d")
    node = ops.abs(layers.filtered(node, band_pass_filters(weights)))
    node = layers.pooled(node, "sincnet.norm1d.0")
    for number in (1, 2):
        name = f"sincnet.conv1d.{number}"
        node = layers.convolution(node, weights[f"{name}.weight"])
        node = ops.add(node, layers.constant(weights[f"{name}.bias"].reshape(1, -1, 1)))
        node = layers.pooled(node, f"sincnet.norm1d.{number}")
    node = ops.transpose(node, layers.whole([0, 2, 1]))
    for number in range(_LAYERS):
        node = layers.recurrent(node, number)
    for number in (0, 1):
        node = layers.leaky(layers.linear(node, f"linear.{number}"))
    shares = ops.softmax(layers.linear(node, "classifier"), 2)
    pairs = ops.gather(shares, layers.whole(_PAIRS), layers.whole([2]))
    return openvino.Model([ops.reduce_sum(pairs, layers.whole([2]), keep_dims=False)], [given], "overlap")


def band_pass_filters(weights: Arrays) -> npt.NDArray[np.float32]:
    """Return the learned filters, float32 ``[80, 1, 251]``: even ones, then odd ones, of 40 bands."""
    name = "sincnet.conv1d.0.filterbank"
    low = _LOWEST_HZ + np.abs(weights[f"{name}.low_hz_"].astype(np.float64))
    high = np.clip(low + _NARROWEST_HZ + np.abs(weights[f"{name}.band_hz_"]), _LOWEST_HZ, RATE_HZ / 2)
    times, window = weights[f"{name}.n_"].astype(np.float64), weights[f"{name}.window_"]
    half = times / 2
    even = (np.sin(high @ times) - np.sin(low @ times)) / half * window
    odd = (np.cos(low @ times) - np.cos(high @ times)) / half * window
    band = high - low
    even = np.concatenate([even, 2 * band, even[:, ::-1]], axis=1)
    odd = np.concatenate([odd, np.zeros_like(band), -odd[:, ::-1]], axis=1)
    return np.asarray(np.concatenate([even, odd]) / np.tile(2 * band, (2, 1)), np.float32)[:, None]


class _Layers(Layers):
    """A factory of the layers of this network."""

    def norm(self, node: Any, name: str) -> Any:
        """Return each channel of each sound normalised over time."""
        scale, shift = (self._weights[f"{name}.{part}"].reshape(1, -1, 1) for part in ("weight", "bias"))
        even = self.ops.mvn(node, self.whole([2]), normalize_variance=True, eps=_EPSILON, eps_mode="inside_sqrt")
        return self.ops.add(self.ops.multiply(even, self.constant(scale)), self.constant(shift))

    def leaky(self, node: Any) -> Any:
        return self.ops.prelu(node, self.constant(np.array([_LEAK])))

    def convolution(self, node: Any, kernel: npt.NDArray[Any]) -> Any:
        return self.ops.convolution(node, self.constant(kernel), [1], [0], [0], [1])

    def filtered(self, node: Any, filters: npt.NDArray[np.float32]) -> Any:
        """Return sounds ``[batch, 1, samples]`` through filters, every `STRIDE` samples.

        Each sample of a stride becomes a channel, which is the same, and faster than steps in one channel.
        """
        steps = -(-filters.shape[2] // STRIDE)
        whole = np.pad(filters, ((0, 0), (0, 0), (0, steps * STRIDE - filters.shape[2])))
        kernel = whole.reshape(len(filters), steps, STRIDE).transpose(0, 2, 1)
        split = self.ops.reshape(node, self.whole([0, -1, STRIDE]), special_zero=True)
        return self.convolution(self.ops.transpose(split, self.whole([0, 2, 1])), kernel)

    def pooled(self, node: Any, norm: str) -> Any:
        node = self.ops.max_pool(node, [3], [1], [0], [0], [3]).output(0)
        return self.leaky(self.norm(node, norm))

    def linear(self, node: Any, name: str) -> Any:
        weights = self.constant(self._weights[f"{name}.weight"])
        found = self.ops.matmul(node, weights, transpose_a=False, transpose_b=True)
        return self.ops.add(found, self.constant(self._weights[f"{name}.bias"]))

    def recurrent(self, node: Any, number: int) -> Any:
        """Return a recurrent layer in both directions, ``[batch, frames, 256]``."""
        ops = self.ops
        shape = ops.shape_of(node)
        batch, frames = (ops.gather(shape, self.whole([axis]), self.whole([0])) for axis in (0, 1))
        state = ops.broadcast(self.constant(np.zeros(())), ops.concat([batch, self.whole([2, _HIDDEN])], 0))
        weights = (self.both_ways(f"weight_ih_l{number}"), self.both_ways(f"weight_hh_l{number}"))
        bias = ops.add(self.both_ways(f"bias_ih_l{number}"), self.both_ways(f"bias_hh_l{number}"))
        lengths = ops.broadcast(frames, batch)
        found = ops.lstm_sequence(node, state, state, lengths, *weights, bias, _HIDDEN, "bidirectional").output(0)
        joined = ops.transpose(found, self.whole([0, 2, 1, 3]))
        return ops.reshape(joined, self.whole([0, 0, 2 * _HIDDEN]), special_zero=True)

    def both_ways(self, name: str) -> Any:
        """Return weights of both directions, their gates in OpenVINO's order: PyTorch has the input gate first."""
        ways = [np.split(self._weights[f"lstm.{name}{suffix}"], 4) for suffix in ("", "_reverse")]
        return self.constant(np.stack([np.concatenate([forget, new, *rest]) for new, forget, *rest in ways]))
