"""Every pinned package has the hashes of its files, and pip installs nothing that differs."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
import zipfile
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path.insert(0, str(PACKAGING))

import bootstrap  # noqa: E402
import fill_hashes  # noqa: E402
from setting_up import environment, hashes  # noqa: E402
from setting_up.environment import Recipe, SetupFailed  # noqa: E402
from setting_up.pythons import Python  # noqa: E402


def test_every_pin_has_hashes_and_none_is_left_over() -> None:
    known, pinned = hashes.known(), fill_hashes.pinned()
    assert [pin for pin in pinned if not known.get(pin)] == [], f"run “{hashes.FILL}”"
    assert sorted(set(known) - set(pinned)) == [], f"run “{hashes.FILL}”"
    assert [each for found in known.values() for each in found if not re.fullmatch("[0-9a-f]{64}", each)] == []


def test_each_environment_takes_its_sections_with_their_markers() -> None:
    full = bootstrap.program("dev,spleeter").hashed.splitlines()
    rest, types = bootstrap.program("dev").hashed, bootstrap.type_checker().hashed
    assert any(re.match(r'numpy==1\.24\.3; python_version < "3\.12" --hash=sha256:\w{64}', line) for line in full)
    assert any(line.startswith("tensorflow==") for line in full)
    assert "tensorflow==" not in rest
    assert "hatchling==" in rest
    assert "mypy==" in types
    assert all("--hash=sha256:" in line for line in (*full, *rest.splitlines(), *types.splitlines()))
    assert len(full) == len(set(full))


def test_a_pin_without_a_hash_is_told_with_what_to_run() -> None:
    with pytest.raises(SetupFailed, match=r"“numpy==9” has no hash .* run “python packaging/fill_hashes.py”"):
        hashes.requirements("numpy==9\n", {})
    assert hashes.requirements("numpy==9\n# Extra [dev]\na==1\n", {"a==1": ["x"]}, ["dev"]) == "a==1 --hash=sha256:x\n"
    assert hashes.requirements("PySide6==9\n", {}, without=("pyside6",)) == "\n"


def test_the_files_of_a_version_are_those_of_the_pythons_that_run_deepdub() -> None:
    names = {
        "ml_dtypes-0.5.4-cp311-cp311-manylinux2014_x86_64.whl": "a",
        "ml.dtypes-0.5.4.tar.gz": "b",
        "ml_dtypes-0.5.4-cp37-abi3-win_amd64.whl": "c",
        "ml_dtypes-0.5.4-cp39-cp39-win_amd64.whl": "old",
        "ml_dtypes-0.5.4-pp310-pypy310_pp73-win_amd64.whl": "pypy",
        "ml_dtypes-0.5.4.1-py3-none-any.whl": "another",
        "ml_dtypes-10.5.4-py3-none-any.whl": "another",
    }
    files = [{"filename": name, "hashes": {"sha256": each}} for name, each in names.items()]
    assert fill_hashes.files_of("ml-dtypes==0.5.4", {"files": files}) == ["a", "b", "c"]


def test_an_index_that_is_not_encrypted_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(SystemExit, match="not encrypted"):
        fill_hashes.ask("numpy==9")


def make_wheel(folder: Path) -> Path:
    path = folder / "smallthing-1.0-py3-none-any.whl"
    info = "smallthing-1.0.dist-info"
    files = {
        "smallthing.py": "VALUE = 1\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: smallthing\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{name},{_digest(text)},{len(text)}" for name, text in files.items()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,"]))
    return path


def _digest(text: str) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def test_pip_installs_the_file_with_the_hash_and_refuses_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel = make_wheel(tmp_path)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    right = hashlib.sha256(wheel.read_bytes()).hexdigest()
    python = Python(sys.executable, sys.version_info[:2])

    def install(digest: str, name: str) -> Recipe:
        pins = hashes.requirements("smallthing==1.0\n", {"smallthing==1.0": [digest]})
        recipe = Recipe(tmp_path / name, (), (), pins)
        with environment.locked(tmp_path) as lock:
            environment.make(recipe, python, lock)
        return recipe

    assert install(right, "good").is_ready()
    with pytest.raises(SetupFailed, match="If a hash differs"):
        install("0" * 64, "bad")
    assert "DO NOT MATCH THE HASHES" in capsys.readouterr().err
    assert not Recipe(tmp_path / "bad", (), ()).is_ready()
