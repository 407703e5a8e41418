"""Weights of the voice network: random ones in PyTorch's format, and the published ones where they are."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.separation.models.parts import voice_weights
from tests.helpers.official_weights import OFFICIAL

WHY_NOT = "the weights of CAM++ are neither installed nor in .weights/campplus"
_LAYERS = (12, 24, 16)


def published_voice_weights() -> Path | None:
    """Return the published weights, or None if they are not here."""
    for environ in ({"MODEL_PATH": str(OFFICIAL)}, dict(os.environ)):
        try:
            return voice_weights(environ)
        except DeepdubError:
            continue
    return None


def voice_shapes() -> dict[str, tuple[int, ...]]:
    """Return the shape of every array of the network."""
    found: dict[str, tuple[int, ...]] = {}

    def norm(name: str, width: int, affine: bool = True) -> None:
        for part in ("weight", "bias") * affine + ("running_mean", "running_var"):
            found[f"{name}.{part}"] = (width,)

    def square(name: str, norm_name: str, inputs: int, side: int = 3) -> None:
        found[f"{name}.weight"] = (32, inputs, side, side)
        norm(norm_name, 32)

    square("head.conv1", "head.bn1", 1)
    for layer in ("layer1", "layer2"):
        for block in range(2):
            name = f"head.{layer}.{block}"
            square(f"{name}.conv1", f"{name}.bn1", 32)
            square(f"{name}.conv2", f"{name}.bn2", 32)
            if not block:
                square(f"{name}.shortcut.0", f"{name}.shortcut.1", 32, 1)
    square("head.conv2", "head.bn2", 32)
    found["xvector.tdnn.linear.weight"] = (128, 320, 5)
    norm("xvector.tdnn.nonlinear.batchnorm", 128)
    width = 128
    for number, count in enumerate(_LAYERS, 1):
        for layer in range(1, count + 1):
            name = f"xvector.block{number}.tdnnd{layer}"
            norm(f"{name}.nonlinear1.batchnorm", width)
            found[f"{name}.linear1.weight"] = (128, width, 1)
            norm(f"{name}.nonlinear2.batchnorm", 128)
            found[f"{name}.cam_layer.linear_local.weight"] = (32, 128, 3)
            found[f"{name}.cam_layer.linear1.weight"] = (64, 128, 1)
            found[f"{name}.cam_layer.linear1.bias"] = (64,)
            found[f"{name}.cam_layer.linear2.weight"] = (32, 64, 1)
            found[f"{name}.cam_layer.linear2.bias"] = (32,)
            width += 32
        norm(f"xvector.transit{number}.nonlinear.batchnorm", width)
        width //= 2
        found[f"xvector.transit{number}.linear.weight"] = (width, 2 * width, 1)
    norm("xvector.out_nonlinear.batchnorm", width)
    found["xvector.dense.linear.weight"] = (192, 2 * width, 1)
    norm("xvector.dense.nonlinear.batchnorm", 192, affine=False)
    return found


def random_voice_weights() -> dict[str, npt.NDArray[np.float32]]:
    """Return weights that say nothing about voices; the same each time."""
    rng = np.random.default_rng(7)
    found: dict[str, npt.NDArray[np.float32]] = {}
    for name, shape in voice_shapes().items():
        if name.endswith(("running_var", ".weight")) and len(shape) == 1:
            values = rng.uniform(0.5, 1.5, shape)
        else:
            values = rng.normal(0, 1 / np.sqrt(max(1, int(np.prod(shape[1:])))), shape)
        found[name] = values.astype(np.float32)
    return found


def write_torch_file(path: Path, arrays: Mapping[str, npt.NDArray[Any]], *, pickled: bytes | None = None) -> Path:
    """Write arrays as ``torch.save`` does, or another pickle in their place."""
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("archive/version", "3\n")
        packed.writestr("archive/data.pkl", pickle_of(arrays) if pickled is None else pickled)
        for number, values in enumerate(arrays.values()):
            packed.writestr(f"archive/data/{number}", np.ascontiguousarray(values, "<f4").tobytes())
    return path


def pickle_of(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """Return the pickle in a file of PyTorch's, opcode by opcode."""
    parts = [b"\x80\x02}("]
    for number, (name, values) in enumerate(arrays.items()):
        strides = [int(np.prod(values.shape[at + 1 :])) for at in range(values.ndim)]
        parts += [_text(name), b"ctorch._utils\n_rebuild_tensor_v2\n((", _text("storage"), b"ctorch\nFloatStorage\n"]
        parts += [_text(str(number)), _text("cpu"), _whole(values.size), b"tQ", _whole(0)]
        parts += [
            b"(",
            *map(_whole, values.shape),
            b"t(",
            *map(_whole, strides),
            b"t\x89ccollections\nOrderedDict\n)RtR",
        ]
    return b"".join([*parts, b"u."])


def _text(text: str) -> bytes:
    data = text.encode()
    return b"X" + struct.pack("<I", len(data)) + data


def _whole(number: int) -> bytes:
    return b"J" + struct.pack("<i", number)
