"""Kills of a window at work, and of its display server.

The window (`trust_window`) shifts, edits, undoes, redoes and saves without a pause, and reports its document after each
gesture. A kill loses work if neither the journal nor the project file holds a document of the last second.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.project import Document, Journals, load_project
from tests.bench.trust_machine.processes import survivors
from tests.bench.trust_window import SAVED, name_of

ROOT = Path(__file__).parents[3]
ALLOWED_S = 1.0
PATIENCE_S = 120.0
_SERVER_S = 20.0
_NOTHING, _UNTOUCHED = "nothing", name_of(Document())


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the window: its time, whether the gesture is done or about to start, and the document."""

    time_s: float
    done: bool
    name: str


@dataclass
class Window:
    """A window in a process of its own, and what it has reported."""

    process: subprocess.Popen[str]
    told: list[Report] = field(default_factory=list)


def kill_windows(
    count: int, *, chance: random.Random, until_s: float = 1e18, display: bool = False
) -> dict[str, object]:
    """Kill windows, or the display server below them, and return the keys of the report."""
    kills = lost = gestures = 0
    for number in range(count):
        if time.monotonic() > until_s:
            break
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            told, killed_s = _killed(folder, chance.random() * 2.5, number, display=display)
            found = _what_is_left(folder)
        kills += 1
        gestures += len(told) // 2
        if found not in _allowed(told, killed_s):
            lost += 1
            print(f"window, kill {number}: {found} is more than a second old, or never existed", file=sys.stderr)
    what = "display" if display else "window"
    return {f"{what}_kills": kills, f"{what}_lost": lost, f"{what}_gestures": gestures}


@contextlib.contextmanager
def _window(folder: Path, seed: int, environment: Mapping[str, str]) -> Iterator[Window]:
    """Start a window, and wait for its first gesture."""
    command = [sys.executable, "-m", "tests.bench.trust_window", str(folder), str(seed)]
    known = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    begun = threading.Event()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **known, **environment},
        start_new_session=True,
    ) as process:
        window = Window(process)

        def listen() -> None:
            for line in process.stdout or ():
                if line.endswith("\n"):
                    time_s, done, name = line.split()
                    window.told.append(Report(float(time_s), done == "done", name))
                    begun.set()

        listener = threading.Thread(target=listen)
        listener.start()
        try:
            if not begun.wait(PATIENCE_S):
                raise RuntimeError("the window reported no gesture")
            yield window
        finally:
            process.kill()
            listener.join()


def _killed(folder: Path, after_s: float, seed: int, *, display: bool) -> tuple[list[Report], float]:
    """Kill a window, or its display server, some time after its first gesture."""
    with _server() if display else contextlib.nullcontext() as server:
        environment = {} if server is None else {"QT_QPA_PLATFORM": "xcb", "DISPLAY": server[1]}
        with _window(folder, seed, environment) as window:
            threading.Event().wait(after_s)
            killed_s = time.monotonic()
            if server is None:
                window.process.kill()
            else:
                server[0].kill()
                window.process.wait(_SERVER_S)  # a window without a display ends
            window.process.wait()
    for each in (left := survivors(window.process.pid)):
        os.kill(each, signal.SIGKILL)
    if left:
        raise RuntimeError("a child of the window survived")
    return window.told, killed_s


@contextlib.contextmanager
def _server() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with open(read, "rb") as numbers:  # noqa: PTH123 - a pipe
            display = f":{numbers.readline().decode().strip()}"
        try:
            yield server, display
        finally:
            server.kill()


def has_display_server() -> bool:
    """Return whether a display server can be started and killed."""
    return shutil.which("Xvfb") is not None


def _what_is_left(folder: Path) -> str:
    """Return the document that the next start would recover, or else the saved one."""
    for one in Journals(folder / "journals").abandoned():
        document = one.work.project.document
        one.place.release()
        return name_of(document)
    saved = folder / SAVED
    return name_of(load_project(saved).document) if saved.exists() else _NOTHING


def _allowed(told: list[Report], killed_s: float) -> set[str]:
    """Return the acceptable documents: the last one done a second before the kill, and all that follow."""
    done = [number for number, one in enumerate(told) if one.done and one.time_s < killed_s - ALLOWED_S]
    return {one.name for one in told[done[-1] :]} if done else {*(one.name for one in told), _NOTHING, _UNTOUCHED}
