"""Level and true peak of what is heard, read from the sources at the place of the ear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.player.mixer import Gains
from deepdub_engine.player.source_reader import Source

_SHORTEST_S: Final = 0.05
_LONGEST_S: Final = 0.3
_OVERSAMPLED: Final = 4  # as ITU-R BS.1770-5, annex 2, asks for at 48 kHz
_AROUND: Final = 24  # samples before and behind that the filter needs
_FULL: Final = 1.0


@dataclass(frozen=True, slots=True)
class Level:
    """A short stretch of a source.

    Parameters
    ----------
    rms_db, peak_db, true_peak_db
        Relative to full scale; −inf for silence. The last is the highest level between the samples.
    clipped
        Whether the true peak has reached full scale since the last `Meters.reset`.
    """

    rms_db: float = -np.inf
    peak_db: float = -np.inf
    true_peak_db: float = -np.inf
    clipped: bool = False


class Meters:
    """Meters that are read as often as they are drawn; what passed in between is counted in.

    Reading costs less than a millisecond for each source, and nothing of it happens in the audio callback.
    """

    def __init__(self) -> None:
        self._until: int | None = None
        self._clipped: dict[int, bool] = {}

    def reset(self) -> None:
        """Let the clip marks go."""
        self._clipped.clear()

    def read(self, sources: Sequence[Source | None], gains: Gains, sample: int) -> tuple[Level, ...]:
        """Measure what was heard up to a sample.

        Parameters
        ----------
        sources, gains
            Of the player; the gains are not part of the sources' levels.
        sample
            Where the ear is.

        Returns
        -------
        tuple of Level
            One for each source, and last one for their mix.

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
            return sample - shortest  # it has jumped
        return min(before, sample - shortest)

    def _level(self, index: int, block: Samples) -> Level:
        level = measure_level(block)
        self._clipped[index] = self._clipped.get(index, False) or level.clipped
        return replace(level, clipped=self._clipped[index])


def measure_level(block: Samples) -> Level:
    """Measure float32 ``[n, channels]``, of which the outermost samples are there for the filter alone."""
    inner = block[_AROUND:-_AROUND]
    if not inner.any():
        return Level()
    import soxr

    between = soxr.resample(block, 1, _OVERSAMPLED, quality="HQ")[_AROUND * _OVERSAMPLED : -_AROUND * _OVERSAMPLED]
    peak = float(np.abs(inner).max())
    true_peak = max(peak, float(np.abs(between).max(initial=0.0)))
    rms = float(np.sqrt(np.mean(np.square(inner, dtype=np.float64))))
    return Level(_db(rms), _db(peak), _db(true_peak), true_peak >= _FULL)


def _stereo(source: Source | None, start: int, stop: int) -> Samples:
    """Read a stretch, with silence beyond the ends of the source."""
    found: Samples = np.zeros((stop - start, 2), np.float32)
    if source is not None:
        block = source.read(start, stop)
        found[max(0, -start) :][: len(block)] = block
    return found


def _db(value: float) -> float:
    return float(20 * np.log10(value)) if value > 0 else -np.inf
