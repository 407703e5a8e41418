"""Runs model operations (fetch, import, verify, remove) one at a time, and tracks the state of each model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.errors import DownloadFailed, DownloadMismatch, OutputExists, WeightsDamaged
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.separation.models.paths import store_folder
from deepdub_engine.separation.models.registry import FILM, FILM_PARTS, Model
from deepdub_gui.base.error_texts import Remedy
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner, RunningJob

if TYPE_CHECKING:
    from deepdub_engine.separation.models.catalogue import CatalogueEntry
    from deepdub_engine.separation.models.checking import InstallState
    from deepdub_engine.separation.models.fetch import RetryPolicy
    from deepdub_engine.separation.models.inventory import InventoryEntry


@dataclass(frozen=True, slots=True)
class ModelOperation:
    """The operation in progress: the name of its model, and its progress."""

    name: str
    progress: Progress


class ModelService(QObject):
    """The models on this machine, and the operations on them.

    `changed` is emitted when `entries` has been updated, and `busy_changed` when an operation begins, makes progress or
    ends. `installed` carries the name of the installed model, `message_posted` a message and a folder to show (or
    None), and `failed` an error.

    Parameters
    ----------
    jobs
        Runs the operations in the background.
    patience
        The timeouts and retries of a download.
    """

    changed = Signal()
    busy_changed = Signal()
    installed = Signal(str)
    message_posted = Signal(str, object)
    failed = Signal(object)

    def __init__(self, jobs: JobRunner, parent: QObject | None = None, *, patience: RetryPolicy | None = None) -> None:
        super().__init__(parent)
        self._jobs, self.patience = jobs, patience
        self._entries: tuple[InventoryEntry, ...] = ()
        self._checked: dict[str, tuple[int, InstallState]] = {}
        self._busy: ModelOperation | None = None
        self._job: RunningJob | None = None
        self._looking: RunningJob | None = None
        self._failure: tuple[Exception, Callable[[bool], None]] | None = None

    @cached_property
    def catalogue(self) -> Sequence[CatalogueEntry]:
        """The models that can be fetched."""
        from deepdub_engine.separation.models.catalogue import CATALOGUE

        return CATALOGUE

    @property
    def entries(self) -> tuple[InventoryEntry, ...]:
        """The models found by the last refresh; empty before the first."""
        return self._entries

    @property
    def busy(self) -> ModelOperation | None:
        """The operation in progress, if any."""
        return self._busy

    def refresh(self) -> None:
        """Rescan the models in the background."""
        from deepdub_engine.separation.models.inventory import model_inventory

        if self._looking is not None:
            self._looking.cancel()  # its results may be out of date
        self._looking = looking = self._jobs.start(
            tr("Checking the models"),
            lambda: model_inventory(self.catalogue),
            succeeded=self._set_entries,
            failed=self.failed.emit,
            ended=lambda: self._looked(looking),
        )

    def fetch(self, name: str, *, force: bool = False, then: Callable[[], object] | None = None) -> None:
        """Fetch a model, or the parts of the film model that are missing, and install them.

        `then` is called when they are installed, also after the button that tries again; not if it was cancelled.
        """
        if name == FILM:
            self._fetch_parts(force=force, then=then)
            return
        offer = self._offer(name)
        if offer is not None:
            self._install(
                tr("Fetching"),
                tr("Fetching {title}", title=offer.title),
                offer,
                lambda again: _fetching(offer, self.patience, force=again),
                force=force,
                then=then,
            )

    def _fetch_parts(self, *, force: bool, then: Callable[[], object] | None = None) -> None:
        model = next((entry.model for entry in self._entries if entry.model.name == FILM), None)
        missing = model.missing_parts() if isinstance(model, Model) and not force else FILM_PARTS
        offers = [offer for offer in self.catalogue if offer.name in missing]

        def fetching() -> Job[None]:
            for number, offer in enumerate(offers):
                one = _fetching(offer, self.patience, force=force)
                yield from staged(one, number / len(offers), (number + 1) / len(offers))

        def done(_: None) -> None:
            self.message_posted.emit(tr("The weights for the model “Film” are installed and verified."), None)
            if then is not None:
                then()
            self.installed.emit(FILM)

        def failed(error: Exception) -> None:
            self._fail(error, lambda again: self._fetch_parts(force=again or force, then=then))

        title = tr("Fetching the weights for the model “Film”")
        self._start(ModelOperation(FILM, Progress(0, 0, tr("Fetching"))), title, fetching, done, failed)

    def import_from(self, name: str, source: Path, *, force: bool = False) -> None:
        """Install a model from an archive or a folder."""
        offer = self._offer(name)
        if offer is not None:
            self._install(
                tr("Importing"),
                tr("Importing {title}", title=offer.title),
                offer,
                lambda again: _importing(offer, source, force=again),
                force=force,
            )

    def verify(self, name: str) -> None:
        """Check the files of a model for damage."""
        from deepdub_engine.separation.models.checking import InstallState, check
        from deepdub_engine.separation.models.inventory import last_change_ns

        entry = self._entry(name)
        if entry is None:
            return

        changed_ns = 0

        def verifying() -> Job[None]:
            nonlocal changed_ns
            changed_ns = last_change_ns(entry.model.path)
            return (yield from check(entry.model))

        def done(_: None) -> None:
            self._checked[name] = (changed_ns, InstallState.VERIFIED)
            self.message_posted.emit(tr("{title} is verified: all files are intact.", title=entry.model.title), None)

        def failed(error: Exception) -> None:
            if isinstance(error, WeightsDamaged):
                self._checked[name] = (changed_ns, InstallState.DAMAGED)
            if entry.offer is None:
                self.failed.emit(error)
            else:
                self._fail(error, lambda _: self.fetch(name, force=True))

        title = tr("Verifying {title}", title=entry.model.title)
        self._start(ModelOperation(name, Progress(0, 0, tr("Verifying"))), title, verifying, done, failed)

    def remove(self, name: str) -> None:
        """Remove the files of a model that Deepdub installed, and unfinished downloads."""
        offer = self._offer(name)
        if offer is None:
            return

        def done(found: bool) -> None:
            text = tr("{title} is removed." if found else "{title} was already removed.", title=offer.title)
            self.message_posted.emit(text, None)

        title = tr("Removing {title}", title=offer.title)
        busy = ModelOperation(name, Progress(0, 0, tr("Removing")))
        self._start(busy, title, lambda: _removing(offer), done, self.failed.emit)

    def cancel(self) -> None:
        """Cancel the current operation; the next fetch resumes an unfinished download."""
        if self._job is not None:
            self._job.cancel()

    def remedy(self, error: Exception) -> Remedy | None:
        """Return the label and callback of a button that resolves the last failure; None for any other error."""
        if self._failure is None or self._failure[0] is not error:
            return None
        again = self._failure[1]
        if isinstance(error, OutputExists):
            return tr("Replace"), lambda: again(True)
        if isinstance(error, DownloadFailed | DownloadMismatch):
            return tr("Try again"), lambda: again(False)
        if isinstance(error, WeightsDamaged):
            return tr("Fetch again"), lambda: again(True)
        return None

    def _offer(self, name: str) -> CatalogueEntry | None:
        return next((offer for offer in self.catalogue if name in (offer.name, *offer.aliases)), None)

    def _entry(self, name: str) -> InventoryEntry | None:
        return next((entry for entry in self._entries if entry.model.name == name), None)

    def _install(
        self,
        what: str,
        title: str,
        offer: CatalogueEntry,
        make: Callable[[bool], Job[Path]],
        *,
        force: bool,
        then: Callable[[], object] | None = None,
    ) -> None:
        def failed(error: Exception) -> None:
            self._fail(error, lambda again: self._install(what, title, offer, make, force=again or force, then=then))

        def done(folder: Path) -> None:
            from deepdub_engine.separation.models.checking import known_weights

            self._checked.pop(offer.name, None)
            used = next((model.path for model in known_weights() if model.name == offer.name), folder)
            note = (
                ""
                if used == folder
                else tr(" The weights in “{used}” are used instead, because MODEL_PATH takes precedence.", used=used)
            )
            self.message_posted.emit(
                tr("{title} is installed and verified.{note}", title=offer.title, note=note), folder
            )
            if then is not None:
                then()
            self.installed.emit(offer.name)

        self._start(ModelOperation(offer.name, Progress(0, 0, what)), title, lambda: make(force), done, failed)

    def _start(
        self,
        busy: ModelOperation,
        title: str,
        make: Callable[[], Job[Any]],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        if self._job is not None:
            self.message_posted.emit(
                tr("Another model operation is running. Wait until it has finished, or cancel it."), None
            )
            return
        self._set_busy(busy)
        self._job = self._jobs.start(
            title,
            make,
            succeeded=done,
            failed=failed,
            progressed=lambda progress: self._set_busy(ModelOperation(busy.name, progress)),
            ended=self._ended,
        )

    def _set_busy(self, busy: ModelOperation | None) -> None:
        self._busy = busy
        self.busy_changed.emit()

    def _ended(self) -> None:
        self._job = None
        self._set_busy(None)
        self.refresh()

    def _fail(self, error: Exception, again: Callable[[bool], None]) -> None:
        self._failure = error, again
        self.failed.emit(error)

    def _set_entries(self, entries: tuple[InventoryEntry, ...]) -> None:
        self._entries = tuple(self._with_check(entry) for entry in entries)
        self.changed.emit()

    def _with_check(self, entry: InventoryEntry) -> InventoryEntry:
        """Return an entry with the result of its verification, if the files have not changed since."""
        from deepdub_engine.separation.models.checking import InstallState

        changed_ns, state = self._checked.get(entry.model.name, (-1, InstallState.INSTALLED))
        if changed_ns == entry.changed_ns and entry.status.state in (InstallState.INSTALLED, InstallState.VERIFIED):
            return replace(entry, status=replace(entry.status, state=state))
        return entry

    def _looked(self, job: RunningJob) -> None:
        if self._looking is job:
            self._looking = None


# These import the HTTP and archive libraries of the store late, so that they do not delay the start of the window.


def _fetching(offer: CatalogueEntry, patience: RetryPolicy | None, *, force: bool) -> Job[Path]:
    from deepdub_engine.separation.models.sources import install_published

    return (yield from install_published(offer, store_folder(), force=force, patience=patience))


def _importing(offer: CatalogueEntry, source: Path, *, force: bool) -> Job[Path]:
    from deepdub_engine.separation.models.install import install_from_disk

    return (yield from install_from_disk(offer, source, store_folder(), force=force))


def _removing(offer: CatalogueEntry) -> Job[bool]:
    from deepdub_engine.separation.models.install import remove

    yield Progress(0, 0, tr("Removing"))
    return remove(offer, store_folder())
