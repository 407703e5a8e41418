"""A density image of thousands of cues, for zoom levels at which a box is only a few pixels wide."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from deepdub_gui.widgets.timeline.axis import TimeAxis
from deepdub_gui.widgets.timeline.cue_layout import CueLayout

_LINES = 6  # divisible into 1, 2 and 3 rows of cues
Counts = npt.NDArray[np.int64]


def coverage(layout: CueLayout, cues: npt.NDArray[np.int64], axis: TimeAxis) -> tuple[Counts, npt.NDArray[np.bool_]]:
    """Return how many cues cover each pixel, and in which pixels a cue begins.

    Returns
    -------
    tuple of int64 and bool arrays
        Both ``[lines, columns]``, with one line if no cues overlap, and six otherwise.
    """
    left = axis.columns_of(layout.starts_ms[cues].astype(np.float64)).clip(-1, axis.columns) + 1
    right = axis.columns_of(layout.ends_ms[cues].astype(np.float64)).clip(-1, axis.columns) + 1
    right = np.maximum(right, left + 1)
    shares, row = layout.rows[cues], layout.row[cues]
    lines = _LINES if (shares > 1).any() else 1
    covered = np.empty((lines, axis.columns), np.int64)
    begins = np.empty((lines, axis.columns), bool)
    for line in range(lines):
        here = line * shares // lines == row
        first = np.bincount(left[here], minlength=axis.columns + 3)
        steps = first - np.bincount(right[here], minlength=axis.columns + 3)
        covered[line] = steps.cumsum()[1 : axis.columns + 1]
        begins[line] = first[1 : axis.columns + 1] > 0
    return covered, begins


def image(classes: npt.NDArray[np.uint8], colours: list[int]) -> QImage:
    """Return an image of classes ``[lines, columns]``, which index `colours` (ARGB); the image owns its pixels."""
    pixels = np.array(colours, np.uint32)[classes]
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()
