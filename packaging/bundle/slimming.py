"""Makes a built bundle smaller, by what its libraries hold and Deepdub never uses; `build.py` runs it. Linux on x86-64.

Nothing that Deepdub calls is changed: libraries that nothing links to are removed, those of encoders and of TLS, which
FFmpeg links to and Deepdub never calls, are replaced by empty ones, of ICU's data only what Qt reads in our languages
is kept, and the information for debuggers is stripped. It needs binutils (apt-get install binutils).
"""

from __future__ import annotations

import fnmatch
import re
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

# Libraries that come with the information for debuggers, or the names of what is private in them. Others are left
# alone: auditwheel has rewritten the heads of those in wheels, and `strip` damages some of them (SciPy's OpenBLAS
# cannot be loaded afterwards).
STRIPPED = (
    "libpython3*.so*",
    "python3.*/lib-dynload/*.so",
    "av/**/*.so",
    "regex/*.so",
    "chardet/*.so",
    "charset_normalizer/*.so",
    "crc32c/*.so",
    "_cffi_backend*.so",
    "*__mypyc*.so",
    "scipy/fft/_pocketfft/*.so",
    "PySide6/Qt/lib/libicu*.so*",
)
# Where libraries lie that are there because others link to them; those in other folders are opened by their names.
_LINKED = ("lib*.so*", "*.libs/lib*.so*", "PySide6/Qt/lib/lib*.so*")
_OPENED = ("libpython3*", "*.cpython-*")  # by the boot loader; as modules of Python
# What the functions of an empty library return: FFmpeg's encoders of H.265 and AV1 are told that there is none, and its
# TLS that nothing works. Deepdub writes sound only, copies pictures as they are, and opens files only.
EMPTIED = {"libx265": 0, "libSvtAv1Enc": -1, "libgnutls": -1}
_TEXTS = ("gnutls_strerror",)  # return a text, so that -1 would be followed
# Of ICU's data, Qt on Linux reads the orders of words, and the names of time zones; elsewhere it has data of its own.
# Letters change their case, and texts are normalized, without data.
ICU_KEPT = (
    "*.icu",
    "*.nrm",
    *(
        f"{folder}{name}.res"
        for folder in ("", "coll/", "zone/")
        for name in ("root", "pool", "res_index", "en", "en_001", "en_GB", "en_US", "en_US_POSIX", "ko", "ko_KR")
    ),
    *(
        f"{name}.res"
        for name in (
            "icustd",
            "icuver",
            "keyTypeData",
            "likelySubtags",
            "metaZones",
            "numberingSystems",
            "plurals",
            "supplementalData",
            "timezoneTypes",
            "windowsZones",
            "zoneinfo64",
        )
    ),
)
_ICU_MARK = b"\xda\x27\x14\x00\x00\x00\x00\x00\x02\x00CmnD"  # behind the length of the header, little-endian
_NO_STACK = '.section .note.GNU-stack,"",@progbits\n'


def slim(bundle: Path) -> None:
    """Make a bundle smaller, in place.

    Parameters
    ----------
    bundle
        Its folder, as PyInstaller made it.
    """
    inside = bundle / "_internal"
    for pattern in EMPTIED:
        for library in inside.glob(f"av.libs/{pattern}-*.so*"):
            empty(library, [path for path in library.parent.glob("*.so*") if path != library])
    for library in inside.glob("PySide6/Qt/lib/libicudata.so.*"):
        if not library.is_symlink():
            shrink_icu(library)
    remove_unneeded(bundle)
    for pattern in STRIPPED:
        files = [str(path) for path in inside.glob(pattern) if not path.is_symlink()]
        if files:
            subprocess.run(["strip", "--strip-unneeded", *files], check=True)


def remove_unneeded(bundle: Path) -> None:
    """Remove the libraries that nothing links to, and those that only they need."""
    inside = bundle / "_internal"
    needs = {path: set(_needed(path)) for path in bundle.rglob("*") if path.is_file() and _is_elf(path)}
    linked = {path for pattern in _LINKED for path in inside.glob(pattern) if path in needs}
    linked -= {path for path in linked if any(fnmatch.fnmatch(path.name, one) for one in _OPENED)}
    while True:
        wanted = {name for names in needs.values() for name in names}
        unneeded = [path for path in linked & needs.keys() if path.name not in wanted]
        if not unneeded:
            return
        for path in unneeded:
            del needs[path]
            path.unlink()


def empty(library: Path, users: Iterable[Path]) -> None:
    """Replace a library by one with the functions that others link to, which do nothing.

    Parameters
    ----------
    library
        The library; its name says what the functions return (see `EMPTIED`).
    users
        The libraries that may link to it.
    """
    here = {name.partition("@")[0] for name in _symbols(library, "--defined-only")}
    wanted = {name for user in users for name in _symbols(user, "--undefined-only") if name.partition("@")[0] in here}
    value = next(value for name, value in EMPTIED.items() if library.name.startswith(name))
    source, versions = [".text\n"], dict[str, list[str]]()
    for name, version in sorted((one[0], one[2]) for one in (name.partition("@") for name in wanted)):
        result = 0 if name in _TEXTS else value
        source.append(f".globl {name}\n.type {name},@function\n{name}: mov ${result},%rax\nret\n")
        versions.setdefault(version, []).append(name)
    lines = "".join(f"{v} {{ global: {'; '.join(names)}; }};\n" for v, names in versions.items() if v)
    _assemble("".join(source), library, lines)


def shrink_icu(library: Path) -> None:
    """Replace ICU's library of data by one with only `ICU_KEPT`."""
    data = library.read_bytes()
    found = re.search(re.escape(_ICU_MARK), data)
    symbol = next(name for name in _symbols(library, "--defined-only") if name.startswith("icudt"))
    if found is None:
        raise ValueError(f"“{library.name}” does not hold ICU's data in the known form")
    smaller = kept_data(data[found.start() - 2 :], is_kept_of_icu)
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder, "data")
        part.write_bytes(smaller)
        head = f".section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol},@object\n.size {symbol},{len(smaller)}\n"
        _assemble(f'{head}{symbol}: .incbin "{part}"\n', library, "")


def is_kept_of_icu(name: str) -> bool:
    """Return whether a part of ICU's data is kept, by its name without the version."""
    return any(fnmatch.fnmatchcase(name, one) and name.count("/") == one.count("/") for one in ICU_KEPT) or (
        name == "coll/ucadata.icu"
    )


def kept_data(data: bytes, is_kept: Callable[[str], bool]) -> bytes:
    """Return a package of ICU's data with some of its parts only.

    Parameters
    ----------
    data
        A header; then the number of parts, for each the places of its name and of itself, counted from that number; the
        names, sorted, and the parts, each at a multiple of 16. What follows the last part is kept with it.
    is_kept
        Whether a part is kept, by its name without the version.
    """
    base = struct.unpack_from("<H", data)[0]
    (count,) = struct.unpack_from("<I", data, base)
    table = [struct.unpack_from("<II", data, base + 4 + 8 * row) for row in range(count)]
    ends = [place for _, place in table[1:]] + [len(data) - base]
    names = [data[base + place : data.index(0, base + place)] for place, _ in table]
    kept = [row for row, name in enumerate(names) if is_kept(name.decode().partition("/")[2])]
    places, texts = [], b""
    for row in kept:
        places.append(4 + 8 * len(kept) + len(texts))
        texts += names[row] + b"\0"
    body, starts = b"", []
    begin = base + 4 + 8 * len(kept) + len(texts)
    for row in kept:
        body += b"\xaa" * (-(begin + len(body)) % 16)
        starts.append(begin - base + len(body))
        body += data[base + table[row][1] : base + ends[row]]
    index = b"".join(struct.pack("<II", *pair) for pair in zip(places, starts, strict=True))
    return data[:base] + struct.pack("<I", len(kept)) + index + texts + body


def _assemble(source: str, library: Path, versions: str) -> None:
    """Make a library of assembler code, with the name of the one that it replaces."""
    name = next(line.split("[")[1].rstrip("]") for line in _dynamic(library) if "(SONAME)" in line)
    with tempfile.TemporaryDirectory() as folder:
        made, code, script = (str(Path(folder, one)) for one in ("made.o", "code.s", "versions"))
        Path(code).write_text(source + _NO_STACK, encoding="utf-8")
        Path(script).write_text(versions, encoding="utf-8")
        subprocess.run(["as", "-o", made, code], check=True)
        options = ["-shared", "-z", "noexecstack", "--build-id=none", "--strip-all", "-soname", name]
        options += [f"--version-script={script}"] if versions else []
        library.unlink()
        subprocess.run(["ld", *options, "-o", str(library), made], check=True)
    library.chmod(0o755)


def _symbols(library: Path, kind: str) -> Iterator[str]:
    """Yield the names of dynamic symbols, with ``@`` and their version where they have one."""
    listing = subprocess.run(["nm", "-D", kind, str(library)], stdout=-1, text=True, check=True).stdout
    yield from (line.split()[-1].replace("@@", "@") for line in listing.splitlines() if line.strip())


def _needed(path: Path) -> Iterator[str]:
    yield from (line.split("[")[1].rstrip("]") for line in _dynamic(path) if "(NEEDED)" in line)


def _dynamic(path: Path) -> list[str]:
    listing = subprocess.run(["readelf", "-dW", str(path)], stdout=-1, stderr=-3, text=True, check=True).stdout
    return [line.rstrip() for line in listing.splitlines()]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return not path.is_symlink() and file.read(4) == b"\x7fELF"
