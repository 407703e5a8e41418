"""Nodes of an OpenVINO graph, made from published arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = Mapping[str, npt.NDArray[Any]]


class Layers:
    """A factory of graph nodes.

    Parameters
    ----------
    weights
        The published arrays, by their published names.
    """

    def __init__(self, weights: Arrays) -> None:
        from openvino import opset13

        self.ops: Any = opset13
        self._weights = weights

    def constant(self, values: npt.NDArray[Any]) -> Any:
        """Return a node of single-precision numbers."""
        return self.ops.constant(np.ascontiguousarray(values, np.float32))

    def whole(self, values: list[int]) -> Any:
        """Return a node of whole numbers, such as axes."""
        return self.ops.constant(np.array(values, np.int64))
