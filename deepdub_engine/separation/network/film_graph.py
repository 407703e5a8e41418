"""The network that refines other separations as an OpenVINO graph: a mixture and two separations in, speech out."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from deepdub_engine.separation.network.band_graph import (
    BandGraphBuilder,
    BandGraphIO,
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
        ``[2, 2, frames, bins]``, and of the speech, ``[1, 2, frames, bins]``. Its outputs are those of `BandGraphIO`.
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
            ops.parameter([2, 2, spec.frames, spec.bins], np.float32, name) for name in ("mixture", "vocals")
        )
        speech = ops.parameter([1, 2, spec.frames, spec.bins], np.float32, "speech")
        turned = self._turned(mixture)
        sources = ops.concat([turned, self._turned(vocals), speech], 0)
        x = self._blocks(self._split(self._seen(self._levelled(sources, turned)), SEEN))
        found = self._left_and_right(*self._filtered(self._filters(self._norm(x, "norm"), FILTERS), sources))
        return [found, self._above(found, mixture)], [mixture, vocals, speech]

    def _seen(self, levelled: Any) -> Any:
        """Return what the network sees of every bin, ``[SEEN, frames, bins]``: compressed sources and magnitudes.

        The magnitudes are those of middle, side, vocals, middle − vocals, speech and middle − speech.
        """
        ops = self._ops
        middle, _, vocals, _, speech = ops.split(levelled, np.int64(0), CHANNELS).outputs()
        powers = self._powers(levelled)
        gains = self._gain(powers)
        sizes = ops.split(ops.multiply(ops.sqrt(powers), gains), np.int64(0), CHANNELS).outputs()
        beside = self._powers(ops.concat([ops.subtract(middle, vocals), ops.subtract(middle, speech)], 0))
        others = ops.split(ops.multiply(ops.sqrt(beside), self._gain(beside)), np.int64(0), 2).outputs()
        magnitudes = (sizes[0], sizes[1], sizes[2], others[0], sizes[4], others[1])
        parts = self._planes(ops.multiply(levelled, gains))
        return ops.concat([parts, *(self._planes(one) for one in magnitudes)], 0)

    def _filtered(self, filters: list[tuple[Any, Any]], both: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """Return middle and side of the speech: sums of filtered sources."""
        middle, side, of_vocals, beside, speech = self._pairs(self._planes(both), CHANNELS)
        for_middle = (middle, side, of_vocals, beside, speech)
        return (
            self._summed(*zip((filters[number] for number in (0, 1, 3, 4, 6)), for_middle, strict=True)),
            self._summed((filters[2], side), (filters[5], beside), (filters[7], speech)),
        )
