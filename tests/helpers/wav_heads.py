"""WAV files with heads as odd as the world writes them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.helpers.media_files import Sound, as_integers

RATE_HZ = 48_000
_ALL = 0xFFFFFFFF
_GUID_TAIL = bytes.fromhex("000000001000800000aa00389b71")
_LIST = b"LIST" + struct.pack("<I", 26) + b"INFOISFT" + struct.pack("<I", 14) + b"Lavf58.76.100\0"


def stored(sound: Sound, valid: int, container: int) -> bytes:
    """Return samples of `valid` bits in the upper bits of containers of `container` bits."""
    values = as_integers(sound[:, 0], valid) << (container - valid)
    if container == 24:
        return b"".join(int(value).to_bytes(3, "little", signed=True) for value in values)
    return values.astype(f"<i{container // 8}").tobytes()


def layout(bits: int, valid: int | None = None, tag: int = 1, block: int | None = None) -> bytes:
    """Return a ``fmt`` chunk of one channel; with `valid`, an extensible one."""
    block = block or bits // 8
    form = struct.pack("<HHIIHH", tag if valid is None else 0xFFFE, 1, RATE_HZ, RATE_HZ * block, block, bits)
    if valid is not None:
        form += struct.pack("<HHIH", 22, valid, 4, tag) + _GUID_TAIL
    return b"fmt " + struct.pack("<I", len(form)) + form


def large(size: int, data: int) -> bytes:
    """Return a ``ds64`` chunk."""
    return b"ds64" + struct.pack("<IQQQI", 28, size, data, 0, 0)


def make_wav(
    path: Path,
    sound: Sound,
    *,
    form: bytes = b"RIFF",
    whole: int | None = None,
    data: int | None = None,
    before: bytes | Callable[[int], bytes] = b"",
    chunk: bytes = b"",
    bits: tuple[int, int] = (16, 16),
    after: bytes = b"",
) -> Path:
    """Write a WAV file; `whole` and `data` are the sizes that its head states."""
    samples = stored(sound, *bits)
    first = before(len(samples)) if callable(before) else before
    body = b"WAVE" + first + (chunk or layout(bits[1]))
    size = len(body) + 8 + len(samples) + len(after)
    head = form + struct.pack("<I", size if whole is None else whole) + body
    path.write_bytes(head + b"data" + struct.pack("<I", len(samples) if data is None else data) + samples + after)
    return path


_Make = Callable[[Path, Sound], Path]


def _large(form: bytes, before: Callable[[int], bytes], data: int | None = _ALL) -> _Make:
    return partial(make_wav, form=form, whole=_ALL, data=data, before=before)


_JUNK = b"JUNK" + struct.pack("<I", 8) + bytes(8)
ODD_HEADS: Mapping[str, _Make] = {
    "sizes 0": partial(make_wav, whole=0, data=0),
    "sizes 0, with a list": partial(make_wav, whole=0, data=0, before=_LIST),
    "sizes at the largest": partial(make_wav, whole=_ALL, data=_ALL),
    "sizes of SoX": partial(make_wav, whole=0x7FFFF024, data=0x7FFFF000),
    "sizes of arecord": partial(make_wav, whole=0x80000024, data=0x80000000),
    "data size 0": partial(make_wav, data=0),
    "whole size of a bare head": partial(make_wav, whole=36, data=0),
    "whole size 0": partial(make_wav, whole=0),
    "a list after the samples": partial(make_wav, after=_LIST),
    "junk before the samples": partial(make_wav, before=_JUNK),
    "24 in 32 bits": partial(make_wav, chunk=layout(32, 24), bits=(24, 32)),
    "20 in 32 bits": partial(make_wav, chunk=layout(32, 20), bits=(20, 32)),
    "20 in 24 bits": partial(make_wav, chunk=layout(24, 20), bits=(20, 24)),
    "16 in 32 bits": partial(make_wav, chunk=layout(32, 16), bits=(16, 32)),
    "12 in 16 bits": partial(make_wav, chunk=layout(16, 12), bits=(12, 16)),
    "valid bits 0": partial(make_wav, chunk=layout(16, 0)),
    "24 bits in blocks of 4": partial(make_wav, chunk=layout(24, block=4), bits=(24, 32)),
}
for _form in (b"RF64", b"BW64"):
    _name = _form.decode()
    ODD_HEADS |= {
        _name: _large(_form, lambda size: large(size + 72, size)),
        f"{_name}, sizes 0": _large(_form, lambda _size: large(0, 0)),
        f"{_name}, sizes at the largest": _large(_form, lambda _size: large((1 << 64) - 1, (1 << 64) - 1)),
        f"{_name}, junk first": _large(_form, lambda size: _JUNK + large(size + 88, size)),
        f"{_name}, data size in its chunk": _large(_form, lambda size: large(size + 72, 0), None),
    }
