"""An inventory of all models: the status of each, and the actions available for it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.separation.models.catalogue import CATALOGUE, CatalogueEntry
from deepdub_engine.separation.models.checking import InstallState, ModelStatus, known_weights, model_status
from deepdub_engine.separation.models.parts import Part
from deepdub_engine.separation.models.paths import installed_folder, store_folder
from deepdub_engine.separation.models.registry import Model


@dataclass(frozen=True, slots=True)
class InventoryEntry:
    """A model with its status and the actions available for it.

    Parameters
    ----------
    status
        The model and its status.
    offer
        Its catalogue entry; None if the model cannot be downloaded.
    unfinished
        Size of an unfinished download in bytes.
    removable
        Whether this program has installed it or started to download it.
    found
        Spleeter's own folder that is in use and can be imported; None if there is none.
    changed_ns
        Last modification time of its files, in nanoseconds since 1970; 0 without files.
    """

    status: ModelStatus
    offer: CatalogueEntry | None = None
    unfinished: int = 0
    removable: bool = False
    found: Path | None = None
    changed_ns: int = 0

    @property
    def is_shipped(self) -> bool:
        """Whether the model is shipped with the program."""
        return isinstance(self.model, Model) and bool(self.model.sha256)

    @property
    def model(self) -> Model | Part:
        """The model, or the part of models."""
        return self.status.model

    @property
    def place(self) -> Path:
        """The folder or file of the model, or the folder that it will be installed to."""
        is_there = self.status.state is not InstallState.NOT_INSTALLED
        return self.model.path if is_there or self.offer is None else store_folder() / self.offer.folder

    @property
    def size(self) -> int:
        """The size of its files in bytes; approximate if it is not installed."""
        return self.status.size or (self.offer.size if self.offer else 0)


def model_inventory(catalogue: Sequence[CatalogueEntry] = CATALOGUE) -> Job[tuple[InventoryEntry, ...]]:
    """Return every known model and part with its status, from the quick check of `model_status`.

    Raises
    ------
    DeepdubError
        If the list of shipped models cannot be read.
    """
    models = known_weights()
    entries = []
    for number, model in enumerate(models):
        yield Progress(number, len(models), mark("Checking models"))
        entries.append(_entry(model, next((offer for offer in catalogue if offer.name == model.name), None)))
    return tuple(entries)


def _entry(model: Model | Part, offer: CatalogueEntry | None) -> InventoryEntry:
    found = model_status(model)
    if offer is None:
        return InventoryEntry(found, changed_ns=last_change_ns(model.path))
    target = store_folder() / offer.folder
    installed = installed_folder(target) is not None
    unfinished = sum(
        _size(target.with_name(name)) for name in (f"{offer.archive}.part", offer.archive, offer.kept_wheel)
    )
    is_foreign = found.state is not InstallState.NOT_INSTALLED and not found.ours and not installed
    return InventoryEntry(
        found,
        offer,
        unfinished,
        removable=installed or unfinished > 0 or found.ours,
        found=model.path if is_foreign else None,
        changed_ns=last_change_ns(model.path),
    )


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0


def last_change_ns(path: Path) -> int:
    """Return the last modification time of a file, or of the files in a folder, in ns since 1970; 0 without files."""
    with contextlib.suppress(OSError):
        files = list(path.iterdir()) if path.is_dir() else [path]
        return max((file.stat().st_mtime_ns for file in files), default=0)
    return 0
