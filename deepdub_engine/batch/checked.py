"""Which alignments a person has checked, beside the results; what the person corrected is never overwritten."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.regular import open_regular
from deepdub_engine.batch.items import StepKind
from deepdub_engine.batch.markers import marker_key
from deepdub_engine.batch.tasks import Task

_NAME = ".checked.json"
_LARGEST_BYTES = 1 << 16


def mark_checked(task: Task, *, is_checked: bool = True) -> None:
    """Record that a person has checked the alignment that a task wrote, or that it has to be checked again.

    Raises
    ------
    OutputNotWritable, DiskFull
        If the record cannot be written.
    """
    path = task.folder / _NAME
    if is_checked:
        with replacing(path) as temporary:
            temporary.write_text(json.dumps({"key": marker_key(task)}), encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def is_checked(task: Task) -> bool:
    """Return whether a person has checked the alignment that is there; not one that was made from other files."""
    key = marker_key(task)
    return bool(key) and _checked_key(task) == key


def set_aside(task: Task) -> Path | None:
    """Copy a checked alignment that is about to be made again; return the copy, None if there is nothing to keep."""
    if task.kind is not StepKind.ALIGN or not _checked_key(task) or not task.output.is_file():
        return None
    data, number = task.output.read_bytes(), 1
    target = task.output.with_name(f"{task.output.stem}.checked{task.output.suffix}")
    while target.exists():
        if target.is_file() and target.read_bytes() == data:
            return target
        number += 1
        target = task.output.with_name(f"{task.output.stem}.checked {number}{task.output.suffix}")
    with replacing(target) as temporary:
        shutil.copyfile(task.output, temporary)
    return target


def _checked_key(task: Task) -> str:
    try:
        with open_regular(task.folder / _NAME) as file:
            return str(json.loads(file.read(_LARGEST_BYTES))["key"])
    except (DeepdubError, OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
