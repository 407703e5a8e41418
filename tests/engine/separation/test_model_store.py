"""Model store: models are installed atomically and verified, survive an update, and only our own are removed."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.base.errors import (
    DiskFull,
    DownloadFailed,
    DownloadMismatch,
    FileMissing,
    ModelInvalid,
    ModelNotInstalledHere,
    OutputExists,
    OutputNotWritable,
    StoreBusy,
    WeightsDamaged,
)
from deepdub_engine.base.progress import Job, finish
from deepdub_engine.separation.models.catalogue import CATALOGUE, CatalogueEntry
from deepdub_engine.separation.models.checking import InstallState, check, model_status
from deepdub_engine.separation.models.install import install_from_disk, install_from_web, remove
from deepdub_engine.separation.models.lock import locked
from deepdub_engine.separation.models.paths import read_receipt, replaced_folder, store_folder
from deepdub_engine.separation.models.registry import find_model, known_models
from tests.helpers.faulty_server import ServerScript, serve_file, serving, stalls, status
from tests.helpers.model_files import (
    FILES,
    HASTY,
    change,
    names,
)
from tests.helpers.spleeter_checkpoint import write_bundle

pytestmark = pytest.mark.usefixtures("no_environment")


@pytest.fixture(scope="module")
def good_store(offer: CatalogueEntry, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("good")
    finish(install_from_disk(offer, archive, store))
    return store


@pytest.fixture
def installed(good_store: Path, offer: CatalogueEntry, tmp_path: Path) -> Path:
    """A store with an installed model; its files are links, so a change must replace them."""
    store = tmp_path / "store"
    shutil.copytree(good_store, store, copy_function=os.link)
    return store


def from_web(plan: ServerScript, offer: CatalogueEntry, store: Path, *, force: bool = False) -> Job[Path]:
    return install_from_web(offer, [plan.url + "/2stems.tar.gz"], store, force=force, patience=HASTY)


def test_a_fetched_model_is_installed_verified_and_says_where_it_came_from(
    offer: CatalogueEntry, archive: Path, tmp_path: Path
) -> None:
    store, data = tmp_path / "new" / "store", archive.read_bytes()
    fractions: list[float] = []
    with serving({"/2stems.tar.gz": [serve_file(data, stop=len(data) // 2), serve_file(data)]}) as plan:
        folder = finish(from_web(plan, offer, store), lambda progress: fractions.append(progress.fraction))
        assert finish(from_web(plan, offer, store)) == folder
    assert len(plan.requests) == 2  # the second call finds an intact model
    assert fractions == sorted(fractions)
    assert names(store) == {"2stems", ".lock"}
    assert names(folder) == {*FILES, ".probe", "deepdub.json"}
    receipt = read_receipt(folder)
    assert receipt is not None
    assert (receipt.official, receipt.source) == (True, plan.url + "/2stems.tar.gz")
    assert receipt.files["model.index"].size == (folder / "model.index").stat().st_size


def test_cancelling_an_installation_leaves_nothing_that_looks_installed(
    offer: CatalogueEntry, archive: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    with serving({"/2stems.tar.gz": [serve_file(archive.read_bytes())]}) as plan:
        for stop_at in (0.05, 0.5, 0.81, 0.85, 0.95):  # at 0.02 it has only begun to connect
            job = from_web(plan, offer, store)
            while next(job).fraction < stop_at:
                pass
            job.close()
            assert names(store) <= {".lock", *(f"2stems.tar.gz{ending}" for ending in ("", ".part", ".part.json"))}
    assert len(plan.requests) == 3  # started, resumed, completed; after that, the archive was on disk


def test_a_failed_download_leaves_the_installed_model_alone(offer: CatalogueEntry, installed: Path) -> None:
    before = (installed / "2stems" / "deepdub.json").read_bytes()
    with serving({"/2stems.tar.gz": [status(503)]}) as plan, pytest.raises(DownloadFailed, match="503"):
        finish(from_web(plan, offer, installed, force=True))
    with serving({"/2stems.tar.gz": [serve_file(b"\x1f\x8bwrong")]}) as plan, pytest.raises(DownloadMismatch):
        finish(from_web(plan, offer, installed, force=True))
    assert (installed / "2stems" / "deepdub.json").read_bytes() == before


def test_a_damaged_model_is_fetched_again(offer: CatalogueEntry, archive: Path, installed: Path) -> None:
    change(installed / "2stems" / "model.data-00000-of-00001")
    with serving({"/2stems.tar.gz": [serve_file(archive.read_bytes())]}) as plan:
        finish(from_web(plan, offer, installed))
    assert len(plan.requests) == 1
    assert (
        model_status(dataclasses.replace(known_models()[2], path=installed / "2stems")).state is InstallState.VERIFIED
    )


@pytest.mark.parametrize("part", ["", "2stems"])
def test_a_folder_of_spleeters_is_imported_and_not_touched(
    offer: CatalogueEntry, spleeter: Path, tmp_path: Path, part: str
) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (spleeter / "2stems").iterdir()}
    folder = finish(install_from_disk(offer, spleeter / part, tmp_path / "store"))
    assert {path.name: path.stat().st_mtime_ns for path in (spleeter / "2stems").iterdir()} == before
    receipt = read_receipt(folder)
    assert receipt is not None
    assert (receipt.official, receipt.archive_sha256) == (False, "")


def test_what_does_not_verify_is_not_installed(offer: CatalogueEntry, spleeter: Path, tmp_path: Path) -> None:
    source, store = tmp_path / "source", tmp_path / "store"
    shutil.copytree(spleeter / "2stems", source, copy_function=os.link)
    change(source / "model.data-00000-of-00001")
    with pytest.raises(ModelInvalid, match=r"source.*checksum"):
        finish(install_from_disk(offer, source, store))
    (source / "model.data-00000-of-00001").unlink()
    with pytest.raises(ModelInvalid, match="missing"):
        finish(install_from_disk(offer, source, store))
    shutil.rmtree(source)
    write_bundle(source / "model", {"x": np.zeros(3, "f4")})
    with pytest.raises(ModelInvalid, match="is missing"):
        finish(install_from_disk(offer, source, store))
    assert names(store) == {".lock"}


def test_an_invalid_source_is_refused(offer: CatalogueEntry, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        finish(install_from_disk(offer, tmp_path / "missing", tmp_path / "store"))
    with pytest.raises(ModelInvalid, match="2stems"):
        finish(install_from_disk(offer, tmp_path, tmp_path / "store"))
    tiny = dataclasses.replace(offer, largest_unpacked=1000)
    (tmp_path / "film.mkv").write_bytes(bytes(1001))
    with pytest.raises(ModelInvalid, match="larger"):
        finish(install_from_disk(tiny, tmp_path / "film.mkv", tmp_path / "store"))
    write_bundle(tmp_path / "2stems" / "model", {"x": np.zeros(999, "f4")})
    with pytest.raises(ModelInvalid, match="larger"):
        finish(install_from_disk(tiny, tmp_path, tmp_path / "store"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(offer: CatalogueEntry, spleeter: Path, tmp_path: Path) -> None:
    for name in FILES:
        source = tmp_path / name
        shutil.copytree(spleeter / "2stems", source, copy_function=os.link)
        (source / name).unlink()
        os.mkfifo(source / name)
        with pytest.raises(ModelInvalid):
            finish(install_from_disk(offer, source, tmp_path / "store"))


def test_an_installed_model_is_replaced_only_when_asked_also_by_what_is_not_official(
    offer: CatalogueEntry, archive: Path, installed: Path
) -> None:
    with pytest.raises(OutputExists):
        finish(install_from_disk(offer, archive, installed))
    finish(install_from_disk(CATALOGUE[0], archive, installed, force=True))
    receipt = read_receipt(installed / "2stems")
    assert receipt is not None
    assert (receipt.official, receipt.archive_sha256) == (False, offer.sha256)
    with serving({}) as plan, pytest.raises(OutputExists):
        finish(from_web(plan, CATALOGUE[0], installed))
    assert names(installed) == {".lock", "2stems"}


def test_a_folder_that_is_not_ours_is_neither_replaced_nor_removed(
    offer: CatalogueEntry, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "2stems").mkdir()
    (tmp_path / "2stems" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ModelNotInstalledHere):
        remove(offer, tmp_path)
    with serving({}) as plan, pytest.raises(OutputExists):
        finish(from_web(plan, offer, tmp_path))
    assert plan.requests == []
    assert (tmp_path / "2stems" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_removing_takes_the_model_and_unfinished_downloads(
    offer: CatalogueEntry, archive: Path, installed: Path
) -> None:
    data = archive.read_bytes()
    with serving({"/2stems.tar.gz": [serve_file(data, stop=len(data) // 2, then=stalls)]}) as plan:
        job = from_web(plan, offer, installed, force=True)
        while next(job).fraction < 0.2:
            pass
        job.close()
    assert "2stems.tar.gz.part" in names(installed)
    assert remove(offer, installed)
    assert names(installed) == {".lock"}
    assert not remove(offer, installed)
    assert not remove(offer, installed / "nowhere")


def test_a_program_that_died_while_it_replaced_a_model_loses_none(offer: CatalogueEntry, installed: Path) -> None:
    target = installed / "2stems"
    target.rename(replaced_folder(target))
    (installed / ".partial-dead").mkdir()
    (installed / ".partial-dead" / "model.index").write_bytes(b"half")
    (installed / "2stems.tar.gz").write_bytes(b"archive")
    with serving({}) as plan:
        assert finish(from_web(plan, offer, installed)) == target
    assert names(installed) == {".lock", "2stems"}


def test_a_model_is_found_while_another_takes_its_place(good_store: Path) -> None:
    target = store_folder() / "2stems"
    target.parent.mkdir(parents=True)
    shutil.copytree(good_store / "2stems", replaced_folder(target), copy_function=os.link)
    assert find_model("spleeter-2stems").path == replaced_folder(target)


def test_a_folder_in_the_store_without_a_receipt_is_not_seen(spleeter: Path) -> None:
    shutil.copytree(spleeter / "2stems", store_folder() / "2stems", copy_function=os.link)
    assert not known_models()[2].is_installed


def test_two_programs_do_not_change_the_store_at_once(offer: CatalogueEntry, archive: Path, tmp_path: Path) -> None:
    with locked(tmp_path):
        with serving({}) as plan, pytest.raises(StoreBusy):
            finish(from_web(plan, offer, tmp_path))
        with pytest.raises(StoreBusy):
            finish(install_from_disk(offer, archive, tmp_path))
        with pytest.raises(StoreBusy):
            remove(offer, tmp_path)


def test_a_full_disk_leaves_nothing_behind(offer: CatalogueEntry, archive: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(DiskFull):
            finish(install_from_disk(offer, archive, tmp_path / "store"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(tmp_path / "store") == {".lock"}


def test_weights_of_two_stems_are_not_installed_as_four(spleeter: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelInvalid, match="is missing"):
        finish(install_from_disk(CATALOGUE[1], spleeter / "2stems", tmp_path))
    assert names(tmp_path) == {".lock"}


def test_a_store_that_cannot_be_made_is_said_so(offer: CatalogueEntry, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputNotWritable):
        finish(install_from_disk(offer, archive, tmp_path / "file" / "store"))


def test_the_state_of_a_model_is_known_without_verification(installed: Path, spleeter: Path, tmp_path: Path) -> None:
    film, speech, model, *_ = known_models()
    assert model_status(film).state is InstallState.NOT_INSTALLED
    assert model_status(speech).state is InstallState.VERIFIED
    assert model_status(model).state is InstallState.NOT_INSTALLED
    assert model_status(dataclasses.replace(model, path=spleeter / "2stems")).state is InstallState.INSTALLED
    ours = dataclasses.replace(model, path=installed / "2stems")
    assert (model_status(ours).state, model_status(ours).ours, model_status(ours).official) == (
        InstallState.VERIFIED,
        True,
        True,
    )
    data = ours.path / "model.data-00000-of-00001"
    change(data)
    assert (
        model_status(ours).state is InstallState.INSTALLED
    )  # modified; only verification can tell whether it is damaged
    with pytest.raises(WeightsDamaged, match="changed"):
        finish(check(ours))
    data.write_bytes(data.read_bytes()[:-1])
    assert model_status(ours).state is InstallState.DAMAGED
    for name in FILES:
        (ours.path / name).unlink()
        assert model_status(ours).state is InstallState.DAMAGED
    half = tmp_path / "half"
    half.mkdir()
    for name in FILES:
        (half / name).write_bytes((spleeter / "2stems" / name).read_bytes()[: 10_000 if "data" in name else None])
    assert model_status(dataclasses.replace(model, path=half)).state is InstallState.DAMAGED


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 1, "files": {"a": {}}}', "[" * 60_000])
def test_an_unreadable_receipt_is_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "deepdub.json").write_text(text, encoding="utf-8")
    assert read_receipt(tmp_path) is None
