"""A bundle is made smaller without changing what it does; on made libraries."""

from __future__ import annotations

import ctypes
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging" / "bundle"))

import imports
import slimming

HEAD = (32).to_bytes(2, "little") + slimming._ICU_MARK + bytes(16)

needs_binutils = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, ("as", "ld", "nm", "readelf", "strip"))),
    reason="needs Linux and binutils",
)


def package(parts: dict[str, bytes]) -> bytes:
    """Return ICU's package of some parts."""
    names, index, texts, body = sorted(parts), b"", b"", b""
    start = 4 + 8 * len(names) + sum(len(name) + 1 for name in names)
    for name in names:
        body += bytes(-(len(HEAD) + start + len(body)) % 16)
        index += struct.pack("<II", 4 + 8 * len(names) + len(texts), start + len(body))
        texts += name.encode() + b"\0"
        body += parts[name]
    return HEAD + struct.pack("<I", len(names)) + index + texts + body


def parts_of(data: bytes) -> dict[str, tuple[int, bytes]]:
    """Return the place of each part, and what is there until the next."""
    base = struct.unpack_from("<H", data)[0]
    table = struct.unpack_from(f"<{2 * struct.unpack_from('<I', data, base)[0]}I", data, base + 4)
    ends = [*table[3::2], len(data) - base]
    rows = zip(table[::2], table[1::2], ends[: len(table) // 2], strict=True)
    return {
        data[base + name : data.index(0, base + name)].decode(): (base + start, data[base + start : base + end])
        for name, start, end in rows
    }


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=5), st.binary(min_size=1, max_size=50), max_size=9), st.data()
)
def test_what_is_kept_of_icus_data_stays_as_it_is(parts: dict[str, bytes], data: st.DataObject) -> None:
    named = {f"icudt73l/{name}.res": value for name, value in parts.items()}
    kept = data.draw(st.sets(st.sampled_from(sorted(parts) or ["none"]))) & set(parts)
    found = parts_of(slimming.kept_data(package(named), lambda name: name.removesuffix(".res") in kept))
    assert list(found) == sorted(f"icudt73l/{name}.res" for name in kept)
    for name, (place, value) in found.items():
        assert place % 16 == 0
        assert value.startswith(named[name])


@pytest.mark.parametrize(
    ("name", "kept"),
    [("root.res", True), ("coll/ko.res", True), ("coll/ucadata.icu", True), ("cnvalias.icu", True), ("de.res", False),
     ("coll/zh.res", False), ("windows-949.cnv", False), ("translit/en.res", False), ("brkitr/x.icu", False)],
)  # fmt: skip
def test_of_icus_data_that_of_our_languages_is_kept(name: str, kept: bool) -> None:
    assert slimming.is_kept_of_icu(name) is kept


def library(path: Path, functions: dict[str, int], *uses: Path, calls: tuple[str, ...] = ()) -> Path:
    """Make a library with functions that return a number, which calls functions of others."""
    lines = "".join(f".globl {name}\n{name}: mov ${value}, %rax\nret\n" for name, value in functions.items())
    lines += "".join(f".globl call_{name}\ncall_{name}: jmp {name}@PLT\n" for name in calls)
    path.parent.mkdir(exist_ok=True)
    source, made = path.with_suffix(".s"), path.with_suffix(".o")
    source.write_text(f'{lines}.section .note.GNU-stack,"",@progbits\n', encoding="utf-8")
    subprocess.run(["as", "-o", made, source], check=True)
    rest = ["-soname", path.name, "-rpath", "$ORIGIN", "-o", str(path), str(made), *map(str, uses)]
    subprocess.run(["ld", "-shared", *rest], check=True)
    source.unlink()
    made.unlink()
    return path


def test_deepdub_names_no_encoder_whose_library_is_emptied() -> None:
    sources = [path.read_text("utf-8") for path in imports.modules().values()]
    assert len(sources) > 100
    assert [text for text in sources if '"libx265"' in text or '"libsvtav1"' in text] == []


@needs_binutils
def test_an_emptied_library_has_what_others_call_and_does_nothing(tmp_path: Path) -> None:
    encoder = library(tmp_path / "libSvtAv1Enc-1.so.4", {"encode": 42, "never_called": 7})
    user = library(tmp_path / "libuser.so", {}, encoder, calls=("encode",))
    slimming.empty(encoder, [user])
    assert ctypes.CDLL(str(user)).call_encode() == -1
    assert not hasattr(ctypes.CDLL(str(encoder)), "never_called")


@needs_binutils
def test_libraries_that_nothing_links_to_are_removed_with_those_that_only_they_need(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    needed = library(inside / "libneeded.so.1", {"one": 1})
    lonely = library(inside / "liblonely.so.1", {"two": 2})
    theme = library(inside / "libtheme.so.1", {}, lonely, calls=("two",))
    opened = library(inside / "libpython3.11.so.1.0", {"three": 3})
    module = library(inside / "av" / "core.abi3.so", {}, needed, calls=("one",))
    slimming.remove_unneeded(tmp_path)
    assert [path.exists() for path in (needed, opened, module, lonely, theme)] == [True, True, True, False, False]
