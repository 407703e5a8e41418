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
from deepdub_engine.batch.results import Record, record_files
from deepdub_engine.batch.tasks import Task
from deepdub_engine.pipeline.clip import model_of
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.separation.stem_cache.keys import weights_digest

_BLOCK_BYTES = 1 << 20
_LARGEST_MARKER = 1 << 25  # a film has thousands of sentences


class Stopped(Exception):
    """The caller has stopped the work."""


def content_key(task: Task, digest: Callable[[Path], str] | None = None) -> str:
    """Return a hash of everything that a task's result depends on: inputs, options, weights and program version.

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
    parts["inputs"] = [(digest or file_digest)(path) for path in (*task.inputs, *task.mixed)]
    parts["mixed"] = [path.name for path in task.mixed]
    return hashlib.blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=20).hexdigest()


def read_marker(task: Task, key: str) -> dict[str, Any] | None:
    """Return what a task reported when it was done with this key; None if it must be done (again)."""
    marker = _load(task)
    if marker is None or marker.key != key or not task.output.exists():
        return None
    return marker.values if all((task.folder / name).exists() for name in marker.files or ()) else None


def marker_key(task: Task) -> str:
    """Return the key that the task was done with last; empty if it never was."""
    marker = _load(task)
    return "" if marker is None else marker.key


def marker_files(task: Task) -> Record | None:
    """Return what is known of the files that the task wrote last; None if nothing is."""
    marker = _load(task)
    return None if marker is None else marker.files


def write_marker(
    task: Task, key: str, values: Mapping[str, Any], inputs: Mapping[Path, FileDigest] | None = None
) -> None:
    """Record that a task is done; call it when its result is complete.

    `inputs` are those that were hashed, see `Digests`; with them, `known_digests` need not read them again.
    """
    marker: dict[str, Any] = {"key": key, "values": values, "files": record_files(task, values, file_digest)}
    if inputs:
        marker["inputs"] = {str(path): [each.size, each.changed_ns, each.digest] for path, each in inputs.items()}
    with replacing(task.marker) as temporary:
        temporary.write_text(json.dumps(marker), encoding="utf-8")


def withdraw_marker(task: Task) -> Callable[[], None]:
    """Remove the marker before a task is done again; return what puts it back if the task has changed nothing.

    A task that was killed behind its last file would otherwise look done with the options of the result before.
    """
    former = task.marker.read_bytes() if task.marker.is_file() else None
    task.marker.unlink(missing_ok=True)

    def put_back() -> None:
        if former is not None:
            with replacing(task.marker) as temporary:
                temporary.write_bytes(former)

    return put_back


def known_digests(task: Task) -> dict[Path, str]:
    """Return the hashes of the inputs that have the size and time that they had when the task was done last.

    They are good enough to show what is done; before a command is left out, its inputs are read.
    """
    marker = _load(task)
    inputs = (marker.inputs if marker else None) or {}
    found: dict[Path, str] = {}
    for path in (*task.inputs, *task.mixed):
        size, changed_ns, digest = inputs.get(str(path), (-1, -1, ""))
        if _stamp(path) == (size, changed_ns):
            found[path] = digest
    return found


@dataclass(frozen=True, slots=True)
class _Marker:
    key: str
    values: dict[str, Any]
    files: Record | None
    inputs: Record | None


def _load(task: Task) -> _Marker | None:
    try:
        with open_regular(task.marker) as file:
            marker = json.loads(file.read(_LARGEST_MARKER))
        files, inputs = (_record(marker.get(name)) for name in ("files", "inputs"))
        return _Marker(str(marker["key"]), dict(marker["values"]), files, inputs)
    except Exception:  # noqa: BLE001 - a marker can only save time: whatever is wrong with it, do the task
        return None


def _record(files: dict[str, tuple[int, int, str]] | None) -> Record | None:
    return files and {str(name): (int(size), int(at), str(digest)) for name, (size, at, digest) in files.items()}


@dataclass(frozen=True, slots=True)
class FileDigest:
    """The hash of a file, with its size in bytes and the time of its last change in ns before it was read."""

    digest: str
    size: int
    changed_ns: int


class Digests:
    """Hashes files like `file_digest`, and keeps what it returned in `files`.

    Parameters
    ----------
    stop
        As for `file_digest`.
    shared
        What others have hashed shortly before; a file that still has the same size and time is not read again.
    """

    def __init__(self, stop: threading.Event | None = None, shared: dict[Path, FileDigest] | None = None) -> None:
        self._stop, self._shared = stop, {} if shared is None else shared
        self.files: dict[Path, FileDigest] = {}

    def __call__(self, path: Path) -> str:
        """Return the hash of a file."""
        stamp, known = _stamp(path), self._shared.get(path)
        if stamp is None:
            return file_digest(path, self._stop)
        if known is None or stamp != (known.size, known.changed_ns):
            known = FileDigest(file_digest(path, self._stop), *stamp)
        self.files[path] = self._shared[path] = known
        return known.digest

    def is_changed(self, path: Path) -> bool:
        """Return whether a file was changed since it was hashed."""
        known = self.files.get(path)
        return known is not None and _stamp(path) != (known.size, known.changed_ns)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return the size in bytes and the time of the last change in ns; None if the file is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns


def _model(task: Task) -> str:
    """Return the name of the model and the digest of its weights, which a person may replace; empty without a model."""
    if task.kind not in (StepKind.RUN, StepKind.SEPARATE, StepKind.PIECE):
        return ""
    chosen = next((word.partition("=")[2] for word in task.arguments if word.startswith("--model=")), None)
    model = model_of(ClipRequest(task.inputs[0], model=chosen))
    return f"{model.name} {weights_digest(model)}"


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
