"""Speech detector: a small convolutional network over time, run with plain matrix products.

`resources/activity/README.md` describes its training, its training data and its weaknesses.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np

from deepdub_engine.alignment.speech.activity import Bytes, SpeechActivity
from deepdub_engine.alignment.speech.features import (
    BANDS,
    FRAMES_PER_S,
    Floats,
    MelFilterBank,
    log_mel,
    speech_level,
    to_mono,
)
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import WeightsDamaged, WeightsMissing, from_os_error
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.resources import resource

WHAT = mark("Listening for speech")
_STEPS = 6
_KERNEL = 6  # frames that the first layer sees: its pair, two before and two after
_CHUNK = 6000  # frames; one minute takes about 20 ms
_AT_ONCE = 2  # chunks in parallel
_MARGIN = 2 * (2**_STEPS - 1) + _KERNEL  # receptive field to either side, in frames
_LARGEST_BYTES = 1 << 24


class Detector:
    """The network: a layer over pairs of frames, then six dilated layers, each with twice the dilation of the last.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If its weights are missing, damaged or unreadable.
    """

    def __init__(self, path: Path | None = None) -> None:
        path = path or resource("activity", "activity.npz")
        weights = _read(path)
        try:
            self._layers = [(weights[f"{n}.kernel"], weights[f"{n}.bias"]) for n in range(_STEPS + 2)]
            width = self._layers[0][0].shape[1]
            shapes = [(_KERNEL * BANDS, width), *[(3 * width, width)] * _STEPS, (width, 1)]
        except (KeyError, IndexError) as error:
            raise WeightsDamaged(path, message("made for another network")) from error
        if [kernel.shape for kernel, _ in self._layers] != shapes:
            raise WeightsDamaged(path, message("made for another network"))

    def likelihood(self, heard: Floats) -> Floats:
        """Return how likely speech is in each frame, float32 ``[frames]``, 0 to 1.

        Parameters
        ----------
        heard
            Band levels from `log_mel`, float32 ``[frames, 32]``; the number of frames must be even.
        """
        pairs = len(heard) // 2
        padded = np.pad(heard, ((2, 2), (0, 0)), mode="edge")
        kernel, bias = self._layers[0]
        seen = np.lib.stride_tricks.as_strided(
            padded, (pairs, _KERNEL * BANDS), (2 * padded.strides[0], padded.strides[1]), writeable=False
        )
        node = np.maximum(seen @ kernel + bias, 0)
        for step, (kernel, bias) in enumerate(self._layers[1:-1]):
            reach = 2**step
            wide = np.pad(node, ((reach, reach), (0, 0)))
            seen = np.concatenate([wide[:pairs], node, wide[2 * reach :]], axis=1)
            node = node + np.maximum(seen @ kernel + bias, 0)
        kernel, bias = self._layers[-1]
        result = 1 / (1 + np.exp(-np.clip(node @ kernel + bias, -30, 30)))
        centres = 2 * np.arange(pairs) + 0.5  # centre of each pair, in frames
        values: Floats = np.interp(np.arange(len(heard)), centres, result[:, 0]).astype(np.float32)
        return values


def detect_speech(clip: PcmClip, detector: Detector | None = None) -> Job[SpeechActivity]:
    """Detect speech in a clip, or with better results in its separated vocals.

    Parameters
    ----------
    clip
        The clip, with any sample rate and number of channels.
    detector
        The network; the bundled one if None.

    Yields
    ------
    Progress
        Samples analysed, after every minute of the clip.

    Raises
    ------
    WeightsMissing, WeightsDamaged
        If the weights of the detector are missing or damaged.
    FileMissing, FileUnreadable
        If the clip is missing, or shorter than expected.
    """
    yield Progress(0, clip.samples, WHAT)
    detector = detector or Detector()
    bands = MelFilterBank(clip.rate_hz)
    frames = clip.samples * FRAMES_PER_S // clip.rate_hz + 1 if clip.samples else 0
    likelihood, level = np.zeros(frames, np.uint8), np.zeros(frames, np.uint8)

    def hear(start: int) -> tuple[slice, Bytes, Bytes]:
        stop = min(start + _CHUNK, frames)
        powers = _powers(clip, bands, start - _MARGIN, stop + _MARGIN + (stop - start) % 2)
        inside = slice(_MARGIN, _MARGIN + stop - start)
        spoken = np.round(255 * detector.likelihood(log_mel(powers))[inside]).astype(np.uint8)
        return slice(start, stop), spoken, speech_level(powers[inside])

    starts = iter(range(0, frames, _CHUNK))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        under_way = deque(pool.submit(hear, start) for start in islice(starts, _AT_ONCE + 1))
        while under_way:
            part, spoken, loud = under_way.popleft().result()
            likelihood[part], level[part] = spoken, loud
            under_way.extend(pool.submit(hear, start) for start in islice(starts, 1))
            yield Progress(min(clip.samples, part.stop * clip.rate_hz // FRAMES_PER_S), clip.samples, WHAT)
    return SpeechActivity(likelihood, level)


def _powers(clip: PcmClip, bands: MelFilterBank, first: int, last: int) -> Floats:
    """Return the band powers of frames; frames outside the clip are silent."""
    begin, end = bands.start(first), bands.start(last - 1) + len(bands.window)
    samples = to_mono(clip.read(begin, end))
    before = max(0, -begin)
    samples = np.pad(samples, (before, max(0, end - begin - before - len(samples))))
    return bands.powers(samples, first, last, begin)


def _read(path: Path) -> dict[str, Floats]:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise WeightsDamaged(path, message("far too large"))
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            weights = {name: np.asarray(file[name]).astype(np.float32) for name in file.files}
    except FileNotFoundError as error:
        raise WeightsMissing("speech activity", path) from error
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    except (ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise WeightsDamaged(path, message("not a file of weights")) from error
    if not all(np.isfinite(array).all() for array in weights.values()):
        raise WeightsDamaged(path, message("holds values that are not numbers"))
    return weights
