"""Readers of network weights from NPZ files and Spleeter's checkpoints.

The layers of a U-Net are ``conv0`` to ``conv5``, ``up0`` to ``up5`` and ``head``, each with ``.kernel`` and ``.bias``.
Batch norms are folded into ``.scale`` and ``.shift`` of the layer before them. Names begin with the number of the net,
``0.`` first. For band-split networks see `BandSpec.array_shapes`.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.base.errors import WeightsDamaged, WeightsMissing, from_os_error
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress, finish
from deepdub_engine.separation.network.band_spec import BandSpec
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.network.tensor_bundle import TensorBundle
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC, STEPS, UNetSpec

Array = npt.NDArray[np.float32]
Weights = dict[str, Array]
NORM_EPSILON = 1e-3
_NORM_PARTS = ("gamma", "beta", "moving_mean", "moving_variance")
LARGEST_BYTES = 1 << 28


def layer_shapes(spec: UNetSpec) -> dict[str, tuple[int, ...]]:
    """Return the name and shape of every array of one net.

    Convolution kernels are ``[out, in, time, frequency]``, transposed ones ``[in, out, time, frequency]``.
    """
    down = (2, *spec.filters)
    up_out = (*spec.filters[-2::-1], 1)
    up_in = (spec.filters[-1], *(2 * count for count in spec.filters[-2::-1]))
    shapes: dict[str, tuple[int, ...]] = {"head.kernel": (2, 1, 4, 4), "head.bias": (2,)}
    for step in range(STEPS):
        shapes[f"conv{step}.kernel"] = (down[step + 1], down[step], 5, 5)
        shapes[f"up{step}.kernel"] = (up_in[step], up_out[step], 5, 5)
        for layer, count in ((f"conv{step}", down[step + 1]), (f"up{step}", up_out[step])):
            shapes[f"{layer}.bias"] = (count,)
            if layer != "conv5":  # the bottleneck has no norm
                shapes[f"{layer}.scale"] = shapes[f"{layer}.shift"] = (count,)
    return shapes


def array_shapes(spec: NetworkSpec) -> dict[str, tuple[int, ...]]:
    """Return the name and shape of every array of a network."""
    if isinstance(spec, BandSpec):
        return spec.array_shapes()
    return {f"{net}.{layer}": shape for net in range(spec.nets) for layer, shape in layer_shapes(spec).items()}


def multiply_adds(spec: NetworkSpec) -> int:
    """Return the number of multiply-adds per segment."""
    if isinstance(spec, BandSpec):
        return spec.products()
    counts = (
        math.prod(shape) * ((spec.frames * spec.bins) >> (2 * _halvings(name.removesuffix(".kernel"))))
        for name, shape in layer_shapes(spec).items()
        if name.endswith(".kernel")
    )
    return spec.nets * sum(counts)


def _halvings(layer: str) -> int:
    """Return how often frames and bins are halved where a layer's kernel is applied."""
    if layer.startswith("conv"):
        return int(layer.removeprefix("conv")) + 1
    if layer.startswith("up"):
        return STEPS - int(layer.removeprefix("up"))
    return 0


def fold_norm(gamma: Array, beta: Array, mean: Array, variance: Array) -> tuple[Array, Array]:
    """Fold a frozen batch norm into one scale and one shift per channel."""
    scale = gamma.astype(np.float64) / np.sqrt(variance.astype(np.float64) + NORM_EPSILON)
    return scale.astype(np.float32), (beta - mean * scale).astype(np.float32)


def one_net(weights: Weights, net: int) -> Weights:
    """Return the arrays of one net, without the net number in their names."""
    return {name[2:]: array for name, array in weights.items() if name.startswith(f"{net}.")}


def read_npz(path: Path, name: str, spec: NetworkSpec, sha256: str) -> Weights:
    """Read shipped weights, float16 or float32, and verify the file's checksum.

    Parameters
    ----------
    path
        The NPZ file.
    name
        Model name for error messages.
    spec
        Architecture that the arrays must match.
    sha256
        Expected SHA-256 of the file, in hexadecimal.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If the file is missing, has a wrong checksum, does not match the network, or cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise WeightsDamaged(path, message("far too large"))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise WeightsMissing(name, path) from error
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise WeightsDamaged(path, message("its checksum is wrong"))
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            weights = {key: np.asarray(file[key]).astype(np.float32) for key in file.files}
    except (ValueError, OSError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise WeightsDamaged(path, message("not a file of weights")) from error
    _check(weights, spec, path)
    return weights


def _check(weights: Mapping[str, Array], spec: NetworkSpec, path: Path) -> None:
    if array_shapes(spec) != {name: array.shape for name, array in weights.items()}:
        raise WeightsDamaged(path, message("made for another network"))
    if not all(np.isfinite(array).all() for array in weights.values()):
        raise WeightsDamaged(path, message("holds values that are not numbers"))


def _numbered(name: str, number: int) -> str:
    return f"{name}_{number}" if number else name


def count_nets(bundle: TensorBundle) -> int:
    """Return the number of U-Nets in a checkpoint."""
    return sum(_KERNEL.fullmatch(name) is not None for name in bundle.entries) // (STEPS + 1)


def read_spleeter(folder: Path, name: str, spec: UNetSpec = SPLEETER_SPEC) -> Weights:
    """Read one of Spleeter's checkpoints and verify the checksums of all tensors of the network.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If the checkpoint is missing, damaged, made for another network, or unreadable.
    """
    return finish(reading_spleeter(folder, name, spec))


def reading_spleeter(folder: Path, name: str, spec: UNetSpec = SPLEETER_SPEC) -> Job[Weights]:
    """Return the same as `read_spleeter`, as a job with progress per layer."""
    bundle = TensorBundle.open(folder, name)
    if count_nets(bundle) > spec.nets:
        raise WeightsDamaged(bundle.index, message("made for another network"))
    weights: Weights = {}
    layers = [(net, layer) for net in range(spec.nets) for layer in _LAYERS]
    for number, (net, layer) in enumerate(layers):
        yield Progress(number, len(layers), mark("Verifying"))
        weights |= {f"{net}.{part}": array for part, array in _spleeter_layer(bundle, net, layer).items()}
    _check(weights, spec, bundle.index)
    return weights


_KERNEL = re.compile(r"conv2d(?:_\d+)?/kernel", re.ASCII)
_LAYERS = (*(f"{kind}{step}" for kind in ("conv", "up") for step in range(STEPS)), "head")


def _tensors(net: int, layer: str) -> tuple[str, str]:
    """Return Spleeter's names for a layer and the norm after it, which is empty for the head."""
    if layer == "head":
        return _numbered("conv2d", 7 * net + STEPS), ""
    step = int(layer[-1])
    if layer.startswith("conv"):
        return _numbered("conv2d", 7 * net + step), _numbered("batch_normalization", 12 * net + step)
    return _numbered("conv2d_transpose", 6 * net + step), _numbered("batch_normalization", 12 * net + STEPS + step)


def _spleeter_layer(bundle: TensorBundle, net: int, layer: str) -> Weights:
    shapes = layer_shapes(SPLEETER_SPEC)
    tensor, norm = _tensors(net, layer)
    out, into, height, width = shapes[f"{layer}.kernel"]
    # TensorFlow stores the two spatial axes first, and the channel axes in reverse order.
    kernel = bundle.floats(f"{tensor}/kernel", (height, width, into, out))
    arrays = {
        f"{layer}.kernel": np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)),
        f"{layer}.bias": bundle.floats(f"{tensor}/bias", shapes[f"{layer}.bias"]),
    }
    if not norm:
        return arrays
    parts = [bundle.floats(f"{norm}/{part}", shapes[f"{layer}.bias"]) for part in _NORM_PARTS]
    if (parts[3] < 0).any():
        raise WeightsDamaged(bundle.index, message("holds a negative variance"))
    # The sixth norm is in the checkpoint, so it is verified; the network does not use it.
    if layer != f"conv{STEPS - 1}":
        arrays[f"{layer}.scale"], arrays[f"{layer}.shift"] = fold_norm(*parts)
    return arrays
