"""The actions of ``deepdub models``."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError, ModelShipped, WeightsMissing
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.cli.report import Report
from deepdub_engine.separation.models.atomic_install import tidy
from deepdub_engine.separation.models.catalogue import CATALOGUE, CatalogueEntry, find_catalogue_entry
from deepdub_engine.separation.models.checking import InstallState, ModelStatus, check, known_weights, model_status
from deepdub_engine.separation.models.install import install_from_disk, remove
from deepdub_engine.separation.models.parts import Part, known_parts
from deepdub_engine.separation.models.paths import read_receipt, store_folder
from deepdub_engine.separation.models.registry import FILM, FILM_PARTS, Model, find_model, known_models, shipped_folder
from deepdub_engine.separation.models.sources import Source, install_published

_STATES = {
    InstallState.VERIFIED: mark("verified"),
    InstallState.INSTALLED: mark("installed"),
    InstallState.NOT_INSTALLED: mark("not installed"),
    InstallState.DAMAGED: mark("damaged"),
}


def models(options: Namespace) -> Job[Report]:
    """Run an action of ``deepdub models``."""
    tidy(store_folder())
    return (yield from _ACTIONS[options.action](options))


def _offer(name: str) -> CatalogueEntry:
    for model in known_models():
        if model.name == name and model.path.is_relative_to(shipped_folder()):
            raise ModelShipped(name)
    return find_catalogue_entry(name, CATALOGUE)


def _list(_options: Namespace) -> Job[Report]:
    found = known_weights()
    rows = []
    for number, model in enumerate(found):
        yield Progress(number, len(found), mark("Checking models"))
        rows.append(model_status(model))
    return _table(rows)


def _verify(options: Namespace) -> Job[Report]:
    chosen = [_find(name) for name in options.names] or [model for model in known_weights() if _is_there(model)]
    rows, failures = [], []
    for number, model in enumerate(chosen):
        try:
            yield from staged(check(model), number / len(chosen), (number + 1) / len(chosen))
        except DeepdubError as error:
            failures.append(error)
        rows.append(model_status(model))
    if failures:
        raise failures[0]
    absent = [] if options.names else [model_status(model) for model in known_weights() if not _is_there(model)]
    return _table([*rows, *absent], verified={row.model.name for row in rows})


def _find(name: str) -> Model | Part:
    return next((part for part in known_parts() if part.name == name), None) or find_model(name)


def _is_there(model: Model | Part) -> bool:
    return model_status(model).state is not InstallState.NOT_INSTALLED


def _fetch(options: Namespace) -> Job[Report]:
    if options.name == FILM:
        return (yield from _fetch_parts(options))
    offer = _offer(options.name)
    store = (options.into or store_folder()).absolute()
    source = Source(options.source) if options.source else None
    folder = yield from install_published(offer, store, source=source, mirrors=options.mirror, force=options.force)
    return _installed(offer, folder)


def _fetch_parts(options: Namespace) -> Job[Report]:
    """Fetch the parts of the film model that are missing, or all of them if that is forced."""
    model = next(model for model in known_models() if model.name == FILM)
    missing = FILM_PARTS if options.force else model.missing_parts()
    reports = []
    for number, name in enumerate(missing):
        fetching = _fetch(Namespace(**{**vars(options), "name": name}))
        reports.append((yield from staged(fetching, number / len(missing), (number + 1) / len(missing))))
    lines = tuple(line for report in reports for line in report.lines)
    warnings = tuple(warning for report in reports for warning in report.warnings)
    nothing = message("{name}: nothing is missing", name=FILM)
    return Report(lines or (nothing,), {"name": FILM, "parts": [report.values for report in reports]}, warnings)


def _import(options: Namespace) -> Job[Report]:
    source = options.source or Path(os.environ.get("MODEL_PATH") or "pretrained_models")
    offer = _offer(options.name)
    folder = yield from install_from_disk(offer, source, store_folder(), force=options.force)
    return _installed(offer, folder)


def _installed(offer: CatalogueEntry, folder: Path) -> Report:
    receipt = read_receipt(folder)
    used = _find(offer.name).path if folder.parent == store_folder() else folder
    warnings = (
        ()
        if used == folder
        else (message("MODEL_PATH takes precedence: the weights in “{path}” are used.", path=used),)
    )
    official = receipt is not None and receipt.official
    values = {"name": offer.name, "path": str(folder), "state": InstallState.VERIFIED.value, "official": official}
    published = mark("{name}: the published weights, verified, in {folder}")
    others = mark("{name}: intact weights, but not the published ones, verified, in {folder}")
    text = message(published if official else others, name=offer.name, folder=folder)
    return Report((text,), values, warnings)


def _remove(options: Namespace) -> Job[Report]:
    offer = _offer(options.name)
    yield Progress(0, 1, mark("Removing"))
    folder = store_folder() / offer.folder
    if not remove(offer, store_folder()):
        raise WeightsMissing(offer.name, folder)
    text = message("{name} was removed from {folder}", name=offer.name, folder=folder)
    return Report((text,), {"name": offer.name, "path": str(folder)})


def _table(rows: list[ModelStatus], verified: set[str] | None = None) -> Report:
    states = [InstallState.VERIFIED if verified and row.model.name in verified else row.state for row in rows]
    values = [_values(row, state) for row, state in zip(rows, states, strict=True)]
    lines = tuple(
        _line(row, state, int(str(one["size"]))) for row, state, one in zip(rows, states, values, strict=True)
    )
    return Report(lines, {"models": values})


def _line(row: ModelStatus, state: InstallState, size: int) -> Message:
    model = row.model
    values = (
        ("name", model.name),
        ("state", message(_STATES[state])),
        ("size", _size(size)),
        ("licence", model.licence or "–"),
        ("title", model.title if isinstance(model.title, Message) else message(model.title)),
    )
    line = Message("{name:16} {state:13} {size:>8}  {licence:17} {title}", values)
    if state is InstallState.NOT_INSTALLED:
        return line
    return message("{model}, in {folder}", model=line, folder=model.path)


def _values(row: ModelStatus, state: InstallState) -> dict[str, object]:
    model = row.model
    offered = next((offer.size for offer in CATALOGUE if offer.name == model.name), 0)
    return {
        "name": model.name,
        "title": str(model.title),
        "good_for": str(model.good_for),
        "licence": model.licence,
        "size": row.size or offered,
        "path": str(model.path),
        "state": state.value,
        "installed_by_deepdub": row.ours,
        "source": row.source,
        "official": row.official,
    }


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


_ACTIONS: Mapping[str, Callable[[Namespace], Job[Report]]] = {
    "list": _list,
    "fetch": _fetch,
    "import": _import,
    "verify": _verify,
    "remove": _remove,
}
