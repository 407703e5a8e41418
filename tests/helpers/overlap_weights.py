"""Weights of the network that hears overlaps: random ones in the published format, and the published ones."""

from __future__ import annotations

import contextlib
import os
import zipfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.separation.models.parts import overlap_weights_beside, voice_weights
from tests.helpers.official_weights import OFFICIAL
from tests.helpers.voice_weights import pickle_of

WHY_NOT = "the weights that hear overlaps are neither installed nor in .weights/campplus"
BANK = "sincnet.conv1d.0.filterbank"
_HIDDEN = 128

Weights = dict[str, npt.NDArray[np.float32]]


def published_overlap_weights() -> Path | None:
    """Return the published weights, or None if they are not here."""
    for environ in ({"MODEL_PATH": str(OFFICIAL)}, dict(os.environ)):
        with contextlib.suppress(DeepdubError):
            if found := overlap_weights_beside(voice_weights(environ)):
                return found
    return None


def random_overlap_weights() -> Weights:
    """Return weights that say nothing about overlaps; the same each time. The filters are sensible ones."""
    rng = np.random.default_rng(11)
    shapes: dict[str, tuple[int, ...]] = {
        "sincnet.conv1d.1.weight": (60, 80, 5),
        "sincnet.conv1d.2.weight": (60, 60, 5),
        "linear.0.weight": (_HIDDEN, 2 * _HIDDEN),
        "linear.1.weight": (_HIDDEN, _HIDDEN),
        "classifier.weight": (7, _HIDDEN),
    }
    for layer in range(4):
        for way in ("", "_reverse"):
            shapes[f"lstm.weight_ih_l{layer}{way}"] = (4 * _HIDDEN, 2 * _HIDDEN if layer else 60)
            shapes[f"lstm.weight_hh_l{layer}{way}"] = (4 * _HIDDEN, _HIDDEN)
            shapes[f"lstm.bias_hh_l{layer}{way}"] = shapes[f"lstm.bias_ih_l{layer}{way}"] = (4 * _HIDDEN,)
    for name, width in (("wav_norm1d", 1), ("norm1d.0", 80), ("norm1d.1", 60), ("norm1d.2", 60)):
        shapes[f"sincnet.{name}.weight"] = shapes[f"sincnet.{name}.bias"] = (width,)
    for name in [name for name in shapes if name.startswith(("sincnet.conv1d", "linear", "classifier"))]:
        shapes[name.replace("weight", "bias")] = shapes[name][:1]
    found: Weights = {}
    for name, shape in sorted(shapes.items()):
        size = 1.5 / np.sqrt(max(4.0, np.prod(shape[1:])))
        found[name] = (rng.normal(0, size, shape) + name.endswith("norm1d.weight")).astype(np.float32)
    lows = np.linspace(30, 6000, 40)[:, None]
    times = np.arange(-125, 0)
    window = 0.54 - 0.46 * np.cos(2 * np.pi * np.arange(125) / 250)
    bank = {"low_hz_": lows, "band_hz_": lows / 4, "n_": 2 * np.pi * times[None] / 16_000, "window_": window}
    return found | {f"{BANK}.{name}": values.astype(np.float32) for name, values in bank.items()}


def decided_weights(*, overlapped: bool) -> Weights:
    """Return weights for which everything is overlapped, or nothing."""
    weights = random_overlap_weights()
    weights["classifier.weight"][:] = 0
    weights["classifier.bias"][:] = np.where(np.arange(7) >= 4, 9 if overlapped else -9, 0)
    return weights


def write_overlap_file(path: Path, weights: Weights) -> Path:
    """Write weights as they are published: in a dictionary beside others."""
    name = b"state_dict"
    key = b"X" + len(name).to_bytes(4, "little") + name
    inner = pickle_of(weights)[2:-1]
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("senko_vad/data.pkl", b"\x80\x02}" + key + inner + b"s.")
        for number, values in enumerate(weights.values()):
            packed.writestr(f"senko_vad/data/{number}", np.ascontiguousarray(values, "<f4").tobytes())
    return path
