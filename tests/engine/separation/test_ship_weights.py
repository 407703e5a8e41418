"""The script that puts new weights of a shipped model into the program."""

from __future__ import annotations

import importlib.util
import io
import json
import shutil
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from deepdub_engine.separation.models.registry import Model, known_models, load_weights, shipped_folder

SCRIPT = Path(__file__).resolve().parents[3] / "packaging" / "model" / "ship_weights.py"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ship_weights", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["film", "speech"])
def test_shipped_weights_verify_and_change_nothing_else(tmp_path: Path, script: ModuleType, name: str) -> None:
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "models"))
    before = {entry["name"]: entry for entry in json.loads((folder / "models.json").read_text("utf-8"))["models"]}
    model = next(each for each in known_models(folder=folder) if each.name == name)
    file = io.BytesIO()
    np.savez(file, **{key: 0.5 * array for key, array in load_weights(model).items()})
    script.ship(name, file.getvalue(), folder)
    again = next(each for each in known_models(folder=folder) if each.name == name)
    np.testing.assert_array_equal(load_weights(again)["norm.scale"], 0.5 * load_weights(known(name))["norm.scale"])
    after = {entry["name"]: entry for entry in json.loads((folder / "models.json").read_text("utf-8"))["models"]}
    for other, entry in before.items():
        changed = {key for key in entry if entry[key] != after[other][key]}
        assert changed == ({"size", "sha256"} if other == name else set())


def known(name: str) -> Model:
    return next(each for each in known_models() if each.name == name)


def test_weights_of_another_network_are_refused(tmp_path: Path, script: ModuleType) -> None:
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "models"))
    before = (folder / "film.npz").read_bytes()
    with pytest.raises(SystemExit, match="do not belong"):
        script.ship("film", (folder / "speech.npz").read_bytes(), folder)
    assert (folder / "film.npz").read_bytes() == before
