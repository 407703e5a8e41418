"""How well few cues fit by chance: the same search, with their lengths and pauses in another order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from deepdub_engine.alignment.evidence import Doubles
from deepdub_engine.base.progress import Job, Progress

_TRIES = 20


def above_chance(gain_of: Callable[[Doubles], float], spans: Doubles, gain: float, what: str) -> Job[float]:
    """Tell how far a gain lies above what chance gives, in standard deviations.

    A permutation test (Good, "Permutation, Parametric and Bootstrap Tests of Hypotheses", 2005) that stays within
    the clip at hand: where speech is dense or rare, chance gains more or less.

    Parameters
    ----------
    gain_of
        The search: from spans to what their best places gain.
    spans
        float64 ``[n, 2]`` in frames, by their start, at least two.
    gain
        What they gain as they are.
    what
        Is under way, in words.
    """
    random = np.random.default_rng(1)  # the same subtitles get the same answer
    lengths, pauses = spans[:, 1] - spans[:, 0], spans[1:, 0] - spans[:-1, 1]
    gains = []
    for number in range(_TRIES):
        lengths, pauses = random.permutation(lengths), random.permutation(pauses)
        starts = spans[0, 0] + np.concatenate([[0.0], np.cumsum(lengths[:-1] + pauses)])
        gains.append(gain_of(np.stack([starts, starts + lengths], axis=1)))
        yield Progress(number + 1, _TRIES, what)
    spread = float(np.std(gains))
    return (gain - float(np.mean(gains))) / spread if spread > 0 else 0.0
