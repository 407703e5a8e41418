"""Atomic installation of a model into the store, and cleanup after crashes."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError, ModelInvalid, WeightsDamaged, from_os_error
from deepdub_engine.base.messages import message
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.separation.models.catalogue import CATALOGUE, CatalogueEntry
from deepdub_engine.separation.models.lock import locked
from deepdub_engine.separation.models.partial_download import sha256_of
from deepdub_engine.separation.models.paths import RECEIPT, FileReceipt, Receipt, replaced_folder
from deepdub_engine.separation.models.published import are_published
from deepdub_engine.separation.network.tensor_bundle import checkpoint_prefix
from deepdub_engine.separation.network.unet_spec import UNetSpec
from deepdub_engine.separation.network.weights import reading_spleeter

PARTIAL = ".partial-"

Fill = Callable[[Path], Job[None]]


def clean_up_after_crash(offer: CatalogueEntry, store: Path) -> None:
    """Clean up after a crash; the store must be locked.

    Raises
    ------
    DiskFull, OutputNotWritable
        If the store cannot be changed.
    """
    target, replaced = store / offer.folder, replaced_folder(store / offer.folder)
    try:
        if replaced.exists() and not target.exists():
            replaced.rename(target)
        for left in (replaced, *store.glob(f"{PARTIAL}*")):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            else:
                left.unlink(missing_ok=True)
    except OSError as error:
        raise from_os_error(error, store, writing=True) from error


def tidy(store: Path) -> None:
    """Clean up after crashes unless another process is using the store, or it cannot be changed."""
    if store.is_dir():
        with contextlib.suppress(DeepdubError), locked(store):
            for offer in CATALOGUE:
                clean_up_after_crash(offer, store)


def install_verified(offer: CatalogueEntry, store: Path, fill: Fill, receipt: Receipt, source: Path) -> Job[Path]:
    """Fill a temporary folder, verify its contents and move it into place; the store must be locked.

    Parameters
    ----------
    offer
        The model.
    store
        Folder of the models.
    fill
        Writes the files into a folder.
    receipt
        The receipt without its files, which are added, and decide whether the weights are the published ones.
    source
        Archive or folder, for error messages.

    Raises
    ------
    ModelInvalid
        If the contents fail verification.
    DiskFull, OutputNotWritable
        If the store cannot be written.
    """
    target, temporary = store / offer.folder, store / f"{PARTIAL}{uuid.uuid4().hex}"
    try:
        temporary.mkdir()
        yield from staged(fill(temporary), 0.0, 0.5)
        if offer.spec is not None:
            yield from staged(_verified(offer, offer.spec, temporary, source), 0.5, 0.9)
        files = yield from staged(_file_receipts(temporary), 0.9, 1.0)
        if offer.spec is None and not are_published(offer.files, {name: file.sha256 for name, file in files.items()}):
            raise ModelInvalid(source, message("its files are not the published ones"))
        receipt = replace(receipt, files=files)
        receipt = replace(receipt, official=receipt.official or offer.publishes(receipt))
        (temporary / RECEIPT).write_text(receipt.to_json(), encoding="utf-8")
        for path in temporary.iterdir():
            _flush(path)
        _flush(temporary)
        _swap(temporary, target)
    except WeightsDamaged as error:
        raise ModelInvalid(source, error.reason) from error
    except OSError as error:
        raise from_os_error(error, target, writing=True) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return target


def _verified(offer: CatalogueEntry, spec: UNetSpec, folder: Path, source: Path) -> Job[None]:
    """Verify a checkpoint, and complete it with the two small files that Spleeter looks for."""
    prefix = checkpoint_prefix(folder)
    if prefix is None:
        raise ModelInvalid(source, message("it contains no checkpoint"))
    # In our own words.
    (folder / "checkpoint").write_text(f'model_checkpoint_path: "{prefix.name}"\n', encoding="utf-8")
    (folder / ".probe").write_text("OK", encoding="utf-8")
    yield from reading_spleeter(folder, offer.name, spec)


def _file_receipts(folder: Path) -> Job[dict[str, FileReceipt]]:
    receipts, paths = {}, sorted(folder.iterdir())
    for number, path in enumerate(paths):
        sha256 = yield from staged(sha256_of(path), number / len(paths), (number + 1) / len(paths))
        stat = path.stat()
        receipts[path.name] = FileReceipt(stat.st_size, sha256, stat.st_mtime_ns)
    return receipts


def _swap(temporary: Path, target: Path) -> None:
    """Replace a folder by another; `installed_folder` finds one of the two at any moment."""
    replaced = replaced_folder(target)
    if target.exists():
        target.rename(replaced)
    try:
        temporary.rename(target)
    except OSError:
        if replaced.exists():
            replaced.rename(target)
        raise
    _flush(target.parent)
    if replaced.exists():
        shutil.rmtree(replaced, ignore_errors=True)


def _flush(path: Path) -> None:
    if sys.platform == "win32" and path.is_dir():
        return  # Windows cannot open folders
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
