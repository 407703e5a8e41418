"""Spans of speech for colouring the waveform."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.alignment.speech.activity import HOP_MS
from deepdub_engine.audio.peaks import BIN_SAMPLES, FULL_SCALE, LEVEL_FACTOR, Peaks

SpanArray = npt.NDArray[np.float64]  # [n, 2], ms
_CERTAIN = 128
_SHORTEST_GAP_MS, _SHORTEST_SPAN_MS = 200, 60
_LEAST_LEVEL = 0.02  # of full scale, about −34 dB; music residue in separated vocals is below it
_LONGEST_BIN_MS = 50


def spans_of_activity(activity: SpeechActivity) -> SpanArray:
    """Return the spans in which speech is likely."""
    return _joined(activity.likelihood >= _CERTAIN, float(HOP_MS))


def spans_of_vocals(vocals: Peaks) -> SpanArray:
    """Return the spans in which separated vocals are louder than their residual noise."""
    level, samples = 0, BIN_SAMPLES
    while level + 1 < len(vocals.levels) and samples * LEVEL_FACTOR <= vocals.rate_hz * _LONGEST_BIN_MS // 1000:
        level, samples = level + 1, samples * LEVEL_FACTOR
    bins = vocals.levels[level]
    loud = (bins[:, 1] >= _LEAST_LEVEL * FULL_SCALE) | (bins[:, 0] <= -_LEAST_LEVEL * FULL_SCALE)
    return _joined(loud, 1000 * samples / vocals.rate_hz)


def _joined(there: npt.NDArray[np.bool_], step_ms: float) -> SpanArray:
    """Return the runs of true steps as spans, with short gaps closed and then short spans dropped."""
    ends = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]])))
    starts, stops = ends[::2] * step_ms, ends[1::2] * step_ms
    parts = starts[1:] - stops[:-1] >= _SHORTEST_GAP_MS
    first, last = np.concatenate([[True], parts]), np.concatenate([parts, [True]])
    spans: SpanArray = np.stack([starts[first[: len(starts)]], stops[last[: len(stops)]]], axis=1)
    long_enough: SpanArray = spans[spans[:, 1] - spans[:, 0] >= _SHORTEST_SPAN_MS]
    return long_enough
