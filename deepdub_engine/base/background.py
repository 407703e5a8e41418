"""Read-ahead and write-behind: run a decoder or disk writes in a background thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

_MOST_WAITING = 8


def read_ahead(source: Generator[T]) -> Generator[T]:
    """Yield the values of a generator, which must not be None, from a thread that runs up to eight values ahead.

    Exceptions of the generator are raised here, in order. Closing this generator closes the source, after waiting for
    the value in progress.
    """
    with closing(source), ThreadPoolExecutor(1, "read ahead") as pool:
        waiting = deque(pool.submit(next, source, None) for _ in range(_MOST_WAITING))
        try:
            while (value := waiting.popleft().result()) is not None:
                waiting.append(pool.submit(next, source, None))
                yield value
        finally:
            for future in waiting:
                future.cancel()


class BackgroundWriter:
    """A queue of at most eight calls that run in order on one background thread.

    An exception in a call is raised by a later `do` or `wait`; the calls after it still run.
    """

    def __init__(self) -> None:
        self._waiting: deque[Future[None]] = deque()
        self._pool = ThreadPoolExecutor(1, "behind")

    def do(self, call: Callable[P, None], *args: P.args, **options: P.kwargs) -> None:
        """Queue a call; block while the queue is full."""
        if len(self._waiting) == _MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(call, *args, **options))

    def wait(self) -> None:
        """Wait until all queued calls are done."""
        while self._waiting:
            self._waiting.popleft().result()

    def close(self) -> None:
        """Wait for the running call and cancel the rest."""
        self._pool.shutdown(cancel_futures=True)
