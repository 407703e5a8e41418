"""The voice of a stretch of speech as a vector: vectors of one speaker lie in one direction."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import numpy.typing as npt

from deepdub_engine.speakers.compiled import CompiledNetwork
from deepdub_engine.speakers.filterbank import BANDS, mel_levels
from deepdub_engine.speakers.layers import Arrays
from deepdub_engine.speakers.voice_graph import surroundings, voice_graph

SHORTEST_FRAMES = 30  # of voice: below 0.3 s there is nothing to tell voices apart
_MOST_FRAMES = 300  # as in the training of the network: more makes no voice clearer
_STEP = 50  # lengths are multiples of it: each new length costs the network some preparation
_BELOW_LOUD = np.float32(30 / 10 * np.log(10))  # quieter than the loud frames by 30 dB is a pause
_LOUD_SHARE = 0.95
_SMALLEST = 1e-6

Real = npt.NDArray[np.float32]


class VoiceEncoder:
    """The compiled network, for several threads, one thread for each sound.

    Parameters
    ----------
    openvino
        The module.
    weights
        The published arrays, by their published names.
    threads
        Number of threads that use it at the same time.
    """

    def __init__(self, openvino: ModuleType, weights: Arrays, threads: int) -> None:
        self._network = CompiledNetwork(openvino, voice_graph(openvino, weights), threads)

    def voice(self, sound: Real) -> tuple[Real | None, int]:
        """Return the direction of the voice in a sound, and how long it is heard.

        Parameters
        ----------
        sound
            float32 ``[n]`` at 16 kHz.

        Returns
        -------
        tuple
            A unit vector, float32 ``[192]``, or None if there is too little voice; and the frames with voice.
        """
        levels = voiced_levels(mel_levels(sound))
        if len(levels) < SHORTEST_FRAMES:
            return None, len(levels)
        stretch = _stretch(levels)
        (found,) = self._network.infer(stretch[None] - stretch.mean(axis=0), surroundings(len(stretch)))
        length = float(np.linalg.norm(found))
        if not np.isfinite(length) or length < _SMALLEST:
            return None, len(levels)
        return found / np.float32(length), len(levels)


def voiced_levels(levels: Real) -> Real:
    """Return the frames of a sound that are not pauses, float32 ``[frames, 80]``."""
    if not len(levels):
        return levels
    loudness = np.log(np.exp(levels).sum(axis=1))
    found: Real = levels[loudness > np.quantile(loudness, _LOUD_SHARE) - _BELOW_LOUD]
    return found


def _stretch(levels: Real) -> Real:
    """Return the beginning of the voice; what is short is repeated up to the next length."""
    wanted = min(_MOST_FRAMES, -(-len(levels) // _STEP) * _STEP)
    return np.resize(levels, (wanted, BANDS))
