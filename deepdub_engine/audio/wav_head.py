"""Read the heads of WAV files as the world writes them, and show them to other readers in their plain shape.

Streaming writers leave sizes at 0 or at the largest number; RF64 and BW64 keep theirs in a ``ds64`` chunk, which may be
empty or late; samples of fewer bits may lie in larger containers (WAVE_FORMAT_EXTENSIBLE). libsndfile and FFmpeg each
misread some of these. Sources: Microsoft's "Multiple channel audio data and WAVE files", EBU Tech 3306, ITU-R BS.2088.
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

_FORMS = (b"RIFF", b"RF64", b"BW64")
PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_GUID_TAIL = bytes.fromhex("000000001000800000aa00389b71")
_FORMAT = struct.Struct("<HHIIHH")
_UNKNOWN_BYTES = 0x7FFF0000  # arecord, SoX, FFmpeg and others store numbers from here on when they cannot seek back
_LARGE_BYTES = 0xFFFFFFFF
_ENDLESS_BYTES = (1 << 64) - 1
_MOST_CHUNKS = 1000


@dataclass(frozen=True, slots=True)
class WavHead:
    """Where the samples of a WAV file are, and how they are stored.

    Parameters
    ----------
    form
        ``RIFF``, ``RF64`` or ``BW64``.
    tag, channels, rate_hz
        The format (1 is PCM, 3 is float), and its channels and rate.
    stored_bits, valid_bits
        Bits of a sample in the file, and how many of them, from the highest, are the sample.
    mask
        Speaker positions; 0 if unknown.
    start_byte, size_bytes
        The samples in the file.
    stated_bytes
        The size of the samples that the head states; 0 if it states none.
    is_plain
        Whether every reader understands the head as it is.
    """

    form: bytes
    tag: int
    channels: int
    rate_hz: int
    stored_bits: int
    valid_bits: int
    mask: int
    start_byte: int
    size_bytes: int
    stated_bytes: int
    is_plain: bool

    @property
    def is_packed(self) -> bool:
        """Whether the samples fill the bytes in which they are stored."""
        return -(-self.valid_bits // 8) * 8 == self.stored_bits

    @property
    def libsndfile_misreads(self) -> bool:
        """Whether libsndfile needs a plain head."""
        return not self.is_plain or self.form == b"BW64"

    @property
    def ffmpeg_misreads(self) -> bool:
        """Whether FFmpeg needs a plain head; it finds the end of an unfinished RIFF file by itself."""
        return not self.is_packed or (not self.is_plain and (self.form != b"RIFF" or self.size_bytes > _LARGE_BYTES))


def read_head(path: Path) -> WavHead | None:
    """Return the head of a WAV file of PCM or float samples; None for any other file.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    with path.open("rb") as file:
        form = file.read(12)
        if len(form) < 12 or form[:4] not in _FORMS or form[8:] != b"WAVE":
            return None
        return _read(file, form[:4], os.fstat(file.fileno()).st_size)


def _read(file: BinaryIO, form: bytes, end: int) -> WavHead | None:
    layout, large, is_plain = b"", b"", True
    for number, (name, at, size) in enumerate(_chunks(file, 12, end)):
        if name == b"fmt ":
            layout = file.read(min(size, 64))
        elif name == b"ds64":
            large, is_plain = file.read(min(size, 24)), is_plain and number == 0
        elif name == b"data":
            size_bytes = _data_size(file, at, size, large, end)
            if form == b"RIFF":
                stated = 0 if size >= _UNKNOWN_BYTES and size > end else size
            else:
                stated = int.from_bytes(large[8:16], "little") % _ENDLESS_BYTES
                is_plain = is_plain and size in (stated, _LARGE_BYTES) and int.from_bytes(large[:8], "little") > stated
            return _head(form, layout, (at, size_bytes, stated), is_plain=is_plain and stated == size_bytes)
    return None


def _chunks(file: BinaryIO, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, first byte and stated size of each chunk; the file is at the first byte."""
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8 or at > end:
            return
        size = int.from_bytes(head[4:], "little")
        yield head[:4], at + 8, size
        at += 8 + size + size % 2


def _data_size(file: BinaryIO, at: int, stated: int, large: bytes, end: int) -> int:
    rest = end - at
    if stated == _LARGE_BYTES and len(large) >= 16:
        stated = int.from_bytes(large[8:16], "little")
    if stated == 0:
        return 0 if _is_chain(file, at, end) else rest
    if end > _LARGE_BYTES >= stated + at and not _is_chain(file, at + stated + stated % 2, end):
        return rest  # the size has overflowed its 32 bits
    return min(rest, stated)


def _is_chain(file: BinaryIO, at: int, end: int) -> bool:
    """Return whether whole chunks follow up to the end, so that an empty sound is meant."""
    last = at
    for name, first, size in _chunks(file, at, end):
        if not name.isascii() or not name.decode().isprintable():
            return False
        last = first + size + size % 2
    return end - 1 <= last <= end + 1


def _head(form: bytes, layout: bytes, place: tuple[int, int, int], *, is_plain: bool) -> WavHead | None:
    if len(layout) < _FORMAT.size:
        return None
    tag, channels, rate_hz, _, block, bits = _FORMAT.unpack_from(layout)
    valid, mask = bits, 0
    if tag == _EXTENSIBLE and len(layout) >= 40:
        valid, mask, tag = struct.unpack_from("<HIH", layout, 18)
        if layout[26:40] != _GUID_TAIL:
            return None
    if tag not in (PCM, _FLOAT) or not channels or not rate_hz or not bits:
        return None
    stored = block // channels * 8 if block and block % channels == 0 else -(-bits // 8) * 8
    if stored not in ((8, 16, 24, 32) if tag == PCM else (32, 64)):
        return None
    valid = min(valid or bits, bits, stored)
    at, size_bytes, stated_bytes = place
    whole_bytes = size_bytes - size_bytes % (channels * stored // 8)
    head = WavHead(form, tag, channels, rate_hz, stored, valid, mask, at, whole_bytes, stated_bytes, is_plain)
    return replace(head, is_plain=is_plain and head.is_packed)


class PlainWav(io.RawIOBase):
    """The same sound behind a plain head, for readers that take a file object; a context manager.

    Parameters
    ----------
    path
        A file with this head.
    """

    def __init__(self, path: Path, head: WavHead) -> None:
        super().__init__()
        self.head = head
        self.name = str(path)
        self._front = _plain_front(head)
        self._size = len(self._front) + head.size_bytes
        self._at = 0
        self._file = path.open("rb")

    def readable(self) -> bool:
        """Return true."""
        return True

    def seekable(self) -> bool:
        """Return true."""
        return True

    def tell(self) -> int:
        """Return the position."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move the position, as files do."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes from the position; all that is left if it is negative."""
        stop = self._size if size < 0 else min(self._size, self._at + size)
        data = self._front[self._at : stop]
        if stop > max(self._at, len(self._front)):
            start = max(self._at, len(self._front))
            self._file.seek(self.head.start_byte + start - len(self._front))
            data += self._file.read(stop - start)
        self._at += len(data)
        return data

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer from the position; return how much."""
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            self._file.close()
        super().close()


def _plain_front(head: WavHead) -> bytes:
    """Return all that is before the samples: a ``RIFF`` head, or ``RF64`` if they need it."""
    block = head.channels * head.stored_bits // 8
    layout = _FORMAT.pack(
        _EXTENSIBLE, head.channels, head.rate_hz, head.rate_hz * block, block, head.stored_bits
    ) + struct.pack("<HHIH", 22, head.stored_bits, head.mask, head.tag)
    chunk = b"fmt " + struct.pack("<I", 40) + layout + _GUID_TAIL
    after = 4 + len(chunk) + 8 + head.size_bytes
    if after <= _UNKNOWN_BYTES:
        return struct.pack("<4sI4s", b"RIFF", after, b"WAVE") + chunk + struct.pack("<4sI", b"data", head.size_bytes)
    large = struct.pack("<4sIQQQI", b"ds64", 28, after + 36, head.size_bytes, head.size_bytes // block, 0)
    front = struct.pack("<4sI4s", b"RF64", _LARGE_BYTES, b"WAVE") + large + chunk
    return front + struct.pack("<4sI", b"data", _LARGE_BYTES)
