"""Finds the weights that Deezer published for Spleeter, for tests that need the real ones."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.separation.models.registry import SPLEETER, find_model

ROOT = Path(__file__).parents[2]
WHY_NOT = "Spleeter's published weights are neither installed nor in .weights/2stems"
# The files of the archive 2stems.tar.gz of Spleeter's release v1.4.0.
_SHA256 = {
    "model.index": "55661a09f79c86071fc7077b44b4cf1f01b6d82bbbb83ed94cb68a2f9944e378",
    "model.data-00000-of-00001": "7747f9fd2c782306dbec1504360fbb645a097a48446f23486c3ff9c89bc11788",
}


def published_weights() -> Path | None:
    """Return the folder of the published 2stems weights, or None.

    Looks in ``.weights/2stems`` of the repository, then where the program does. Call it when a test module is
    imported: while tests run, the home folder is an empty one.
    """
    candidates = [ROOT / ".weights" / "2stems"]
    with contextlib.suppress(DeepdubError):
        candidates.append(find_model(SPLEETER).path)
    return next((folder for folder in candidates if _is_published(folder)), None)


def _is_published(folder: Path) -> bool:
    try:
        return all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha for name, sha in _SHA256.items())
    except OSError:
        return False


def copy_for_spleeter(weights: Path, model_path: Path) -> Path:
    """Copy the weights to where Spleeter looks for them below `model_path` (``MODEL_PATH``); return their folder.

    Without the file ``.probe`` Spleeter would download them.
    """
    folder = model_path / "2stems"
    folder.mkdir(parents=True)
    for name in (*_SHA256, "checkpoint"):
        shutil.copyfile(weights / name, folder / name)
    (folder / ".probe").write_text("OK", encoding="utf-8")
    return folder
