"""Files that a person has changed are kept beside the results before a command replaces them."""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.messages import Message, message
from deepdub_engine.batch.items import StepKind
from deepdub_engine.batch.results import Record, changed_files
from deepdub_engine.batch.tasks import Task

SET_ASIDE = "set_aside"
_OWN_WAY = {StepKind.REMIX, StepKind.PIECE}  # a remix sets aside by itself, and nobody edits pieces


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """A file of the results, and the copy of it in the folder `SET_ASIDE` of its episode."""

    path: Path
    copy: Path


def keep_edits(task: Task, record: Record | None, digest: Callable[[Path], str]) -> list[KeptEdit]:
    """Copy the files of a command that a person has changed; `record` and `digest` as for `changed_files`.

    Raises
    ------
    OutputNotWritable, DiskFull
        If a copy cannot be written.
    """
    if task.kind in _OWN_WAY:
        return []
    return [KeptEdit(path, _copy(task, path)) for path in changed_files(task, record, digest)]


def drop_needless(task: Task, edits: Sequence[KeptEdit]) -> list[KeptEdit]:
    """Remove the copies that are equal to what is there after all; return the others."""
    kept = []
    for edit in edits:
        if not edit.path.is_file() or not _is_equal(edit.path, edit.copy):
            kept.append(edit)
            continue
        with contextlib.suppress(OSError):  # the folders stay while there is something in them
            edit.copy.unlink()
            for folder in edit.copy.relative_to(task.folder).parents:
                if folder != Path():
                    (task.folder / folder).rmdir()
    return kept


def kept_warning(task: Task, edits: Sequence[KeptEdit]) -> Message:
    """Return a sentence that says where a person finds their files."""
    return message(
        "{count:file that you had changed was|files that you had changed were} made again: yours are in “{folder}”.",
        count=len(edits),
        folder=task.folder / SET_ASIDE,
    )


def _copy(task: Task, path: Path) -> Path:
    name, number = path.relative_to(task.folder), 1
    target = task.folder / SET_ASIDE / name
    while target.exists():
        if target.is_file() and _is_equal(path, target):
            return target
        number += 1
        target = task.folder / SET_ASIDE / name.with_name(f"{name.stem} {number}{name.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_symlink():
            with contextlib.suppress(OSError):  # commands replace whole files, so a link is a copy that takes no disk
                os.link(path, target)
                return target
        with replacing(target) as temporary:
            shutil.copyfile(path, temporary)
    except OSError as error:
        raise from_os_error(error, target, writing=True) from error
    return target


def _is_equal(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other) or filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False
