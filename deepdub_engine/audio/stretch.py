"""Make speech faster or slower with its pitch and formants kept."""

from __future__ import annotations

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.timing import round_half_up

_SEED = 1  # the library draws phases at random; with a seed, equal sounds give equal results


def stretch(sound: Samples, rate_hz: int, speed: float) -> Samples:
    """Return a sound at another speed, by Signalsmith Stretch.

    Parameters
    ----------
    sound
        float32 ``[n, channels]``.
    rate_hz
        Sample rate.
    speed
        Above 1 for a shorter sound; `stretched_length` is its length.
    """
    wanted = stretched_length(len(sound), speed)
    if wanted == len(sound):
        return sound
    return _fitted(_by_signalsmith(sound, rate_hz, speed), wanted)


def stretched_length(samples: int, speed: float) -> int:
    """Return the length of a sound of `samples` samples at another speed."""
    return round_half_up(samples / speed)


def _by_signalsmith(sound: Samples, rate_hz: int, speed: float) -> Samples:
    import python_stretch

    stretcher = python_stretch.Signalsmith.Stretch(_SEED)
    stretcher.preset(sound.shape[1], float(rate_hz))
    stretcher.setTimeFactor(speed)
    # The end of the sound is still inside the stretcher when its last sample has gone in.
    held = stretcher.inputLatency() + stretcher.outputLatency()
    padded = np.concatenate([sound, np.zeros((2 * held, sound.shape[1]), np.float32)])
    made: Samples = np.array(stretcher.process(np.ascontiguousarray(padded.T)), np.float32).T
    return made


def _fitted(sound: Samples, samples: int) -> Samples:
    missing = max(0, samples - len(sound))
    return np.pad(sound[:samples], ((0, missing), (0, 0)))
