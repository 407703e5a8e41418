"""DeepFilterNet 3: speech out of noise, in mono at 48 kHz, through its three published graphs.

Schröter, Rosenkranz, Escalante-B. and Maier, "DeepFilterNet: perceptually motivated real-time speech enhancement",
Interspeech 2023. Features, gains and deep filter follow the paper and the authors' description. The graphs see a whole
chunk of frames at once instead of one frame after the other, which is several times faster.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from deepdub_engine.separation.models.parts import DeepFilterPaths

RATE_HZ = 48_000
_FRAME, _HOP = 960, 480
_BINS = _FRAME // 2 + 1
_LOOK_AHEAD = 2  # frames by which the features run ahead of the spectrum
_ORDER = 5  # frames under the deep filter, two of them after the current one
_FILTERED = 96  # bins from 0 Hz that the deep filter handles
_BANDS = 32
_FEWEST_BINS = 2  # per band
_DECAY = 0.99  # of a running mean, per frame: one second
_LEVEL_DB = (-60.0, -90.0)  # where the running means of the bands start, from the lowest band to the highest
_SIZE = (0.001, 0.0001)  # the same for the bins
_RANGE_DB = 40.0

Real = npt.NDArray[np.float32]
Complex = npt.NDArray[np.complex64]


class DeepFilter:
    """The compiled graphs.

    Parameters
    ----------
    openvino
        The module.
    paths
        The verified graphs.
    threads
        Number of threads.
    """

    def __init__(self, openvino: Any, paths: DeepFilterPaths, threads: int) -> None:
        core = openvino.Core()
        options = {"INFERENCE_NUM_THREADS": threads, "INFERENCE_PRECISION_HINT": "f32", "NUM_STREAMS": 1}

        def compiled(path: Any) -> Any:
            return core.compile_model(core.read_model(path), "CPU", options)

        self._encoder = compiled(paths.encoder)
        self._band_decoder = compiled(paths.erb_decoder)
        self._filter_decoder = compiled(paths.filter_decoder)
        self._widths = band_widths()

    def speech(self, sound: Real) -> Real:
        """Return the speech in a sound, float32 ``[n]`` at 48 kHz, as long as the sound; not for several threads."""
        import scipy.fft

        frames = -(-len(sound) // _HOP) + 1
        padded = np.zeros((frames + 1) * _HOP, np.float32)
        padded[_HOP : _HOP + len(sound)] = sound
        window = _window()
        seen = np.lib.stride_tricks.sliding_window_view(padded, _FRAME)[::_HOP] * window
        spectrum = (scipy.fft.rfft(seen, axis=-1) / _FRAME).astype(np.complex64)
        gains, filters = self._infer(*_features(spectrum, self._widths))
        heard = self._filter(np.pad(spectrum, ((_LOOK_AHEAD, _LOOK_AHEAD), (0, 0))), gains, filters)
        sounds = scipy.fft.irfft(heard * np.float32(_FRAME), _FRAME, axis=-1).astype(np.float32) * window
        sums = np.zeros((frames + 1, _HOP), np.float32)
        sums[:-1] += sounds[:, :_HOP]
        sums[1:] += sounds[:, _HOP:]
        return sums.reshape(-1)[_HOP : _HOP + len(sound)]

    def _infer(self, bands: Real, bins: Real) -> tuple[Real, Complex]:
        """Return the gains of the bands ``[frames, 32]`` and the filters ``[frames, 96, 5]``."""
        seen = self._encoder({"feat_erb": bands[None, None], "feat_spec": bins[None]})
        shown = {name: seen[name] for name in ("emb", "e3", "e2", "e1", "e0")}
        gains = self._band_decoder(shown)["m"][0, 0]
        filters = self._filter_decoder({"emb": seen["emb"], "c0": seen["c0"]})["coefs"][0]
        taps = filters.reshape(*filters.shape[:2], _ORDER, 2)
        return gains, np.ascontiguousarray(taps).view(np.complex64)[..., 0]

    def _filter(self, spectrum: Complex, gains: Real, filters: Complex) -> Complex:
        """Return the speech in the frames of a spectrum that has two more frames before and after them."""
        frames = len(gains)
        heard: Complex = spectrum[_LOOK_AHEAD : _LOOK_AHEAD + frames] * np.repeat(gains, self._widths, axis=1)
        heard[:, :_FILTERED] = 0
        for tap in range(_ORDER):
            heard[:, :_FILTERED] += spectrum[tap : tap + frames, :_FILTERED] * filters[..., tap]
        return heard


def band_widths() -> list[int]:
    """Return the number of bins in each band: equal steps on the ERB scale (Glasberg and Moore, 1990)."""
    scale, bend = 9.265, 24.7 * 9.265
    step = scale * np.log1p(RATE_HZ / 2 / bend) / _BANDS
    widths, before, owed = [], 0, 0
    for band in range(1, _BANDS + 1):
        edge = round(float(bend * np.expm1(band * step / scale)) / (RATE_HZ / _FRAME))
        width = max(edge - before - owed, _FEWEST_BINS)
        owed = max(_FEWEST_BINS - (edge - before - owed), 0)
        widths.append(width)
        before = edge
    widths[-1] += _BINS - sum(widths)
    return widths


def _window() -> Real:
    """Return the window of the Vorbis codec, whose overlapping squares add up to one."""
    rise = np.sin(np.pi * (np.arange(_FRAME) + 0.5) / _FRAME)
    window: Real = np.sin(np.pi / 2 * rise**2).astype(np.float32)
    return window


def _features(spectrum: Complex, widths: list[int]) -> tuple[Real, Real]:
    """Return bands ``[frames, 32]`` and bins ``[2, frames, 96]`` as the graphs see them, two frames ahead."""
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    edges = np.concatenate([[0], np.cumsum(widths)[:-1]])
    level_db = 10 * np.log10(np.add.reduceat(power, edges, axis=1) / np.array(widths, np.float32) + np.float32(1e-10))
    bands = (level_db - _running_mean(level_db, np.linspace(*_LEVEL_DB, _BANDS))) / np.float32(_RANGE_DB)
    low = spectrum[:, :_FILTERED]
    scaled = low / np.sqrt(_running_mean(np.abs(low), np.linspace(*_SIZE, _FILTERED)))
    bins = np.stack([scaled.real, scaled.imag])
    ahead = (_LOOK_AHEAD, len(spectrum) + _LOOK_AHEAD)
    return _from(bands, ahead, 0), _from(bins, ahead, 1)


def _from(values: npt.NDArray[np.floating[Any]], rows: tuple[int, int], axis: int) -> Real:
    """Return rows of an array as float32, zero beyond its end."""
    after = [(0, 0)] * values.ndim
    after[axis] = (0, rows[1] - values.shape[axis])
    padded = np.pad(values, after)
    return np.ascontiguousarray(np.take(padded, range(*rows), axis=axis), np.float32)


def _running_mean(values: Real, start: npt.NDArray[np.float64]) -> Real:
    """Return the exponential mean of each frame and those before it."""
    from scipy.signal import lfilter

    taps = (np.array([1 - _DECAY], np.float32), np.array([1, -_DECAY], np.float32))
    means, _ = lfilter(*taps, values, axis=0, zi=(_DECAY * start.astype(np.float32))[None])
    result: Real = means.astype(np.float32)
    return result
