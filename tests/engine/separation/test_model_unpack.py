"""Damaged or malicious archives write nothing outside their folder, and never fill memory or disk."""

from __future__ import annotations

import contextlib
import gzip
import io
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.base.errors import DeepdubError, DiskFull, FileMissing, ModelInvalid, WeightsDamaged
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.models.unpack import unpack
from deepdub_engine.separation.network.tensor_bundle import TensorBundle
from tests.helpers.spleeter_checkpoint import block, table, varint, write_checkpoint

FILES = {
    "checkpoint": b'model_checkpoint_path: "model"',
    "model.index": b"index",
    "model.data-00000-of-00001": b"data" * 999,
}
LARGEST = 1 << 20


def pack(path: Path, files: dict[str, bytes], *more: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> Path:
    with tarfile.open(path, "w:gz", format=form) as tar:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
        for member in more:
            tar.addfile(member, io.BytesIO(bytes(member.size)))
    return path


def member(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def unpacked(archive: Path, folder: Path, largest: int = LARGEST) -> dict[str, bytes]:
    folder.mkdir()
    finish(unpack(archive, folder, model="2stems", largest=largest))
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
@pytest.mark.parametrize("parent", ["", "./", "2stems/", "./pretrained_models/2stems/", "Modèle é/"])
def test_the_files_of_a_checkpoint_are_taken_from_whatever_folder(tmp_path: Path, parent: str, form: int) -> None:
    files = {parent + name: data for name, data in FILES.items()}
    files |= {f"{parent}model.meta": b"graph", f"{parent}._model.index": b"Finder", "README": b"", ".probe": b"OK"}
    folder = [] if parent in ("", "./") else [member(parent, tarfile.DIRTYPE)]
    archive = pack(tmp_path / "a.tar.gz", files, *folder, form=form)
    assert unpacked(archive, tmp_path / "out") == FILES


def test_the_right_model_is_taken_from_an_archive_of_all(tmp_path: Path) -> None:
    files = {f"4stems/{name}": b"other" for name in FILES}
    files |= {f"2stems/{name}": data for name, data in FILES.items()}
    assert unpacked(pack(tmp_path / "a.tar.gz", files), tmp_path / "out") == FILES


HARM: dict[str, Callable[[Path], Path]] = {
    "a path upwards": lambda path: pack(path, {"../checkpoint": b"x"} | FILES),
    "a path up and down": lambda path: pack(path, FILES | {"a/../../model.index": b"x"}),
    "an absolute path": lambda path: pack(path, {"/tmp/checkpoint": b"x"} | FILES),
    "a path of Windows": lambda path: pack(path, {"C:\\checkpoint": b"x"} | FILES),
    "a drive of Windows": lambda path: pack(path, {"C:model.index": b"x"} | FILES),
    "a symbolic link": lambda path: pack(path, FILES, member("b", tarfile.SYMTYPE, "/etc/passwd")),
    "a link to be written through": lambda path: pack(path, {}, member("model.index", tarfile.SYMTYPE, "/tmp/x")),
    "a hard link": lambda path: pack(path, FILES, member("a.index", tarfile.LNKTYPE, "model.index")),
    "a pipe": lambda path: pack(path, FILES, member("a.index", tarfile.FIFOTYPE)),
    "a device": lambda path: pack(path, FILES, member("a.index", tarfile.CHRTYPE)),
    "a disk": lambda path: pack(path, FILES, member("a.index", tarfile.BLKTYPE)),
    "several models": lambda path: pack(path, FILES | {f"mine/{name}": data for name, data in FILES.items()}),
    "a file twice": lambda path: pack(path, FILES, tarfile.TarInfo("model.index")),
    "no checkpoint": lambda path: pack(path, {"model.onnx": b"x"}),
    "nothing": lambda path: pack(path, {}),
    "too many files": lambda path: pack(path, {f"{number}.txt": b"" for number in range(2000)} | FILES),
    "a bomb": lambda path: pack(path, {"model.index": bytes(9 * LARGEST)}),
    "a bomb in what is skipped": lambda path: pack(path, FILES | {"model.meta": bytes(9 * LARGEST)}),
    "a bomb of headers": lambda path: pack(path, {"x" * 900_000: b""} | FILES),
    "a bomb of old headers": lambda path: pack(path, {"x" * 900_000: b""} | FILES, form=tarfile.GNU_FORMAT),
    "headers without end": lambda path: packed(path, long_names(3000)),
    "no archive": lambda path: packed(path, b"hello"),
    "no gzip": lambda path: written(path, b"hello"),
    "zeros": lambda path: written(path, bytes(5000)),
    "an empty file": lambda path: written(path, b""),
    "a cut": lambda path: written(
        path, pack(path, FILES | {"model.index": bytes(range(256)) * 99}).read_bytes()[:-200]
    ),
    "half a file": lambda path: packed(path, gzip.decompress(pack(path, FILES).read_bytes())[:3000]),
}


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def packed(path: Path, data: bytes) -> Path:
    return written(path, gzip.compress(data))


def long_names(count: int) -> bytes:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 10
    return (info.tobuf(tarfile.GNU_FORMAT) + b"aaaaaaaaaa".ljust(512, b"\0")) * count


@pytest.mark.parametrize("harm", HARM)
def test_an_archive_that_could_do_harm_is_refused(tmp_path: Path, harm: str) -> None:
    archive = HARM[harm](tmp_path / "a.tar.gz")
    with pytest.raises(ModelInvalid, match=r"a\.tar\.gz"):
        unpacked(archive, tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"a.tar.gz", "out"}
    assert all(path.is_file() and not path.is_symlink() for path in (tmp_path / "out").iterdir())
    assert sum(path.stat().st_size for path in (tmp_path / "out").iterdir()) <= LARGEST


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK])
def test_a_header_that_claims_to_be_huge_takes_no_memory(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = kind, 200 << 20
    archive = packed(tmp_path / "a.tar.gz", info.tobuf(tarfile.GNU_FORMAT) + bytes(40 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(ModelInvalid):
            unpacked(archive, tmp_path / "out", largest=1 << 30)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_a_missing_archive_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        unpacked(tmp_path / "a.tar.gz", tmp_path / "out")


def test_a_full_disk_is_said_to_be_full(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    archive = pack(tmp_path / "a.tar.gz", FILES | {"model.index": bytes(100_000)})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(DiskFull):
            unpacked(archive, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=9)), min_size=1, max_size=6)


def changed(data: bytes, changes: list[tuple[float, bytes]]) -> bytes:
    array = bytearray(data)
    for at, new in changes:
        start = int(at * len(array))
        array[start : start + len(new)] = new
        if not new:
            del array[start:]
    return bytes(array)


@settings(max_examples=150)
@given(changes=CHANGES, form=st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]), inside=st.booleans())
def test_any_damage_to_an_archive_ends_well_or_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, bytes]], form: int, inside: bool
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    path = pack(folder / "a.tar.gz", {"x" * 150 + "/checkpoint": b"y"} | FILES, form=form)
    data = path.read_bytes()
    if inside:
        packed(path, changed(gzip.decompress(data), changes))
    else:
        written(path, changed(data, changes))
    with contextlib.suppress(ModelInvalid):
        unpacked(path, folder / "out")
    assert {path.name for path in folder.iterdir()} == {"a.tar.gz", "out"}


@settings(max_examples=150)
@given(data=st.binary(max_size=3000))
def test_any_bytes_called_an_archive_end_in_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    with pytest.raises(ModelInvalid):
        unpacked(packed(folder / "a.tar.gz", data), folder / "out")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return (write_checkpoint(tmp_path_factory.mktemp("checkpoint")) / "model.index").read_bytes()


def index_file(folder: Path, data: bytes) -> None:
    (folder / "checkpoint").write_text('model_checkpoint_path: "model"', encoding="utf-8")
    (folder / "model.index").write_bytes(data)


@settings(max_examples=150)
@given(changes=CHANGES)
def test_any_damage_to_an_index_is_noticed_without_huge_memory(
    tmp_path_factory: pytest.TempPathFactory, index: bytes, changes: list[tuple[float, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    index_file(folder, changed(index, changes))
    (folder / "model.data-00000-of-00001").write_bytes(bytes(1000))
    tracemalloc.start()
    try:
        with contextlib.suppress(DeepdubError):
            bundle = TensorBundle.open(folder, "x")
            for name, entry in list(bundle.entries.items())[:20]:
                with pytest.raises(DeepdubError):
                    bundle.floats(name, entry.shape)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


VALUES = st.lists(st.tuples(st.binary(max_size=40), st.binary(max_size=80)), min_size=1, max_size=12)


@settings(max_examples=150)
@given(entries=VALUES, count=st.integers(0, 3))
def test_an_index_that_is_whole_and_says_nonsense_ends_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[bytes, bytes]], count: int
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    index_file(folder, table([(b"", bytes([8, count])), *entries]))
    with contextlib.suppress(DeepdubError):
        bundle = TensorBundle.open(folder, "x")
        for name, entry in bundle.entries.items():
            with pytest.raises(DeepdubError):
                bundle.floats(name, entry.shape)


def test_an_index_that_names_one_block_again_and_again_takes_no_time(tmp_path: Path) -> None:
    data = block([(b"", b"x" * 100_000)])
    handle = varint(0) + varint(len(data) - 5)
    names = block([(number.to_bytes(4, "big"), handle) for number in range(50_000)])
    footer = varint(0) + varint(0) + varint(len(data)) + varint(len(names) - 5)
    magic = (0xDB4775248B80FB57).to_bytes(8, "little")
    index_file(tmp_path, data + names + footer.ljust(40, b"\0") + magic)
    with pytest.raises(WeightsDamaged, match="overlap"):
        TensorBundle.open(tmp_path, "x")


def test_an_index_that_repeats_a_long_name_takes_no_memory(tmp_path: Path) -> None:
    name = b"x" * 200_000
    index_file(tmp_path, table([(name + number.to_bytes(2, "big"), b"") for number in range(2)]))
    with pytest.raises(WeightsDamaged, match="too long"):
        TensorBundle.open(tmp_path, "x")
