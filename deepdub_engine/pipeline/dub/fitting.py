"""Make the sound of a placed voice: silence taken out, stretched, its ends faded."""

from __future__ import annotations

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.audio.stretch import stretch
from deepdub_engine.base.spans import Spans
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline.dub.plan import SPLICE_MS, Placement

_FADE_MS = 3


def fitted_voice(sound: Samples, rate_hz: int, placement: Placement) -> Samples:
    """Return a voice as it is laid, float32 ``[placement.samples, channels]``."""
    joined = _spliced(sound, placement.pieces, ms_to_sample(SPLICE_MS, rate_hz))
    made = stretch(joined, rate_hz, placement.speed)
    if len(made) != placement.samples:  # the file changed since it was measured
        made = np.pad(made[: placement.samples], ((0, max(0, placement.samples - len(made))), (0, 0)))
    return _faded(made, ms_to_sample(_FADE_MS, rate_hz))


def _spliced(sound: Samples, pieces: Spans, splice: int) -> Samples:
    parts = [sound[start:stop] for start, stop in pieces]
    joined = parts[0]
    ramp = np.linspace(0, 1, splice, dtype=np.float32)[:, None] if splice else np.zeros((0, 1), np.float32)
    for part in parts[1:]:
        over = joined[len(joined) - splice :] * (1 - ramp) + part[:splice] * ramp
        joined = np.concatenate([joined[: len(joined) - splice], over, part[splice:]])
    return joined


def _faded(sound: Samples, fade: int) -> Samples:
    fade = min(fade, len(sound) // 2)
    if not fade:
        return sound
    ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(fade) + 0.5) / fade)).astype(np.float32)[:, None]
    faded = sound.copy()
    faded[:fade] *= ramp
    faded[len(faded) - fade :] *= ramp[::-1]
    return faded
