"""Looks at all models at once: how each is, and what can be done with it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.separation.models.catalogue import CATALOGUE, Offer
from deepdub_engine.separation.models.checking import Standing, State, standing
from deepdub_engine.separation.models.paths import installed_folder, store_folder
from deepdub_engine.separation.models.registry import Model, known_models


@dataclass(frozen=True, slots=True)
class Entry:
    """A model, how it is, and what can be done with it.

    Parameters
    ----------
    standing
        The model and its state.
    offer
        What is fetched and imported under its name; None for a model that is not.
    unfinished
        Bytes of a download that broke off.
    removable
        Whether there is anything that this program installed, or began to fetch.
    found
        A folder of Spleeter's that is used as it is, and could be imported.
    changed_ns
        When its files were last changed, since 1970; 0 without files.
    """

    standing: Standing
    offer: Offer | None = None
    unfinished: int = 0
    removable: bool = False
    found: Path | None = None
    changed_ns: int = 0

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with the program."""
        return bool(self.model.sha256)

    @property
    def model(self) -> Model:
        """The model."""
        return self.standing.model

    @property
    def place(self) -> Path:
        """Where it is; if it is not installed, where it would be."""
        is_there = self.standing.state is not State.NOT_INSTALLED
        return self.model.path if is_there or self.offer is None else store_folder() / self.offer.folder

    @property
    def size(self) -> int:
        """Of its files in bytes; if it is not installed, about what it will be."""
        return self.standing.size or (self.offer.size if self.offer else 0)


def survey(catalogue: Sequence[Offer] = CATALOGUE) -> Job[tuple[Entry, ...]]:
    """Look at every known model; see `standing` for what is read.

    Raises
    ------
    DeepdubError
        If the list of shipped models cannot be read.
    """
    models = known_models()
    entries = []
    for number, model in enumerate(models):
        yield Progress(number, len(models), mark("Looking"))
        entries.append(_entry(model, next((offer for offer in catalogue if offer.name == model.name), None)))
    return tuple(entries)


def _entry(model: Model, offer: Offer | None) -> Entry:
    found = standing(model)
    if offer is None:
        return Entry(found, changed_ns=last_change_ns(model.path))
    target = store_folder() / offer.folder
    installed = installed_folder(target) is not None
    unfinished = _size(target.with_name(f"{offer.archive}.part")) + _size(target.with_name(offer.archive))
    is_foreign = found.state is not State.NOT_INSTALLED and not found.ours and not installed
    return Entry(
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
    """Return when a file, or a file in a folder, was last changed, in nanoseconds since 1970; 0 if there is none."""
    with contextlib.suppress(OSError):
        files = list(path.iterdir()) if path.is_dir() else [path]
        return max((file.stat().st_mtime_ns for file in files), default=0)
    return 0
