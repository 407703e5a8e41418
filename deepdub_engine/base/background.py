"""Reading ahead and writing behind: what waits for a decoder or a disk works in a thread of its own."""

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
    """Yield what a generator yields, never None, which runs up to eight values ahead in a thread.

    What the generator raises is raised here, at the value where it happened. Both are closed together; that waits for
    the value that is under way.
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


class Behind:
    """Does calls one after the other in a thread, at most eight of them behind the caller.

    What a call raises is raised by a later `do` or `wait`; the calls after it are done nevertheless.
    """

    def __init__(self) -> None:
        self._waiting: deque[Future[None]] = deque()
        self._pool = ThreadPoolExecutor(1, "behind")

    def do(self, call: Callable[P, None], *args: P.args, **options: P.kwargs) -> None:
        """Have something done; waits where too much is waiting."""
        if len(self._waiting) == _MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(call, *args, **options))

    def wait(self) -> None:
        """Return when all is done."""
        while self._waiting:
            self._waiting.popleft().result()

    def close(self) -> None:
        """Let the call under way end, and drop those after it."""
        self._pool.shutdown(cancel_futures=True)
