"""Creates virtual environments, updates them when their recipe changes, and recreates unfinished ones."""

from __future__ import annotations

import collections
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from setting_up.pythons import Python, Version

_READY = ".deepdub-ready"
_UNFINISHED = ".deepdub-unfinished"
_REQUIREMENTS = "deepdub-requirements.txt"


class SetupFailed(Exception):
    """Setting up failed; the text is shown to the user."""


@dataclass(frozen=True)
class Recipe:
    """How to create a virtual environment.

    Parameters
    ----------
    folder
        The folder of the environment.
    steps
        The arguments of each ``pip install`` command.
    inputs
        Files that the arguments refer to; when one changes, the environment is out of date.
    hashed
        Requirements with hashes, installed before the steps; the steps then find all that is pinned installed.
    """

    folder: Path
    steps: tuple[tuple[str, ...], ...]
    inputs: tuple[Path, ...]
    hashed: str = ""

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def key(self, version: Version) -> str:
        """Return a hash of all that the environment depends on, including its folder, since it cannot be moved."""
        parts = [
            str(self.folder),
            repr(version),
            repr(self.steps),
            self.hashed,
            *(p.read_text(encoding="utf-8") for p in self.inputs),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def made_with(self) -> Version | None:
        """Return the Python version of the finished environment, whatever its recipe; None if it is unfinished."""
        state = self._state()
        return state[1] if state and self.python.exists() else None

    def is_ready(self) -> bool:
        """Return whether the environment is finished and up to date."""
        state = self._state()
        return state is not None and self.python.exists() and state[0] == self.key(state[1])

    def _state(self) -> tuple[str, Version] | None:
        try:
            state = json.loads((self.folder / _READY).read_text(encoding="utf-8"))
            return state["key"], (state["python"][0], state["python"][1])
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None


@contextlib.contextmanager
def locked(root: Path) -> Iterator[int]:
    """Lock a folder against a second set-up; yield the lock's descriptor, which child processes can inherit."""
    with (root / ".bootstrap.lock").open("a") as file:
        try:
            _lock(file.fileno(), wait=False)
        except OSError:
            print("Another set-up is running in this folder; waiting for it to finish.", flush=True)
            _lock(file.fileno(), wait=True)
        yield file.fileno()


def _lock(descriptor: int, *, wait: bool) -> None:
    if os.name == "nt":
        import msvcrt

        while True:
            try:  # gives up after ten seconds
                return msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    raise
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    return None


def make(recipe: Recipe, python: Python, lock: int) -> None:
    """Create an environment, or update it; the caller holds the lock.

    Raises
    ------
    SetupFailed
        If a package cannot be installed, or the folder has contents that Deepdub did not create.
    """
    folder = recipe.folder
    fresh = recipe.made_with() != python.version
    if fresh:
        _clear(folder)
    folder.mkdir(exist_ok=True)
    (folder / _UNFINISHED).touch()
    with contextlib.suppress(FileNotFoundError):
        (folder / _READY).unlink()
    if fresh:
        _run([python.path, "-m", "venv", str(folder)], folder.parent, lock)
    pip = [str(recipe.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if recipe.hashed:
        # Without dependencies: all that are pinned are in the file, and none else may come.
        wanted = folder / _REQUIREMENTS
        wanted.write_text(recipe.hashed, encoding="utf-8")
        _run([*pip, "--require-hashes", "--no-deps", "-r", str(wanted)], folder.parent, lock)
    for step in recipe.steps:
        _run([*pip, *step], folder.parent, lock)
    mark_ready(recipe, python.version)


def mark_ready(recipe: Recipe, version: Version) -> None:
    """Mark an environment as finished; the marker is written last and atomically."""
    handle, name = tempfile.mkstemp(dir=str(recipe.folder))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"key": recipe.key(version), "python": version}, file)
    os.replace(name, str(recipe.folder / _READY))  # noqa: PTH105
    with contextlib.suppress(FileNotFoundError):
        (recipe.folder / _UNFINISHED).unlink()


def _clear(folder: Path) -> None:
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / _READY).exists() and not (folder / _UNFINISHED).exists():
        raise SetupFailed(f"“{folder}” was not created by Deepdub: move or delete it, then run the same command again.")
    (folder / _UNFINISHED).touch()
    for entry in folder.iterdir():  # keep the marker, so that an interrupted clearing is detected
        if entry.name != _UNFINISHED:
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()


def _run(command: Sequence[str], root: Path, lock: int) -> None:
    """Run a command with its output on one line of the terminal; print its last lines if it fails."""
    # The child inherits the lock: if this process is killed, the next set-up waits until pip has ended.
    extra = {} if os.name == "nt" else {"pass_fds": (lock,)}
    environ = {**os.environ, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"}
    last: collections.deque[str] = collections.deque(maxlen=15)
    with subprocess.Popen(
        command, cwd=root, env=environ, stdout=-1, stderr=-2, text=True, encoding="utf-8", errors="replace", **extra
    ) as process:
        try:
            for line in process.stdout or ():
                last.append(line.rstrip())
                _show(line.strip())
        finally:
            _show("")
            if process.poll() is None and sys.exc_info()[0] is not None:
                process.terminate()
    if process.returncode:
        print("\n".join(last), file=sys.stderr)
        raise SetupFailed(
            "The packages could not be installed: check the network connection, then run the same command again."
            " If a hash differs, a package is not the one that was tested: do not install it."
        )


def _show(text: str) -> None:
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        print("\r" + text[:width].ljust(width) + "\r", end="", flush=True)
