"""The child process that runs the network: ``python -m deepdub_engine.separation.worker``.

One request comes in on standard input; progress and the result go out on standard output. When the input ends, so
does this process: the parent is gone, or wants it so.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from deepdub_engine.errors import DeepdubError
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.protocol import Done, Message, decode_request, encode
from deepdub_engine.separation.stems import remove_partial

_NICER = 5
_ORPHANED = 3


def _private_output() -> BinaryIO:
    """Keep standard output for messages; whatever a library prints goes to standard error."""
    output = os.fdopen(os.dup(sys.__stdout__.fileno() if sys.__stdout__ else 1), "wb", buffering=0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return output


def _end_with_parent(requests: BinaryIO, folder: Path) -> None:
    while requests.read(1 << 16):
        pass
    remove_partial(folder)
    os._exit(_ORPHANED)


def _be_modest() -> None:
    # Ctrl-C reaches the whole group of processes; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(_NICER)


def main() -> int:
    """Do what one request asks; return the exit status."""
    output = _private_output()
    requests = os.fdopen(os.dup(0), "rb")
    _be_modest()
    line = requests.readline()
    if not line:
        return _ORPHANED
    request = decode_request(line)
    threading.Thread(target=_end_with_parent, args=(requests, request.folder), daemon=True).start()

    def send(message: Message) -> None:
        output.write(encode(message))

    try:
        for progress in separate(request.clip, request.model, request.folder, exact=request.exact):
            send(progress)
        send(Done())
    except DeepdubError as error:
        send(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
