"""A worker process that exchanges framed messages with this one; the other end is in `base.frames`."""

from __future__ import annotations

import contextlib
import enum
import logging
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import BinaryIO, Final, Generic, TypeVar, cast

from deepdub_engine.base.frames import read_frame, write_frame
from deepdub_engine.base.processes import command, environment

_PATIENCE_S: Final = 2.0
_LOG_LINES: Final = 60
_LONGEST_LINE: Final = 1 << 20
_LONGEST_KEPT: Final = 1000

_log = logging.getLogger(__name__)

Sent = TypeVar("Sent")
Received = TypeVar("Received")


class Priority(enum.Enum):
    """How Windows schedules a worker process; elsewhere the worker sets its own priority."""

    LOW = enum.auto()
    HIGH = enum.auto()


class WorkerProcess(Generic[Sent, Received]):
    """A module of the program in a child process, and the threads that write and read its pipes.

    The child must exit when its standard input ends, so that it never survives this process.

    Parameters
    ----------
    module, flag
        As for `command`.
    encode
        Turns a message for the child into bytes; called on the sending thread.
    decode
        Turns bytes from the child into a message; raises ValueError, KeyError or TypeError if they are none.
    received
        Called on the receiving thread with each message, and with None when the messages end: at the end of the
        process, or at anything that is not a message.
    priority
        The priority on Windows.
    logs
        Whether to keep the last lines that the child writes to standard error, instead of discarding them.
    blas_threads
        How many threads multiply matrices in the child; by default, one for each processor.

    Raises
    ------
    OSError
        If the process cannot be started.
    """

    def __init__(  # noqa: PLR0913 - three of them only say how the process runs
        self,
        module: str,
        flag: str,
        encode: Callable[[Sent], bytes],
        decode: Callable[[bytes], Received],
        received: Callable[[Received | None], None],
        *,
        priority: Priority,
        logs: bool,
        blas_threads: int | None = None,
    ) -> None:
        self._encode, self._decode, self._received = encode, decode, received
        self._outgoing: queue.SimpleQueue[Sent | None] = queue.SimpleQueue()
        self._lines: deque[bytes] = deque(maxlen=_LOG_LINES)
        self._process = subprocess.Popen(
            command(module, flag),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if logs else subprocess.DEVNULL,
            env=environment(blas_threads),
            creationflags=_creation_flags(priority),
        )
        pipes = [(self._send, self._process.stdin), (self._receive, self._process.stdout)]
        pipes += [(self._collect, self._process.stderr)] if logs else []
        self._threads = [
            threading.Thread(target=use, args=(cast("BinaryIO", pipe),), name=f"{module} {use.__name__}", daemon=True)
            for use, pipe in pipes
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The process ID."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process is running."""
        return self._process.poll() is None

    @property
    def log(self) -> list[str]:
        """The last lines that the child wrote to standard error; complete after `wait`."""
        return [line.decode(errors="replace") for line in self._lines]

    def send(self, message: Sent) -> None:
        """Send a message without waiting; it is lost if the child has exited."""
        self._outgoing.put(message)

    def close_input(self) -> None:
        """Ask the child to exit: end its standard input once all messages are sent."""
        self._outgoing.put(None)

    def kill(self) -> None:
        """Kill the child."""
        self._process.kill()

    def wait(self) -> int:
        """Wait for the child to exit, kill it after 2 s, release pipes and threads, and return the exit status."""
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.close_input()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(_PATIENCE_S)
        return self._process.returncode

    # Each thread closes its own pipe: closing the pipe of a thread that still uses it would block.

    def _send(self, pipe: BinaryIO) -> None:
        try:
            while (message := self._outgoing.get()) is not None:
                write_frame(pipe, self._encode(message))
        except OSError:
            _log.debug("worker process %s exited before it got a message", self.pid)
        with contextlib.suppress(OSError):
            pipe.close()

    def _receive(self, pipe: BinaryIO) -> None:
        with pipe:
            while (payload := read_frame(pipe)) is not None:
                try:
                    message = self._decode(payload)
                except (ValueError, KeyError, TypeError):
                    _log.warning("not a message: %.200r", payload)
                    break
                self._received(message)
            self._received(None)

    def _collect(self, pipe: BinaryIO) -> None:
        with pipe:
            while line := pipe.readline(_LONGEST_LINE):
                self._lines.append(line[:_LONGEST_KEPT].rstrip())


def _creation_flags(priority: Priority) -> int:
    if sys.platform == "win32":
        classes = {Priority.LOW: subprocess.BELOW_NORMAL_PRIORITY_CLASS, Priority.HIGH: subprocess.HIGH_PRIORITY_CLASS}
        return subprocess.CREATE_NO_WINDOW | classes[priority]
    return 0
