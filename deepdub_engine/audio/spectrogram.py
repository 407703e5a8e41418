"""Levels of frequencies over time, in tiles: only what is looked at is computed.

A tile has 128 columns. Columns of level 0 are an eighth of the window apart, those of each further level twice as far
as the ones before; where they are far apart, a column has the highest levels of several moments, evenly spread.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip, Samples

TILE_COLUMNS = 128
STEPS_PER_DB, LOWEST_DB = 2, -100
_WINDOW_S = 0.02  # speech: harmonics of a low voice are told apart, syllables are not smeared
_HIGHEST_HZ = 12_000
_MOST_MOMENTS = 8
_READ_WINDOWS = 4  # moments closer than so many windows are read in one piece

Tile = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SpectrogramForm:
    """How tiles of clips with one sample rate are made.

    Parameters
    ----------
    rate_hz
        Of the clip.
    window
        Samples that are transformed at once, a power of two; weighted after von Hann.
    bins
        Frequencies from 0 on, ``rate_hz / window`` apart, up to 12 kHz or half the sample rate.
    """

    rate_hz: int
    window: int
    bins: int

    @classmethod
    def of_rate(cls, rate_hz: int) -> SpectrogramForm:
        """Return the form for a sample rate."""
        window = max(64, 1 << (round(rate_hz * _WINDOW_S) - 1).bit_length())
        return cls(rate_hz, window, 1 + min(window // 2, _HIGHEST_HZ * window // rate_hz))

    @property
    def highest_hz(self) -> float:
        """Frequency of the last bin."""
        return (self.bins - 1) * self.rate_hz / self.window

    def hop(self, level: int) -> int:
        """Return the distance of the columns of a level, in samples."""
        return self.window // 8 << level

    def level_for(self, samples_per_column: float) -> int:
        """Return the coarsest level whose columns are no farther apart than asked; 0 if none is that fine."""
        return max(0, int(samples_per_column // self.hop(0)).bit_length() - 1)


def spectrogram_tile(clip: PcmClip, level: int, number: int) -> Tile:
    """Compute a tile: columns ``[128 · number, 128 · (number + 1))`` of a level.

    Returns
    -------
    Tile
        uint8 ``[columns, bins]``: half decibels above −100 dB, 0 dB being a sine of full scale; the mean power of the
        channels. Silence behind the end of the clip.

    Raises
    ------
    FileMissing, FileUnreadable
        If the samples cannot be read.
    """
    import scipy.fft

    form = SpectrogramForm.of_rate(clip.rate_hz)
    hop = form.hop(level)
    moments = min(_MOST_MOMENTS, max(1, 2 * hop // form.window))
    column = number * TILE_COLUMNS + np.arange(TILE_COLUMNS)[:, np.newaxis]
    middles = column * hop + (2 * np.arange(moments) + 1) * hop // (2 * moments)
    starts = middles.ravel() - form.window // 2
    frames = _frames(clip, starts, form.window, hop // moments)
    frames *= np.hanning(form.window + 1)[:-1].astype(np.float32)[:, np.newaxis]
    spectra = scipy.fft.rfft(frames, axis=1)[:, : form.bins]
    # A sine of full scale has a quarter of the window as its greatest value: half for the weights, half for its sign.
    power = np.mean(spectra.real**2 + spectra.imag**2, axis=2) / (form.window / 4) ** 2
    power = power.reshape(TILE_COLUMNS, moments, form.bins).max(axis=1)
    steps = STEPS_PER_DB * (10 * np.log10(np.maximum(power, 1e-12)) - LOWEST_DB)
    tile: Tile = np.clip(np.round(steps), 0, 255).astype(np.uint8)
    return tile


def _frames(clip: PcmClip, starts: npt.NDArray[np.int64], window: int, distance: int) -> Samples:
    """Return float32 ``[frames, window, channels]``, silent outside the clip."""
    if distance <= _READ_WINDOWS * window:
        first = int(starts[0])
        block = _padded(clip, first, int(starts[-1]) + window)
        return block[(starts - first)[:, np.newaxis] + np.arange(window)]
    return np.stack([_padded(clip, int(start), int(start) + window) for start in starts])


def _padded(clip: PcmClip, start: int, stop: int) -> Samples:
    found = clip.read(start, stop)
    if len(found) == stop - start:
        return found
    padded = np.zeros((stop - start, clip.channels), np.float32)
    at = max(0, -start)
    padded[at : at + len(found)] = found
    return padded
