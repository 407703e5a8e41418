"""Permutation test for short cue lists: repeat the search with shuffled cue lengths and pauses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from deepdub_engine.alignment.evidence import Doubles
from deepdub_engine.base.progress import Job, Progress

_TRIES = 20


def gain_significance(gain_of: Callable[[Doubles], float], spans: Doubles, gain: float, what: str) -> Job[float]:
    """Return how far a gain lies above the chance level, in standard deviations.

    A permutation test (Good, "Permutation, Parametric and Bootstrap Tests of Hypotheses", 2005) on the same clip,
    because the chance level depends on how dense the speech is.

    Parameters
    ----------
    gain_of
        The search: takes spans and returns the gain of their best placement.
    spans
        float64 ``[n, 2]`` in frames, sorted by start, at least two.
    gain
        The gain of the spans in their original order.
    what
        Description of the work for `Progress`.
    """
    random = np.random.default_rng(1)  # fixed seed: the same subtitles give the same result
    lengths, pauses = spans[:, 1] - spans[:, 0], spans[1:, 0] - spans[:-1, 1]
    gains = []
    for number in range(_TRIES):
        lengths, pauses = random.permutation(lengths), random.permutation(pauses)
        starts = spans[0, 0] + np.concatenate([[0.0], np.cumsum(lengths[:-1] + pauses)])
        gains.append(gain_of(np.stack([starts, starts + lengths], axis=1)))
        yield Progress(number + 1, _TRIES, what)
    spread = float(np.std(gains))
    return (gain - float(np.mean(gains))) / spread if spread > 0 else 0.0
