"""Spectrograms in tiles, so that only visible parts are computed.

A tile has 128 columns. The hop of level 0 is an eighth of the window and doubles with each level; at large hops, a
column holds the maximum over several evenly spaced windows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip, Samples

TILE_COLUMNS = 128
STEPS_PER_DB, LOWEST_DB = 2, -100
_WINDOW_S = 0.02  # for speech: resolves the harmonics of a low voice without smearing syllables
_HIGHEST_HZ = 12_000
_MOST_MOMENTS = 8
_READ_WINDOWS = 4  # windows closer together than this many window lengths are read in one piece

Tile = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SpectrogramParams:
    """The spectrogram parameters for a sample rate.

    Parameters
    ----------
    rate_hz
        Sample rate of the clip.
    window
        Length of the Hann window in samples, a power of two.
    bins
        Number of frequency bins, ``rate_hz / window`` apart, from 0 to 12 kHz or half the sample rate.
    """

    rate_hz: int
    window: int
    bins: int

    @classmethod
    def of_rate(cls, rate_hz: int) -> SpectrogramParams:
        """Return the parameters for a sample rate."""
        window = max(64, 1 << (round(rate_hz * _WINDOW_S) - 1).bit_length())
        return cls(rate_hz, window, 1 + min(window // 2, _HIGHEST_HZ * window // rate_hz))

    @property
    def highest_hz(self) -> float:
        """Frequency of the last bin."""
        return (self.bins - 1) * self.rate_hz / self.window

    def hop(self, level: int) -> int:
        """Return the hop of a level, in samples."""
        return self.window // 8 << level

    def level_for(self, samples_per_column: float) -> int:
        """Return the coarsest level whose hop is at most `samples_per_column`; 0 if there is none."""
        return max(0, int(samples_per_column // self.hop(0)).bit_length() - 1)


def spectrogram_tile(clip: PcmClip, level: int, number: int) -> Tile:
    """Compute a tile: columns ``[128 · number, 128 · (number + 1))`` of a level.

    Returns
    -------
    Tile
        uint8 ``[columns, bins]``: mean power of the channels in half decibels above −100 dB, where 0 dB is a full-scale
        sine. Silence after the end of the clip.

    Raises
    ------
    FileMissing, FileUnreadable
        If the samples cannot be read.
    """
    import scipy.fft

    form = SpectrogramParams.of_rate(clip.rate_hz)
    hop = form.hop(level)
    moments = min(_MOST_MOMENTS, max(1, 2 * hop // form.window))
    column = number * TILE_COLUMNS + np.arange(TILE_COLUMNS)[:, np.newaxis]
    middles = column * hop + (2 * np.arange(moments) + 1) * hop // (2 * moments)
    starts = middles.ravel() - form.window // 2
    frames = _frames(clip, starts, form.window, hop // moments)
    frames *= np.hanning(form.window + 1)[:-1].astype(np.float32)[:, np.newaxis]
    spectra = scipy.fft.rfft(frames, axis=1)[:, : form.bins]
    # A full-scale sine peaks at a quarter of the window: half for the Hann weights, half for its negative frequency.
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
