"""The interface between spectra and the input and output of a network."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from deepdub_engine.separation.network.weights import Array, Weights

Spectrum = npt.NDArray[np.complex64]
MaskedFrames = Callable[[slice], Spectrum]
"""Returns the masked spectra of up to `FRAMES_PER_STEP` frames of a segment, valid until the next call."""

FRAMES_PER_STEP = 8
"""Frames per step, few enough to stay in the processor's cache."""


class GraphIO(Protocol):
    """The input and output format of one kind of network.

    The spectra of a segment are complex64 ``[channels, frames, frame / 2 + 1]``, from an unscaled FFT. The first two
    channels are left and right.
    """

    channels: int

    def graph(self, openvino: ModuleType, weights: Weights) -> Any:
        """Return the OpenVINO graph."""

    def given(self, spectrum: Spectrum) -> tuple[Array, ...]:
        """Return the graph's inputs for a segment, as contiguous arrays."""

    def masked(self, spectrum: Spectrum, outputs: tuple[Array, ...], *, exact: bool) -> MaskedFrames:
        """Return a function that returns the vocals in some frames, ``[2, n, bins]``.

        Bins missing at the end are silent. In exact mode, the two channels of the accompaniment follow.
        """
