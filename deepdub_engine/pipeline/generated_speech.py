"""Readers of the audio files in a sentence folder, and conversion of generated speech to fit its slot."""

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
from deepdub_engine.audio.wav_head import PlainWav, read_head
from deepdub_engine.base.errors import FileMissing, FileUnreadable, from_os_error
from deepdub_engine.base.messages import message
from deepdub_engine.base.timing import round_half_up
from deepdub_engine.separation.resample import Resampler

if TYPE_CHECKING:
    import soundfile


@dataclass(frozen=True, slots=True)
class SegmentFormat:
    """The sample rate, channel count and bit depth that all segments of a clip share."""

    rate_hz: int
    channels: int
    depth: Depth


_FADE_MS = 5  # fade-out of trimmed speech, to avoid a click
_UNHEARD_MS = 2  # smaller differences in length are rounding and need no warning


@dataclass(frozen=True, slots=True)
class Fit:
    """How generated speech fits its slot.

    Parameters
    ----------
    apart_ms
        Excess length in milliseconds; negative if the speech is shorter than the slot.
    heard
        Whether the difference is more than rounding.
    fade
        Length of the fade-out at the end of the slot, in samples.
    """

    apart_ms: float
    heard: bool
    fade: int


def slot_fit(path: Path, form: SegmentFormat, samples: int) -> Fit:
    """Return how generated speech fits a slot of `samples` samples; raises like `open_sound`."""
    too_long = length_at(path, form.rate_hz) - samples
    apart_ms = too_long * 1000 / form.rate_hz
    heard = abs(apart_ms) >= _UNHEARD_MS
    return Fit(apart_ms, heard, form.rate_hz * _FADE_MS // 1000 if heard and too_long > 0 else 0)


def voice_blocks(path: Path, form: SegmentFormat) -> Iterator[Samples]:
    """Yield generated speech at the clip's rate and channel count; raises like `open_sound`."""
    with open_sound(path) as file:
        resampler = Resampler(file.samplerate, form.rate_hz, form.channels)
        for block in file.blocks(BLOCK_SAMPLES, dtype="float32", always_2d=True):
            # NaN and infinite samples in generated speech must not reach the mix.
            yield resampler.push(np.nan_to_num(_with_channels(block, form.channels), posinf=0.0, neginf=0.0))
        yield resampler.flush()


def _with_channels(block: Samples, channels: int) -> Samples:
    if block.shape[1] == channels:
        return block
    return np.repeat(block.mean(axis=1, keepdims=True, dtype=np.float32), channels, axis=1)


def trim_or_pad(voice: Iterator[Samples], samples: int, fade: int, channels: int) -> Iterator[Samples]:
    """Yield exactly `samples` samples of speech, padded or trimmed, with a fade-out over the last `fade`."""
    left = samples
    for block in itertools.chain(voice, _silence(samples, channels)):
        part = block[:left]
        if fade:
            # Gain 1 until the fade begins, 0 at the last sample of the slot.
            to_come = np.arange(left - 1, left - 1 - len(part), -1, dtype=np.float32)
            part = part * np.minimum(1, to_come / np.float32(max(1, fade - 1)))[:, None]
        left -= len(part)
        if len(part):
            yield part


def _silence(samples: int, channels: int) -> Iterator[Samples]:
    for start in range(0, samples, BLOCK_SAMPLES):
        yield np.zeros((min(BLOCK_SAMPLES, samples - start), channels), np.float32)


def segment_blocks(path: Path, form: SegmentFormat) -> Iterator[Samples]:
    """Yield the blocks of a segment, float32 ``[n, channels]``.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file is missing or damaged, or has another rate or channel count.
    """
    with open_sound(path) as file:
        if (file.samplerate, file.channels) != (form.rate_hz, form.channels):
            raise FileUnreadable(path, message("its rate or channels differ from the other segments"))
        yield from file.blocks(BLOCK_SAMPLES, dtype="float32", always_2d=True)


def length(path: Path) -> int:
    """Return the length of a file in samples; raises like `open_sound`."""
    with open_sound(path) as file:
        return int(file.frames)


def length_at(path: Path, rate_hz: int) -> int:
    """Return the length of a file in samples after resampling to another rate; raises like `open_sound`."""
    with open_sound(path) as file:
        return round_half_up(Fraction(file.frames * rate_hz, file.samplerate))


@contextlib.contextmanager
def open_sound(path: Path) -> Iterator[soundfile.SoundFile]:
    """Open an audio file for a ``with`` block.

    Raises
    ------
    FileMissing, FileUnreadable
        If it is missing, not a file, or not audio; also if reading it in the block fails.
    """
    import soundfile

    check_is_file(path)
    with contextlib.ExitStack() as opened:
        place = opened.enter_context(_plain_wav(path)) or str(path)
        try:
            with soundfile.SoundFile(place) as file:
                yield file
        except soundfile.LibsndfileError as error:
            raise FileUnreadable(path, message("it is damaged or not an audio file")) from error


def check_is_file(path: Path) -> None:
    """Raise `FileMissing` or `FileUnreadable` unless a path is a file; a pipe would make its reader wait."""
    if not path.exists():
        raise FileMissing(path)
    if not path.is_file():
        raise FileUnreadable(path, message("it is not a file"))


@contextlib.contextmanager
def _plain_wav(path: Path) -> Iterator[PlainWav | None]:
    """Open a WAV file that libsndfile misreads behind a plain head; None for all others."""
    try:
        head = read_head(path)
        wav = PlainWav(path, head) if head is not None and head.libsndfile_misreads else None
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    with wav or contextlib.nullcontext():
        yield wav
