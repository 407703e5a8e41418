"""The U-Net as an OpenVINO graph, built directly from arrays.

The network is that of Jansson et al., "Singing voice separation with deep U-Net convolutional networks", ISMIR 2017,
in the variants of Spleeter (Hennequin et al., JOSS 2020).

Processor time in milliseconds for a segment of 11.9 s through both nets of 2stems, float32, on one thread of a 2024
server with about 118 GFLOPS. The work is 24.4 GFLOP, so the lower bound is 207 ms:

| | |
|---|---|
| ONNX Runtime 1.31, all transposed convolutions as sub-pixel convolutions | 354 |
| ONNX Runtime 1.31, the last one only | 335 |
| OpenVINO 2026.4, all transposed convolutions as they are | 296 |
| OpenVINO 2026.4, the last one as a sub-pixel convolution, in blocks of 2 × 2 | 261 |
| OpenVINO 2026.4, the last one and the head in blocks of 4 × 4, see `kernels` | 244 |

In sub-pixel form 11 of 36 products are with zero, so it pays off only with too few channels to fill a vector register.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from deepdub_engine.separation.network.graph_io import FRAMES_PER_STEP, MaskedFrames, Spectrum
from deepdub_engine.separation.network.kernels import BLOCK, STRIDE, block_head_kernel, block_up_kernel
from deepdub_engine.separation.network.unet_spec import STEPS, Heads, UNetSpec, Units
from deepdub_engine.separation.network.weights import Array, Weights, one_net

_RATIO_EPSILON = 1e-10
_BLOCKS = "blocks_first"


class UNetGraphIO:
    """The input and output format of U-Nets, which turn magnitudes into masks.

    Parameters
    ----------
    spec
        The architecture.
    stems
        Number of stems that get a mask; in exact mode, what they leave below the last bin is one stem more.
    """

    channels = 2

    def __init__(self, spec: UNetSpec, stems: int = 1) -> None:
        self._spec = spec
        self._stems = stems

    def graph(self, openvino: ModuleType, weights: Weights) -> Any:
        """Return the graph, from linear magnitudes ``[1, 2, frames, bins]`` to the masks of the first stems."""
        nets = [one_net(weights, net) for net in range(self._spec.nets)]
        return _build(openvino, self._spec, nets, self._stems)

    def given(self, spectrum: Spectrum) -> tuple[Array, ...]:
        """Return the magnitudes of a segment, ``[1, 2, frames, bins]``."""
        return (np.ascontiguousarray(np.abs(spectrum[None, :, :, : self._spec.bins]), np.float32),)

    def masked(self, spectrum: Spectrum, outputs: tuple[Array, ...], *, exact: bool) -> MaskedFrames:
        """Return a function that masks some frames of a segment."""
        bins, channels = self._spec.bins, 2 * len(outputs)
        heard = np.zeros((channels + 2 * exact, FRAMES_PER_STEP, spectrum.shape[-1]), np.complex64)

        def part(frames: slice) -> Spectrum:
            seen = spectrum[:, frames]
            found = heard[:, : seen.shape[1]]
            rest = seen[..., :bins]
            for at, output in zip(range(0, channels, 2), outputs, strict=True):
                stem = np.multiply(seen[..., :bins], output[0][:, frames], out=found[at : at + 2, :, :bins])
                if exact:
                    # Spleeter's ratio masks, epsilons included, add up to one in every bin.
                    rest = np.subtract(rest, stem, out=found[channels:, :, :bins])
            return found

        return part


class _Layers:
    """A factory of graph nodes.

    Constants are created explicitly; implicit conversion turns every number into a Python object.
    """

    def __init__(self, spec: UNetSpec) -> None:
        from openvino import opset13

        self.ops: Any = opset13
        self._spec = spec

    def constant(self, values: Array) -> Any:
        array = np.ascontiguousarray(values, np.float32)
        return self.ops.constant(array, shared_memory=array.flags.writeable)

    def number(self, value: float) -> Any:
        return self.constant(np.array(value, np.float32))

    def per_channel(self, values: Array) -> Any:
        return self.constant(values.reshape(1, -1, 1, 1))

    def convolution(self, node: Any, kernel: Array, stride: int, before: int, after: int) -> Any:
        pads = ([before, before], [after, after])
        return self.ops.convolution(node, self.constant(kernel), [stride, stride], *pads, [1, 1])

    def norm(self, node: Any, net: Weights, layer: str) -> Any:
        scaled = self.ops.multiply(node, self.per_channel(net[f"{layer}.scale"]))
        return self.ops.add(scaled, self.per_channel(net[f"{layer}.shift"]))

    def unit(self, node: Any, slope: float) -> Any:
        """Return the activation of a layer; `slope` is that of the leaky rectifier below zero."""
        if self._spec.units is Units.ELUS:
            return self.ops.elu(node, 1.0)
        return self.ops.prelu(node, self.constant(np.array([slope], np.float32))) if slope else self.ops.relu(node)


def _build(openvino: ModuleType, spec: UNetSpec, nets: list[Weights], stems: int) -> Any:
    layers = _Layers(spec)
    ops = layers.ops
    magnitude = ops.parameter([1, 2, spec.frames, spec.bins], np.float32, "magnitude")
    outputs = [_unet(layers, magnitude, net) for net in nets]
    if spec.heads is Heads.SOFTMAX:
        joined = ops.softmax(ops.concat([ops.unsqueeze(output, [0]) for output in outputs], 0), 0)
        masks = [ops.squeeze(part, [0]) for part in ops.split(joined, 0, len(nets)).outputs()]
    else:
        masks = [ops.sigmoid(output) for output in outputs]
    ratios = _ratios(layers, masks, ops.space_to_depth(magnitude, _BLOCKS, BLOCK), stems)
    return openvino.Model([ops.depth_to_space(ratio, _BLOCKS, BLOCK) for ratio in ratios], [magnitude], "masks")


def _ratios(layers: _Layers, masks: list[Any], magnitude: Any, stems: int) -> list[Any]:
    """Return Spleeter's ratio masks for the first of several masks."""
    ops = layers.ops
    powers = [ops.power(ops.multiply(mask, magnitude), layers.number(2)) for mask in masks]
    whole = layers.number(_RATIO_EPSILON)
    for power in powers:
        whole = ops.add(whole, power)
    share = layers.number(_RATIO_EPSILON / len(masks))
    return [ops.divide(ops.add(power, share), whole) for power in powers[:stems]]


def _unet(layers: _Layers, seen: Any, net: Weights) -> Any:
    """Return the mask logits of one net, ``[1, BLOCK * BLOCK * 2, frames / BLOCK, bins / BLOCK]``, blocks first."""
    ops = layers.ops
    skips: list[Any] = []
    node = seen
    for step in range(STEPS):
        # TensorFlow's SAME for a 5 × 5 kernel with stride 2: one zero before, two after.
        node = layers.convolution(node, net[f"conv{step}.kernel"], 2, 1, 2)
        node = ops.add(node, layers.per_channel(net[f"conv{step}.bias"]))
        skips.append(node)
        if step < STEPS - 1:
            node = layers.unit(layers.norm(node, net, f"conv{step}"), 0.2)
    for step in range(STEPS):
        kernel = net[f"up{step}.kernel"]
        if step < STEPS - 1:
            node = ops.convolution_backprop_data(
                node, layers.constant(kernel), [2, 2], pads_begin=[1, 1], pads_end=[2, 2], dilations=[1, 1]
            )
        else:
            node = layers.convolution(node, block_up_kernel(kernel), STRIDE, 1, 1)
        node = layers.unit(ops.add(node, layers.per_channel(net[f"up{step}.bias"])), 0)
        node = layers.norm(node, net, f"up{step}")
        if step < STEPS - 1:
            node = ops.concat([skips[STEPS - 2 - step], node], 1)
    head = layers.convolution(node, block_head_kernel(net["head.kernel"]), 1, 1, 1)
    return ops.add(head, layers.per_channel(np.tile(net["head.bias"], BLOCK * BLOCK)))
