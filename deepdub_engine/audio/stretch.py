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
    try:
        return _fitted(_by_signalsmith(sound, rate_hz, speed), wanted)
    except ImportError:  # there is no wheel for this kind of computer
        return _fitted(stretch_by_atempo(sound, rate_hz, speed), wanted)


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


def stretch_by_atempo(sound: Samples, rate_hz: int, speed: float) -> Samples:
    """Stretch by FFmpeg's ``atempo``, which is less true to the sound, and to the length only about."""
    import av

    layout = "mono" if sound.shape[1] == 1 else "stereo"
    graph = av.filter.Graph()
    start, tempo = (
        graph.add_abuffer(sample_rate=rate_hz, format="flt", layout=layout),
        graph.add("atempo", f"{speed:.6f}"),
    )
    graph.link_nodes(start, tempo, graph.add("abuffersink")).configure()
    frame = av.AudioFrame(format="flt", layout=layout, samples=len(sound))
    frame.sample_rate, frame.pts = rate_hz, 0
    frame.planes[0].update(np.ascontiguousarray(sound).tobytes())
    start.push(frame)
    start.push(None)
    parts: list[Samples] = []
    while True:
        try:
            parts.append(graph.pull().to_ndarray().reshape(-1, sound.shape[1]).astype(np.float32))
        except (av.error.BlockingIOError, av.error.EOFError):
            return np.concatenate([np.zeros((0, sound.shape[1]), np.float32), *parts])


def _fitted(sound: Samples, samples: int) -> Samples:
    missing = max(0, samples - len(sound))
    return np.pad(sound[:samples], ((0, missing), (0, 0)))
