"""Small models for tests: they run in milliseconds, and one of them hands everything through."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from deepdub_engine.models import Model
from deepdub_engine.network import AboveBins, InputForm, NetworkSpec
from deepdub_engine.network.weights import Weights, layer_shapes

TINY = NetworkSpec(64, 64, (2, 3, 4, 4, 3, 2), InputForm.COMPRESSED, 1, AboveBins.MEAN)


def random_weights(spec: NetworkSpec, seed: int = 1) -> Weights:
    """Return weights that make masks of many values."""
    rng = np.random.default_rng(seed)
    shapes = {f"{net}.{name}": shape for net in range(spec.nets) for name, shape in layer_shapes(spec).items()}
    scales = {
        name: 1 / np.sqrt(np.prod(shape[1:]) / 4) if name.endswith("kernel") else 0.3 for name, shape in shapes.items()
    }
    return {
        name: (scales[name] * rng.standard_normal(shape) + name.endswith("scale")).astype(np.float32)
        for name, shape in shapes.items()
    }


def write_model(folder: Path, weights: Weights, spec: NetworkSpec = TINY) -> Model:
    """Write weights as the program ships them."""
    path = folder / "tiny.npz"
    np.savez(path, **weights)
    return Model("tiny", "Tiny", "", spec, path, hashlib.sha256(path.read_bytes()).hexdigest())


def random_model(folder: Path, seed: int = 1) -> Model:
    """Return a model whose masks mean nothing."""
    return write_model(folder, random_weights(TINY, seed))


def transparent_model(folder: Path, spec: NetworkSpec = TINY) -> Model:
    """Return a model that takes everything for speech: its vocals are the mixture."""
    weights = random_weights(spec)
    weights["0.head.kernel"] *= 0
    weights["0.head.bias"] = np.full(2, 60, np.float32)
    return write_model(folder, weights, spec)
