"""Import of a checkpoint from one of Spleeter's folders."""

from __future__ import annotations

from pathlib import Path

from deepdub_engine.base.errors import ModelInvalid, from_os_error
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.separation.models.catalogue import CatalogueEntry
from deepdub_engine.separation.network.tensor_bundle import TensorBundle, checkpoint_prefix

_COPY_BYTES = 1 << 20


def checkpoint_folder(source: Path, offer: CatalogueEntry) -> Path:
    """Return the folder with a model's checkpoint: a subfolder of Spleeter's model folder, or `source` itself.

    Raises
    ------
    ModelInvalid
        If neither holds a checkpoint.
    """
    for folder in (source / offer.folder, source):
        if checkpoint_prefix(folder) is not None:
            return folder
    raise ModelInvalid(source, message("it contains neither “{folder}” nor a checkpoint", folder=offer.folder))


def copy_checkpoint(origin: Path, folder: Path, offer: CatalogueEntry) -> Job[None]:
    """Copy the files of a checkpoint, and no others.

    Raises
    ------
    WeightsDamaged, WeightsMissing, ModelInvalid
        If the checkpoint is incomplete or far too large.
    FileUnreadable, FileMissing, DiskFull, OutputNotWritable
        If a file cannot be read or written.
    """
    bundle = TensorBundle.open(origin, offer.name)
    files = (bundle.index, *bundle.shards)
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
        (folder / "checkpoint").write_text(f'model_checkpoint_path: "{bundle.index.stem}"\n', encoding="utf-8")
    except OSError as error:
        inside = error.filename is not None and Path(str(error.filename)).is_relative_to(origin)
        raise from_os_error(error, origin if inside else folder, writing=not inside) from error
