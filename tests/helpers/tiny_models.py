"""Small models for tests: they run in milliseconds; one passes everything through."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.network import BandSpec, NetworkSpec, UNetSpec
from deepdub_engine.separation.network.graph_io import FRAMES_PER_STEP, MaskedFrames, Spectrum
from deepdub_engine.separation.network.weights import Weights, array_shapes

TINY = BandSpec(((4, 5), (3, 20)), frames=64, features=8, hidden=6, passage=3, blocks=2)
TINY_UNET = UNetSpec(64, 64, (2, 3, 4, 4, 3, 2), 2)


def random_weights(spec: NetworkSpec, seed: int = 1) -> Weights:
    """Return random weights that give varied masks or filters."""
    rng = np.random.default_rng(seed)
    return {
        name: (_scale(name, shape) * rng.standard_normal(shape) + name.endswith("scale")).astype(np.float32)
        for name, shape in array_shapes(spec).items()
    }


def _scale(name: str, shape: tuple[int, ...]) -> float:
    if len(shape) < 2 or name.endswith(("bias", "gates")):
        return 0.3
    return float(1 / np.sqrt(np.prod(shape[1:]) / 4 if len(shape) == 4 else shape[-1]))


def all_frames(masked: MaskedFrames, frames: int) -> Spectrum:
    """Return the masked frames of a whole segment."""
    return np.concatenate(
        [masked(slice(at, at + FRAMES_PER_STEP)).copy() for at in range(0, frames, FRAMES_PER_STEP)], axis=1
    )


def write_model(folder: Path, weights: Weights, spec: NetworkSpec = TINY) -> Model:
    """Write weights in the format that the program ships."""
    path = folder / "tiny.npz"
    np.savez(path, **weights)
    return Model("tiny", "Tiny", "", spec, path, hashlib.sha256(path.read_bytes()).hexdigest())


def random_model(folder: Path, seed: int = 1) -> Model:
    """Return a model with random masks."""
    return write_model(folder, random_weights(TINY, seed))


def transparent_model(folder: Path, spec: BandSpec = TINY) -> Model:
    """Return a model that takes everything for speech: its vocals equal the mixture."""
    weights = random_weights(spec)
    for group, (count, width) in enumerate(spec.bands):
        weights[f"last{group}.kernel"] *= 0
        filters = np.zeros((count, 1, width, 3, 2), np.float32)
        filters[:, :, :, [0, 2], 0] = 1  # mid from mid, side from side
        weights[f"last{group}.bias"] = filters.reshape(count, 1, 6 * width)
    return write_model(folder, weights, spec)
