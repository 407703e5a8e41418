"""A compiled network for several threads."""

from __future__ import annotations

import queue
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from deepdub_engine.separation.network.runtime import compile_graph

Real = npt.NDArray[np.float32]


class CompiledNetwork:
    """A network for several threads, each with one processor.

    Parameters
    ----------
    openvino
        The module.
    graph
        The network, with one output.
    threads
        Number of threads that use it at the same time.
    precision
        ``"f32"`` or ``"bf16"``; by default the faster one.
    """

    def __init__(self, openvino: ModuleType, graph: Any, threads: int, *, precision: str = "") -> None:
        core = openvino.Core()
        chosen = precision or _fast_precision(core)
        self._free: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for _ in range(threads):
            self._free.put(compile_graph(core, graph, precision=chosen).create_infer_request())

    def infer(self, *inputs: Real) -> Real:
        """Return the output for some inputs."""
        request = self._free.get()
        try:
            request.infer(list(inputs))
            found: Real = request.get_output_tensor(0).data.copy()
        finally:
            self._free.put(request)
        return found


def _fast_precision(core: Any) -> str:
    """Return bfloat16 if the processor computes with it.

    It is 1.7 times as fast; a voice lies within 5 degrees of that in single precision, and is told apart as well.
    """
    return "bf16" if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"
