"""The files that a command wrote, and which of them a person has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from deepdub_engine.batch.items import StepKind
from deepdub_engine.batch.tasks import Task
from deepdub_engine.pipeline.rows import AUDIO_FOLDER

Record = Mapping[str, tuple[int, int, str]]  # by name in the folder of the episode: bytes, time in ns, digest or ""
_CLOSE_NS = 2_000_000_000  # what disks round the times of files to
_TABLES = {".csv", ".json", ".srt", ".txt"}


def written_files(task: Task, values: Mapping[str, Any]) -> list[Path]:
    """Return the files that a command has written, from what it reported."""
    match task.kind:
        case StepKind.RUN:
            return [task.output / str(name) for name in values.get("files", ())]
        case StepKind.SEPARATE:
            return [task.output / Path(values[name]).name for name in ("vocals", "accompaniment") if name in values]
        case StepKind.REMIX:
            return [task.output / AUDIO_FOLDER / Path(values[name]).name for name in ("path", "me") if values.get(name)]
        case _:
            return [task.output]


def record_files(task: Task, values: Mapping[str, Any], digest: Callable[[Path], str]) -> Record:
    """Return what tells later whether the files of a command were changed; raises like `digest`.

    A film has gigabytes of segments: their sizes and times have to do.
    """
    record: dict[str, tuple[int, int, str]] = {}
    for path in written_files(task, values) if task.kind is not StepKind.PIECE else ():
        if path.is_file():
            status, is_segment = path.stat(), path.parent.name == AUDIO_FOLDER and path.suffix == ".wav"
            name = path.relative_to(task.folder).as_posix()
            record[name] = status.st_size, status.st_mtime_ns, "" if is_segment else digest(path)
    return record


def changed_files(task: Task, record: Record | None, digest: Callable[[Path], str]) -> list[Path]:
    """Return the files of a command that are not as it wrote them; without a record, those that a person may edit."""
    if record is None:
        return _editable(task.output)
    found = {name: task.folder / name for name in record}
    found = {name: path for name, path in found.items() if path.is_file()}
    late = {name for name, path in found.items() if abs(path.stat().st_mtime_ns - record[name][1]) > _CLOSE_NS}
    is_copy = len(late) == len(found)  # a folder that was copied has new times everywhere
    changed = []
    for name, path in found.items():
        size, _, known = record[name]
        is_other = path.stat().st_size != size
        if not is_other and name in late:
            is_other = digest(path) != known if known else not is_copy
        if is_other:
            changed.append(path)
    return changed


def _editable(output: Path) -> list[Path]:
    if output.is_dir():
        return _visible(path for path in output.iterdir() if path.suffix.lower() in _TABLES)
    return [output] if output.is_file() else []


def _visible(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file() and not path.name.startswith("."))
