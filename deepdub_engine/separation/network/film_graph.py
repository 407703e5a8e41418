"""The network that refines other separations as an OpenVINO graph: a mixture and two separations in, speech out."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from deepdub_engine.separation.network.band_graph import (
    COMPRESSION,
    FLOOR,
    SMALLEST_POWER,
    BandGraphBuilder,
    BandGraphIO,
    axes,
)
from deepdub_engine.separation.network.film_spec import CHANNELS, FILTERS, SEEN, FilmSpec
from deepdub_engine.separation.network.graph_io import MaskedFrames, Spectrum
from deepdub_engine.separation.network.weights import Array, Weights

_MIXTURE, _VOCALS, _SPEECH = slice(0, 2), slice(2, 4), slice(4, 5)


class FilmGraphIO:
    """The input and output format of the network; its spectra have the five channels of `FilmSpec`."""

    channels = CHANNELS

    def __init__(self, spec: FilmSpec) -> None:
        self._spec = spec
        self._bands = BandGraphIO(spec)

    def graph(self, openvino: ModuleType, weights: Weights) -> Any:
        """Return the graph.

        Its inputs hold the real and imaginary parts of the mixture and of the vocals in left and right, float32
        ``[2, frames, bins, 2]``, and of the speech, ``[1, frames, bins, 2]``. Its outputs are those of `BandGraphIO`.
        """
        return openvino.Model(*_FilmBuilder(self._spec, weights).whole(), "film")

    def given(self, spectrum: Spectrum) -> tuple[Array, ...]:
        """Return the real and imaginary parts of the three sources in a segment."""
        return tuple(self._bands.given(spectrum[part])[0] for part in (_MIXTURE, _VOCALS, _SPEECH))

    def masked(self, spectrum: Spectrum, outputs: tuple[Array, ...], *, exact: bool) -> MaskedFrames:
        """Return a function that returns the speech in some frames; see `BandGraphIO.masked`."""
        return self._bands.masked(spectrum[_MIXTURE], outputs, exact=exact)


class _FilmBuilder(BandGraphBuilder):
    def whole(self) -> tuple[list[Any], list[Any]]:
        ops, spec = self._ops, self._spec
        mixture, vocals = (
            ops.parameter([2, spec.frames, spec.bins, 2], np.float32, name) for name in ("mixture", "vocals")
        )
        speech = ops.parameter([1, spec.frames, spec.bins, 2], np.float32, "speech")
        sources = ops.concat([self._turned(mixture), self._turned(vocals), speech], 0)
        x = self._blocks(self._split(self._features(sources), SEEN))
        middle, side = self._filtered_sources(self._filters(self._norm(x, "norm"), FILTERS), sources)
        found = ops.concat([self._alone(ops.add(middle, side)), self._alone(ops.subtract(middle, side))], 0)
        return [found, self._above(found, mixture)], [mixture, vocals, speech]

    def _features(self, sources: Any) -> Any:
        """Return what the network sees of every bin, ``[frames, bins, SEEN]``, at the level of the mixture."""
        ops, spec = self._ops, self._spec
        mixture = ops.slice(sources, axes(0), axes(2), axes(1), axes(0))
        power = ops.reduce_mean(ops.reduce_sum(ops.multiply(mixture, mixture), axes(3)), axes(0, 1, 2))
        levelled = ops.divide(sources, ops.add(ops.sqrt(power), np.float32(FLOOR * spec.frame / 2)))
        middle, side, vocals, _, speech = (
            ops.split(levelled, np.int64(0), CHANNELS).output(i) for i in range(CHANNELS)
        )
        parts = ops.transpose(self._compressed(levelled), axes(1, 2, 0, 3))
        heard = (middle, side, vocals, ops.subtract(middle, vocals), speech, ops.subtract(middle, speech))
        sizes = [self._magnitude(self._compressed(one)) for one in heard]
        return ops.concat([self._reshape(parts, spec.frames, spec.bins, 2 * CHANNELS), *sizes], 2)

    def _compressed(self, parts: Any) -> Any:
        """Compress magnitudes and keep phases."""
        ops = self._ops
        powers = ops.reduce_sum(ops.multiply(parts, parts), axes(3), keep_dims=True)
        gain = ops.power(ops.add(powers, np.float32(SMALLEST_POWER)), np.float32((COMPRESSION - 1) / 2))
        return ops.multiply(parts, gain)

    def _magnitude(self, parts: Any) -> Any:
        sums = self._ops.reduce_sum(self._ops.multiply(parts, parts), axes(3))
        return self._reshape(self._ops.sqrt(sums), self._spec.frames, self._spec.bins, 1)

    def _filtered_sources(self, filters: Any, sources: Any) -> tuple[Any, Any]:
        """Return middle and side of the speech: sums of filtered sources."""
        ops, spec = self._ops, self._spec
        parts = ops.split(sources, np.int64(0), CHANNELS)
        middle, side, of_vocals, beside, speech = (
            self._reshape(parts.output(i), spec.frames, spec.bins, 2) for i in range(CHANNELS)
        )
        each = ops.split(filters, np.int64(2), FILTERS)

        def summed(*pairs: tuple[int, Any]) -> Any:
            products = [self._times(each.output(number), source) for number, source in pairs]
            total = products[0]
            for product in products[1:]:
                total = ops.add(total, product)
            return total

        return (
            summed((0, middle), (1, side), (3, of_vocals), (4, beside), (6, speech)),
            summed((2, side), (5, beside), (7, speech)),
        )
