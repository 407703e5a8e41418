"""What is done, known by content: a marker for each command, with the hashes of all that went into it."""

from __future__ import annotations

import functools
import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deepdub_engine import __version__
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.regular import open_regular
from deepdub_engine.batch.items import StepKind
from deepdub_engine.batch.tasks import Task
from deepdub_engine.pipeline.clip import model_of
from deepdub_engine.pipeline.requests import ClipRequest

_BLOCK_BYTES = 1 << 20
_LARGEST_MARKER = 1 << 22


class Stopped(Exception):
    """The caller has stopped the work."""


def content_key(task: Task, digest: Callable[[Path], str] | None = None) -> str:
    """Return a hash of everything that a task's result depends on: inputs, options, model and program version.

    Names of files and folders do not count, except where they are the options. `digest` replaces `file_digest`, to
    remember what it returned or to stop it.

    Raises
    ------
    DeepdubError
        If an input is missing, or the model is not installed.
    """
    paths = {str(path) for path in (*task.inputs, task.output)}
    words = [word for word in task.arguments if word not in paths]
    parts: dict[str, Any] = {"kind": task.kind, "version": __version__, "words": words, "model": _model(task)}
    if task.part is not None:
        parts["part"] = task.part
    parts["inputs"] = [(digest or file_digest)(path) for path in (*task.inputs, *task.voices)]
    parts["voices"] = [path.name for path in task.voices]
    return hashlib.blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=20).hexdigest()


def read_marker(task: Task, key: str) -> dict[str, Any] | None:
    """Return what a task reported when it was done with this key; None if it must be done (again)."""
    try:
        with open_regular(task.marker) as file:
            marker = json.loads(file.read(_LARGEST_MARKER))
        if marker["key"] != key or not task.output.exists():
            return None
        return dict(marker["values"])
    except Exception:  # noqa: BLE001 - a marker can only save time: whatever is wrong with it, do the task
        return None


def marker_key(task: Task) -> str:
    """Return the key that the task was done with last; empty if it never was."""
    try:
        with open_regular(task.marker) as file:
            return str(json.loads(file.read(_LARGEST_MARKER))["key"])
    except Exception:  # noqa: BLE001 - as above
        return ""


def write_marker(
    task: Task, key: str, values: Mapping[str, Any], files: Mapping[Path, FileDigest] | None = None
) -> None:
    """Record that a task is done; call it when its result is complete.

    `files` are its inputs as they were hashed, see `Digests`; with them, `known_digests` need not read them again.
    """
    record: dict[str, Any] = {"key": key, "values": values}
    if files:
        record["files"] = {str(path): [each.size, each.changed_ns, each.digest] for path, each in files.items()}
    with replacing(task.marker) as temporary:
        temporary.write_text(json.dumps(record), encoding="utf-8")


def known_digests(task: Task) -> dict[Path, str]:
    """Return the hashes of the inputs that have the size and time that they had when the task was done last.

    They are good enough to show what is done; before a command is left out, its inputs are read.
    """
    found: dict[Path, str] = {}
    try:
        with open_regular(task.marker) as file:
            files = dict(json.loads(file.read(_LARGEST_MARKER))["files"])
        for path in (*task.inputs, *task.voices):
            size, changed_ns, digest = files.get(str(path), (-1, -1, ""))
            if _stamp(path) == (size, changed_ns):
                found[path] = str(digest)
    except Exception:  # noqa: BLE001 - as above
        return {}
    return found


@dataclass(frozen=True, slots=True)
class FileDigest:
    """The hash of a file, with its size in bytes and the time of its last change in ns before it was read."""

    digest: str
    size: int
    changed_ns: int


class Digests:
    """Hashes files like `file_digest`, and keeps what it returned in `files`."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        self._stop = stop
        self.files: dict[Path, FileDigest] = {}

    def __call__(self, path: Path) -> str:
        """Return the hash of a file."""
        stamp = _stamp(path)
        digest = file_digest(path, self._stop)
        if stamp is not None:
            self.files[path] = FileDigest(digest, *stamp)
        return digest


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return the size in bytes and the time of the last change in ns; None if the file is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns


def _model(task: Task) -> str:
    if task.kind not in (StepKind.RUN, StepKind.SEPARATE, StepKind.PIECE):
        return ""
    chosen = next((word.partition("=")[2] for word in task.arguments if word.startswith("--model=")), None)
    return model_of(ClipRequest(task.inputs[0], model=chosen)).name


def is_done(tasks: Iterable[Task]) -> bool:
    """Return whether the results of all these tasks are there."""
    digest = functools.cache(file_digest)
    try:
        return all(read_marker(task, content_key(task, digest)) is not None for task in tasks)
    except DeepdubError:
        return False


def file_digest(path: Path, stop: threading.Event | None = None) -> str:
    """Return a hash of a file's content.

    Raises
    ------
    DeepdubError
        If it cannot be read.
    Stopped
        If `stop` is set meanwhile.
    """
    state = hashlib.blake2b(digest_size=20)
    with open_regular(path) as file:
        while block := file.read(_BLOCK_BYTES):
            if stop is not None and stop.is_set():
                raise Stopped
            state.update(block)
    return state.hexdigest()


def digesting(path: Path) -> Job[str]:
    """Return the hash of a file, as a job that can be closed at any time.

    Yields
    ------
    Progress
        Bytes that were read; the total is unknown.

    Raises
    ------
    DeepdubError
        If it cannot be read.
    """
    state, done = hashlib.blake2b(digest_size=20), 0
    with open_regular(path) as file:
        while block := file.read(_BLOCK_BYTES):
            state.update(block)
            done += len(block)
            yield Progress(done, 0)
    return state.hexdigest()
