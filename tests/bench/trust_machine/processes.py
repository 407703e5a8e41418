"""Commands of the program in copies of this process, which start at once and are killed alone."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from deepdub_engine.cli import main as run_command

PATIENCE_S = 120.0
_SURVIVE_S = 15.0  # of a busy computer


def start(folder: Path, arguments: Sequence[str], prepare: Callable[[], object] | None = None) -> int:
    """Run a command in a copy of this process, in a session of its own, and return its number.

    Parameters
    ----------
    folder
        Working folder; home, caches, temporary files and what the command says lie in it.
    arguments
        The arguments of the command.
    prepare
        Called in the new process before the command.
    """
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        os.setsid()
        os.chdir(folder)
        scratch = folder / "tmp"
        scratch.mkdir(exist_ok=True)
        home = folder / "home"
        os.environ.update(
            HOME=str(home),
            XDG_DATA_HOME=str(home / "data"),
            XDG_CACHE_HOME=str(home / "cache"),
            TMPDIR=str(scratch),
        )
        output = os.open(scratch / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        if prepare is not None:
            prepare()
        status = run_command(list(arguments))
        sys.stderr.flush()
    finally:
        os._exit(status)


def said(folder: Path) -> str:
    """Return what the last command in a folder said."""
    return (folder / "tmp" / "said").read_text(errors="replace")


def end_well(folder: Path, arguments: Sequence[str], prepare: Callable[[], object] | None = None) -> None:
    """Run a command that has to succeed."""
    status = wait(start(folder, arguments, prepare), PATIENCE_S)
    if status:
        raise RuntimeError(f"{arguments} ended with {status}: {said(folder)[-500:]}")


def wait(pid: int, seconds: float) -> int:
    """Return the exit code of a process, which is killed after some seconds."""
    if not ended(pid, seconds):
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def ended(pid: int, seconds: float) -> bool:
    """Wait for a child for some seconds, without collecting it; return whether it has ended."""
    until_s = time.monotonic() + seconds
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > until_s:
            return False
        time.sleep(0.002)
    return True


def survivors(session: int) -> list[int]:
    """Return the processes of a session that are there after some seconds."""
    until_s = time.monotonic() + _SURVIVE_S
    while found := _members(session):
        if time.monotonic() > until_s:
            return found
        time.sleep(0.01)
    return []


def _members(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] not in "ZX":
            found.append(int(entry.parent.name))
    return found
