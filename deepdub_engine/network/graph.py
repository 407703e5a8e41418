"""The U-Net as one OpenVINO graph, made straight from arrays.

The network is that of Jansson et al., "Singing voice separation with deep U-Net convolutional networks", ISMIR 2017,
in the variant of Spleeter (Hennequin et al., JOSS 2020).
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from deepdub_engine.network.spec import STEPS, InputForm, NetworkSpec
from deepdub_engine.network.weights import Array, Weights, one_net

_RATIO_EPSILON = 1e-10
_MOST_THREADS = 8


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


class Network:
    """A compiled network, ready to run; one at a time.

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
        compiled = openvino.Core().compile_model(
            graph,
            "CPU",
            {
                # bf16, the default where the processor has it, changes masks by up to 0.14.
                "INFERENCE_PRECISION_HINT": "f32",
                "INFERENCE_NUM_THREADS": threads or usable_threads(),
                "PERFORMANCE_HINT": "LATENCY",
            },
        )
        self._request: Any = compiled.create_infer_request()

    def vocals_mask(self, magnitude: Array) -> Array:
        """Return the mask of the vocals.

        Parameters
        ----------
        magnitude
            Linear magnitudes of an unscaled FFT, float32 ``[2, frames, bins]``.

        Returns
        -------
        ndarray
            float32 ``[2, frames, bins]``, 0 to 1; valid until the next call.
        """
        self._request.infer([np.ascontiguousarray(magnitude[None], np.float32)], share_inputs=True)
        mask: Array = self._request.get_output_tensor(0).data[0]
        return mask


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
        node = ops.convolution_backprop_data(
            node, net[f"up{step}.kernel"], [2, 2], pads_begin=[1, 1], pads_end=[2, 2], dilations=[1, 1]
        )
        node = norm(ops.relu(ops.add(node, per_channel(f"up{step}.bias"))), f"up{step}")
        if step < STEPS - 1:
            node = ops.concat([skips[STEPS - 2 - step], node], 1)
    head = ops.convolution(node, net["head.kernel"], [1, 1], [3, 3], [3, 3], [2, 2])
    return ops.sigmoid(ops.add(head, per_channel("head.bias")))
