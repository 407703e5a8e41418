"""Texts for models, their states and estimates."""

from __future__ import annotations

from deepdub_engine.base.formatting import size_text
from deepdub_engine.base.progress import Progress
from deepdub_engine.separation.models.checking import State
from deepdub_engine.separation.models.inventory import Entry
from deepdub_engine.separation.models.registry import SPLEETER, Model
from deepdub_gui.base.i18n import mark, tr


def state_text(entry: Entry) -> str:
    """Return the state of a model as text."""
    standing = entry.standing
    if entry.is_shipped:
        return tr("included with Deepdub") if standing.state is State.VERIFIED else tr("damaged: install Deepdub again")
    if standing.state is State.NOT_INSTALLED:
        return (
            tr("not installed, {size} fetched", size=size_text(entry.unfinished))
            if entry.unfinished
            else tr("not installed")
        )
    if standing.state is State.DAMAGED:
        return tr("damaged: fetch or import it again")
    published = "" if standing.official or not standing.ours else tr(", not the published weights")
    done = tr("installed and verified") if standing.state is State.VERIFIED else tr("installed, verified on each use")
    return done + published


def busy_text(progress: Progress) -> str:
    """Return the progress of a model operation: ``fetching 43 %``."""
    share = f" {progress.fraction * 100:.0f} %" if progress.total else ""
    return f"{tr(progress.what or mark('working')).lower()}{share}"


def purpose_text(model: Model) -> str:
    """Return the sentence that describes what a model is for."""
    text = tr(model.good_for)
    text = text[:1].upper() + text[1:]
    return tr("{purpose}, with 16 kHz as a separate choice.", purpose=text) if model.name == SPLEETER else f"{text}."


def facts_text(entry: Entry) -> str:
    """Return the size and the licence of a model."""
    about = "" if entry.standing.size else tr("about ")
    return tr(
        "{about}{size} · licence {licence}",
        about=about,
        size=size_text(entry.size),
        licence=entry.model.licence or tr("unknown"),
    )


def choice_text(model: Model) -> str:
    """Return the menu text of a model: title, purpose, and whether it is missing."""
    missing = "" if model.is_installed else tr("  (not installed)")
    return f"{tr(model.title)}: {tr(model.good_for)}{missing}"
