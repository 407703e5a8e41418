"""Where the tasks of a batch run: in child processes of this computer, or on the workers of a Dask scheduler."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from deepdub_engine.base.errors import SchedulerMissing
from deepdub_engine.base.memory import memory_bytes
from deepdub_engine.base.messages import message
from deepdub_engine.batch.markers import FileDigest
from deepdub_engine.batch.running import Outcome, run_task
from deepdub_engine.batch.tasks import Task

MEMORY_BYTES = 2 << 30  # of one command, with the film model
_CPU_MAX = Path("/sys/fs/cgroup/cpu.max")
_CONNECT_S = 10
_POLL_S = 0.1
_GONE = {"CancelledError", "FutureCancelledError", "CommClosedError"}  # what a lost scheduler leaves behind


class Pool(Protocol):
    """Runs tasks, several at a time."""

    def submit(self, task: Task) -> Future[Outcome]:
        """Start a task as soon as there is room; return its future outcome."""

    def close(self) -> None:
        """End what is running, and wait until it has cleaned up."""


def default_workers() -> int:
    """Return how many commands fit this computer or container: one for each processor, 2 GB of memory for each."""
    cpus = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _cpu_quota())
    memory = memory_bytes()
    return max(1, min(cpus, memory // MEMORY_BYTES) if memory else cpus)


def _cpu_quota() -> int:
    """Return how many processors the container may use; a great many without a limit."""
    try:
        quota, period = _CPU_MAX.read_text(encoding="ascii").split()
        return max(1, int(quota) // int(period))
    except (OSError, ValueError):  # not on Linux, or "max"
        return sys.maxsize


class LocalPool:
    """Child processes of this computer; each has its share of the processors.

    Parameters
    ----------
    workers
        How many run at a time.
    progressed
        Called with a task and the fraction that is done, on the thread of the task; first when it begins.
    pausing
        While it is set, no task begins; those that run go on.
    """

    def __init__(
        self,
        workers: int,
        progressed: Callable[[Task, float], None] | None = None,
        pausing: threading.Event | None = None,
    ) -> None:
        self._stop, self._progressed, self._pausing = threading.Event(), progressed, pausing
        self._shares: queue.SimpleQueue[tuple[int, ...]] = queue.SimpleQueue()
        for share in _shares(workers):
            self._shares.put(share)
        self._hashed: dict[Path, FileDigest] = {}
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="batch")

    def submit(self, task: Task) -> Future[Outcome]:
        """Start a task as soon as a worker is free."""
        return self._threads.submit(self._do, task)

    def _do(self, task: Task) -> Outcome:
        while self._pausing is not None and self._pausing.is_set() and not self._stop.wait(_POLL_S):
            pass
        share = self._shares.get()
        try:
            if self._progressed is not None:
                self._progressed(task, 0.0)
            return run_task(task, share, self._stop, self._progressed, self._hashed)
        finally:
            self._shares.put(share)

    def close(self) -> None:
        """End the running commands; those that wait never start."""
        self._stop.set()
        self._threads.shutdown(wait=True, cancel_futures=True)


class DaskPool:
    """The workers of a Dask scheduler, which must see the same files under the same paths.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.
    do
        What a worker does with a task.

    Raises
    ------
    SchedulerMissing
        If Dask is not installed, or no scheduler answers.
    """

    def __init__(self, address: str, do: Callable[[Task], Outcome] = run_task) -> None:
        self._do = do
        self._client = _client(address)
        self._pending: list[Any] = []

    def submit(self, task: Task) -> Future[Outcome]:
        """Send a task to the scheduler, which runs it again if its worker dies."""
        result: Future[Outcome] = Future()
        remote = self._client.submit(self._do, task, pure=False, retries=2)
        self._pending.append(remote)
        remote.add_done_callback(lambda done: _pass_on(task, done, result))
        return result

    def close(self) -> None:
        """Cancel what is still running, and leave the scheduler."""
        self._client.cancel(self._pending)
        self._client.close()


def cluster_workers(address: str) -> int:
    """Return how many tasks the workers of a scheduler run at a time; raises like `DaskPool`."""
    client = _client(address)
    try:
        return max(1, sum(map(int, client.nthreads().values())))
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise SchedulerMissing(address, message("install Deepdub with its extra “cluster”")) from error
    try:
        return Client(address, timeout=_CONNECT_S)
    except (OSError, ValueError, TimeoutError) as error:
        raise SchedulerMissing(address, message("no scheduler answers there")) from error


def _pass_on(task: Task, done: Any, result: Future[Outcome]) -> None:
    try:
        result.set_result(done.result())
    except Exception as error:  # noqa: BLE001 - whatever a worker died of
        name = type(error).__name__
        text = message("The worker failed ({detail}).", detail=name)
        if name in _GONE:
            text = message("The scheduler is gone: start it, and run the batch again.")
        result.set_result(Outcome(task, str(text)))


def _shares(workers: int) -> list[tuple[int, ...]]:
    """Return the processors of each worker, one if there are not more than workers; none where nobody can choose."""
    if not hasattr(os, "sched_getaffinity"):
        return [()] * workers
    cpus = sorted(os.sched_getaffinity(0))
    if workers >= len(cpus):
        return [(cpus[number % len(cpus)],) for number in range(workers)]
    return [tuple(cpus[number::workers]) for number in range(workers)]
