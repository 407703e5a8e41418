"""A reader of TensorFlow checkpoints ("tensor bundles") that does not need TensorFlow.

Formats: ``tensorflow/core/protobuf/tensor_bundle.proto`` and protobuf's wire encoding.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.base.errors import WeightsDamaged, WeightsMissing, from_os_error
from deepdub_engine.base.messages import message, message_of
from deepdub_engine.separation.network.sstable import ByteReader, MalformedTable, read_table, unmask

_LARGEST_INDEX_BYTES = 1 << 20  # Spleeter's have about 10,000
_LARGEST_TENSOR_BYTES = 1 << 30
_MOST_AXES = 16
_NAMED = re.compile(r'^model_checkpoint_path:\s*"(?:[^"\n]*[/\\])?([^"/\\\n]+)"', re.MULTILINE)
_FLOAT32 = 1
_LITTLE_ENDIAN = 0


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """The location of a tensor, its TensorFlow `dtype` (1 is float32), and the CRC-32C of its bytes."""

    dtype: int
    shape: tuple[int, ...]
    shard: int
    offset: int
    size: int
    checksum: int


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the number and value of each field of a protobuf message."""
    cursor = ByteReader(data)
    while cursor:
        tag = cursor.varint()
        kind = tag & 7
        if kind == 0:
            yield tag >> 3, cursor.varint()
        elif kind == 1:
            yield tag >> 3, int.from_bytes(cursor.take(8), "little")
        elif kind == 2:
            yield tag >> 3, cursor.take(cursor.varint())
        elif kind == 5:
            yield tag >> 3, int.from_bytes(cursor.take(4), "little")
        else:
            raise MalformedTable(message("an unknown field type"))


def _integers(data: bytes) -> dict[int, int]:
    return {number: value for number, value in _fields(data) if isinstance(value, int)}


def _messages(data: bytes, wanted: int) -> list[bytes]:
    return [value for number, value in _fields(data) if number == wanted and isinstance(value, bytes)]


def _entry(data: bytes) -> TensorEntry:
    numbers = _integers(data)
    if _messages(data, 7):
        raise MalformedTable(message("a sliced tensor"))
    axes = [_integers(axis).get(1, 0) for shape in _messages(data, 2) for axis in _messages(shape, 2)]
    if len(axes) > _MOST_AXES:
        raise MalformedTable(message("a tensor with too many axes"))
    checksum = unmask(numbers.get(6, 0))
    return TensorEntry(
        numbers.get(1, 0), tuple(axes), numbers.get(3, 0), numbers.get(4, 0), numbers.get(5, 0), checksum
    )


def checkpoint_prefix(folder: Path) -> Path | None:
    """Return the path, without extension, of the checkpoint that the file ``checkpoint`` names, or of the first one."""
    names = []
    try:
        if not (folder / "checkpoint").is_file():  # opening a pipe would block
            return None
        # Use the file name only: folders get moved, and an untrusted path may point anywhere.
        with (folder / "checkpoint").open(encoding="utf-8", errors="replace") as file:
            match = _NAMED.search(file.read(65_536))
        names = [match[1]] if match else []
        names += sorted(path.stem for path in folder.glob("*.index"))
    except OSError:
        return None
    return next((folder / name for name in names if (folder / f"{name}.index").is_file()), None)


@dataclass(frozen=True, slots=True)
class TensorBundle:
    """An open checkpoint, with its index in memory and its tensors on disk.

    Parameters
    ----------
    index
        The file ``<prefix>.index``.
    shards
        Files that hold the tensors.
    entries
        Tensor locations by name.
    """

    index: Path
    shards: tuple[Path, ...]
    entries: dict[str, TensorEntry]

    @classmethod
    def open(cls, folder: Path, name: str) -> TensorBundle:
        """Read the index of the checkpoint in a folder.

        Parameters
        ----------
        folder
            Holds ``checkpoint``, ``<prefix>.index`` and ``<prefix>.data-…``.
        name
            Model name for error messages.

        Raises
        ------
        WeightsMissing, WeightsDamaged, FileUnreadable
            If there is no checkpoint, its index is damaged, or it cannot be read.
        """
        prefix = checkpoint_prefix(folder)
        if prefix is None:
            raise WeightsMissing(name, folder)
        index = prefix.with_name(f"{prefix.name}.index")
        try:
            if index.stat().st_size > _LARGEST_INDEX_BYTES:
                raise WeightsDamaged(index, message("far too large"))
            table = read_table(index.read_bytes())
            header = _integers(table.pop(b"", b""))
            entries = {key.decode(): _entry(value) for key, value in table.items()}
        except OSError as error:
            raise from_os_error(error, index, writing=False) from error
        except MalformedTable as error:
            raise WeightsDamaged(index, message_of(error)) from error
        except UnicodeDecodeError as error:
            raise WeightsDamaged(index, message("a name is not valid text")) from error
        count = header.get(1, 0)
        if not 1 <= count <= 1000 or header.get(2, 0) != _LITTLE_ENDIAN:
            raise WeightsDamaged(index, message("an unknown layout"))
        shards = tuple(prefix.with_name(f"{prefix.name}.data-{shard:05}-of-{count:05}") for shard in range(count))
        return cls(index, shards, entries)

    def floats(self, name: str, shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
        """Read and verify a float32 tensor.

        Raises
        ------
        WeightsDamaged
            If the tensor is missing or truncated, has another shape or type, a wrong checksum or a non-finite value.
        FileUnreadable
            If the file cannot be read.
        """
        from crc32c import crc32c

        entry = self.entries.get(name)
        if entry is None:
            raise WeightsDamaged(self.index, message("{name} is missing", name=name))
        size = 4 * math.prod(shape)
        if entry.dtype != _FLOAT32 or entry.shape != shape or entry.size != size or size > _LARGEST_TENSOR_BYTES:
            raise WeightsDamaged(self.index, message("{name} has another shape", name=name))
        if entry.shard >= len(self.shards):
            raise WeightsDamaged(self.index, message("{name} is in a file that does not exist", name=name))
        shard = self.shards[entry.shard]
        data = self._read(shard, entry.offset, size)
        if len(data) != size:
            raise WeightsDamaged(shard, message("it is truncated"))
        if crc32c(data) != entry.checksum:
            raise WeightsDamaged(shard, message("the checksum of {name} is wrong", name=name))
        values = np.frombuffer(data, "<f4").astype(np.float32, copy=False).reshape(shape)
        if not np.isfinite(values).all():
            raise WeightsDamaged(shard, message("{name} holds values that are not numbers", name=name))
        return values

    def _read(self, shard: Path, offset: int, size: int) -> bytes:
        try:
            if not shard.is_file():
                raise WeightsDamaged(shard, message("the file is missing"))
            with shard.open("rb") as file:
                if offset + size > shard.stat().st_size:
                    return b""
                file.seek(offset)
                return file.read(size)
        except OSError as error:
            raise from_os_error(error, shard, writing=False) from error
