"""The words in which models, their states and estimates are shown."""

from __future__ import annotations

from deepdub_engine.base.formatting import size_text
from deepdub_engine.base.progress import Progress
from deepdub_engine.separation.models.checking import State
from deepdub_engine.separation.models.inventory import Entry
from deepdub_engine.separation.models.registry import SPLEETER, Model
from deepdub_gui.base.i18n import mark, tr


def state_text(entry: Entry) -> str:
    """Say how a model is."""
    standing = entry.standing
    if entry.is_shipped:
        return (
            tr("comes with the program") if standing.state is State.VERIFIED else tr("damaged: install Deepdub again")
        )
    if standing.state is State.NOT_INSTALLED:
        return (
            tr("not installed, {size} fetched", size=size_text(entry.unfinished))
            if entry.unfinished
            else tr("not installed")
        )
    if standing.state is State.DAMAGED:
        return tr("damaged: fetch or import it again")
    published = "" if standing.official or not standing.ours else tr(", not the published weights")
    done = tr("installed and verified") if standing.state is State.VERIFIED else tr("installed, verified at every use")
    return done + published


def busy_text(progress: Progress) -> str:
    """Say what is being done to a model: ``fetching 43 %``."""
    share = f" {progress.fraction * 100:.0f} %" if progress.total else ""
    return f"{tr(progress.what or mark('working')).lower()}{share}"


def purpose_text(model: Model) -> str:
    """Say what a model is good for."""
    text = tr(model.good_for)
    text = text[:1].upper() + text[1:]
    return tr("{purpose}, or 16 kHz as a choice of its own.", purpose=text) if model.name == SPLEETER else f"{text}."


def facts_text(entry: Entry) -> str:
    """Say size and licence of a model."""
    about = "" if entry.standing.size else tr("about ")
    return tr(
        "{about}{size} · licence {licence}",
        about=about,
        size=size_text(entry.size),
        licence=entry.model.licence or tr("not known"),
    )


def choice_text(model: Model) -> str:
    """Say in one line of a menu what a model is good for, and whether it is here."""
    missing = "" if model.is_installed else tr("  (not installed)")
    return f"{tr(model.title)}: {tr(model.good_for)}{missing}"
