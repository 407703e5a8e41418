"""How spectra reach a network, and what becomes of them through what it says."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from deepdub_engine.separation.network.weights import Array, Weights

Spectrum = npt.NDArray[np.complex64]
Masked = Callable[[slice], Spectrum]
"""Gives what is to be heard of at most `AT_ONCE` frames of a segment, valid until the next call."""

AT_ONCE = 8
"""Frames that stay in the processor's cache from one step to the next."""


class Form(Protocol):
    """One kind of network, between spectra and OpenVINO.

    Spectra of segments are complex64 ``[2, frames, frame / 2 + 1]``, of an unscaled FFT of left and right.
    """

    def graph(self, openvino: ModuleType, weights: Weights) -> Any:
        """Return the graph, which has one input."""

    def given(self, spectrum: Spectrum) -> Array:
        """Return what the graph sees of a segment, as a contiguous array."""

    def masked(self, spectrum: Spectrum, outputs: tuple[Array, ...], *, exact: bool) -> Masked:
        """Return a function that gives the vocals in some frames, ``[2, n, bins]``.

        Bins that are missing at the end are silent. In exact mode the two channels of the accompaniment follow.
        """
