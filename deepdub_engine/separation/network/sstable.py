"""A reader of sorted string tables (SSTables), the container of TensorFlow's checkpoint indexes.

Format: LevelDB's ``doc/table_format.md``. Every offset and length is checked against the size of the data.
"""

from __future__ import annotations

from collections.abc import Iterator

from deepdub_engine.base.messages import message

_MAGIC = 0xDB4775248B80FB57
_FOOTER_BYTES = 48
_TRAILER_BYTES = 5
_MOST_ENTRIES = 10_000
_LONGEST_KEY = 1024  # prefix compression repeats a long key in a few bytes


class MalformedTable(ValueError):
    """Data that violates the format; the message says how."""


class ByteReader:
    """A bounds-checked reader of consecutive numbers and byte strings."""

    def __init__(self, data: bytes, start: int = 0, stop: int | None = None) -> None:
        self.data = data
        self.at = start
        self.stop = len(data) if stop is None else stop
        if not 0 <= start <= self.stop <= len(data):
            raise MalformedTable(message("a block extends past the end of the file"))

    def __bool__(self) -> bool:
        return self.at < self.stop

    def take(self, count: int) -> bytes:
        """Return the next `count` bytes."""
        if not 0 <= count <= self.stop - self.at:
            raise MalformedTable(message("it is truncated"))
        self.at += count
        return self.data[self.at - count : self.at]

    def varint(self) -> int:
        """Return the next varint: up to 64 bits, seven per byte, lowest first."""
        value = 0
        for shift in range(0, 70, 7):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value & 0xFFFF_FFFF_FFFF_FFFF
        raise MalformedTable(message("a number is not terminated"))


def unmask(stored: int) -> int:
    """Return a checksum without LevelDB's mask, a rotation by 15 bits and an addition."""
    rotated = (stored - 0xA282EAD8) & 0xFFFFFFFF
    return ((rotated >> 17) | (rotated << 15)) & 0xFFFFFFFF


def _place(handle: ByteReader) -> tuple[int, int]:
    return handle.varint(), handle.varint()


def _block(data: bytes, offset: int, size: int) -> Iterator[tuple[bytes, bytes]]:
    from crc32c import crc32c

    if offset + size + _TRAILER_BYTES > len(data):
        raise MalformedTable(message("a block extends past the end of the file"))
    stop = offset + size
    if data[stop] != 0:
        raise MalformedTable(message("a compressed block"))
    if unmask(int.from_bytes(data[stop + 1 : stop + _TRAILER_BYTES], "little")) != crc32c(data[offset : stop + 1]):
        raise MalformedTable(message("the checksum of a block is wrong"))
    if size < 4:
        raise MalformedTable(message("a block is truncated"))
    restarts = int.from_bytes(data[stop - 4 : stop], "little")
    if 4 * (restarts + 1) > size:
        raise MalformedTable(message("a block is truncated"))
    entries = ByteReader(data, offset, stop - 4 * (restarts + 1))
    key = b""
    while entries:
        shared, own, length = entries.varint(), entries.varint(), entries.varint()
        if shared > len(key):
            raise MalformedTable(message("a key has an invalid prefix"))
        if shared + own > _LONGEST_KEY:
            raise MalformedTable(message("a name is far too long"))
        key = key[:shared] + entries.take(own)
        yield key, entries.take(length)


def read_table(data: bytes) -> dict[bytes, bytes]:
    """Return all entries of a table.

    Raises
    ------
    Malformed
        If the data is not a complete, uncompressed table.
    """
    if len(data) < _FOOTER_BYTES or int.from_bytes(data[-8:], "little") != _MAGIC:
        raise MalformedTable(message("not a checkpoint index"))
    footer = ByteReader(data, len(data) - _FOOTER_BYTES)
    footer.varint(), footer.varint()  # skip the meta index, which TensorFlow leaves empty
    entries: dict[bytes, bytes] = {}
    # A malicious index may repeat blocks and keys, so limit what is read, not what is stored.
    count, bytes_left = 0, len(data)
    for _, handle in _block(data, *_place(footer)):
        place = _place(ByteReader(handle))
        bytes_left -= place[1]
        if bytes_left < 0:
            raise MalformedTable(message("blocks overlap"))
        for key, value in _block(data, *place):
            entries[key] = value
            count += 1
            if count > _MOST_ENTRIES:
                raise MalformedTable(message("too many entries"))
    return entries
