"""The band-split network as an OpenVINO graph, from the spectra of a segment to the spectra of its speech.

The network follows Luo and Yu, "Music source separation with band-split RNN", IEEE/ACM TASLP 2023. It is smaller,
mixes bands through a dense layer, and filters mid and side instead of masking them.
"""

from __future__ import annotations

import functools
from types import ModuleType
from typing import Any

import numpy as np

from deepdub_engine.separation.network.band_spec import FILTERS, BandSpec
from deepdub_engine.separation.network.graph_io import FRAMES_PER_STEP, MaskedFrames, Spectrum
from deepdub_engine.separation.network.weights import Array, Weights

FLOOR = 1e-5  # relative to full scale; quieter segments are not normalised up
COMPRESSION = 0.3
SMALLEST_POWER = 1e-8
_SMALLEST_TOP = 1e-20
_NORM_EPSILON = 1e-5
_SEEN = 4  # values per bin: the real and imaginary parts of middle and side
_TOP_BINS = 128  # 2.8 kHz; their gain is used above the last bin


class BandGraphIO:
    """The input and output format of band-split networks, which filter spectra."""

    channels = 2

    def __init__(self, spec: BandSpec) -> None:
        self._spec = spec

    def graph(self, openvino: ModuleType, weights: Weights) -> Any:
        """Return the graph.

        Its input holds the real and imaginary parts of left and right, float32 ``[2, 2, frames, bins]``. Its outputs
        are the same for the speech, and the gain above the last bin, ``[1, frames, 1]``.
        """
        return openvino.Model(*BandGraphBuilder(self._spec, weights).whole(), "bands")

    def given(self, spectrum: Spectrum) -> tuple[Array, ...]:
        """Return the real and imaginary parts of a segment, float32 ``[channels, 2, frames, bins]``."""
        seen = spectrum[:, :, : self._spec.bins]
        return (np.stack([seen.real, seen.imag], axis=1),)

    def masked(self, spectrum: Spectrum, outputs: tuple[Array, ...], *, exact: bool) -> MaskedFrames:  # noqa: ARG002
        """Return a function that returns the speech in some frames; `exact` applies to Spleeter's networks only."""
        speech, above = outputs
        bins = self._spec.bins
        heard = np.zeros((2, FRAMES_PER_STEP, spectrum.shape[-1]), np.complex64)

        def part(frames: slice) -> Spectrum:
            seen = spectrum[:, frames]
            found = heard[:, : seen.shape[1]]
            found.real[:, :, :bins], found.imag[:, :, :bins] = speech[:, 0, frames], speech[:, 1, frames]
            np.multiply(seen[..., bins:], above[:, frames], out=found[:, :, bins:])
            return found

        return part


def axes(*values: int) -> Any:
    """Return axes or sizes as a graph's nodes take them."""
    return np.array(values, np.int64)


class BandGraphBuilder:
    """Builds the graph of a band-split network; subclasses change what it sees and filters.

    Real and imaginary parts are planes, ``[channels, 2, frames, bins]``, so that the processor's vectors run along the
    bins. Stored kernels have them, and what the network sees, side by side for each bin, so they are reordered here.
    """

    def __init__(self, spec: BandSpec, net: Weights) -> None:
        from openvino import opset13

        self._ops: Any = opset13
        self._spec, self._net = spec, net

    def whole(self) -> tuple[list[Any], list[Any]]:
        """Return the outputs and inputs of the graph."""
        ops, spec = self._ops, self._spec
        given = ops.parameter([2, 2, spec.frames, spec.bins], np.float32, "left and right")
        both = self._turned(given)
        x = self._blocks(self._split(self._planes(self._compressed(self._levelled(both, both))), _SEEN))
        middle, side = self._filtered(self._filters(self._norm(x, "norm"), FILTERS), both)
        speech = self._left_and_right(middle, side)
        return [speech, self._above(speech, given)], [given]

    def _turned(self, channels: Any) -> Any:
        """Return the middle and the side of left and right."""
        turn = np.array([[0.5, 0.5], [0.5, -0.5]], np.float32)
        turned = self._ops.matmul(turn, self._reshape(channels, 2, -1), transpose_a=False, transpose_b=False)
        return self._reshape(turned, 2, 2, self._spec.frames, self._spec.bins)

    def _left_and_right(self, middle: tuple[Any, Any], side: tuple[Any, Any]) -> Any:
        """Return left and right of the real and imaginary parts of middle and side."""
        ops = self._ops
        parts = [put(*pair) for put in (ops.add, ops.subtract) for pair in zip(middle, side, strict=True)]
        return self._reshape(ops.concat(parts, 0), 2, 2, self._spec.frames, self._spec.bins)

    def _planes(self, parts: Any) -> Any:
        """Return real and imaginary parts as ``[channels * 2, frames, bins]``."""
        return self._reshape(parts, -1, self._spec.frames, self._spec.bins)

    def _blocks(self, x: Any) -> Any:
        for block in range(self._spec.blocks):
            x = self._over_time(x, f"time{block}")
            x = self._over_bands(x, f"mix{block}")
        return x

    def _levelled(self, sources: Any, mixture: Any) -> Any:
        """Return sources at the level that brings a mixture's middle and side to one."""
        ops = self._ops
        power = ops.multiply(ops.reduce_mean(ops.multiply(mixture, mixture), axes(0, 1, 2, 3)), np.float32(2))
        return ops.divide(sources, ops.add(ops.sqrt(power), np.float32(FLOOR * self._spec.frame / 2)))

    def _compressed(self, parts: Any) -> Any:
        """Compress magnitudes and keep phases."""
        return self._ops.multiply(parts, self._gain(self._powers(parts)))

    def _powers(self, parts: Any) -> Any:
        """Return squared magnitudes, ``[channels, 1, frames, bins]``."""
        return self._ops.reduce_sum(self._ops.multiply(parts, parts), axes(1), keep_dims=True)

    def _gain(self, powers: Any) -> Any:
        """Return the gain that compresses magnitudes."""
        ops = self._ops
        return ops.power(ops.add(powers, np.float32(SMALLEST_POWER)), np.float32((COMPRESSION - 1) / 2))

    def _split(self, features: Any, seen: int) -> Any:
        """Return the features of each band, ``[bands, frames, features]``, from those of each bin."""
        ops, spec = self._ops, self._spec
        groups = ops.variadic_split(features, np.int64(2), axes(*(count * width for count, width in spec.bands)))
        bands = []
        for group, (count, width) in enumerate(spec.bands):
            part = self._reshape(groups.output(group), seen, spec.frames, count, width)
            rows = self._reshape(ops.transpose(part, axes(2, 1, 0, 3)), count, spec.frames, seen * width)
            stored = self._net[f"split{group}.kernel"].reshape(count, width, seen, -1)
            kernel = np.ascontiguousarray(stored.swapaxes(1, 2)).reshape(count, seen * width, -1)
            product = ops.matmul(rows, kernel, transpose_a=False, transpose_b=False)
            bands.append(ops.add(product, self._net[f"split{group}.bias"]))
        return ops.concat(bands, 0)

    def _over_time(self, x: Any, name: str) -> Any:
        ops, spec = self._ops, self._spec
        start = np.zeros((spec.count, 2, spec.hidden), np.float32)
        weights = (_reordered(self._net[f"{name}.{part}"]) for part in ("input", "state", "gates"))
        lengths = np.full(spec.count, spec.frames, np.int32)
        seen = ops.lstm_sequence(
            self._norm(x, name), start, start, lengths, *weights, spec.hidden, "bidirectional"
        ).output(0)
        rows = self._reshape(ops.transpose(seen, axes(0, 2, 1, 3)), spec.count, spec.frames, 2 * spec.hidden)
        return ops.add(x, self._linear(rows, f"{name}.kernel", f"{name}.bias"))

    def _over_bands(self, x: Any, name: str) -> Any:
        ops, spec = self._ops, self._spec
        narrow = ops.swish(self._linear(self._norm(x, name), f"{name}.into", f"{name}.into_bias"))
        rows = self._reshape(ops.transpose(narrow, axes(1, 0, 2)), spec.frames, spec.count * spec.passage)
        mixed = ops.swish(self._linear(rows, f"{name}.every", f"{name}.every_bias"))
        back = ops.transpose(self._reshape(mixed, spec.frames, spec.count, spec.passage), axes(1, 0, 2))
        return ops.add(x, self._linear(back, f"{name}.kernel", f"{name}.bias"))

    def _filters(self, x: Any, each: int) -> list[tuple[Any, Any]]:
        """Return real and imaginary parts of the complex filters, each ``[1, frames, bins]``."""
        ops, spec = self._ops, self._spec
        groups = ops.variadic_split(x, np.int64(0), axes(*(count for count, _ in spec.bands)))
        filters = []
        for group, (count, width) in enumerate(spec.bands):
            deep = ops.tanh(self._per_band(groups.output(group), f"head{group}"))
            kernel, bias = (
                np.ascontiguousarray(
                    self._net[f"last{group}.{part}"].reshape(count, -1, width, 2 * each).swapaxes(2, 3)
                ).reshape(count, -1, 2 * each * width)
                for part in ("kernel", "bias")
            )
            last = ops.add(ops.matmul(deep, kernel, transpose_a=False, transpose_b=False), bias)
            planes = ops.transpose(self._reshape(last, count, spec.frames, 2 * each, width), axes(2, 1, 0, 3))
            filters.append(self._reshape(planes, 2 * each, spec.frames, count * width))
        return self._pairs(ops.concat(filters, 2), each)

    def _pairs(self, planes: Any, count: int) -> list[tuple[Any, Any]]:
        """Return real and imaginary parts, each ``[1, frames, bins]``."""
        parts = self._ops.split(planes, np.int64(0), 2 * count)
        return [(parts.output(2 * number), parts.output(2 * number + 1)) for number in range(count)]

    def _filtered(self, filters: list[tuple[Any, Any]], both: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """Return mid and side of the speech."""
        middle, side = self._pairs(self._planes(both), 2)
        return self._summed((filters[0], middle), (filters[1], side)), self._summed((filters[2], side))

    def _summed(self, *pairs: tuple[tuple[Any, Any], tuple[Any, Any]]) -> tuple[Any, Any]:
        """Return the real and imaginary part of a sum of complex products."""
        ops = self._ops
        reals, imaginaries = [], []
        for (a, b), (c, d) in pairs:
            reals.append(ops.subtract(ops.multiply(a, c), ops.multiply(b, d)))
            imaginaries.append(ops.add(ops.multiply(a, d), ops.multiply(b, c)))
        return functools.reduce(ops.add, reals), functools.reduce(ops.add, imaginaries)

    def _above(self, speech: Any, given: Any) -> Any:
        """Return the share of speech in the topmost bins, as an amplitude gain."""
        ops, spec = self._ops, self._spec
        last, end = axes(spec.bins - min(_TOP_BINS, spec.bins)), axes(spec.bins)

        def power(node: Any) -> Any:
            top = ops.slice(node, last, end, axes(1), axes(3))
            return ops.reduce_sum(ops.multiply(top, top), axes(0, 1, 3))

        ratio = ops.divide(power(speech), ops.add(power(given), np.float32(_SMALLEST_TOP)))
        return self._reshape(ops.sqrt(ops.minimum(ratio, np.float32(1))), 1, spec.frames, 1)

    def _norm(self, x: Any, name: str) -> Any:
        normal = self._ops.mvn(x, axes(-1), normalize_variance=True, eps=_NORM_EPSILON, eps_mode="inside_sqrt")
        scaled = self._ops.multiply(normal, self._net[f"{name}.scale"])
        return self._ops.add(scaled, self._net[f"{name}.shift"])

    def _linear(self, x: Any, kernel: str, bias: str) -> Any:
        product = self._ops.matmul(x, self._net[kernel], transpose_a=False, transpose_b=True)
        return self._ops.add(product, self._net[bias])

    def _per_band(self, x: Any, name: str) -> Any:
        product = self._ops.matmul(x, self._net[f"{name}.kernel"], transpose_a=False, transpose_b=False)
        return self._ops.add(product, self._net[f"{name}.bias"])

    def _reshape(self, x: Any, *shape: int) -> Any:
        return self._ops.reshape(x, axes(*shape), special_zero=False)


def _reordered(gates: Array) -> Array:
    """Reorder gates from input, forget, cell, output to forget, input, cell, output."""
    first, second, third, fourth = np.split(gates, 4, axis=1)
    return np.concatenate([second, first, third, fourth], axis=1)
