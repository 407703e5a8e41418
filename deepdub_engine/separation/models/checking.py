"""Status checks of installed models, quick or complete."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError, WeightsDamaged, WeightsMissing, from_os_error
from deepdub_engine.base.messages import message
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.separation.models.catalogue import CATALOGUE
from deepdub_engine.separation.models.partial_download import sha256_of
from deepdub_engine.separation.models.parts import Part, check_part, known_parts
from deepdub_engine.separation.models.paths import Receipt, read_receipt
from deepdub_engine.separation.models.registry import Model, known_models, load_weights, unet_of
from deepdub_engine.separation.network.tensor_bundle import TensorBundle
from deepdub_engine.separation.network.unet_spec import UNetSpec
from deepdub_engine.separation.network.weights import reading_spleeter


def known_weights() -> tuple[Model | Part, ...]:
    """Return all models and the parts of models, installed or not; errors as from `known_models`."""
    return (*known_models(), *known_parts())


class InstallState(enum.StrEnum):
    """The installation state of a model."""

    VERIFIED = "verified"  # and unchanged since
    INSTALLED = "installed"  # not verified until it is loaded
    NOT_INSTALLED = "not installed"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """The status of a model on this machine.

    Parameters
    ----------
    model
        The model, or the part of models.
    state
        Its installation state.
    size
        Size of its files in bytes; 0 if it is not installed.
    ours
        Whether this program installed it and may remove it.
    source
        Address, archive or folder that it came from; empty if unknown.
    official
        Whether the weights are shipped with the program or are the published ones.
    """

    model: Model | Part
    state: InstallState
    size: int = 0
    ours: bool = False
    source: str = ""
    official: bool = False


def model_status(model: Model | Part) -> ModelStatus:
    """Return the status of a model from a quick check, which reads only indexes and shipped weights in full."""
    if isinstance(model, Part):
        return _part_status(model)
    if not model.is_installed:
        broken = read_receipt(model.path) is not None
        return ModelStatus(model, InstallState.DAMAGED if broken else InstallState.NOT_INSTALLED, ours=broken)
    try:
        if model.sha256:
            load_weights(model)
            return ModelStatus(model, InstallState.VERIFIED, model.path.stat().st_size, official=True)
        receipt = read_receipt(model.path)
        bundle = TensorBundle.open(model.path, model.name)
        size = sum(file.stat().st_size for file in (bundle.index, *bundle.shards))
    except (DeepdubError, OSError):
        return ModelStatus(model, InstallState.DAMAGED, ours=read_receipt(model.path) is not None)
    if receipt is None:
        needed = max((entry.offset + entry.size for entry in bundle.entries.values()), default=0)
        whole = len(bundle.shards) > 1 or bundle.shards[0].stat().st_size >= needed
        return ModelStatus(model, InstallState.INSTALLED if whole else InstallState.DAMAGED, size)
    state = _compared(model.path, receipt)
    return ModelStatus(model, state, size, ours=True, source=receipt.source, official=_is_official(model, receipt))


def _part_status(part: Part) -> ModelStatus:
    receipt = read_receipt(part.path)
    if not part.is_installed:
        state = InstallState.DAMAGED if receipt else InstallState.NOT_INSTALLED
        return ModelStatus(part, state, ours=receipt is not None)
    files = [(part.path / file.name, file.size) for file in part.files]
    size = sum(path.stat().st_size for path, _ in files if path.exists())
    if receipt is None:
        whole = all(path.stat().st_size == stated for path, stated in files if path.exists())
        return ModelStatus(part, InstallState.INSTALLED if whole else InstallState.DAMAGED, size)
    state = _compared(part.path, receipt)
    return ModelStatus(part, state, size, ours=True, source=receipt.source, official=_is_official(part, receipt))


def _is_official(model: Model | Part, receipt: Receipt) -> bool:
    """Return whether the weights are the published ones; older versions knew them by their archive only."""
    offer = next((offer for offer in CATALOGUE if offer.name == model.name), None)
    return receipt.official or (offer is not None and offer.publishes(receipt))


def _compared(folder: Path, receipt: Receipt) -> InstallState:
    state = InstallState.VERIFIED
    for name, stated in receipt.files.items():
        try:
            stat = (folder / name).stat()
        except OSError:
            return InstallState.DAMAGED
        if stat.st_size != stated.size:
            return InstallState.DAMAGED
        if stat.st_mtime_ns != stated.changed_ns:
            state = InstallState.INSTALLED
    return state


def check(model: Model | Part) -> Job[None]:
    """Verify all weights of a model or a part.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If they are missing, damaged or unreadable.
    """
    if not model.is_installed:
        raise WeightsMissing(model.name, model.path)
    if isinstance(model, Part):
        yield from check_part(model)
    elif model.sha256:
        load_weights(model)
    else:
        yield from check_installed(model.path, model.name, unet_of(model))


def check_installed(folder: Path, name: str, spec: UNetSpec | None) -> Job[None]:
    """Verify every file against the receipt, if there is one, and every tensor of a checkpoint against its checksum.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If it is missing, damaged or unreadable.
    """
    receipt = read_receipt(folder)
    files = receipt.files if receipt else {}
    for number, (file, stated) in enumerate(files.items()):
        try:
            share = (0.3 * number / len(files), 0.3 * (number + 1) / len(files))
            found = yield from staged(sha256_of(folder / file), *share)
        except FileNotFoundError as error:
            raise WeightsDamaged(folder / file, message("the file is missing")) from error
        except OSError as error:
            raise from_os_error(error, folder / file, writing=False) from error
        if found != stated.sha256:
            raise WeightsDamaged(folder / file, message("it has changed since it was installed"))
    if spec is not None:
        yield from staged(reading_spleeter(folder, name, spec), 0.3 if files else 0.0, 1.0)
