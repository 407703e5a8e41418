"""Inference with OpenVINO, a few segments in parallel."""

from __future__ import annotations

import contextlib
import sys
from collections import deque
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from deepdub_engine.separation.network.band_graph import BandGraphIO
from deepdub_engine.separation.network.band_spec import BandSpec
from deepdub_engine.separation.network.check_schedule import CheckSchedule
from deepdub_engine.separation.network.film_graph import FilmGraphIO
from deepdub_engine.separation.network.film_spec import FilmSpec
from deepdub_engine.separation.network.graph_io import GraphIO, MaskedFrames, Spectrum
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.network.threads import usable_threads
from deepdub_engine.separation.network.unet_graph import UNetGraphIO
from deepdub_engine.separation.network.weights import Array, Weights

# Run segments in parallel rather than split layers between threads, which wait for each other after every layer.
# Spleeter's weights on 2 busy cores, per segment of 11.9 s: one stream of two threads takes 563 ms, two streams of one
# thread 395 ms; in processor time 288 and 264 ms. Each stream has its own memory, hence this limit.
_STREAMS = 2
_SEGMENTS_PER_STREAM = 2  # so that one is ready when a stream becomes free


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

    The converter sends telemetry on import and writes an identifier to the home folder.
    """
    with _without("openvino_telemetry", "openvino.tools.ovc"):
        import openvino
    module: ModuleType = openvino
    return module


def compile_graph(core: Any, graph: Any, *, threads: int = 1, precision: str = "f32") -> Any:
    """Return a graph compiled for the processor, which runs one inference at a time.

    Parameters
    ----------
    core
        The ``openvino.Core``.
    graph
        The ``openvino.Model``.
    threads
        Number of threads of an inference.
    precision
        ``"f32"`` or ``"bf16"``; the latter, OpenVINO's default where the processor has it, changes Spleeter's masks by
        up to 0.14.
    """
    options = {
        "INFERENCE_PRECISION_HINT": precision,
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": 1,
        "ENABLE_CPU_PINNING": False,  # each compiled graph would take the first processors
    }
    return core.compile_model(graph, "CPU", options)


class PendingInference:
    """A pending inference on one segment."""

    def __init__(self, request: Any, form: GraphIO, spectrum: Spectrum, stream: int) -> None:
        self._request, self._form, self.spectrum, self.stream = request, form, spectrum, stream
        self._given = form.given(spectrum)  # shared, so keep it alive
        request.start_async(list(self._given), share_inputs=True)

    @property
    def is_done(self) -> bool:
        """Whether `outputs` returns without waiting."""
        return bool(self._request.wait_for(0))

    def outputs(self) -> tuple[Array, ...]:
        """Wait for the network's outputs and return them; a later `Network.start` overwrites them."""
        self._request.wait()
        return tuple(self._request.get_output_tensor(k).data for k in range(len(self._request.model_outputs)))

    def masked(self, *, exact: bool = False) -> MaskedFrames:
        """Wait for the outputs and return a function that returns the vocals in some frames; see `GraphIO.masked`."""
        return self._form.masked(self.spectrum, self.outputs(), exact=exact)


def graph_io(spec: NetworkSpec, stems: int = 1) -> GraphIO:
    """Return the input and output format of a network; `stems` as for `UNetGraphIO`."""
    if isinstance(spec, FilmSpec):
        return FilmGraphIO(spec)
    return BandGraphIO(spec) if isinstance(spec, BandSpec) else UNetGraphIO(spec, stems)


class Network:
    """A compiled network, ready to run.

    Parameters
    ----------
    spec
        The architecture.
    weights
        Arrays as `deepdub_engine.separation.network.weights` names them.
    threads
        Number of threads; by default `usable_threads`.
    stems
        Number of stems that a U-Net gives a mask; see `UNetGraphIO`.
    """

    def __init__(self, spec: NetworkSpec, weights: Weights, threads: int | None = None, stems: int = 1) -> None:
        openvino = import_openvino()
        self.spec = spec
        self._form = graph_io(spec, stems)
        self.channels = self._form.channels
        self._core = openvino.Core()
        self._graph = self._form.graph(openvino, weights)
        usable = threads or usable_threads()
        self._streams = min(_STREAMS, usable)
        self._threads_per_stream = usable // self._streams
        self.schedule = CheckSchedule()
        self._compile()

    def renew(self) -> None:
        """Compile the network again; segments that have been started keep their streams."""
        self._compile()
        self.schedule.restart()

    def _compile(self) -> None:
        # One compiled network per stream. Streams of one compiled network share a cache of weights rearranged for the
        # processor, whose keys are memory addresses, and once a stream has computed with one wrong layer.
        self._compiled = [
            compile_graph(self._core, self._graph, threads=self._threads_per_stream) for _ in range(self._streams)
        ]
        self._requests = deque[tuple[int, Any]](
            (stream, compiled.create_infer_request())
            for _ in range(_SEGMENTS_PER_STREAM)
            for stream, compiled in enumerate(self._compiled)
        )
        self.capacity = len(self._requests)

    def start(self, spectrum: Spectrum) -> PendingInference:
        """Start inference on a segment.

        Up to `capacity` segments may be pending. The outputs of one stay valid until that many more have started.

        Parameters
        ----------
        spectrum
            complex64 ``[channels, frames, frame / 2 + 1]``, from an unscaled FFT.
        """
        self._requests.rotate(-1)
        stream, request = self._requests[-1]
        return PendingInference(request, self._form, spectrum, stream)

    def repeat(self, pending: PendingInference) -> PendingInference:
        """Start inference on the same segment again, in a new request of another stream, if there is one."""
        stream = (pending.stream + 1) % self._streams
        request = self._compiled[stream].create_infer_request()
        return PendingInference(request, self._form, pending.spectrum, stream)

    def warm_up(self) -> None:
        """Run silence through every request, so that the first segment does not wait for memory allocation."""
        silence = np.zeros((self.channels, self.spec.frames, self.spec.frame // 2 + 1), np.complex64)
        for running in [self.start(silence) for _ in range(self.capacity)]:
            running.outputs()
