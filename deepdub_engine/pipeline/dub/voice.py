"""Read generated voices, whatever they come as, and measure what fitting needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.downmix import to_channels
from deepdub_engine.audio.pcm import BLOCK_SAMPLES, PcmClip, Samples
from deepdub_engine.audio.voiced_spans import voiced_spans
from deepdub_engine.base.errors import DeepdubError, FileUnreadable
from deepdub_engine.base.messages import message
from deepdub_engine.base.progress import finish
from deepdub_engine.base.spans import Spans, merge_spans
from deepdub_engine.base.timing import round_half_up
from deepdub_engine.pipeline.generated_speech import SegmentFormat, open_sound
from deepdub_engine.player import measure_loudness
from deepdub_engine.separation.resample import Resampler

if TYPE_CHECKING:
    import soundfile

LONGEST_S = 300  # of a voice that is fitted; it is held in memory
_CLIPPED = 0.999
_CLIPPED_RUN = 4  # samples in a row at full scale
_SILENT = 10 ** (-60 / 20)
_LEAD_MS, _TAIL_MS = 10, 30  # belong to a word: its breath and its decay
_HEADER_BYTES = 4096
_MEASURED_S = 0.8  # ebur128 needs 0.4 s for one value


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """What was measured of a voice, at the clip's rate.

    Parameters
    ----------
    samples
        Length.
    spans
        Where it is heard.
    lufs
        Loudness of those parts (BS.1770, gated); None if it is silent.
    clipped, damaged
        Whether it is clipped, and whether samples of it are not numbers.
    """

    samples: int
    spans: Spans
    lufs: float | None
    clipped: bool
    damaged: bool

    @property
    def silent(self) -> bool:
        """Whether nothing is heard."""
        return not self.spans


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """What was measured of the vocals in a slot.

    Parameters
    ----------
    start, stop
        First and last sample of the original speech, counted from the start of the slot.
    lufs
        Its loudness; None if there is none, or no vocals.
    """

    start: int
    stop: int
    lufs: float | None


def voice_length(path: Path, rate_hz: int) -> int | None:
    """Return the length at another rate as the header says; None if it says nothing. Raises like `open_sound`."""
    with open_sound(path) as file:
        if not file.frames and path.stat().st_size > _HEADER_BYTES:
            return None
        return round_half_up(Fraction(file.frames * rate_hz, file.samplerate))


def read_voice(path: Path, form: SegmentFormat, work: Path) -> tuple[Samples, bool]:
    """Read a voice at the clip's rate.

    More than two channels are mixed down as ITU-R BS.775 says. A file that libsndfile cannot read, or whose header says
    that it is empty, is decoded by FFmpeg.

    Returns
    -------
    tuple of Samples and bool
        float32 ``[n, channels]``, mono if the voice or the clip is mono; and whether samples were not numbers and are
        now 0.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file is missing, damaged or no sound, or longer than `LONGEST_S`.
    """
    try:
        length = voice_length(path, form.rate_hz)
    except FileUnreadable:
        if not path.is_file():
            raise
        length = None
    if length is None:
        return _decoded(path, form, work)
    _check_length(path, length, form.rate_hz)
    with open_sound(path) as file:
        return _resampled(_blocks(file), file.samplerate, form)


def _blocks(file: soundfile.SoundFile) -> Iterator[Samples]:
    yield from file.blocks(BLOCK_SAMPLES, dtype="float32", always_2d=True)


def _decoded(path: Path, form: SegmentFormat, work: Path) -> tuple[Samples, bool]:
    try:
        clip: PcmClip = finish(decode(path, work)).clip
    except DeepdubError as error:
        raise FileUnreadable(path, message("it is damaged or not an audio file")) from error
    try:
        _check_length(path, clip.samples, clip.rate_hz)
        return _resampled(clip.blocks(), clip.rate_hz, form)
    finally:
        clip.path.unlink(missing_ok=True)


def _check_length(path: Path, samples: int, rate_hz: int) -> None:
    if samples > LONGEST_S * rate_hz:
        raise FileUnreadable(path, message("it is longer than {minutes} minutes", minutes=LONGEST_S // 60))


def _resampled(blocks: Iterator[Samples], rate_hz: int, form: SegmentFormat) -> tuple[Samples, bool]:
    parts: list[Samples] = []
    resampler: Resampler | None = None
    damaged = False
    for block in blocks:
        channels = min(block.shape[1], form.channels, 2)
        part = to_channels(block, ("",) * block.shape[1], channels)
        finite = np.isfinite(part)
        damaged = damaged or not finite.all()
        resampler = resampler or Resampler(rate_hz, form.rate_hz, channels)
        parts.append(resampler.push(np.where(finite, part, np.float32(0))))
    if resampler is None:
        return np.zeros((0, 1), np.float32), damaged
    return np.concatenate([*parts, resampler.flush()]), damaged


def measure_voice(sound: Samples, rate_hz: int, *, damaged: bool) -> VoiceFacts:
    """Measure a voice without damaged samples; `damaged` says whether there were any."""
    peak = float(np.abs(sound).max(initial=0.0))
    heard = voiced_spans(sound, rate_hz) if peak > _SILENT else ()
    lead, tail = rate_hz * _LEAD_MS // 1000, rate_hz * _TAIL_MS // 1000
    spans = merge_spans(((start - lead, stop + tail) for start, stop in heard), len(sound))
    lufs = speech_lufs(_joined(sound, heard), rate_hz) if heard else None
    return VoiceFacts(len(sound), spans, lufs, _is_clipped(sound, peak), damaged)


def measure_slot(vocals: Samples, rate_hz: int) -> SlotFacts:
    """Measure the vocals of a slot, float32 ``[n, channels]``."""
    spans = voiced_spans(vocals, rate_hz, below_loud_db=30.0)
    if not spans or float(np.abs(vocals).max()) <= _SILENT:
        return SlotFacts(0, len(vocals), None)
    return SlotFacts(spans[0][0], spans[-1][1], speech_lufs(_joined(vocals, spans), rate_hz))


def speech_lufs(sound: Samples, rate_hz: int) -> float | None:
    """Return the gated loudness of a sound; one too short for ITU-R BS.1770 is repeated. None for silence."""
    if not len(sound):
        return None
    times = -(-int(_MEASURED_S * rate_hz) // len(sound))
    found = finish(measure_loudness(_Sound(np.tile(sound, (times, 1)), rate_hz), true_peak=False))
    return found.integrated_lufs if np.isfinite(found.integrated_lufs) else None


def _joined(sound: Samples, spans: Spans) -> Samples:
    return np.concatenate([sound[start:stop] for start, stop in spans])


def _is_clipped(sound: Samples, peak: float) -> bool:
    if peak < _CLIPPED:
        return False
    flat = (np.abs(sound) >= min(peak, 1.0) * _CLIPPED).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flat.astype(np.int8), [0]])))
    return bool(peak > 1.0 or (len(edges) and np.diff(edges)[::2].max() >= _CLIPPED_RUN))


@dataclass(frozen=True, slots=True)
class _Sound:
    """Samples in memory, as the meter reads them."""

    array: Samples
    rate_hz: int
    path: Path = Path()

    @property
    def samples(self) -> int:
        return len(self.array)

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        return self.array[start_sample:stop_sample]
