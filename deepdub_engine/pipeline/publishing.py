"""Publication of a sentence folder as a whole: after an interruption, the former result is back, or none.

The former files are moved to a hidden folder, the new ones into place, a manifest last. A journal exists meanwhile;
removing it completes the publication. While it exists, `settle` undoes what was done.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from deepdub_engine.base.atomic import sweep_partials
from deepdub_engine.base.errors import FolderInvalid, from_os_error
from deepdub_engine.base.messages import message
from deepdub_engine.pipeline.work_folder import SENTENCE_FOLDER, work_folder

MANIFEST = ".deepdub-folder.json"
_JOURNAL = ".deepdub-publishing"
_FORMER = ".deepdub-former"
_IS_FORMER = "-"  # marks the files of the former result in the journal
_VERSION = 1
_TABLE_BYTES = 1 << 24  # tables and lists are smaller
_OURS = re.compile(
    r"(?:audio_segments/)?(?:\d+(?:_vocals|_accompaniment)?\.wav|[a-z_]+\.(?:csv|srt|txt|json|xlsx))"
    r"|audio_segments/(?:\d+_gen|audio_gen|audio_me)\.wav"
    r"|(?!.*_gen_vocals)[^/\\]+_(?:vocals|accompaniment|drums|bass|piano|other)(?:_[\w.()-]+)?\.wav"
    r"|references/[\w.-]+\.wav|" + re.escape(MANIFEST)
)
_LOG = logging.getLogger(__name__)


def publish(staging: Path, output: Path, names: Iterable[str], stale: Iterable[str]) -> None:
    """Replace the former result in a folder by a new one; if that fails, the former result stays.

    Parameters
    ----------
    staging, output
        Source and destination folder, on the same disk.
    names
        Files to move, relative to both folders; files that refer to others come last.
    stale
        Files of an earlier result to remove from `output`.

    Raises
    ------
    OSError
        If a file cannot be moved.
    """
    names = tuple(names)
    (staging / MANIFEST).write_text(_manifest(staging, names), encoding="utf-8")
    exchange(staging, output, (*names, MANIFEST), stale)


def exchange(staging: Path, output: Path, names: Sequence[str], stale: Iterable[str] = ()) -> None:
    """Move files from `staging` to `output` as a whole, and remove the `stale` ones; raises like `publish`."""
    former = [name for name in dict.fromkeys((*stale, *names)) if os.path.lexists(output / name)]
    _begin(staging, output, names, former)
    try:
        for name in former:
            _move(output, output / _FORMER, name)
        for name in names:
            _move(staging, output, name)
    except OSError:
        withdraw(output)
        raise
    (output / _JOURNAL).unlink()
    _remove_former(output)


def publish_files(staging: Path, output: Path, names: Sequence[str]) -> None:
    """Move stems to a folder as a whole: a kill leaves no file of one result beside that of another.

    Raises
    ------
    DiskFull, OutputNotWritable
        If a file cannot be moved; the former result stays.
    OutputBusy
        If a job is writing a sentence folder there.
    """
    with work_folder(output, SENTENCE_FOLDER):
        try:
            withdraw(output)
            exchange(staging, output, names)
        except OSError as error:
            raise from_os_error(error, output, writing=True) from error


def undo_unfinished(folder: Path) -> None:
    """Undo what a killed run did to a folder; raises like `settle`."""
    if is_half_published(folder) or (folder / _FORMER).exists():
        try:
            with work_folder(folder, SENTENCE_FOLDER):
                withdraw(folder)
        except OSError as error:
            raise from_os_error(error, folder, writing=True) from error


def is_half_published(output: Path) -> bool:
    """Return whether a run was killed while moving files into this folder, or is moving them now."""
    return (output / _JOURNAL).is_file()


def withdraw(output: Path) -> None:
    """Undo what a killed run did to this folder; call it only while holding the folder's lock.

    Raises
    ------
    OSError
        If a file cannot be moved or removed.
    """
    if is_half_published(output):
        names, former = _read_journal(output / _JOURNAL)
        for name in names:
            if name not in former or os.path.lexists(output / _FORMER / name):
                (output / name).unlink(missing_ok=True)
        for path in [path for path in (output / _FORMER).rglob("*") if path.is_symlink() or not path.is_dir()]:
            _move(output / _FORMER, output, path.relative_to(output / _FORMER).as_posix())
        for parent in {(output / name).parent for name in names} - {output}:
            with contextlib.suppress(OSError):  # it may contain other files
                parent.rmdir()
        (output / _JOURNAL).unlink()
    _remove_former(output)


def settle(folder: Path) -> None:
    """Undo what a killed run left in a sentence folder, and check that all its files are of one result.

    Raises
    ------
    OutputBusy
        If a job is writing to the folder.
    OutputNotWritable, DiskFull
        If a killed run cannot be undone.
    FolderInvalid
        If a file is of another result than the others.
    """
    undo_unfinished(folder)
    for place in (folder, folder / "audio_segments"):
        sweep_partials(place)
    for name in _strangers(folder):
        raise FolderInvalid(folder, message("“{name}” is of another result", name=name))


def _begin(staging: Path, output: Path, names: Sequence[str], former: Sequence[str]) -> None:
    lines = [*names, *(f"{_IS_FORMER}{name}" for name in former)]
    journal = staging / _JOURNAL
    with journal.open("w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
    _remove_former(output)
    os.replace(journal, output / _JOURNAL)  # noqa: PTH105 - `Path.replace` moves what is published


def _read_journal(journal: Path) -> tuple[list[str], set[str]]:
    lines = journal.read_text(encoding="utf-8", errors="replace").splitlines()
    names = [line for line in lines if _OURS.fullmatch(line)]
    return names, {line[1:] for line in lines if line.startswith(_IS_FORMER)}


def _move(source: Path, target: Path, name: str) -> None:
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    (source / name).replace(target / name)


def _remove_former(output: Path) -> None:
    former = output / _FORMER
    if former.is_symlink():
        former.unlink()
    shutil.rmtree(former, ignore_errors=True)


def _manifest(folder: Path, names: Sequence[str]) -> str:
    """Return the sizes of all files, and the digests of tables and lists, as JSON."""
    files = {name: [(folder / name).stat().st_size, _digest(folder / name)] for name in names}
    return json.dumps({"version": _VERSION, "files": files}, indent=0)


def _digest(path: Path) -> str:
    if path.suffix == ".wav":
        return ""  # a film has gigabytes of these
    return hashlib.blake2b(path.read_bytes()[:_TABLE_BYTES], digest_size=16).hexdigest()


def _strangers(folder: Path) -> Iterator[str]:
    """Yield the names of files that differ from the manifest and were not changed after it was written."""
    try:
        stored = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = dict(stored["files"]) if stored["version"] == _VERSION else {}
        written_ns = (folder / MANIFEST).stat().st_mtime_ns
    except FileNotFoundError:
        return  # written by an earlier version, or by the notebook
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        _LOG.warning("the manifest of %s cannot be read", folder, exc_info=True)
        return
    for name, known in files.items():
        with contextlib.suppress(OSError, ValueError, TypeError):  # missing files are named by what needs them
            size, digest = known
            status = (folder / name).stat() if _OURS.fullmatch(name) else None
            if status is None or status.st_mtime_ns > written_ns:
                continue
            if status.st_size != size or (digest and digest != _digest(folder / name)):
                yield name
