"""The voices of sentences: each is read from the vocals, and turned into a vector."""

from __future__ import annotations

import collections
import contextlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip, Samples
from deepdub_engine.base.errors import WeightsDamaged
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span
from deepdub_engine.separation.network.runtime import import_openvino
from deepdub_engine.separation.network.threads import usable_threads
from deepdub_engine.speakers.encoder import VoiceEncoder
from deepdub_engine.speakers.filterbank import HOP, RATE_HZ
from deepdub_engine.speakers.torch_file import read_arrays
from deepdub_engine.speakers.voice import Voice

WHAT = mark("Listening to voices")
_LONGEST_S = 15  # of a sentence: more says nothing new
_LEVEL = 0.1
_SILENT = 1e-5
_AHEAD = 4  # sentences for each thread that wait

Real = npt.NDArray[np.float32]


def hear_voices(vocals: PcmClip, spans: Sequence[Span], weights: Path) -> Job[tuple[Voice, ...]]:
    """Return the voice in each of some spans of the vocals; loads the network in this process.

    Parameters
    ----------
    vocals
        The vocals of a clip.
    spans
        In samples.
    weights
        The file with the weights of the voice network.

    Raises
    ------
    WeightsDamaged
        If they are damaged, or those of another network.
    FileMissing, FileUnreadable
        If the vocals or the weights cannot be read.
    """
    threads = usable_threads()
    yield Progress(0, len(spans), WHAT)
    encoder = _encoder(weights, threads)
    found: list[Voice] = []
    with ThreadPoolExecutor(threads) as pool, contextlib.ExitStack() as cancelled:
        cancelled.callback(pool.shutdown, wait=True, cancel_futures=True)
        for voice in _in_order(pool, encoder, vocals, spans, threads * _AHEAD):
            found.append(voice)
            yield Progress(len(found), len(spans), WHAT)
    return tuple(found)


def _encoder(weights: Path, threads: int) -> VoiceEncoder:
    arrays = read_arrays(weights)
    try:
        return VoiceEncoder(import_openvino(), arrays, threads)
    except (KeyError, ValueError, RuntimeError) as error:
        raise WeightsDamaged(weights, message("made for another network")) from error


def _in_order(
    pool: ThreadPoolExecutor, encoder: VoiceEncoder, vocals: PcmClip, spans: Sequence[Span], most: int
) -> Iterator[Voice]:
    waiting: collections.deque[Future[Voice]] = collections.deque()
    for start, stop in spans:
        sound = vocals.read(start, min(stop, start + _LONGEST_S * vocals.rate_hz))
        waiting.append(pool.submit(_voice, encoder, sound, vocals.rate_hz))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _voice(encoder: VoiceEncoder, sound: Samples, rate_hz: int) -> Voice:
    direction, frames = encoder.voice(mono_16khz(sound, rate_hz))
    values = () if direction is None else tuple(map(float, direction))
    return Voice(values, frames * HOP * 1000 // RATE_HZ)


def mono_16khz(sound: Samples, rate_hz: int) -> Real:
    """Return a sound at the level and the rate that the network was trained with; empty if it is silent.

    Parameters
    ----------
    sound
        float32 ``[n, channels]``.
    rate_hz
        Its sample rate.

    Returns
    -------
    ndarray
        float32 ``[n]`` at 16 kHz.
    """
    import soxr

    mono = np.nan_to_num(sound @ np.full(sound.shape[1], 1 / sound.shape[1], np.float32), posinf=0.0, neginf=0.0)
    loud = float(np.sqrt(np.mean(np.square(mono, dtype=np.float64)))) if len(mono) else 0.0
    if loud < _SILENT:
        return np.zeros(0, np.float32)
    found: Real = soxr.resample(mono * np.float32(_LEVEL / loud), rate_hz, RATE_HZ) if rate_hz != RATE_HZ else mono
    return np.ascontiguousarray(found, np.float32)
