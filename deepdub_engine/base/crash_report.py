"""Reports of internal errors: versions and the places in the program, and nothing of the person's files."""

from __future__ import annotations

import contextlib
import os
import platform
import time
import traceback
from pathlib import Path

import platformdirs

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.private import close_to_others, make_private

_KEPT = 10
_LIBRARIES = ("deepdub", "av", "numpy", "openvino", "PySide6", "soundfile", "sounddevice")


def log_folder() -> Path:
    """Return the folder of the log and of the crash reports; it may not exist yet."""
    return platformdirs.user_log_path("deepdub", appauthor=False)


def versions() -> list[str]:
    """Return the versions of Python, the system and the libraries, one a line."""
    import importlib.metadata  # loads the parser of e-mails

    lines = [f"Python {platform.python_version()}, {platform.platform()}"]
    for name in _LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            lines.append(f"{name} {importlib.metadata.version(name)}")
    return lines


def trace_lines(error: BaseException) -> list[str]:
    """Return the kind of an error and of those before it, and where in the program they were raised.

    The texts of errors are left out, because they name files or quote subtitles; errors of our own have the sentence
    without its values.
    """
    lines: list[str] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        kind = type(each).__qualname__
        lines.append(f"{kind}: {each.to_message().text}" if isinstance(each, DeepdubError) else kind)
        frames = traceback.extract_tb(each.__traceback__)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        each = each.__cause__ or each.__context__
    return lines


def crash_report(error: BaseException) -> str:
    """Return a report of an error: versions, kinds of error, and where in the program they were raised.

    The texts of errors are left out, because they name files or quote subtitles.
    """
    return "\n".join([*versions(), "", *trace_lines(error)]) + "\n"


def keep_crash_report(error: BaseException, folder: Path | None = None) -> Path | None:
    """Write a report into the folder of the log, and return its path; None if it cannot be written.

    The newest ten are kept.
    """
    folder = folder or log_folder()
    try:
        make_private(folder)
        path = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
        path.write_text(crash_report(error), encoding="utf-8")
        close_to_others(path)
        for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _place(filename: str) -> str:
    """Return the last folder and the name of a source file, without the folders of the person."""
    return "/".join(Path(filename).parts[-2:])
