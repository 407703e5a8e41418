"""Run one task: skip it if its result is there, else run its command in a child process."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deepdub_engine.base.errors import DeepdubError, InputChanged
from deepdub_engine.base.messages import MessageOrText, message, message_from_json, message_to_json
from deepdub_engine.base.worker_process import Priority, WorkerProcess
from deepdub_engine.batch.checked import mark_checked, set_aside
from deepdub_engine.batch.edits import drop_needless, keep_edits, kept_warning
from deepdub_engine.batch.markers import (
    Digests,
    FileDigest,
    Stopped,
    content_key,
    is_done,
    marker_files,
    read_marker,
    withdraw_marker,
    write_marker,
)
from deepdub_engine.batch.overview import OVERVIEW
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
    reason
        The error as a message that can be translated, or its text.
    """

    task: Task
    error: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    was_done: bool = False
    tries: int = 0
    reason: MessageOrText = ""


Progressed = Callable[[Task, float], None]


def run_task(
    task: Task,
    cpus: tuple[int, ...] = (),
    stop: threading.Event | None = None,
    progressed: Progressed | None = None,
    hashed: dict[Path, FileDigest] | None = None,
) -> Outcome:
    """Run the command of a task, unless its result is there; a command that dies is started again, twice at most.

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
    hashed
        The files that other tasks of this batch have hashed, and those that this one hashes.
    """
    try:
        return _do(task, cpus, stop, progressed, Digests(stop, hashed))
    except DeepdubError as error:
        return Outcome(task, str(error), reason=error.to_message())
    except OSError as error:
        return Outcome(task, error.strerror or str(error))
    except Stopped:
        return Outcome(task, "stopped")


def _do(
    task: Task,
    cpus: tuple[int, ...],
    stop: threading.Event | None,
    progressed: Progressed | None,
    digests: Digests,
) -> Outcome:
    began_s = time.monotonic()
    key, known = _look_up(task, digests)
    if known is not None:
        return known
    checked = set_aside(task)
    edits = [] if checked else keep_edits(task, marker_files(task), Digests(stop))
    put_back = withdraw_marker(task)
    try:
        reply, detail, tries = _try(task, cpus, stop, progressed)
    finally:
        edits = drop_needless(task, edits)
    seconds = time.monotonic() - began_s
    if reply is None:
        told = message("The command stopped without a result ({detail}).", detail=detail)
        return Outcome(task, str(told), tries=tries, reason=told)
    usage = {"seconds": round(seconds, 2), "cpu_s": float(reply["cpu_s"]), "memory_mb": int(reply["memory_mb"])}
    values = {**reply["values"], **usage}
    if reply["exit_code"]:
        put_back()  # commands replace all files or none
        reason = message_from_json(reply.get("reason") or str(reply["text"]))
        return Outcome(task, str(reply["text"]), values, tries=tries, reason=reason)
    for path in task.inputs:
        if digests.is_changed(path):
            raise InputChanged(path)
    if edits:
        warning = kept_warning(task, edits)
        values["warnings"] = [*values.get("warnings", ()), str(warning)]
        values["warning_messages"] = [*values.get("warning_messages", ()), message_to_json(warning)]
    if checked:
        mark_checked(task, is_checked=False)
    write_marker(task, key, values, digests.files)
    return Outcome(task, "", values, tries=tries)


def _try(
    task: Task, cpus: tuple[int, ...], stop: threading.Event | None, progressed: Progressed | None
) -> tuple[dict[str, Any] | None, str, int]:
    """Run a command until it reports; return its report or None, how it ended last, and how often it was started."""
    reply: dict[str, Any] | None = None
    tries, detail = 0, ""
    while reply is None and tries < _TRIES and not (stop and stop.is_set()):
        tries += 1
        reply, detail = _run(task, cpus, stop, progressed)
    return reply, detail, tries


def _look_up(task: Task, digests: Digests) -> tuple[str, Outcome | None]:
    """Return the key of a task, and its outcome if its result is there or nobody needs it any more."""
    if task.needed_by and is_done(task.needed_by):
        return "", Outcome(task, was_done=True)
    key = content_key(task, digests)
    values = read_marker(task, key)
    return key, None if values is None else Outcome(task, values=values, was_done=True)


def _order(task: Task, cpus: tuple[int, ...]) -> dict[str, Any]:
    order = {"command": [task.command, *task.arguments], "cpus": list(cpus), "folder": str(task.folder)}
    if task.has_overview:
        order["overview"] = str(task.folder / OVERVIEW)
    if task.joins:
        order["pieces"] = str(task.pieces)
    return order if task.part is None else {**order, "part": list(task.part)}


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
        child.send(_order(task, cpus))
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
