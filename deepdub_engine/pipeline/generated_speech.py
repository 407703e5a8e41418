"""The sound files of a sentence folder in blocks, and generated speech brought to the form and length of its slot."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from deepdub_engine.audio.pcm import BLOCK_SAMPLES, Depth, Samples
from deepdub_engine.base.errors import FileMissing, FileUnreadable
from deepdub_engine.base.messages import message
from deepdub_engine.base.timing import round_half_up
from deepdub_engine.separation.resample import Resampler

if TYPE_CHECKING:
    import soundfile


@dataclass(frozen=True, slots=True)
class Form:
    """Rate, channels and depth that all segments of a clip share."""

    rate_hz: int
    channels: int
    depth: Depth


_FADE_MS = 5  # a trimmed voice ends within this instead of in a click
_UNHEARD_MS = 2  # differences in length below this are rounding, and not worth a warning


@dataclass(frozen=True, slots=True)
class Fit:
    """How generated speech fits its slot.

    Parameters
    ----------
    apart_ms
        By how much it is longer; negative if it is shorter.
    heard
        Whether that is more than rounding.
    fade
        Samples at the end of the slot over which it has to fade out.
    """

    apart_ms: float
    heard: bool
    fade: int


def fitting(path: Path, form: Form, samples: int) -> Fit:
    """Tell how generated speech fits a slot of a length in samples; raises as `open_sound`."""
    too_long = length_at(path, form.rate_hz) - samples
    apart_ms = too_long * 1000 / form.rate_hz
    heard = abs(apart_ms) >= _UNHEARD_MS
    return Fit(apart_ms, heard, form.rate_hz * _FADE_MS // 1000 if heard and too_long > 0 else 0)


def voice_blocks(path: Path, form: Form) -> Iterator[Samples]:
    """Yield generated speech at the rate and with the channels of the clip; raises as `open_sound`."""
    with open_sound(path) as file:
        resampler = Resampler(file.samplerate, form.rate_hz, form.channels)
        for block in file.blocks(BLOCK_SAMPLES, dtype="float32", always_2d=True):
            # A broken voice must not spoil the clip.
            yield resampler.push(np.nan_to_num(_with_channels(block, form.channels), posinf=0.0, neginf=0.0))
        yield resampler.flush()


def _with_channels(block: Samples, channels: int) -> Samples:
    if block.shape[1] == channels:
        return block
    return np.repeat(block.mean(axis=1, keepdims=True, dtype=np.float32), channels, axis=1)


def fitted(voice: Iterator[Samples], samples: int, fade: int, channels: int) -> Iterator[Samples]:
    """Yield exactly `samples` of a voice, padded with silence or cut, the last `fade` of them fading out."""
    left = samples
    for block in itertools.chain(voice, _silence(samples, channels)):
        part = block[:left]
        if fade:
            # 1 up to where the fade begins, 0 at the last sample of the slot.
            to_come = np.arange(left - 1, left - 1 - len(part), -1, dtype=np.float32)
            part = part * np.minimum(1, to_come / np.float32(max(1, fade - 1)))[:, None]
        left -= len(part)
        if len(part):
            yield part


def _silence(samples: int, channels: int) -> Iterator[Samples]:
    for start in range(0, samples, BLOCK_SAMPLES):
        yield np.zeros((min(BLOCK_SAMPLES, samples - start), channels), np.float32)


def segment_blocks(path: Path, form: Form) -> Iterator[Samples]:
    """Yield a segment, float32 ``[n, channels]``.

    Raises
    ------
    FileMissing, FileUnreadable
        If it is not there, damaged, or of another form.
    """
    with open_sound(path) as file:
        if (file.samplerate, file.channels) != (form.rate_hz, form.channels):
            raise FileUnreadable(path, message("its rate or channels differ from the other segments"))
        yield from file.blocks(BLOCK_SAMPLES, dtype="float32", always_2d=True)


def length(path: Path) -> int:
    """Return how many samples a file has; raises as `open_sound`."""
    with open_sound(path) as file:
        return int(file.frames)


def length_at(path: Path, rate_hz: int) -> int:
    """Return how many samples a file has once it is brought to another rate; raises as `open_sound`."""
    with open_sound(path) as file:
        return round_half_up(Fraction(file.frames * rate_hz, file.samplerate))


@contextlib.contextmanager
def open_sound(path: Path) -> Iterator[soundfile.SoundFile]:
    """Open a sound file for the length of a ``with`` block.

    Raises
    ------
    FileMissing, FileUnreadable
        If it is not there, no file, or not sound; also where the damage shows only when it is read.
    """
    import soundfile

    if not path.exists():
        raise FileMissing(path)
    if not path.is_file():
        raise FileUnreadable(path, message("it is not a file"))
    try:
        with soundfile.SoundFile(str(path)) as file:
            yield file
    except soundfile.LibsndfileError as error:
        raise FileUnreadable(path, message("it is not a sound file, or damaged")) from error
