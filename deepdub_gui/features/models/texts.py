"""Texts for models, their states and estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deepdub_engine.base.formatting import size_text
from deepdub_engine.base.progress import Progress
from deepdub_engine.separation.models.registry import SPLEETER, Model
from deepdub_gui.base.i18n import mark, tr

if TYPE_CHECKING:
    from deepdub_engine.separation.models.inventory import InventoryEntry
    from deepdub_engine.separation.models.parts import Part


def state_text(entry: InventoryEntry) -> str:
    """Return the state of a model as text."""
    from deepdub_engine.separation.models.checking import InstallState

    status = entry.status
    if entry.is_shipped:
        if parts := missing_parts(entry):
            return tr("included with Deepdub; works best with {parts}", parts=", ".join(parts))
        return (
            tr("included with Deepdub")
            if status.state is InstallState.VERIFIED
            else tr("damaged: install Deepdub again")
        )
    if status.state is InstallState.NOT_INSTALLED:
        return (
            tr("not installed, {size} fetched", size=size_text(entry.unfinished))
            if entry.unfinished
            else tr("not installed")
        )
    if status.state is InstallState.DAMAGED:
        return tr("damaged: fetch or import it again")
    published = "" if status.official or not status.ours else tr(", not the published weights")
    done = (
        tr("installed and verified") if status.state is InstallState.VERIFIED else tr("installed, verified on each use")
    )
    return done + (tr(", not complete: fetch it again") if is_outdated(entry) else published)


def is_outdated(entry: InventoryEntry) -> bool:
    """Return whether an earlier version installed a part without some of its files."""
    from deepdub_engine.separation.models.checking import InstallState
    from deepdub_engine.separation.models.parts import Part

    is_there = entry.status.state in (InstallState.VERIFIED, InstallState.INSTALLED)
    return is_there and isinstance(entry.model, Part) and not entry.model.is_complete


def missing_parts(entry: InventoryEntry) -> tuple[str, ...]:
    """Return the names of the parts that a model would use and that are not installed."""
    return entry.model.missing_parts() if isinstance(entry.model, Model) else ()


def busy_text(progress: Progress) -> str:
    """Return the progress of a model operation: ``fetching 43 %``."""
    share = f" {progress.fraction * 100:.0f} %" if progress.total else ""
    return f"{tr(progress.what or mark('working')).lower()}{share}"


def purpose_text(model: Model | Part) -> str:
    """Return the sentence that describes what a model is for."""
    text = tr(model.good_for)
    text = text[:1].upper() + text[1:]
    return tr("{purpose}, with 16 kHz as a separate choice.", purpose=text) if model.name == SPLEETER else f"{text}."


def facts_text(entry: InventoryEntry) -> str:
    """Return the size and the licence of a model."""
    about = "" if entry.status.size else tr("about ")
    return tr(
        "{about}{size} · licence {licence}",
        about=about,
        size=size_text(entry.size),
        licence=entry.model.licence or tr("unknown"),
    )


def choice_text(model: Model) -> str:
    """Return the menu text of a model: title, purpose, and whether it is missing."""
    missing = "" if model.is_installed else tr("  (not installed)")
    if model.is_installed and model.missing_parts():
        missing = tr("  (in part)")
    return f"{tr(model.title)}: {tr(model.good_for)}{missing}"
