"""Where a recorded or generated voice is heard, by its level alone."""

from __future__ import annotations

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.spans import Spans

_FRAME_MS = 5
_BELOW_LOUD_DB = 42.0  # quieter than the loud frames by this much is silence: weak consonants are 25 to 35 dB below
_NEVER_DB = -70.0  # silence in any case
_LOUD_SHARE = 0.95
_PAUSE_MS = 60  # shorter silences belong to the words: the closures of p, t and k


def voiced_spans(sound: Samples, rate_hz: int, *, below_loud_db: float = _BELOW_LOUD_DB) -> Spans:
    """Return the parts of a voice that are not silent, in samples.

    Parameters
    ----------
    sound
        float32 ``[n, channels]``.
    rate_hz
        Sample rate.
    below_loud_db
        Distance of silence from the loud frames (the 95th of 100), in decibels.
    """
    frame = max(1, rate_hz * _FRAME_MS // 1000)
    count = -(-len(sound) // frame)
    if not count:
        return ()
    padded = np.pad(sound, ((0, count * frame - len(sound)), (0, 0)))
    power = np.square(padded, dtype=np.float64).reshape(count, -1).mean(axis=1)
    levels_db = 10 * np.log10(power + 1e-12)
    floor_db = max(_NEVER_DB, float(np.quantile(levels_db, _LOUD_SHARE)) - below_loud_db)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (levels_db > floor_db).astype(np.int8), [0]])))
    spans: list[tuple[int, int]] = []
    for start, stop in edges.reshape(-1, 2).tolist():
        if spans and (start - spans[-1][1]) * _FRAME_MS < _PAUSE_MS:
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((start, stop))
    return tuple((start * frame, min(stop * frame, len(sound))) for start, stop in spans)
