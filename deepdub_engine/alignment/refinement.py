"""Refine a shift from grid resolution to a few milliseconds, by matching cue starts with speech onsets."""

from __future__ import annotations

import numpy as np

from deepdub_engine.alignment.evidence import Doubles, SpeechEvidence
from deepdub_engine.alignment.speech.activity import LEAD_IN

_STEP = 20.0  # frames compared before and after an onset
_QUIET = 15.0  # frames without a cue before a start for it to count
_ENDS_WEIGHT = 0.15


def refine_shift(evidence: SpeechEvidence, spans: Doubles, shift: float, reach: float) -> float:
    """Return the shift near `shift` that best aligns span starts with speech onsets, to a fraction of a frame.

    Parameters
    ----------
    evidence
        Speech over time.
    spans
        float64 ``[n, 2]`` in frames, before the shift.
    shift, reach
        Centre of the search range, and its half-width, in frames.
    """
    steps = np.arange(-np.ceil(reach), np.ceil(reach) + 1)
    scores = np.array([onset_match(evidence, spans, shift + step) for step in steps])
    top = int(scores.argmax())
    if not 0 < top < len(steps) - 1:
        return shift + float(steps[top])
    return shift + float(steps[top]) + parabola_peak(scores[top - 1 : top + 2])


def onset_match(evidence: SpeechEvidence, spans: Doubles, shift: float) -> float:
    """Return how well span starts match speech onsets, in frames of evidence."""
    starts, stops = spans[:, 0] + shift, spans[:, 1] + shift
    before = np.concatenate([[np.inf], starts[1:] - np.maximum.accumulate(stops)[:-1]])
    clear = starts[before >= _QUIET] + LEAD_IN
    if not len(clear):
        clear = starts + LEAD_IN
    rise = evidence.within(clear, clear + _STEP) - evidence.within(clear - _STEP, clear)
    return float(rise.sum() + _ENDS_WEIGHT * evidence.within(starts, stops).sum())


def parabola_peak(three: Doubles) -> float:
    """Return the position of the maximum of the parabola through values at −1, 0 and 1, clipped to ±½."""
    left, middle, right = (float(value) for value in three)
    bend = left - 2 * middle + right
    return 0.0 if bend >= 0 else float(np.clip((left - right) / (2 * bend), -0.5, 0.5))
