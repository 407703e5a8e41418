"""Mix bed and voices block by block, on a fixed grid, so that any block can be made again alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.limiter import Limiter
from deepdub_engine.audio.pcm import BLOCK_SAMPLES, Samples
from deepdub_engine.base.spans import Span
from deepdub_engine.pipeline.dub.bed import Bed, duck_gain, duck_reach
from deepdub_engine.pipeline.generated_speech import open_sound


@dataclass(frozen=True, slots=True)
class LaidVoice:
    """A fitted voice in its place.

    Parameters
    ----------
    path
        WAV file of the fitted voice.
    key
        Hash of everything that its sound depends on.
    start_sample, stop_sample
        Where it lies in the clip.
    gain_db
        Its gain.
    line
        Hash of its line.
    """

    path: Path
    key: str
    start_sample: int
    stop_sample: int
    gain_db: float
    line: int

    @property
    def span(self) -> Span:
        """Where it lies in the clip."""
        return self.start_sample, self.stop_sample

    def add_to(self, block: Samples, start: int) -> None:
        """Add the voice to a block that starts at a sample of the clip."""
        begin, end = max(start, self.start_sample), min(start + len(block), self.stop_sample)
        if begin >= end:
            return
        with open_sound(self.path) as file:
            file.seek(begin - self.start_sample)
            part = file.read(end - begin, dtype="float32", always_2d=True)
        block[begin - start : begin - start + len(part)] += part * np.float32(10 ** (self.gain_db / 20))


@dataclass(frozen=True, slots=True)
class Mix:
    """The dubbed sound as a function of time.

    Parameters
    ----------
    bed
        What lies under the voices.
    voices
        The voices, in order.
    duck_db
        By how much the bed is lowered under voices.
    peak_dbtp
        Highest true peak; None for no limiter.
    """

    bed: Bed
    voices: tuple[LaidVoice, ...]
    duck_db: float
    peak_dbtp: float | None

    @property
    def grid(self) -> Sequence[Span]:
        """The blocks of the clip."""
        samples = self.bed.audio.samples
        return [(at, min(at + BLOCK_SAMPLES, samples)) for at in range(0, samples, BLOCK_SAMPLES)]

    def block(self, start: int, stop: int) -> tuple[Samples, float]:
        """Return a block of `grid`, and by how many decibels it was limited."""
        if self.peak_dbtp is None:
            return self._sum(start, stop), 0.0
        limiter = Limiter(self.bed.audio.form.rate_hz, self.peak_dbtp)
        around = self._sum(start - limiter.reach, stop + limiter.reach)
        gain = limiter.gain(around)
        inner = slice(limiter.reach, limiter.reach + stop - start)
        if gain is None or (gain[inner] == 1).all():
            return around[inner], 0.0
        least = float(gain[inner].min())
        return around[inner] * gain[inner, None], -20 * float(np.log10(max(least, 1e-6)))

    def key(self, start: int, stop: int) -> str:
        """Return a hash of everything that a block depends on."""
        reach = self._reach()
        near = (start - reach, stop + reach)
        audio = self.bed.audio
        indices = audio.indices(max(0, near[0]), min(near[1], audio.samples))
        files = [_identity(audio.source(audio.rows[index])) for index in indices]
        files += [_identity(audio.rows[index].accompaniment) for index in indices if self.bed.bare[index]]
        voices = [
            (voice.key, *voice.span, round(voice.gain_db, 3))
            for voice in self.voices
            if voice.start_sample < near[1] and voice.stop_sample > near[0]
        ]
        facts = [start, stop, files, self.bed.describe(*near), voices, self.duck_db, self.peak_dbtp]
        return hashlib.blake2b(json.dumps(facts).encode(), digest_size=16).hexdigest()

    def _reach(self) -> int:
        rate_hz = self.bed.audio.form.rate_hz
        limiter = 0 if self.peak_dbtp is None else Limiter(rate_hz, self.peak_dbtp).reach
        return limiter + (duck_reach(rate_hz) if self.duck_db else 0)

    def _sum(self, start: int, stop: int) -> Samples:
        rate_hz = self.bed.audio.form.rate_hz
        block = self.bed.read(start, stop)
        if self.duck_db:
            block *= duck_gain((voice.span for voice in self.voices), start, stop, rate_hz, self.duck_db)[:, None]
        for voice in self.voices:
            voice.add_to(block, start)
        return block


def touched_spans(mix: Mix) -> Iterator[Span]:
    """Yield the parts of the clip that voices change."""
    reach = duck_reach(mix.bed.audio.form.rate_hz) if mix.duck_db else 0
    for voice in mix.voices:
        yield voice.start_sample - reach, voice.stop_sample + reach


def _identity(path: Path) -> list[object]:
    found = path.stat()
    return [path.name, found.st_size, found.st_mtime_ns]
