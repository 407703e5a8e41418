"""The score curve under the shift slider: a score for every shift in its range, and the highest peaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deepdub_engine.alignment.evidence import Doubles, Floats, SpeechEvidence, spoken_spans
from deepdub_engine.alignment.refinement import parabola_peak, refine_shift
from deepdub_engine.alignment.speech import HOP_MS
from deepdub_engine.subtitles.cues import Cue

_MOST_PEAKS = 8
_LEAST_HEIGHT = 0.15  # of the height from the median to the maximum
_APART_MS = 400
_MOST_SHIFTS = 20_001
_FARTHEST_MS = 12 * 3_600_000


@dataclass(frozen=True, slots=True)
class Peak:
    """A local maximum of the score curve: its shift and its score."""

    shift_ms: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class ScoreCurve:
    """The scores of cues at every shift in a range.

    Parameters
    ----------
    start_ms, step_ms
        The first shift, and the distance between shifts.
    scores
        float32 ``[shifts]``, −1 to 1: mean evidence of speech inside the cues, minus half of the evidence in the gaps
        before them. About 0 is chance level.
    peaks
        Highest first.
    """

    start_ms: int
    step_ms: int
    scores: Floats
    peaks: tuple[Peak, ...]

    def score_at(self, shift_ms: float) -> float:
        """Return the interpolated score at a shift; outside the range the nearest score, 0 for an empty curve."""
        if not len(self.scores):
            return 0.0
        places = self.start_ms + self.step_ms * np.arange(len(self.scores))
        return float(np.interp(shift_ms, places, self.scores))


def score_curve(
    evidence: SpeechEvidence, cues: Sequence[Cue], start_ms: int, stop_ms: int, step_ms: int = 10
) -> ScoreCurve:
    """Score every shift from `start_ms` to `stop_ms`.

    2,000 cues and 1,000 shifts take about 20 ms: fast enough to follow changes of zoom, range, ratio and scope.

    Parameters
    ----------
    evidence
        ``SpeechEvidence.of(activity)``, computed once per clip.
    cues
        The cues in scope, with ratio and breaks applied but not the offset.
    start_ms, stop_ms
        Ends of the range, both included as far as the step allows; at most 12 h in either direction.
    step_ms
        Step between shifts; rounded up to a multiple of 10 ms, and further to keep to 20,001 shifts.
    """
    spans = spoken_spans(cues)
    start_ms, stop_ms = max(start_ms, -_FARTHEST_MS), min(stop_ms, _FARTHEST_MS)
    step = max(1, -(-step_ms // HOP_MS), -(-(stop_ms - start_ms) // (HOP_MS * _MOST_SHIFTS)))
    first = start_ms // HOP_MS
    count = max(0, (stop_ms - start_ms) // (step * HOP_MS) + 1)
    if not count or not len(spans) or not len(evidence.values):
        return ScoreCurve(first * HOP_MS, step * HOP_MS, np.zeros(count, np.float32), ())
    scores = _scores(evidence, spans, first, step, count)
    return ScoreCurve(first * HOP_MS, step * HOP_MS, scores, _peaks(scores, first * HOP_MS, step * HOP_MS))


def refined_peak_ms(evidence: SpeechEvidence, cues: Sequence[Cue], shift_ms: int, within_ms: int = 150) -> int:
    """Return the shift near a peak that aligns cue starts with speech onsets; a click on a peak sets it.

    A peak of the curve is where cues and speech overlap most. Cues stay on screen longer than the speech lasts, so
    the peak lies about 30 ms early.
    """
    spans = spoken_spans(cues)
    if not len(spans) or not len(evidence.values):
        return shift_ms
    return round(HOP_MS * refine_shift(evidence, spans, shift_ms / HOP_MS, within_ms / HOP_MS))


def _scores(evidence: SpeechEvidence, spans: Doubles, first: int, step: int, count: int) -> Floats:
    """Return the scores as a weighted sum of slices of the running sum, one slice per edge of a cue or gap."""
    ends = np.maximum.accumulate(spans[:, 1])
    gap_starts = np.maximum(spans[1:, 0] - 300, ends[:-1])
    gaps = gap_starts < spans[1:, 0]
    places = np.concatenate([spans[:, 1], spans[:, 0], spans[1:, 0][gaps], gap_starts[gaps]])
    sign = np.repeat([1.0, -1.0, -0.5, 0.5], [len(spans), len(spans), int(gaps.sum()), int(gaps.sum())])
    # Edges at the same time share one slice.
    whole, inverse = np.unique(np.round(places).astype(np.int64), return_inverse=True)
    weights = np.bincount(inverse.ravel(), weights=sign)
    low, high = int(whole[0]) + first, int(whole[-1]) + first + step * count
    sums = evidence.sums
    padded = np.pad(sums[max(0, min(low, len(sums) - 1)) : max(1, high)], _outside(low, high, len(sums)), mode="edge")
    # Store every step-th value contiguously: reading contiguous slices is several times faster than strided ones.
    rows = np.ascontiguousarray(np.pad(padded, (0, -len(padded) % step)).reshape(-1, step).T)
    total = np.zeros(count, np.float64)
    for place, weight in zip((whole - whole[0]).tolist(), weights.tolist(), strict=True):
        if weight:
            total += weight * rows[place % step, place // step : place // step + count]
    scores: Floats = (total / (spans[:, 1] - spans[:, 0]).sum()).astype(np.float32)
    return scores


def _outside(low: int, high: int, length: int) -> tuple[int, int]:
    """Return how many frames of ``[low, high)`` lie before and after the running sum."""
    start, stop = max(0, min(low, length - 1)), min(max(1, high), length)
    return max(0, min(start - low, high - low)), max(0, high - stop)


def _peaks(scores: Floats, start_ms: int, step_ms: int) -> tuple[Peak, ...]:
    if len(scores) < 3:
        return ()
    inner = scores[1:-1]
    tops = np.flatnonzero((inner > scores[:-2]) & (inner >= scores[2:])) + 1
    middle = float(np.median(scores))
    least = middle + _LEAST_HEIGHT * (float(scores.max()) - middle)
    kept: list[Peak] = []
    for top in tops[np.argsort(scores[tops])[::-1]]:
        if scores[top] < least or len(kept) == _MOST_PEAKS:
            break
        shift_ms = start_ms + step_ms * (float(top) + parabola_peak(scores[top - 1 : top + 2].astype(np.float64)))
        if all(abs(shift_ms - peak.shift_ms) >= _APART_MS for peak in kept):
            kept.append(Peak(round(shift_ms), float(scores[top])))
    return tuple(kept)
