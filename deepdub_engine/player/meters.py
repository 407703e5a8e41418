"""Meter level and true peak of the playing sound, read from the sources at the playhead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.player.mixer import Gains
from deepdub_engine.player.source_reader import PlaySource

_SHORTEST_S: Final = 0.05
_LONGEST_S: Final = 0.3
_OVERSAMPLED: Final = 4  # as ITU-R BS.1770-5, annex 2, requires at 48 kHz
_AROUND: Final = 24  # samples of context that the filter needs on both sides
_FULL: Final = 1.0


@dataclass(frozen=True, slots=True)
class MeterLevel:
    """The level of a source over a short time.

    Parameters
    ----------
    rms_db, peak_db, true_peak_db
        Levels relative to full scale; −inf for silence.
    clipped
        Whether the true peak has reached full scale since the last `Meters.reset`.
    """

    rms_db: float = -np.inf
    peak_db: float = -np.inf
    true_peak_db: float = -np.inf
    clipped: bool = False


class Meters:
    """Level meters; each reading covers the time since the previous one.

    A reading takes less than a millisecond per source and does not involve the audio callback.
    """

    def __init__(self) -> None:
        self._until: int | None = None
        self._clipped: dict[int, bool] = {}

    def reset(self) -> None:
        """Reset the clip indicators."""
        self._clipped.clear()

    def read(self, sources: Sequence[PlaySource | None], gains: Gains, sample: int) -> tuple[MeterLevel, ...]:
        """Measure the sound up to a sample.

        Parameters
        ----------
        sources, gains
            The player's sources and gains; gains affect only the level of the mix.
        sample
            Playhead position.

        Returns
        -------
        tuple of Level
            One level per source, then that of their mix.

        Raises
        ------
        FileMissing, FileUnreadable
            If a source cannot be read.
        """
        rate_hz = next((source.rate_hz for source in sources if source is not None), 0)
        start = self._start(sample, rate_hz)
        self._until = sample
        blocks = [_stereo(source, start - _AROUND, sample + _AROUND) for source in sources]
        total = sum((gain * block for gain, block in zip(gains, blocks, strict=False) if len(block)), np.zeros((1, 1)))
        return tuple(self._level(index, block) for index, block in enumerate([*blocks, np.asarray(total, np.float32)]))

    def _start(self, sample: int, rate_hz: int) -> int:
        shortest, longest = round(_SHORTEST_S * rate_hz), round(_LONGEST_S * rate_hz)
        before = self._until
        if before is None or not sample - longest <= before <= sample:
            return sample - shortest  # the playhead has jumped
        return min(before, sample - shortest)

    def _level(self, index: int, block: Samples) -> MeterLevel:
        level = measure_level(block)
        self._clipped[index] = self._clipped.get(index, False) or level.clipped
        return replace(level, clipped=self._clipped[index])


def measure_level(block: Samples) -> MeterLevel:
    """Measure float32 ``[n, channels]``, whose outermost samples serve only as context for the filter."""
    inner = block[_AROUND:-_AROUND]
    if not inner.any():
        return MeterLevel()
    import soxr

    between = soxr.resample(block, 1, _OVERSAMPLED, quality="HQ")[_AROUND * _OVERSAMPLED : -_AROUND * _OVERSAMPLED]
    peak = float(np.abs(inner).max())
    true_peak = max(peak, float(np.abs(between).max(initial=0.0)))
    rms = float(np.sqrt(np.mean(np.square(inner, dtype=np.float64))))
    return MeterLevel(_db(rms), _db(peak), _db(true_peak), true_peak >= _FULL)


def _stereo(source: PlaySource | None, start: int, stop: int) -> Samples:
    """Read a span of samples, with silence beyond the ends of the source."""
    found: Samples = np.zeros((stop - start, 2), np.float32)
    if source is not None:
        block = source.read(start, stop)
        found[max(0, -start) :][: len(block)] = block
    return found


def _db(value: float) -> float:
    return float(20 * np.log10(value)) if value > 0 else -np.inf
