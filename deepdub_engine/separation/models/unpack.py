"""Safe extraction of weights from an archive that may be damaged or malicious."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from deepdub_engine.base.errors import ModelInvalid, from_os_error
from deepdub_engine.base.messages import mark, message, message_of
from deepdub_engine.base.progress import Job, Progress

_COPY_BYTES = 1 << 16
_AHEAD_BYTES = 1 << 14
_HEADERS_BYTES = 1 << 16  # limit between two members, including padding and read-ahead
_MOST_MEMBERS = 1000
_WANTED = re.compile(r"checkpoint|[A-Za-z0-9][\w.-]{0,80}\.(?:index|data-\d{5}-of-\d{5})", re.ASCII)
_OTHER_MODEL = re.compile(r"\d+stems(?:-finetune)?")


class _Refused(Exception):
    """Archive contents that are not accepted; the message says why."""


class _Metered(io.RawIOBase):
    """The unpacked bytes of an archive, up to a limit, because `tarfile` reads headers of any size into memory."""

    def __init__(self, file: gzip.GzipFile, largest: int) -> None:
        self._file = file
        self._left = largest
        self._allowed = 0

    def allow(self, count: int) -> None:
        self._allowed = count

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(_COPY_BYTES if size < 0 else min(size, _COPY_BYTES))
        self._left -= len(data)
        self._allowed -= len(data)
        if self._left < 0:
            raise _Refused(message("it is far too large when unpacked"))
        if self._allowed < 0:
            raise _Refused(message("a file header in it is too large"))
        return data


def unpack(archive: Path, folder: Path, *, model: str, largest: int, names: Collection[str] = ()) -> Job[None]:
    """Extract the weights in a ``.tar.gz`` to a folder; progress is in bytes of the archive.

    Parameters
    ----------
    archive
        Archive with the wanted files, at the top level or in one folder of any name.
    folder
        A folder without these files. Only the file names in the archive are used, so nothing is written elsewhere.
    model
        Folder to extract from an archive with several models.
    largest
        Size limit of the unpacked archive in bytes.
    names
        The wanted files; by default those of a checkpoint: ``checkpoint``, ``*.index`` and ``*.data-…``.

    Raises
    ------
    ModelInvalid
        If the archive is damaged or far too large, contains links, devices or outside paths, or has no model.
    FileMissing, FileUnreadable, DiskFull, OutputNotWritable
        If the archive cannot be read, or a file cannot be written.
    """
    taken: dict[str, PurePosixPath] = {}
    try:
        total = archive.stat().st_size
        with archive.open("rb") as packed, gzip.GzipFile(fileobj=packed, mode="rb") as plain:
            for tar, member in _members(_Metered(plain, largest)):
                for _ in _take(tar, member, folder, taken, wanted=_is_wanted(member, model, names)):
                    yield Progress(min(packed.tell(), total), total, mark("Unpacking"))
    except _Refused as error:
        raise ModelInvalid(archive, message_of(error)) from error
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError, OverflowError) as error:
        raise ModelInvalid(archive, message("it is damaged or not a .tar.gz archive")) from error
    except OSError as error:
        raise from_os_error(error, archive, writing=False) from error
    if not names and not any(name.endswith(".index") for name in taken):
        raise ModelInvalid(archive, message("it contains no checkpoint"))


def _members(metered: _Metered) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    """Yield the members one by one; the bytes of each are consumed before the next."""
    metered.allow(_HEADERS_BYTES)
    with tarfile.open(fileobj=metered, mode="r|", bufsize=_AHEAD_BYTES) as tar:
        for _ in range(_MOST_MEMBERS):
            metered.allow(_HEADERS_BYTES)
            member = tar.next()
            if member is None:
                return
            _check(member)
            metered.allow(max(0, member.size) + _HEADERS_BYTES)
            yield tar, member
    raise _Refused(message("it contains too many files"))


def _check(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or any(sign in member.name for sign in "\\:\0"):
        raise _Refused(message("it contains a path that points outside"))
    if not (member.isdir() or member.isreg()) or member.issparse():
        raise _Refused(message("it contains a link or a device"))


def _take(
    tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, taken: dict[str, PurePosixPath], *, wanted: bool
) -> Iterator[None]:
    """Extract a member if it is wanted, else skip its bytes."""
    path = PurePosixPath(member.name)
    source = tar.extractfile(member) if member.isreg() else None
    if source is None:
        return
    if not wanted:
        while source.read(_COPY_BYTES):
            yield
        return
    if path.name in taken:
        is_other = taken[path.name] != path.parent
        raise _Refused(message("it contains several models") if is_other else message("it contains a file twice"))
    taken[path.name] = path.parent
    target = folder / path.name
    try:
        with target.open("xb") as file:
            while block := source.read(_COPY_BYTES):
                file.write(block)
                yield
    except FileExistsError as error:  # where names differ in case only
        raise _Refused(message("it contains a file twice")) from error
    except gzip.BadGzipFile:
        raise
    except OSError as error:
        raise from_os_error(error, folder, writing=True) from error


def _is_wanted(member: tarfile.TarInfo, model: str, names: Collection[str]) -> bool:
    path = PurePosixPath(member.name)
    fits = path.name in names if names else _WANTED.fullmatch(path.name) is not None
    return fits and not _is_other(path.parent, model)


def _is_other(parent: PurePosixPath, model: str) -> bool:
    return parent.name != model and _OTHER_MODEL.fullmatch(parent.name) is not None
