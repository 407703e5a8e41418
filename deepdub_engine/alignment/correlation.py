"""How well cues fit at every shift: correlation of their mask with the evidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deepdub_engine.alignment.evidence import Doubles, Evidence, Floats, mask_of

COARSE = 5  # frames to one step of a correlation
_APART = 150.0  # frames from the peak at which a rival may stand
_MOSTLY = 0.5  # of the cues inside the clip
_FEWEST_OTHERS = 100
_NORMAL = 1.4826  # of the median deviation, for a normal distribution


@dataclass(frozen=True, slots=True, eq=False)
class Correlation:
    """Normalised correlation of a mask with the evidence, at evenly spaced shifts.

    Parameters
    ----------
    first
        The first shift, in frames; each further one is `COARSE` frames on.
    scores
        float32 ``[shifts]``, −1 to 1.
    overlap
        float32 ``[shifts]``: how much of the cues lies inside the clip, 0 to 1.
    """

    first: int
    scores: Floats
    overlap: Floats

    def shift(self, place: int) -> int:
        """Return the shift of a place in `scores`, in frames."""
        return self.first + place * COARSE

    def place(self, shift: float) -> int:
        """Return the place of the shift nearest to `shift`."""
        return int(np.clip(round((shift - self.first) / COARSE), 0, len(self.scores) - 1))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one peak of a correlation stands out.

    Parameters
    ----------
    z
        Its height over the middle of all shifts, in robust standard deviations.
    margin
        How much lower the best rival is, at least 1.5 s away, measured from that middle: 0 none, 1 all the way.
    rival
        The rival's shift in frames.
    """

    z: float
    margin: float
    rival: int


def correlate(evidence: Evidence, spans: Doubles) -> Correlation:
    """Return the correlation at every shift at which cues and clip overlap.

    Parameters
    ----------
    evidence
        Speech over time.
    spans
        float64 ``[n, 2]``, in frames, at least one.
    """
    import scipy.fft

    heard = averaged(evidence.values, COARSE)
    first = int(np.floor(spans[:, 0].min()))
    mask = averaged(mask_of(spans, first, int(np.ceil(spans[:, 1].max())) - first), COARSE)
    size = scipy.fft.next_fast_len(len(heard) + len(mask), real=True)
    # What lies outside the clip says nothing for or against: the evidence is 0 there, its mean being removed.
    product = scipy.fft.rfft(heard, size) * np.conj(scipy.fft.rfft(mask, size))
    scores = scipy.fft.irfft(product, size)
    scores = np.concatenate([scores[size - len(mask) + 1 :], scores[: len(heard)]])
    norm = np.sqrt(np.square(heard).sum(dtype=np.float64) * np.square(mask).sum(dtype=np.float64))
    scale = 1 / norm if norm > 0 else 0.0
    sums = np.concatenate([[0.0], np.cumsum(mask, dtype=np.float64)])
    starts = np.arange(-len(mask) + 1, len(heard))  # of the mask, in steps from the start of the clip
    covered = sums[np.clip(len(heard) - starts, 0, len(mask))] - sums[np.clip(-starts, 0, len(mask))]
    overlap = (covered / max(1e-9, sums[-1])).astype(np.float32)
    return Correlation(-(len(mask) - 1) * COARSE - first, (scores * scale).astype(np.float32), overlap)


def standing(correlation: Correlation, shift: float) -> Standing:
    """Return how far the peak at `shift` stands above everything else."""
    scores, place = correlation.scores, correlation.place(shift)
    height = float(scores[max(0, place - 2) : place + 3].max())
    shifts = np.abs(np.arange(len(scores)) - place) * COARSE
    others = shifts > _APART
    # Where cues hang out of the clip, less can agree by chance: the spread is taken from the rest.
    inside = others & (correlation.overlap >= _MOSTLY)
    if np.count_nonzero(inside) < _FEWEST_OTHERS:
        return Standing(0.0, 0.0, 0)
    values = scores[inside] / np.sqrt(correlation.overlap[inside])
    middle = float(np.median(values))
    spread = _NORMAL * float(np.median(np.abs(values - middle)))
    rival = int(np.flatnonzero(others)[scores[others].argmax()])
    over = height - middle
    margin = 1 - (float(scores[rival]) - middle) / over if over > 0 else 0.0
    return Standing(over / spread if spread > 0 else 0.0, min(1.0, max(0.0, margin)), correlation.shift(rival))


def averaged(values: Floats, width: int) -> Floats:
    """Return the means of stretches of `width`, the last filled up with 0."""
    whole = -(-len(values) // width) * width
    means: Floats = np.pad(values, (0, whole - len(values))).reshape(-1, width).mean(axis=1)
    return means
