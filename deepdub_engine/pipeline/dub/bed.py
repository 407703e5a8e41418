"""What lies under the voices: the original or its accompaniment, and the fades between them.

The accompaniment is part of the original, so only the vocals are faded, along the curve of an equal-power fade; the
accompaniment stays as loud as it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.spans import Span
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline.dub.folder_audio import FolderAudio

_FADE_MS = 20
_SEARCH_MS = 60  # how far from the border a quiet place is looked for: more would let words of the original through
_STEP_MS = 2
_DUCK_IN_MS, _DUCK_OUT_MS = 120, 350


@dataclass(frozen=True, slots=True)
class VocalsFade:
    """A fade of the vocals in one segment at its border.

    Parameters
    ----------
    start, stop
        Where the vocals fade.
    border
        The border, at or before `start` for a fade out, at or behind `stop` for a fade in.
    """

    start: int
    stop: int
    border: int

    @property
    def falls(self) -> bool:
        """Whether the vocals fade out."""
        return self.border <= self.start

    @property
    def reach(self) -> Span:
        """From where to where the segment is not the accompaniment alone."""
        return (self.border, self.stop) if self.falls else (self.start, self.border)


@dataclass(frozen=True, slots=True)
class Bed:
    """What is heard in each segment.

    Parameters
    ----------
    audio
        The sounds of the folder.
    bare
        For each segment, whether it is the accompaniment alone.
    fades
        The fades at the borders, in order.
    """

    audio: FolderAudio
    bare: tuple[bool, ...]
    fades: tuple[VocalsFade, ...]

    def read(self, start: int, stop: int) -> Samples:
        """Return a range, which may go beyond the clip, where it is silent."""
        block = self.audio.original(start, stop)
        for index in self.audio.indices(max(0, start), min(stop, self.audio.samples)):
            if self.bare[index]:
                first, last = self.audio.span(index)
                begin, end = max(start, first), min(stop, last)
                if begin < end:
                    part = self._accompaniment(block[begin - start : end - start], begin, end)
                    block[begin - start : end - start] = part
        return block

    def _accompaniment(self, original: Samples, start: int, stop: int) -> Samples:
        alone = self.audio.accompaniment(start, stop)
        for fade in self._fades_in(start, stop):
            begin, end = max(start, fade.reach[0]), min(stop, fade.reach[1])
            part = slice(begin - start, end - start)
            gain = _curve(fade, begin, end)[:, None]
            alone[part] = np.where(gain == 1, original[part], alone[part] + gain * (original[part] - alone[part]))
        return alone

    def _fades_in(self, start: int, stop: int) -> Sequence[VocalsFade]:
        # Fades do not overlap, so their ends are in order, too.
        first = bisect_right(self.fades, start, key=lambda fade: fade.reach[1])
        return self.fades[first : bisect_left(self.fades, stop, key=lambda fade: fade.reach[0])]

    def describe(self, start: int, stop: int) -> list[object]:
        """Return what the sound of a range depends on, apart from the files."""
        near = [index for index in self.audio.indices(max(0, start), min(stop, self.audio.samples)) if self.bare[index]]
        return [near, [fade.reach for fade in self._fades_in(start, stop)]]


def make_bed(audio: FolderAudio, bare: Sequence[bool]) -> Bed:
    """Return the bed with its fades placed where the vocals are quietest near each border.

    Each fade lies in the segment that is bare, because only this is sure to have an accompaniment.
    """
    fades: list[VocalsFade] = []
    for index, alone in enumerate(bare):
        if alone:
            start, stop = audio.span(index)
            fade = min(ms_to_sample(_FADE_MS, audio.form.rate_hz), (stop - start) // 3)
            search = min(ms_to_sample(_SEARCH_MS, audio.form.rate_hz), (stop - start) // 3)
            if fade and index and not bare[index - 1]:
                at = start + _quietest(_vocals(audio, start, start + search + fade), fade, audio.form.rate_hz)
                fades.append(VocalsFade(at, at + fade, start))
            if fade and index + 1 < len(bare) and not bare[index + 1]:
                backwards = _vocals(audio, stop - search - fade, stop)[::-1]
                at = stop - _quietest(backwards, fade, audio.form.rate_hz)
                fades.append(VocalsFade(at - fade, at, stop))
    return Bed(audio, tuple(bare), tuple(fades))


def _vocals(audio: FolderAudio, start: int, stop: int) -> Samples:
    return audio.original(start, stop) - audio.accompaniment(start, stop)


def _quietest(vocals: Samples, fade: int, rate_hz: int) -> int:
    """Return where in the vocals the quietest stretch of `fade` samples starts; the first of several."""
    power = np.concatenate([[0.0], np.cumsum(np.square(vocals, dtype=np.float64).sum(axis=1))])
    starts = np.arange(0, len(vocals) - fade + 1, max(1, ms_to_sample(_STEP_MS, rate_hz)))
    energy = power[starts + fade] - power[starts]
    return int(starts[np.argmin(energy + 1e-9)])


def _curve(fade: VocalsFade, start: int, stop: int) -> npt.NDArray[np.float32]:
    place = (np.arange(start, stop) + 0.5 - fade.start) / (fade.stop - fade.start)
    way = np.clip(1 - place if fade.falls else place, 0, 1)
    curve: npt.NDArray[np.float32] = np.sin(way * np.pi / 2).astype(np.float32)
    return curve


def duck_gain(voices: Iterable[Span], start: int, stop: int, rate_hz: int, duck_db: float) -> npt.NDArray[np.float32]:
    """Return the gain of the bed, float32 ``[stop - start]``: down just before each voice, up again behind it."""
    rise, fall = ms_to_sample(_DUCK_OUT_MS, rate_hz), ms_to_sample(_DUCK_IN_MS, rate_hz)
    depth = np.zeros(stop - start)
    at = np.arange(start, stop)
    for first, last in voices:
        if first - fall < stop and last + rise > start:
            way = np.clip(np.minimum((at - first + fall) / fall, (last + rise - at) / rise), 0, 1)
            depth = np.maximum(depth, 0.5 - 0.5 * np.cos(np.pi * way))
    gain: npt.NDArray[np.float32] = (10 ** (-abs(duck_db) * depth / 20)).astype(np.float32)
    return gain


def duck_reach(rate_hz: int) -> int:
    """Return how many samples around a voice are lowered."""
    return ms_to_sample(max(_DUCK_IN_MS, _DUCK_OUT_MS), rate_hz)
