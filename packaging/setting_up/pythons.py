"""Finds the Python that creates the environments."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Tuple

Version = Tuple[int, int]
Command = Tuple[str, ...]

MINIMUM: Version = (3, 11)
WITH_SPLEETER: Version = (3, 11)  # TensorFlow 2.12, which Spleeter needs, supports no later one
_LATER: tuple[Version, ...] = ((3, 12), (3, 13), (3, 14))

_QUESTION = """
import sys, importlib.util as u
print(sys.executable, *sys.version_info[:2], int(bool(u.find_spec("venv") and u.find_spec("ensurepip"))), sep="\\n")
"""


@dataclass(frozen=True)
class Python:
    """An interpreter; `can_make_environments` is false if Debian's ``python3-venv`` is missing."""

    path: str
    version: Version
    can_make_environments: bool = True


def commands(running: Python, environ: Mapping[str, str]) -> Iterator[Command]:
    """Yield commands that may start a suitable interpreter, best first; many will not exist or not work.

    3.11 comes before the running interpreter, because Spleeter can be installed there only.
    """
    if running.version == WITH_SPLEETER:
        yield (running.path,)
    yield from _named(WITH_SPLEETER, environ)
    yield (running.path,)
    for version in _LATER:
        yield from _named(version, environ)


def _named(version: Version, environ: Mapping[str, str]) -> Iterator[Command]:
    name = "{}.{}".format(*version)
    found = shutil.which("python" + name, path=environ.get("PATH", ""))
    if found:
        yield (found,)
    pyenv = Path(environ.get("PYENV_ROOT") or Path(environ.get("HOME", "~")).expanduser() / ".pyenv") / "versions"
    for folder in sorted(pyenv.glob(name + ".*"), reverse=True):
        yield (str(folder / ("python.exe" if os.name == "nt" else "bin/python")),)
    if os.name == "nt":
        yield ("py", "-" + name)


def ask(command: Command) -> Python | None:
    """Return the interpreter that a command starts; None if it does not work, like pyenv's shims of absent versions."""
    try:
        answer = subprocess.run([*command, "-c", _QUESTION], stdout=-1, stderr=-3, text=True, timeout=60, check=True)
        path, major, minor, able = answer.stdout.splitlines()
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return Python(path, (int(major), int(minor)), able == "1")


def choose(found: Iterable[Python | None]) -> Python | None:
    """Return the first new enough Python that can create environments, else the first new enough one, else None."""
    second_best = None
    for python in found:
        if python is None or python.version < MINIMUM:
            continue
        if python.can_make_environments:
            return python
        second_best = second_best or python
    return second_best


def find() -> Python | None:
    """Return the best interpreter on this machine; stop at the first suitable one."""
    running = Python(sys.executable, sys.version_info[:2])
    return choose(map(ask, commands(running, os.environ)))
