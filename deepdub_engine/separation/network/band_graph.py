"""The band-split network as an OpenVINO graph, from the spectra of a segment to the spectra of its speech.

The network follows Luo and Yu, "Music source separation with band-split RNN", IEEE/ACM TASLP 2023. It is smaller,
mixes bands through a dense layer, and filters mid and side instead of masking them.
"""

from __future__ import annotations

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

        Its input holds the real and imaginary parts of left and right, float32 ``[2, frames, bins, 2]``. Its outputs
        are the same for the speech, and the gain above the last bin, ``[1, frames, 1]``.
        """
        return openvino.Model(*BandGraphBuilder(self._spec, weights).whole(), "bands")

    def given(self, spectrum: Spectrum) -> tuple[Array, ...]:
        """Return the real and imaginary parts of a segment, float32 ``[channels, frames, bins, 2]``."""
        seen = np.ascontiguousarray(spectrum[:, :, : self._spec.bins])
        return (seen.view(np.float32).reshape(*seen.shape, 2),)

    def masked(self, spectrum: Spectrum, outputs: tuple[Array, ...], *, exact: bool) -> MaskedFrames:  # noqa: ARG002
        """Return a function that returns the speech in some frames; `exact` applies to Spleeter's networks only."""
        speech, above = outputs
        filtered, bins = speech.view(np.complex64)[..., 0], self._spec.bins
        heard = np.zeros((2, FRAMES_PER_STEP, spectrum.shape[-1]), np.complex64)

        def part(frames: slice) -> Spectrum:
            seen = spectrum[:, frames]
            found = heard[:, : seen.shape[1]]
            found[:, :, :bins] = filtered[:, frames]
            np.multiply(seen[..., bins:], above[:, frames], out=found[:, :, bins:])
            return found

        return part


def axes(*values: int) -> Any:
    """Return axes or sizes as a graph's nodes take them."""
    return np.array(values, np.int64)


class BandGraphBuilder:
    """Builds the graph of a band-split network; subclasses change what it sees and filters."""

    def __init__(self, spec: BandSpec, net: Weights) -> None:
        from openvino import opset13

        self._ops: Any = opset13
        self._spec, self._net = spec, net

    def whole(self) -> tuple[list[Any], list[Any]]:
        """Return the outputs and inputs of the graph."""
        ops, spec = self._ops, self._spec
        given = ops.parameter([2, spec.frames, spec.bins, 2], np.float32, "left and right")
        both = self._turned(given)
        features = self._reshape(ops.transpose(self._features(both), axes(1, 2, 0, 3)), spec.frames, spec.bins, _SEEN)
        x = self._blocks(self._split(features, _SEEN))
        middle, side = self._filtered(self._filters(self._norm(x, "norm"), FILTERS), both)
        speech = ops.concat([self._alone(ops.add(middle, side)), self._alone(ops.subtract(middle, side))], 0)
        return [speech, self._above(speech, given)], [given]

    def _turned(self, channels: Any) -> Any:
        """Return the middle and the side of left and right."""
        turn = np.array([[0.5, 0.5], [0.5, -0.5]], np.float32)
        turned = self._ops.matmul(turn, self._reshape(channels, 2, -1), transpose_a=False, transpose_b=False)
        return self._reshape(turned, 2, self._spec.frames, self._spec.bins, 2)

    def _blocks(self, x: Any) -> Any:
        for block in range(self._spec.blocks):
            x = self._over_time(x, f"time{block}")
            x = self._over_bands(x, f"mix{block}")
        return x

    def _features(self, both: Any) -> Any:
        """Normalise the level of a segment and compress its magnitudes."""
        ops = self._ops
        power = ops.reduce_mean(ops.reduce_sum(ops.multiply(both, both), axes(3)), axes(0, 1, 2))
        level = ops.add(ops.sqrt(power), np.float32(FLOOR * self._spec.frame / 2))
        levelled = ops.divide(both, level)
        powers = ops.reduce_sum(ops.multiply(levelled, levelled), axes(3), keep_dims=True)
        return ops.multiply(
            levelled,
            ops.power(ops.add(powers, np.float32(SMALLEST_POWER)), np.float32((COMPRESSION - 1) / 2)),
        )

    def _split(self, features: Any, seen: int) -> Any:
        """Return the features of each band, ``[bands, frames, features]``, from those of each bin."""
        ops, spec = self._ops, self._spec
        rows = self._reshape(features, spec.frames, seen * spec.bins)
        groups = ops.variadic_split(rows, np.int64(1), axes(*(seen * count * width for count, width in spec.bands)))
        bands = []
        for group, (count, width) in enumerate(spec.bands):
            part = self._reshape(groups.output(group), spec.frames, count, seen * width)
            bands.append(self._per_band(ops.transpose(part, axes(1, 0, 2)), f"split{group}"))
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

    def _filters(self, x: Any, each: int) -> Any:
        """Return the complex filters of every bin, ``[frames, bins, 2 * each]``."""
        ops, spec = self._ops, self._spec
        groups = ops.variadic_split(x, np.int64(0), axes(*(count for count, _ in spec.bands)))
        filters = []
        for group, (count, width) in enumerate(spec.bands):
            deep = ops.tanh(self._per_band(groups.output(group), f"head{group}"))
            last = ops.transpose(self._per_band(deep, f"last{group}"), axes(1, 0, 2))
            filters.append(self._reshape(last, spec.frames, count * width, 2 * each))
        return ops.concat(filters, 1)

    def _filtered(self, filters: Any, both: Any) -> tuple[Any, Any]:
        """Return mid and side of the speech."""
        ops, spec = self._ops, self._spec
        parts = ops.split(both, np.int64(0), 2)
        middle, side = (self._reshape(parts.output(part), spec.frames, spec.bins, 2) for part in range(2))
        each = ops.split(filters, np.int64(2), FILTERS)
        of_middle = ops.add(self._times(each.output(0), middle), self._times(each.output(1), side))
        return of_middle, self._times(each.output(2), side)

    def _above(self, speech: Any, given: Any) -> Any:
        """Return the share of speech in the topmost bins, as an amplitude gain."""
        ops, spec = self._ops, self._spec
        last, end = axes(spec.bins - min(_TOP_BINS, spec.bins)), axes(spec.bins)

        def power(node: Any) -> Any:
            top = ops.slice(node, last, end, axes(1), axes(2))
            return ops.reduce_sum(ops.multiply(top, top), axes(0, 2, 3))

        ratio = ops.divide(power(speech), ops.add(power(given), np.float32(_SMALLEST_TOP)))
        return self._reshape(ops.sqrt(ops.minimum(ratio, np.float32(1))), 1, spec.frames, 1)

    def _times(self, one: Any, other: Any) -> Any:
        """Multiply complex numbers stored as real and imaginary parts on the last axis."""
        ops = self._ops
        (a, b), (c, d) = (
            (halves.output(0), halves.output(1)) for halves in (ops.split(x, np.int64(2), 2) for x in (one, other))
        )
        real = ops.subtract(ops.multiply(a, c), ops.multiply(b, d))
        return ops.concat([real, ops.add(ops.multiply(a, d), ops.multiply(b, c))], 2)

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

    def _alone(self, x: Any) -> Any:
        return self._ops.unsqueeze(x, axes(0))


def _reordered(gates: Array) -> Array:
    """Reorder gates from input, forget, cell, output to forget, input, cell, output."""
    first, second, third, fourth = np.split(gates, 4, axis=1)
    return np.concatenate([second, first, third, fourth], axis=1)
