"""A rotating log in the person's folder: what the program does, and nothing of the person's texts or file names."""

from __future__ import annotations

import logging
import logging.handlers
import os
from io import TextIOWrapper
from pathlib import Path
from typing import cast

from deepdub_engine.base.crash_report import log_folder, trace_lines
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.private import FILE_MODE, close_to_others, make_private

LOG_NAME = "deepdub.log"
_LARGEST = 1_000_000
_KEPT = 3
_OWN = ("deepdub_engine", "deepdub_gui", "__main__")


class Word(str):
    """A word of the program or of the system, such as the name of a device: the log shows it as it is."""

    __slots__ = ()


def open_log(folder: Path | None = None) -> logging.Handler:
    """Return a handler that writes a rotating log, four files of 1 MB at most, for its owner only.

    Where the folder cannot be written, the handler writes to standard error.
    """
    folder = folder or log_folder()
    handler: logging.Handler
    try:
        make_private(folder)
        handler = _PrivateFile(folder / LOG_NAME, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8")
        close_to_others(folder / LOG_NAME)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(PrivateFormatter())
    return handler


class PrivateFormatter(logging.Formatter):
    """Formats records without what they quote: of values, only numbers and `Word`; of errors, kinds and places."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record."""
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name}: {_text(record)}"]
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            lines += trace_lines(error)
        return "\n".join(lines)


class _PrivateFile(logging.handlers.RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        file = open(  # noqa: SIM115 - a handler keeps its file open, and needs the mode of a new one
            self.baseFilename,
            self.mode,
            encoding=self.encoding,
            errors=self.errors,
            opener=lambda path, flags: os.open(path, flags, FILE_MODE),
        )
        return cast("TextIOWrapper", file)


def _text(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] not in _OWN:
        return f"{record.filename}:{record.lineno}"  # a library may quote anything
    args = record.args if isinstance(record.args, tuple) else (record.args,)
    try:
        return str(record.msg) % tuple(_shown(arg) for arg in args or ())
    except (TypeError, ValueError):
        return str(record.msg)


def _shown(value: object) -> object:
    if isinstance(value, int | float | Word):
        return value
    if isinstance(value, DeepdubError):
        return f"{type(value).__name__}: {value.to_message().text}"
    if isinstance(value, Path):
        return f"<a path, {value.suffix[:8]}>" if value.suffix else "<a path>"
    return f"<{type(value).__name__}>"
