"""Search for ratios other than the standard frame rate ratios."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from deepdub_engine.alignment.correlation import block_means
from deepdub_engine.alignment.evidence import Doubles, Floats, SpeechEvidence, span_mask

_WIDEST = 0.12
_WIDTHS = (100, 25, 5)  # frames per step, from coarse to fine
_KEPT = 6
_MOST_RATIOS = 1000  # in the first pass; enough for four hours


def free_ratios(evidence: SpeechEvidence, spans: Doubles) -> tuple[Fraction, ...]:
    """Return up to two ratios within 12 % of 1 under which a single shift fits best, the best first.

    The search goes from coarse to fine: coarse time steps need only coarse ratio steps, and the best candidates are
    refined.
    """
    length = float(spans[-1, 0] - spans[0, 0])
    if length < _WIDTHS[0]:
        return ()
    candidates = np.arange(1 - _WIDEST, 1 + _WIDEST, max(_WIDTHS[0] / length, 2 * _WIDEST / _MOST_RATIOS))
    step = 0.0
    for number, width in enumerate(_WIDTHS):
        if number:
            finer = width / length
            offsets = np.arange(-step, step + finer / 2, finer)
            candidates = np.unique((candidates[:, None] + offsets).ravel())
        step = width / length
        heard = block_means(evidence.values, width)
        scores = np.array([_best(heard, spans * ratio, width) for ratio in candidates])
        candidates = _tops(candidates, scores, 4 * step)
    return tuple(Fraction(float(ratio)).limit_denominator(1_000_000) for ratio in candidates[:2])


def _tops(candidates: Doubles, scores: Doubles, apart: float) -> Doubles:
    kept: list[float] = []
    for place in np.argsort(scores)[::-1]:
        if all(abs(candidates[place] - other) > apart for other in kept):
            kept.append(float(candidates[place]))
        if len(kept) == _KEPT:
            break
    return np.array(kept)


def _best(heard: Floats, spans: Doubles, width: int) -> float:
    """Return the highest correlation at any shift."""
    import scipy.fft

    first, last = int(spans[0, 0]), int(np.ceil(spans[:, 1].max()))
    mask = block_means(span_mask(spans, first, last - first), width)
    size = scipy.fft.next_fast_len(len(heard) + len(mask), real=True)
    product = scipy.fft.rfft(heard, size) * np.conj(scipy.fft.rfft(mask, size))
    norm = float(np.sqrt(np.square(mask).sum()))
    return float(scipy.fft.irfft(product, size).max()) / norm if norm else 0.0
