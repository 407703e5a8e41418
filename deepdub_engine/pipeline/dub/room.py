"""The room of the original: a reverberation for dry voices."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.convolution import convolve
from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.errors import FileUnreadable
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.pipeline.dub.survey import Survey
from deepdub_engine.pipeline.generated_speech import open_sound
from deepdub_engine.separation.resample import Resampler

AUTO = "auto"
_LONGEST_S = 4.0
_FRAME_MS = 10
_FALL_DB = 20.0  # a decay is measured over this much, and extended to the 60 dB of a reverberation time
_SHORTEST_S, _LONGEST_RT_S = 0.08, 1.5
_WET_DB = -14.0  # energy of the estimated reverberation, relative to the voice
_SEED = 3
_LINES = 40  # lines that are looked at


@dataclass(frozen=True, slots=True)
class Room:
    """An impulse response without its direct sound.

    Parameters
    ----------
    tail
        float32 ``[n]`` at the clip's rate; it is added to the voice.
    key
        Hash of it.
    """

    tail: Samples
    key: str

    def applied(self, voice: Samples, longest: int) -> Samples:
        """Return a voice with its reverberation, at most `longest` samples."""
        wet = convolve(voice, self.tail).astype(np.float32)
        wet[: len(voice)] += voice
        return wet[:longest]


def make_room(found: Survey, room: Path | str | None) -> Job[Room | None]:
    """Return the room of a file, or the one estimated from the vocals.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read.
    """
    yield Progress(0, 1, mark("Estimating the room"))
    rate_hz = found.audio.form.rate_hz
    if room is None:
        return None
    tail = _estimated(found, rate_hz) if room == AUTO else _response(Path(room), rate_hz)
    return None if tail is None else Room(tail, hashlib.blake2b(tail.tobytes(), digest_size=8).hexdigest())


def _response(path: Path, rate_hz: int) -> Samples:
    """Return an impulse response without its direct sound, scaled to a direct sound of 1."""
    with open_sound(path) as file:
        sound = file.read(int(_LONGEST_S * file.samplerate), dtype="float32", always_2d=True).mean(axis=1)
        resampler = Resampler(file.samplerate, rate_hz, 1)
    sound = np.concatenate([resampler.push(np.nan_to_num(sound)[:, None]), resampler.flush()])[:, 0]
    if not sound.any():
        raise FileUnreadable(path, message("it is silent"))
    direct = int(np.argmax(np.abs(sound)))
    tail: Samples = (sound[direct:] / sound[direct]).astype(np.float32)
    tail[0] = 0
    return tail


def _estimated(found: Survey, rate_hz: int) -> Samples | None:
    """Return decaying noise with the reverberation time of the vocals; None if none can be measured."""
    times: list[float] = []
    spoken = [index for index, row in enumerate(found.audio.rows) if row.spoken and row.accompaniment.exists()]
    for index in spoken[:: max(1, len(spoken) // _LINES)][:_LINES]:
        times += _decay_times(found.audio.vocals(index, int(20 * rate_hz)), rate_hz)
    if len(times) < 3:
        return None
    # Speech falls slower than its room where a word dies away by itself, so the shorter ones tell of the room.
    rt_s = float(np.clip(np.quantile(times, 0.25), _SHORTEST_S, _LONGEST_RT_S))
    at = np.arange(int(min(rt_s, _LONGEST_S) * rate_hz)) / rate_hz
    noise = np.random.default_rng(_SEED).standard_normal(len(at)) * 10 ** (-3 * at / rt_s)
    noise[: rate_hz * 3 // 1000] = 0  # the direct sound and its gap
    scale = np.sqrt(10 ** (_WET_DB / 10) / max(1e-12, np.square(noise).sum()))
    tail: Samples = (noise * scale).astype(np.float32)
    return tail


def _decay_times(vocals: Samples, rate_hz: int) -> list[float]:
    """Return reverberation times in seconds from the falls of a level by `_FALL_DB` without a rise in between."""
    frame = rate_hz * _FRAME_MS // 1000
    count = len(vocals) // frame
    power = np.square(vocals[: count * frame], dtype=np.float64).reshape(count, -1).mean(axis=1)
    levels_db = 10 * np.log10(power + 1e-10)
    loud_db = np.quantile(levels_db, 0.8) if count else 0.0
    times: list[float] = []
    start = 0
    for at in range(1, count + 1):
        if at == count or levels_db[at] > levels_db[at - 1] + 0.5:
            fall_db = levels_db[start] - levels_db[at - 1]
            if fall_db >= _FALL_DB and levels_db[start] > loud_db - 10:
                times.append(60 / fall_db * (at - 1 - start) * _FRAME_MS / 1000)
            start = at
    return times
