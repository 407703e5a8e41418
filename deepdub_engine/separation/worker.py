"""The child process that runs the network: ``python -m deepdub_engine.separation.worker``.

Reads requests from standard input and writes progress and results to standard output. The network stays loaded between
requests. The process exits when its input ends, which means that the parent is gone, or when its idle time runs out.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
from typing import TYPE_CHECKING, BinaryIO

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.frames import read_frame, take_standard_streams, write_frame
from deepdub_engine.base.progress import Job
from deepdub_engine.separation.local import separate, separate_spans
from deepdub_engine.separation.models.registry import Model, load_network
from deepdub_engine.separation.protocol import IDLE, Done, WarmUp, WorkerMessage, WorkerRequest, decode_request, encode
from deepdub_engine.separation.stems import Stems, remove_partial

if TYPE_CHECKING:
    from deepdub_engine.separation.network.runtime import Network

_NICER = 5
_ORPHANED = 3


class RequestQueue:
    """A queue of requests from a stream; exits the process as soon as the stream ends."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._payloads: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.current: WorkerRequest | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while (payload := read_frame(self._stream)) is not None:
            self._payloads.put(payload)
        if self.current is not None:
            remove_partial(self.current.folder, self.current.spans)
        os._exit(_ORPHANED)

    def next(self, idle_s: float | None) -> WorkerRequest | WarmUp | None:
        """Return the next request, or None if none arrives within `idle_s` seconds."""
        self.current = None
        try:
            request = decode_request(self._payloads.get(timeout=idle_s))
        except queue.Empty:
            return None
        self.current = request if isinstance(request, WorkerRequest) else None
        return request


class NetworkCache:
    """A cache of the last network used, valid while its weight files do not change."""

    def __init__(self) -> None:
        self._key: object = None
        self._network: Network | None = None

    def load(self, model: Model) -> Network:
        """Return the network of a model; its weights are verified whenever they are read."""
        key = (model, model.stamps())
        if self._network is None or key != self._key:
            self._network = None  # two at a time would take twice the memory
            self._network = load_network(model)
            self._key = key
        return self._network


def _be_modest() -> None:
    # Ctrl-C reaches the whole process group; the parent decides how to react.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(_NICER)


def _job(request: WorkerRequest, networks: NetworkCache) -> Job[Stems]:
    clip, model, folder = request.clip, request.model, request.folder
    if request.spans is None:
        return separate(clip, model, folder, exact=request.exact, load=networks.load)
    return separate_spans(clip, model, folder, request.spans, exact=request.exact, load=networks.load)


def main() -> int:
    """Run requests until the idle time runs out, and return the exit status."""
    incoming, outgoing = take_standard_streams()
    requests = RequestQueue(incoming)
    networks = NetworkCache()
    _be_modest()

    def send(message: WorkerMessage) -> None:
        write_frame(outgoing, encode(message))

    idle_s = None
    while (request := requests.next(idle_s)) is not None:
        idle_s = request.idle_s
        try:
            if isinstance(request, WarmUp):
                networks.load(request.model).warm_up()
            else:
                for progress in _job(request, networks):
                    send(progress)
            send(Done())
        except DeepdubError as error:
            send(error)
    return IDLE


if __name__ == "__main__":
    sys.exit(main())
