"""Import of weights from a folder: a checkpoint of Spleeter's, or the published files of a part."""

from __future__ import annotations

from pathlib import Path

from deepdub_engine.base.errors import ModelInvalid, from_os_error
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.separation.models.catalogue import CatalogueEntry
from deepdub_engine.separation.network.tensor_bundle import TensorBundle, checkpoint_prefix

_COPY_BYTES = 1 << 20


def checkpoint_folder(source: Path, offer: CatalogueEntry) -> Path:
    """Return the folder with a model's weights: a subfolder of Spleeter's model folder, or `source` itself.

    Raises
    ------
    ModelInvalid
        If neither holds them.
    """
    needed = [file.name for file in offer.files if file.is_needed]
    for folder in (source / offer.folder, source):
        if offer.spec is None and all((folder / name).is_file() for name in needed):
            return folder
        if offer.spec is not None and checkpoint_prefix(folder) is not None:
            return folder
    if offer.spec is None:
        raise ModelInvalid(source, message("it does not contain {names}", names=", ".join(needed)))
    raise ModelInvalid(source, message("it contains neither “{folder}” nor a checkpoint", folder=offer.folder))


def copy_checkpoint(origin: Path, folder: Path, offer: CatalogueEntry) -> Job[None]:
    """Copy the files of a checkpoint or of a part, and no others.

    Raises
    ------
    WeightsDamaged, WeightsMissing, ModelInvalid
        If the checkpoint is incomplete or far too large.
    FileUnreadable, FileMissing, DiskFull, OutputNotWritable
        If a file cannot be read or written.
    """
    files = _files(origin, offer)
    try:
        if not all(file.is_file() for file in files):
            raise ModelInvalid(origin, message("a file of the checkpoint is missing"))
        total = sum(file.stat().st_size for file in files)
        if total > offer.largest_unpacked:
            raise ModelInvalid(origin, message("it is far larger than a model"))
        done = 0
        for file in files:
            with file.open("rb") as old, (folder / file.name).open("xb") as new:
                while block := old.read(_COPY_BYTES):
                    new.write(block)
                    done += len(block)
                    yield Progress(done, total, mark("Copying"))
        if offer.spec is not None:
            (folder / "checkpoint").write_text(f'model_checkpoint_path: "{files[0].stem}"\n', encoding="utf-8")
    except OSError as error:
        inside = error.filename is not None and Path(str(error.filename)).is_relative_to(origin)
        raise from_os_error(error, origin if inside else folder, writing=not inside) from error


def _files(origin: Path, offer: CatalogueEntry) -> tuple[Path, ...]:
    """Return the files to copy; of a checkpoint, the index comes first."""
    if offer.spec is None:
        return tuple(path for path in (origin / file.name for file in offer.files) if path.exists())
    bundle = TensorBundle.open(origin, offer.name)
    return (bundle.index, *bundle.shards)
