"""The arrays in a file that PyTorch saved, read without PyTorch: the pickle in it may name arrays, and nothing else.

The file is a zip archive with a pickle, ``NAME/data.pkl``, and the bytes of each storage, ``NAME/data/KEY``. A pickle
can call any function it names, so this reader looks names up in its own short table only.
"""

from __future__ import annotations

import collections
import io
import math
import pickle
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from deepdub_engine.base.errors import WeightsDamaged, from_os_error
from deepdub_engine.base.messages import message

_LARGEST_PICKLE = 1 << 22
_LARGEST_STORAGE = 1 << 26
_LARGEST_FILE = 1 << 28
_MOST_DIMENSIONS = 8
_TYPES = {
    "FloatStorage": "<f4",
    "DoubleStorage": "<f8",
    "HalfStorage": "<f2",
    "LongStorage": "<i8",
    "IntStorage": "<i4",
}


@dataclass(frozen=True, slots=True)
class _Storage:
    """A storage type of PyTorch."""

    dtype: str


def read_arrays(path: Path, *, inside: str = "") -> dict[str, npt.NDArray[Any]]:
    """Return the arrays in a file that ``torch.save`` wrote of a state dictionary.

    Parameters
    ----------
    path
        The file.
    inside
        The name of the state dictionary in a dictionary that was saved; empty if nothing else was.

    Raises
    ------
    WeightsDamaged
        If it is damaged, or its pickle holds anything but arrays in dictionaries.
    FileMissing, FileUnreadable
        If it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            name = next((each for each in packed.namelist() if each.endswith("/data.pkl")), "")
            reader = _Reader(packed, name.removesuffix("data.pkl"))
            found = reader.load_from(_bytes_of(packed, name, _LARGEST_PICKLE))
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    except (*_FAULTS, zipfile.BadZipFile, zlib.error) as error:
        raise WeightsDamaged(path, message("not a file of weights")) from error
    if inside and isinstance(found, Mapping):
        found = found.get(inside)
    if not isinstance(found, Mapping) or not all(
        isinstance(key, str) and isinstance(value, np.ndarray) for key, value in found.items()
    ):
        raise WeightsDamaged(path, message("not a file of weights"))
    return dict(found)


# What reading bytes that anybody may have written can raise, the pickle module's own list included.
_FAULTS = (
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)


def _bytes_of(packed: zipfile.ZipFile, name: str, largest: int) -> bytes:
    member = packed.getinfo(name)
    if member.file_size > largest:
        raise ValueError("too large")
    with packed.open(member) as file:
        found = file.read(largest + 1)
    if len(found) != member.file_size:
        raise ValueError("not as large as it says")
    return found


class _Reader:
    """Turns the pickle of an archive into arrays."""

    def __init__(self, packed: zipfile.ZipFile, folder: str) -> None:
        self._packed = packed
        self._folder = folder
        self._left = _LARGEST_FILE
        self._storages: dict[str, npt.NDArray[Any]] = {}

    def load_from(self, data: bytes) -> object:
        return _Unpickler(io.BytesIO(data), self.storage).load()

    def storage(self, kind: _Storage, key: str, count: int) -> npt.NDArray[Any]:
        """Return the values of a storage, ``[count]``."""
        if not key.isalnum():
            raise ValueError("not the name of a storage")
        if key not in self._storages:
            data = _bytes_of(self._packed, f"{self._folder}data/{key}", min(_LARGEST_STORAGE, self._left))
            self._left -= len(data)
            self._storages[key] = np.frombuffer(data, kind.dtype)
        found = self._storages[key]
        if found.dtype != np.dtype(kind.dtype) or len(found) != count:
            raise ValueError("not the size that it says")
        return found


class _Unpickler(pickle.Unpickler):
    """An unpickler that knows dictionaries and arrays only."""

    def __init__(self, file: io.BytesIO, storage: Any) -> None:
        super().__init__(file)
        self._storage = storage

    def find_class(self, module: str, name: str) -> Any:
        """Return what a name stands for; refuse all but those of arrays."""
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _array
        if module == "torch" and name in _TYPES:
            return _Storage(_TYPES[name])
        raise pickle.UnpicklingError("it names something that is no array")

    def persistent_load(self, pid: Any) -> Any:
        """Return the storage that an identifier names."""
        tag, kind, key, _place, count = pid
        if tag != "storage" or not isinstance(kind, _Storage) or not isinstance(key, str) or not isinstance(count, int):
            raise pickle.UnpicklingError("it names something that is no array")
        return self._storage(kind, key, count)


def _array(storage: Any, offset: Any, shape: Sequence[int], strides: Sequence[int], *_: object) -> npt.NDArray[Any]:
    """Return an array in a storage, as ``torch._utils._rebuild_tensor_v2``; only arrays whose values lie in order."""
    if not isinstance(storage, np.ndarray) or len(shape) > _MOST_DIMENSIONS:
        raise pickle.UnpicklingError("it names something that is no array")
    if not all(isinstance(size, int) and size >= 0 for size in (offset, *shape)):
        raise pickle.UnpicklingError("it names something that is no array")
    in_order = [math.prod(shape[at + 1 :]) for at in range(len(shape))]
    if any(size > 1 and step != wanted for size, step, wanted in zip(shape, strides, in_order, strict=True)):
        raise pickle.UnpicklingError("values out of order")
    count = math.prod(shape)
    if offset + count > len(storage):
        raise pickle.UnpicklingError("values outside of the file")
    found: npt.NDArray[Any] = storage[offset : offset + count].reshape(tuple(shape))
    return found
