"""Correlation of the cue mask with the evidence at every shift."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deepdub_engine.alignment.evidence import Doubles, Floats, SpeechEvidence, span_mask

COARSE = 5  # frames per correlation step
_APART = 150.0  # frames; least distance of a rival from the peak
_MOSTLY = 0.5  # least part of the cues inside the clip
_FEWEST_OTHERS = 100
# Peaks that differ by less are equally high. Exact copies of 1 to 5 min differed by up to 0.021, because block borders
# and the sound around them differ.
_SAME = 0.025
_NORMAL = 1.4826  # from median absolute deviation to standard deviation, for a normal distribution


@dataclass(frozen=True, slots=True, eq=False)
class Correlation:
    """The normalised correlation of a mask with the evidence, at evenly spaced shifts.

    Parameters
    ----------
    first
        The first shift, in frames; shifts are `COARSE` frames apart.
    scores
        float32 ``[shifts]``, −1 to 1.
    overlap
        float32 ``[shifts]``: the part of the cues that lies inside the clip, 0 to 1.
    """

    first: int
    scores: Floats
    overlap: Floats

    def shift(self, place: int) -> int:
        """Return the shift at an index of `scores`, in frames."""
        return self.first + place * COARSE

    def place(self, shift: float) -> int:
        """Return the index of the shift nearest to `shift`."""
        return int(np.clip(round((shift - self.first) / COARSE), 0, len(self.scores) - 1))


@dataclass(frozen=True, slots=True)
class PeakProminence:
    """The prominence of one correlation peak.

    Parameters
    ----------
    z
        Its height above the median of all shifts, in robust standard deviations.
    margin
        How much lower the best rival is, at least 1.5 s away, relative to the height above the median: 0 for equally
        high, 1 for at the median.
    rival
        The rival's shift, in frames; None if the clip is too short for one.
    equals
        The shifts of all peaks that are as high, in frames, the highest first.
    next_margin
        The margin over the best rival that is lower; `margin` without `equals`.
    """

    z: float
    margin: float
    rival: int | None
    equals: tuple[int, ...] = ()
    next_margin: float = 0.0


def correlate(evidence: SpeechEvidence, spans: Doubles) -> Correlation:
    """Return the correlation at every shift where cues and clip overlap.

    Parameters
    ----------
    evidence
        Speech over time.
    spans
        float64 ``[n, 2]`` in frames, at least one span.
    """
    import scipy.fft

    heard = block_means(evidence.values, COARSE)
    first = int(np.floor(spans[:, 0].min()))
    mask = block_means(span_mask(spans, first, int(np.ceil(spans[:, 1].max())) - first), COARSE)
    size = scipy.fft.next_fast_len(len(heard) + len(mask), real=True)
    # Outside the clip the evidence is neutral: its mean is removed, so it is 0 there.
    product = scipy.fft.rfft(heard, size) * np.conj(scipy.fft.rfft(mask, size))
    scores = scipy.fft.irfft(product, size)
    scores = np.concatenate([scores[size - len(mask) + 1 :], scores[: len(heard)]])
    norm = np.sqrt(np.square(heard).sum(dtype=np.float64) * np.square(mask).sum(dtype=np.float64))
    scale = 1 / norm if norm > 0 else 0.0
    sums = np.concatenate([[0.0], np.cumsum(mask, dtype=np.float64)])
    starts = np.arange(-len(mask) + 1, len(heard))  # mask starts, in steps from the start of the clip
    covered = sums[np.clip(len(heard) - starts, 0, len(mask))] - sums[np.clip(-starts, 0, len(mask))]
    overlap = (covered / max(1e-9, sums[-1])).astype(np.float32)
    return Correlation(-(len(mask) - 1) * COARSE - first, (scores * scale).astype(np.float32), overlap)


def peak_prominence(correlation: Correlation, shift: float) -> PeakProminence:
    """Return the prominence of the peak at `shift`."""
    scores, place = correlation.scores, correlation.place(shift)
    height = float(scores[max(0, place - 2) : place + 3].max())
    shifts = np.abs(np.arange(len(scores)) - place) * COARSE
    others = shifts > _APART
    # Shifts that move most cues out of the clip vary less, so they do not count towards the spread.
    inside = others & (correlation.overlap >= _MOSTLY)
    if np.count_nonzero(inside) < _FEWEST_OTHERS:
        return PeakProminence(0.0, 0.0, None)
    values = scores[inside] / np.sqrt(correlation.overlap[inside])
    middle = float(np.median(values))
    spread = _NORMAL * float(np.median(np.abs(values - middle)))
    rival = int(np.flatnonzero(others)[scores[others].argmax()])
    over = height - middle
    if over <= 0:
        return PeakProminence(0.0, 0.0, correlation.shift(rival))
    margin = 1 - (float(scores[rival]) - middle) / over
    equals: tuple[int, ...] = ()
    if abs(margin) < _SAME:
        equals = _tops(np.where(others, scores, -np.inf), middle + (1 - _SAME) * over)
        for top in equals:
            others &= np.abs(np.arange(len(scores)) - top) * COARSE > _APART
    lower = 1 - (float(scores[others].max(initial=-1.0)) - middle) / over
    return PeakProminence(
        over / spread if spread > 0 else 0.0,
        min(1.0, max(0.0, margin)),
        correlation.shift(rival),
        tuple(correlation.shift(top) for top in equals),
        min(1.0, max(0.0, lower)),
    )


def _tops(scores: Floats, least: float) -> tuple[int, ...]:
    """Return the places of the peaks of at least a height, 1.5 s apart, the highest first."""
    tops: list[int] = []
    left = np.flatnonzero(scores >= least)
    while len(left):
        tops.append(int(left[scores[left].argmax()]))
        left = left[np.abs(left - tops[-1]) * COARSE > _APART]
    return tuple(tops)


def block_means(values: Floats, width: int) -> Floats:
    """Return the means of blocks of `width` values, the last block padded with 0."""
    whole = -(-len(values) // width) * width
    means: Floats = np.pad(values, (0, whole - len(values))).reshape(-1, width).mean(axis=1)
    return means
