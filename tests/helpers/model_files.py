"""Spleeter's model as a folder, an archive and a catalogue entry, for the tests of the model store."""

from __future__ import annotations

import dataclasses
import hashlib
import tarfile
from pathlib import Path

import pytest

from deepdub_engine.separation.models.catalogue import CATALOGUE, CatalogueEntry
from deepdub_engine.separation.models.fetch import RetryPolicy
from tests.helpers.spleeter_checkpoint import write_checkpoint

FILES = ["checkpoint", "model.index", "model.data-00000-of-00001"]
HASTY = RetryPolicy(tries=2, pause_s=0)
WEB_PATH = "/deezer/spleeter/releases/download/v1.4.0/2stems.tar.gz"


def write_spleeter_folder(folder: Path) -> Path:
    """Write a model folder as Spleeter lays it out (``MODEL_PATH``), and return it."""
    write_checkpoint(folder / "2stems")
    return folder


def write_archive(spleeter: Path, path: Path) -> Path:
    """Pack the model as in Spleeter's release."""
    with tarfile.open(path, "w:gz", compresslevel=0) as tar:
        for name in FILES:
            tar.add(spleeter / "2stems" / name, f"./{name}")
    return path


def offer_of(archive: Path) -> CatalogueEntry:
    """Return a catalogue entry for the archive, which no package index has."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    return dataclasses.replace(CATALOGUE[0], sha256=digest, files=(), wheel=None)


def leave_environment(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Change to an empty folder, and remove proxy settings and Spleeter's variables."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("MODEL_PATH", "GITHUB_HOST", "GITHUB_REPOSITORY", "GITHUB_RELEASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "home" / "data"))
    monkeypatch.chdir(folder)


def change(path: Path, at: int = 4000) -> None:
    """Flip a bit of a file; replace the file, because it may be a link that other tests share."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.unlink()
    path.write_bytes(data)


def names(folder: Path) -> set[str]:
    """Return the names in a folder."""
    return {path.name for path in folder.iterdir()}
