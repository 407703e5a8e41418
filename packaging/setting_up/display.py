"""Displays for the tests of the window: Xvfb if it is installed, else Qt's off-screen platform."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path


def has_display(environ: Mapping[str, str], system: str = sys.platform) -> bool:
    """Return whether a window can be opened; Linux and other Unix systems need X11 or Wayland."""
    return system in ("win32", "darwin") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


DISPLAYS = "DEEPDUB_TEST_DISPLAYS"
_FILLED = 0.1


@contextlib.contextmanager
def for_tests(count: int, *, libraries_complete: bool) -> Iterator[dict[str, str]]:
    """Yield the environment variables for invisible displays; ``QT_QPA_PLATFORM`` set by the user wins.

    Each process that tests takes one of the displays that ``DEEPDUB_TEST_DISPLAYS`` lists, because on one display only
    one window can have the keyboard.
    """
    if "QT_QPA_PLATFORM" in os.environ:
        yield {}
        return
    xvfb = shutil.which("Xvfb") if sys.platform == "linux" and libraries_complete else None
    if xvfb is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    with contextlib.ExitStack() as stack:
        numbers = [stack.enter_context(_xvfb(xvfb)) for _ in range(count)]
        if not all(numbers):
            yield {"QT_QPA_PLATFORM": "offscreen"}
            return
        displays = [":" + number for number in numbers]
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": displays[0], DISPLAYS: " ".join(displays)}


@contextlib.contextmanager
def painted_screen() -> Iterator[tuple[str, Callable[[], bool]]]:
    """Yield a new display of Xvfb, and a function that returns whether something fills at least a tenth of it."""
    with tempfile.TemporaryDirectory() as folder, _xvfb("Xvfb", "-fbdir", folder) as number:
        picture = Path(folder, "Xvfb_screen0")
        yield ":" + number, lambda: _share_that_is_not_black(picture.read_bytes()) > _FILLED


def _share_that_is_not_black(picture: bytes) -> float:
    some = picture[100_000::4001]  # without the head; an odd step meets every colour
    return 1 - some.count(0) / max(1, len(some))


@contextlib.contextmanager
def _xvfb(program: str, *options: str) -> Iterator[str]:
    read, write = os.pipe()
    # Xvfb writes a free display number and a newline once it accepts clients, and nothing if it cannot start.
    command = [program, "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]
    command += options
    with subprocess.Popen(command, stdout=-3, stderr=-3, pass_fds=(write,)) as server, os.fdopen(read) as answer:
        os.close(write)
        try:
            yield answer.readline().strip()
        finally:
            server.terminate()
