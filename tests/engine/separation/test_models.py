"""Finding models; weights that fail verification are never used."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.base.errors import ModelUnknown, WeightsDamaged, WeightsMissing
from deepdub_engine.separation.models.registry import Model, default_model, find_model, known_models, load_weights
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC, SPLEETER_SPECS
from deepdub_engine.separation.network.weights import array_shapes
from tests.helpers.spleeter_checkpoint import write_bundle
from tests.helpers.tiny_models import TINY, random_model, random_weights, write_model

NOTHING = {"x": np.zeros(3, np.float32)}


def test_the_program_comes_with_a_model_that_verifies() -> None:
    assert default_model().name == "speech"
    assert default_model().is_installed
    for model in known_models()[:2]:
        weights = load_weights(model)
        assert model.path.stat().st_size <= 12_000_000
        assert {name: array.shape for name, array in weights.items()} == array_shapes(model.spec)


def test_models_are_found_by_name(tmp_path: Path) -> None:
    write_bundle(tmp_path / "2stems" / "model", NOTHING)
    environ = {"MODEL_PATH": str(tmp_path)}
    names = ["film", "speech", "spleeter-2stems", "spleeter-4stems", "spleeter-5stems"]
    assert [model.name for model in known_models(environ=environ)] == names
    for name in ("spleeter-2stems", "spleeter:2stems"):
        model = find_model(name, environ=environ)
        assert (model.path, model.spec, model.licence) == (tmp_path / "2stems", SPLEETER_SPEC, "MIT")
    assert find_model(str(tmp_path / "2stems"), environ={}).path == tmp_path / "2stems"


@pytest.mark.parametrize("stems", [2, 4, 5])
def test_the_models_of_spleeter_are_found_under_its_own_names(tmp_path: Path, stems: int) -> None:
    write_bundle(tmp_path / f"{stems}stems" / "model", NOTHING)
    environ = {"MODEL_PATH": str(tmp_path)}
    for bins, names in (
        (1024, (f"spleeter-{stems}stems", f"spleeter:{stems}stems")),
        (1536, (f"spleeter-{stems}stems-16khz", f"spleeter:{stems}stems-16kHz")),
    ):
        for name in names:
            model = find_model(name, environ=environ)
            assert model.path == tmp_path / f"{stems}stems"
            assert model.spec == dataclasses.replace(SPLEETER_SPECS[stems], bins=bins)


def test_spleeters_own_folders_are_looked_at_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_bundle(tmp_path / "pretrained_models" / "2stems" / "model", NOTHING)
    assert find_model("spleeter-2stems", environ={}).path == tmp_path / "pretrained_models" / "2stems"
    monkeypatch.setenv("MODEL_PATH", str(tmp_path / "mine"))
    assert find_model("spleeter-2stems").path == tmp_path / "pretrained_models" / "2stems"
    write_bundle(tmp_path / "mine" / "2stems" / "model", NOTHING)
    assert find_model("spleeter-2stems").path == tmp_path / "mine" / "2stems"


def test_a_model_without_weights_says_where_they_belong(tmp_path: Path) -> None:
    environ = {"MODEL_PATH": str(tmp_path)}
    with pytest.raises(WeightsMissing, match="2stems"):
        find_model("spleeter-2stems", environ=environ)
    assert not known_models(environ=environ)[2].is_installed
    with pytest.raises(WeightsMissing, match=r"speech.*reinstall Deepdub"):
        find_model("speech", folder=tmp_path)
    # An interrupted download of Spleeter leaves this behind.
    (tmp_path / "2stems").mkdir()
    with pytest.raises(WeightsMissing):
        find_model("spleeter-2stems", environ=environ)


@pytest.mark.parametrize("name", ["", "nonsense", "spleeter:3stems", "/no/such/folder", "sp\0ch"])
def test_a_model_that_does_not_exist_is_refused_with_those_that_do(name: str) -> None:
    with pytest.raises(ModelUnknown, match="film, speech, spleeter-2stems"):
        find_model(name, environ={})


@settings(max_examples=40)
@given(at=st.floats(0, 1, exclude_max=True), value=st.integers(1, 255))
def test_any_change_to_a_file_of_weights_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, at: float, value: int
) -> None:
    model = random_model(tmp_path_factory.mktemp("model"))
    data = bytearray(model.path.read_bytes())
    data[int(at * len(data))] ^= value
    model.path.write_bytes(data)
    with pytest.raises(WeightsDamaged):
        load_weights(model)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    weights = random_weights(TINY)
    del weights["time0.bias"]
    with pytest.raises(WeightsDamaged, match="another network"):
        load_weights(write_model(tmp_path, weights))


def test_weights_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    weights = random_weights(TINY)
    weights["time0.bias"][0] = np.nan
    with pytest.raises(WeightsDamaged, match="not numbers"):
        load_weights(write_model(tmp_path, weights))


def test_code_in_a_file_of_weights_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "tiny.npz"
    np.savez(path, **{"time0.bias": np.array([object()], object)})
    model = Model("tiny", "Tiny", "", TINY, path, hashlib.sha256(path.read_bytes()).hexdigest())
    with pytest.raises(WeightsDamaged):
        load_weights(model)


def test_missing_weights_are_missing_also_when_they_vanish_later(tmp_path: Path) -> None:
    model = random_model(tmp_path)
    model.path.unlink()
    with pytest.raises(WeightsMissing):
        load_weights(model)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"models": [{}]}', '{"models": 3}', '{"models": [{"name": 1, "spec": 2}]}']
)
def test_a_damaged_list_of_models_is_said_to_be_damaged(tmp_path: Path, text: str) -> None:
    (tmp_path / "models.json").write_text(text, encoding="utf-8")
    with pytest.raises(WeightsDamaged, match=r"models\.json"):
        known_models(folder=tmp_path)


def test_a_model_can_be_sent_to_another_process(tmp_path: Path) -> None:
    for model in (*known_models(environ={}), random_model(tmp_path)):
        assert Model.from_dict(json.loads(json.dumps(model.to_dict()))) == model
