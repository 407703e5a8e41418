"""The published weights themselves, where the set-up has fetched them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deepdub_engine.base.progress import finish
from deepdub_engine.separation.models.catalogue import find_catalogue_entry
from deepdub_engine.separation.models.checking import InstallState, model_status
from deepdub_engine.separation.models.install import install_from_disk
from deepdub_engine.separation.models.parts import deepfilternet_folder, verified_graphs
from deepdub_engine.separation.models.paths import store_folder
from deepdub_engine.separation.models.registry import find_model, load_weights
from tests.helpers.official_weights import official_weights

pytestmark = pytest.mark.usefixtures("no_environment")


def test_spleeters_own_weights_are_published_ones_also_when_imported_from_a_folder(tmp_path: Path) -> None:
    source = official_weights("2stems") / "2stems"
    copied = tmp_path / "anywhere"
    copied.mkdir()
    for name in ("checkpoint", "model.index", "model.data-00000-of-00001"):
        (copied / name).symlink_to(source / name)
    finish(install_from_disk(find_catalogue_entry("spleeter-2stems"), copied, store_folder()))
    model = find_model("spleeter-2stems")
    status = model_status(model)
    assert (status.official, status.state) == (True, InstallState.VERIFIED)
    assert len(load_weights(model)) == 96


def test_the_graphs_of_deepfilternet_are_the_published_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_PATH", str(official_weights("deepfilternet3")))
    graphs = verified_graphs(deepfilternet_folder())
    assert [path.name for path in (graphs.encoder, graphs.erb_decoder, graphs.filter_decoder)] == [
        "enc.onnx",
        "erb_dec.onnx",
        "df_dec.onnx",
    ]
