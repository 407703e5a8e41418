"""Do one task: skip it if its result is there, else run its command in a child process."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.messages import message
from deepdub_engine.base.worker_process import Priority, WorkerProcess
from deepdub_engine.batch.markers import content_key, read_marker, write_marker
from deepdub_engine.batch.tasks import Task

WORKER_FLAG = "--batch-worker"
WORKER_MODULE = "deepdub_engine.cli.batch_worker"
_POLL_S = 0.1
_TRIES = 3
_LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    Parameters
    ----------
    task
        The task.
    error
        One sentence, if it failed.
    values
        What its command reported, and ``seconds``, ``cpu_s`` and ``memory_mb`` that it took.
    was_done
        Whether the result was there already.
    tries
        How often the command was started.
    """

    task: Task
    error: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    was_done: bool = False
    tries: int = 0


Progressed = Callable[[Task, float], None]


def do_task(
    task: Task, cpus: tuple[int, ...] = (), stop: threading.Event | None = None, progressed: Progressed | None = None
) -> Outcome:
    """Do a task, unless its result is there; a command that dies is started again, twice at most.

    Parameters
    ----------
    task
        The task.
    cpus
        The processors that its command may use; all if empty.
    stop
        Set by the caller to end the command; the outcome is then an error that nobody reads.
    progressed
        Called with the fraction that is done, on the calling thread.
    """
    began_s = time.monotonic()
    try:
        key = content_key(task)
    except DeepdubError as error:
        return Outcome(task, str(error))
    known = read_marker(task, key)
    if known is not None:
        return Outcome(task, values=known, was_done=True)
    reply: dict[str, Any] | None = None
    tries, detail = 0, ""
    while reply is None and tries < _TRIES and not (stop and stop.is_set()):
        tries += 1
        reply, detail = _run(task, cpus, stop, progressed)
    seconds = time.monotonic() - began_s
    if reply is None:
        return Outcome(
            task, str(message("The command stopped without a result ({detail}).", detail=detail)), tries=tries
        )
    failure = str(reply["text"]) if reply["exit_code"] else ""
    usage = {"seconds": round(seconds, 2), "cpu_s": float(reply["cpu_s"]), "memory_mb": int(reply["memory_mb"])}
    values = {**reply["values"], **usage}
    if not failure:
        write_marker(task, key, values)
    return Outcome(task, failure, values, was_done=False, tries=tries)


def _run(
    task: Task, cpus: tuple[int, ...], stop: threading.Event | None, progressed: Progressed | None
) -> tuple[dict[str, Any] | None, str]:
    """Run a command in a child process; return what it reported, or None and how it ended."""
    received: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    try:
        child = WorkerProcess[dict[str, Any], dict[str, Any]](
            WORKER_MODULE,
            WORKER_FLAG,
            lambda request: json.dumps(request).encode(),
            lambda payload: dict(json.loads(payload)),
            received.put,
            priority=Priority.LOW,
            logs=True,
        )
    except OSError as error:  # as where too many files are open; the other episodes go on
        return None, error.strerror or str(error)
    reply: dict[str, Any] | None = None
    try:
        child.send({"command": [task.kind.value, *task.arguments], "cpus": list(cpus), "folder": str(task.folder)})
        while not (stop and stop.is_set()):
            try:
                told = received.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if told is None:
                break
            if "progress" in told:
                if progressed is not None:
                    progressed(task, float(told["progress"]))
            else:
                reply = told
    finally:
        child.close_input()  # a running command ends, and removes its unfinished files
        code = child.wait()
    lines = child.log
    return reply, (lines[-1] if lines else f"exit code {code}")[:_LONGEST_DETAIL]
