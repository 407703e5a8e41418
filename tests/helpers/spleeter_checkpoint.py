"""Writes checkpoints in Spleeter's format with random weights, without TensorFlow or the official weights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from crc32c import crc32c

Tensors = Mapping[str, npt.NDArray[np.generic]]
FILTERS = (16, 32, 64, 128, 256, 512)
_DTYPES = {np.dtype(np.float32): 1, np.dtype(np.int64): 9}
_RESTART = 16


def varint(value: int) -> bytes:
    """Encode an integer as a varint: seven bits per byte, lowest first."""
    data = bytearray()
    while value >= 0x80:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    data.append(value)
    return bytes(data)


def _masked(data: bytes) -> bytes:
    crc = crc32c(data)
    return (((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF).to_bytes(4, "little")


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value) if value else b""
    return varint(number << 3 | 2) + varint(len(value)) + value


def block(entries: list[tuple[bytes, bytes]]) -> bytes:
    """Return a block of a sorted string table, with its checksum."""
    data, restarts, last = bytearray(), [0], b""
    for number, (key, value) in enumerate(entries):
        shared = 0
        if number % _RESTART:
            while shared < min(len(key), len(last)) and key[shared] == last[shared]:
                shared += 1
        elif number:
            restarts.append(len(data))
        data += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    data += b"".join(at.to_bytes(4, "little") for at in (*restarts, len(restarts))) + b"\0"
    return bytes(data) + _masked(bytes(data))


def table(entries: list[tuple[bytes, bytes]]) -> bytes:
    """Return a sorted string table with one data block."""
    data, meta = block(entries), block([])
    handle = varint(0) + varint(len(data) - 5)
    index = block([(entries[-1][0], handle)])
    handles = b"".join(varint(number) for number in (len(data), len(meta) - 5, len(data) + len(meta), len(index) - 5))
    return data + meta + index + handles.ljust(40, b"\0") + (0xDB4775248B80FB57).to_bytes(8, "little")


def write_bundle(prefix: Path, tensors: Tensors) -> None:
    """Write ``<prefix>.index``, ``<prefix>.data-00000-of-00001`` and the file ``checkpoint`` beside them."""
    prefix.parent.mkdir(parents=True, exist_ok=True)
    entries = [(b"", _field(1, 1) + _field(3, _field(1, 1)))]
    offset = 0
    with prefix.with_name(f"{prefix.name}.data-00000-of-00001").open("wb") as file:
        for name, tensor in sorted(tensors.items(), key=lambda item: item[0].encode()):
            data = np.ascontiguousarray(tensor).tobytes()
            shape = b"".join(_field(2, _field(1, size)) for size in tensor.shape)
            crc = varint(6 << 3 | 5) + _masked(data)
            place = _field(4, offset) + _field(5, len(data))
            # TensorFlow writes the shape even if it is empty.
            entries.append((name.encode(), _field(1, _DTYPES[tensor.dtype]) + _field(2, shape) + place + crc))
            file.write(data)
            offset += len(data)
    prefix.with_name(f"{prefix.name}.index").write_bytes(table(entries))
    (prefix.parent / "checkpoint").write_text(f'model_checkpoint_path: "{prefix.name}"\n', encoding="utf-8")


def tensor_names(stems: int) -> list[str]:
    """Return the names of all layers, vocals first."""
    numbered = [("conv2d", 7), ("conv2d_transpose", 6), ("batch_normalization", 12)]
    return [f"{name}_{number}" if number else name for name, count in numbered for number in range(stems * count)]


def random_tensors(seed: int, stems: int = 2) -> dict[str, npt.NDArray[np.generic]]:
    """Return the tensors of a checkpoint, 149 for 2 stems, scaled to give varied masks on ordinary sound."""
    rng = np.random.default_rng(seed)
    down, up_in = (2, *FILTERS), (512, 512, 256, 128, 64, 32)
    up_out = (256, 128, 64, 32, 16, 1)
    tensors: dict[str, npt.NDArray[np.generic]] = {"global_step": np.array(1_000_000, np.int64)}

    def normal(*shape: int, scale: float, around: float = 0) -> npt.NDArray[np.float32]:
        return (around + scale * rng.standard_normal(shape, np.float32)).astype(np.float32)

    for name in tensor_names(stems):
        kind, number = re.fullmatch(r"(.*?)_?(\d*)", name).groups()  # type: ignore[union-attr]
        position = int(number or 0) % {"conv2d": 7, "conv2d_transpose": 6, "batch_normalization": 12}[kind]
        if kind == "batch_normalization":
            count = FILTERS[position] if position < 6 else up_out[position - 6]
            tensors[f"{name}/gamma"] = normal(count, scale=0.2, around=1)
            tensors[f"{name}/beta"] = normal(count, scale=0.2)
            tensors[f"{name}/moving_mean"] = normal(count, scale=0.2)
            tensors[f"{name}/moving_variance"] = rng.uniform(0.5, 1.5, count).astype(np.float32)
            continue
        if kind == "conv2d_transpose":
            shape = (5, 5, up_out[position], up_in[position])
            scale, count = (2 / (6.25 * up_in[position])) ** 0.5, shape[2]
        elif position == 6:
            shape, scale, count = (4, 4, 1, 2), 0.4, 2
        else:
            shape = (5, 5, down[position], down[position + 1])
            scale, count = (1.2 / (25 * down[position])) ** 0.5, shape[3]
        tensors[f"{name}/kernel"] = normal(*shape, scale=scale)
        tensors[f"{name}/bias"] = normal(count, scale=0.1)
    return tensors


def write_checkpoint(folder: Path, seed: int = 1, stems: int = 2) -> Path:
    """Write a complete checkpoint in Spleeter's layout into a folder, and return the folder."""
    write_bundle(folder / "model", random_tensors(seed, stems))
    (folder / ".probe").write_text("OK", encoding="utf-8")
    return folder
