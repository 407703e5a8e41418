"""The U-Net as one OpenVINO graph, made straight from arrays.

The network is that of Jansson et al., "Singing voice separation with deep U-Net convolutional networks", ISMIR 2017,
in the variant of Spleeter (Hennequin et al., JOSS 2020).
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections import deque
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from deepdub_engine.network.spec import STEPS, InputForm, NetworkSpec
from deepdub_engine.network.weights import Array, Weights, one_net

_RATIO_EPSILON = 1e-10
_MOST_THREADS = 8
# Segments side by side instead of layers split between threads, which wait for each other after every layer.
# Spleeter's weights, 2 cores beside other work, per segment of 11.9 s: one stream of two threads 563 ms, two streams of
# one 395 ms; in processor time 288 against 264 ms. Every stream has its own memory, so there are never more.
_STREAMS = 2


@contextlib.contextmanager
def _without(*modules: str) -> Iterator[None]:
    added = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(added))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in added:
            sys.modules.pop(name, None)


def import_openvino() -> ModuleType:
    """Import OpenVINO without its model converter.

    Importing that reports to an analytics service, and leaves an identifier in the home folder.
    """
    with _without("openvino_telemetry", "openvino.tools.ovc"):
        import openvino
    module: ModuleType = openvino
    return module


def usable_threads() -> int:
    """Return the number of processors that this process may use, up to a sensible limit."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(_MOST_THREADS, allowed))


class Running:
    """One segment on its way through a network."""

    def __init__(self, request: Any, magnitude: Array) -> None:
        self._request = request
        self._magnitude = magnitude  # shared with the network, so it has to live as long
        request.start_async([magnitude], share_inputs=True)

    @property
    def is_done(self) -> bool:
        """Whether `mask` would not wait."""
        return bool(self._request.wait_for(0))

    def mask(self) -> Array:
        """Wait, and return the mask of the vocals, float32 ``[2, frames, bins]``, 0 to 1; see `Network.start`."""
        self._request.wait()
        mask: Array = self._request.get_output_tensor(0).data[0]
        return mask


class Network:
    """A compiled network, ready to run.

    Parameters
    ----------
    spec
        The architecture.
    weights
        Arrays as `deepdub_engine.network.weights` names them.
    threads
        Processor threads to use; all that are allowed if not given.
    """

    def __init__(self, spec: NetworkSpec, weights: Weights, threads: int | None = None) -> None:
        openvino = import_openvino()
        self.spec = spec
        graph = _build(openvino, spec, [one_net(weights, net) for net in range(spec.nets)])
        usable = threads or usable_threads()
        streams = min(_STREAMS, usable)
        compiled = openvino.Core().compile_model(
            graph,
            "CPU",
            {
                # bf16, the default where the processor has it, changes masks by up to 0.14.
                "INFERENCE_PRECISION_HINT": "f32",
                "INFERENCE_NUM_THREADS": usable,
                "NUM_STREAMS": streams,
            },
        )
        # One more than there are streams: the next segment is there when one ends.
        self._requests = deque[Any](compiled.create_infer_request() for _ in range(streams + 1))
        self.capacity = len(self._requests)

    def start(self, magnitude: Array) -> Running:
        """Start on a segment; up to `capacity` may be under way, and the mask of one is valid until that many more.

        Parameters
        ----------
        magnitude
            Linear magnitudes of an unscaled FFT, float32 ``[2, frames, bins]``.
        """
        self._requests.rotate(-1)
        return Running(self._requests[-1], np.ascontiguousarray(magnitude[None], np.float32))

    def warm_up(self) -> None:
        """Run once on silence in every stream, so that the first segment does not wait for memory."""
        silence = np.zeros((2, self.spec.frames, self.spec.bins), np.float32)
        for running in [self.start(silence) for _ in range(self.capacity)]:
            running.mask()

    def vocals_mask(self, magnitude: Array) -> Array:
        """Return the mask of one segment; see `start`."""
        return self.start(magnitude).mask()


def sub_pixel_kernel(kernel: Array) -> Array:
    """Turn a transposed convolution of stride 2 into a plain one with a channel for each pixel of a block of 2 × 2.

    It pays for the last layer, which has one channel: 261 instead of 296 ms of processor time per segment with
    Spleeter's weights. The wider layers are slower so, because 11 of 36 products are with zero.

    Parameters
    ----------
    kernel
        ``[in, out, 5, 5]``, of a transposed convolution cropped by 1 before and 2 after.

    Returns
    -------
    ndarray
        ``[4 * out, in, 3, 3]``, for padding 1 and ``depth_to_space`` with the blocks first.
    """
    # Even pixels see taps 3 and 1 at the places before and at theirs; odd ones 4, 2 and 0, up to the place after.
    taps = np.zeros((2, 3, 5), np.float32)
    taps[0, [0, 1], [3, 1]] = 1
    taps[1, [0, 1, 2], [4, 2, 0]] = 1
    blocks = np.einsum("ioyx,ahy,bwx->aboihw", kernel, taps, taps)
    return np.ascontiguousarray(blocks.reshape(-1, kernel.shape[0], 3, 3), np.float32)


def _build(openvino: ModuleType, spec: NetworkSpec, nets: list[Weights]) -> Any:
    from openvino import opset13 as ops

    magnitude = ops.parameter([1, 2, spec.frames, spec.bins], np.float32, "magnitude")
    seen = magnitude
    if spec.form is InputForm.COMPRESSED:
        seen = ops.power(ops.add(magnitude, np.float32(1e-4)), np.float32(0.3))
    masks = [_unet(ops, seen, net) for net in nets]
    if len(masks) == 1:
        return openvino.Model([masks[0]], [magnitude], "mask")
    powers = [ops.power(ops.multiply(mask, magnitude), np.float32(2)) for mask in masks]
    whole = ops.add(ops.add(powers[0], powers[1]), np.float32(_RATIO_EPSILON))
    ratio = ops.divide(ops.add(powers[0], np.float32(_RATIO_EPSILON / 2)), whole)
    return openvino.Model([ratio], [magnitude], "ratio mask")


def _unet(ops: Any, seen: Any, net: Weights) -> Any:
    """Return sigmoid masks ``[1, 2, frames, bins]``."""

    def per_channel(name: str) -> Array:
        return net[name].reshape(1, -1, 1, 1)

    def norm(node: Any, layer: str) -> Any:
        return ops.add(ops.multiply(node, per_channel(f"{layer}.scale")), per_channel(f"{layer}.shift"))

    skips: list[Any] = []
    node = seen
    for step in range(STEPS):
        # TensorFlow's SAME for a 5 × 5 kernel with stride 2: one zero before, two after.
        node = ops.convolution(node, net[f"conv{step}.kernel"], [2, 2], [1, 1], [2, 2], [1, 1])
        node = ops.add(node, per_channel(f"conv{step}.bias"))
        skips.append(node)
        if step < STEPS - 1:
            node = ops.prelu(norm(node, f"conv{step}"), np.array([0.2], np.float32))
    for step in range(STEPS):
        if step < STEPS - 1:
            node = ops.convolution_backprop_data(
                node, net[f"up{step}.kernel"], [2, 2], pads_begin=[1, 1], pads_end=[2, 2], dilations=[1, 1]
            )
        else:
            kernel = sub_pixel_kernel(net[f"up{step}.kernel"])
            node = ops.depth_to_space(ops.convolution(node, kernel, [1, 1], [1, 1], [1, 1], [1, 1]), "blocks_first", 2)
        node = norm(ops.relu(ops.add(node, per_channel(f"up{step}.bias"))), f"up{step}")
        if step < STEPS - 1:
            node = ops.concat([skips[STEPS - 2 - step], node], 1)
    head = ops.convolution(node, net["head.kernel"], [1, 1], [3, 3], [3, 3], [2, 2])
    return ops.sigmoid(ops.add(head, per_channel("head.bias")))
