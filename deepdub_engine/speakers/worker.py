"""The child process that hears voices: ``python -m deepdub_engine.speakers.worker``.

Reads one request from standard input, writes progress and the voices to standard output, and exits; also as soon as its
input ends, which means that the parent is gone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import BinaryIO

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.frames import read_frame, take_standard_streams, write_frame
from deepdub_engine.base.progress import finish
from deepdub_engine.speakers.listening import listen
from deepdub_engine.speakers.protocol import Voices, VoicesMessage, decode_request, encode

_NICER = 5
_ORPHANED = 3


def _exit_with(stream: BinaryIO) -> None:
    while read_frame(stream) is not None:
        pass
    os._exit(_ORPHANED)


def _be_modest() -> None:
    # Ctrl-C reaches the whole process group; the parent decides how to react.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(_NICER)


def main() -> int:
    """Answer one request, and return the exit status."""
    incoming, outgoing = take_standard_streams()
    _be_modest()

    def send(message: VoicesMessage) -> None:
        write_frame(outgoing, encode(message))

    payload = read_frame(incoming)
    if payload is None:
        return _ORPHANED
    threading.Thread(target=_exit_with, args=(incoming,), daemon=True).start()
    request = decode_request(payload)
    try:
        send(Voices(finish(listen(request.vocals, request.spans, request.weights, request.overlap_weights), send)))
    except DeepdubError as error:
        send(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
