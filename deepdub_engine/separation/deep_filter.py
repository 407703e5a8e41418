"""DeepFilterNet 3: speech out of noise, in mono at 48 kHz, through its three published graphs.

Schröter, Rosenkranz, Escalante-B. and Maier, "DeepFilterNet: perceptually motivated real-time speech enhancement",
Interspeech 2023. Features, gains and deep filter follow the paper and the authors' description. The authors' program
runs the graphs frame by frame; here they see all frames of some sounds at once, which is several times faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from deepdub_engine.separation.film_context import CHUNKS_AT_ONCE, LONGEST_CHUNK_SAMPLES
from deepdub_engine.separation.film_context import RATE_HZ as FILM_RATE_HZ
from deepdub_engine.separation.models.parts import DeepFilterPaths
from deepdub_engine.separation.network.runtime import compile_graph

RATE_HZ = 48_000
_FRAME, _HOP = 960, 480
_BINS = _FRAME // 2 + 1
_LOOK_AHEAD = 2  # frames that the features run ahead of the spectrum
_BANDS = 32
_FILTERED = 96  # bins below the limit of the deep filter
_ORDER = 5  # frames that the deep filter covers, two of them after the present one
_FEWEST_BINS = 2  # of a band
_KEPT = 0.99  # share of a running mean that is kept per frame: one second
_LEVELS_DB = (-60.0, -90.0)  # initial running means of the lowest and the highest band
_SIZES = (0.001, 0.0001)  # and of the bins
_RANGE_DB = 40.0
_SMALLEST_POWER = 1e-10
_SETTLED = 100  # frames: one second
_STEP = 256  # frames; 0.99 ** 256 is far from underflow

Real = npt.NDArray[np.float32]
Complex = npt.NDArray[np.complex64]


class DeepFilter:
    """The compiled graphs, for up to two sounds at a time of up to 23.2 s; not for several threads.

    Parameters
    ----------
    openvino
        The module.
    paths
        The verified graphs.
    """

    def __init__(self, openvino: Any, paths: DeepFilterPaths) -> None:
        core = openvino.Core()
        graph = _joined_graph(
            openvino, *(core.read_model(path) for path in (paths.encoder, paths.erb_decoder, paths.filter_decoder))
        )
        self._frames = -(-LONGEST_CHUNK_SAMPLES * RATE_HZ // (FILM_RATE_HZ * _HOP)) + 2
        self._bands = np.zeros((CHUNKS_AT_ONCE, 1, self._frames, _BANDS), np.float32)
        self._bins = np.zeros((CHUNKS_AT_ONCE, 2, self._frames, _FILTERED), np.float32)
        graph.reshape({"feat_erb": list(self._bands.shape), "feat_spec": list(self._bins.shape)})
        # One thread: the recurrent layers do not gain from two, and the other networks run at the same time.
        self._request = compile_graph(core, graph).create_infer_request()

    def speech(self, sounds: Sequence[Real], *, begins: bool) -> list[Real]:
        """Return the speech in some sounds, each as long as the sound.

        Parameters
        ----------
        sounds
            float32 ``[n]`` at 48 kHz.
        begins
            Whether the first one begins with the clip; the others are preceded by sound that is not heard.
        """
        self._bands[:], self._bins[:] = 0, 0
        spectra = [_spectrum_of(sound) for sound in sounds]
        for number, spectrum in enumerate(spectra):
            bands, bins = _features(spectrum, 0 if begins and not number else _SETTLED)
            ahead = len(spectrum) - _LOOK_AHEAD
            self._bands[number, 0, : max(0, ahead)] = bands[_LOOK_AHEAD:]
            self._bins[number, :, : max(0, ahead)] = bins[:, _LOOK_AHEAD:]
        self._request.infer([self._bands, self._bins])
        gains, taps = (self._request.get_output_tensor(output).data for output in range(2))
        filters = taps.reshape(CHUNKS_AT_ONCE, self._frames, _FILTERED, _ORDER, 2).view(np.complex64)[..., 0]
        return [
            _samples_of(_filtered(each, gains[number, 0, : len(each)], filters[number, : len(each)]), len(sound))
            for number, (each, sound) in enumerate(zip(spectra, sounds, strict=True))
        ]


def band_widths() -> list[int]:
    """Return how many bins each band has: equal steps of the ERB scale (Glasberg and Moore, 1990)."""
    scale, bend = 9.265, 24.7 * 9.265
    step = scale * np.log1p(RATE_HZ / 2 / bend) / _BANDS
    widths, before, owed = [], 0, 0
    for band in range(1, _BANDS + 1):
        edge = round(float(bend * np.expm1(band * step / scale)) / (RATE_HZ / _FRAME))
        widths.append(max(edge - before - owed, _FEWEST_BINS))
        owed = max(_FEWEST_BINS - (edge - before - owed), 0)
        before = edge
    widths[-1] += _BINS - sum(widths)
    return widths


def _window() -> Real:
    """Return the window of analysis and synthesis, that of the Vorbis codec, whose squares add up to one."""
    rise = np.sin(np.pi * (np.arange(_FRAME) + 0.5) / _FRAME)
    found: Real = np.sin(np.pi / 2 * rise**2).astype(np.float32)
    return found


def _running_mean(values: Real, start: Real) -> Real:
    """Return the exponential mean of each frame and the frames before it, float32 ``[frames, n]``."""
    found = np.empty_like(values)
    last = start.astype(np.float64)
    for at in range(0, len(values), _STEP):
        part = values[at : at + _STEP].astype(np.float64)
        decay = _KEPT ** np.arange(1, len(part) + 1)[:, None]
        means = decay * (last + np.cumsum((1 - _KEPT) * part / decay, axis=0))
        found[at : at + _STEP], last = means, means[-1]
    return found


def _features(spectrum: Complex, settled: int = 0) -> tuple[Real, Real]:
    """Return what the graphs see of a stretch.

    Parameters
    ----------
    spectrum
        complex64 ``[frames, _BINS]``.
    settled
        Frames at the beginning whose mean is where the running means begin; 0 for the beginning of a clip.

    Returns
    -------
    tuple of ndarray
        Levels of bands, float32 ``[frames, _BANDS]``, and bins, float32 ``[2, frames, _FILTERED]``.
    """
    widths = band_widths()
    edges = np.concatenate([[0], np.cumsum(widths)[:-1]])
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    means = np.add.reduceat(power, edges, axis=1) / np.array(widths, np.float32)
    level = 10 * np.log10(means + np.float32(_SMALLEST_POWER))
    low = np.ascontiguousarray(spectrum[:, :_FILTERED])
    size = np.abs(low)
    levels, sizes = (
        np.linspace(*_LEVELS_DB, _BANDS, dtype=np.float32),
        np.linspace(*_SIZES, _FILTERED, dtype=np.float32),
    )
    if settled:
        levels, sizes = level[:settled].mean(axis=0), np.maximum(size[:settled].mean(axis=0), np.float32(1e-7))
    bands = (level - _running_mean(level, levels)) / np.float32(_RANGE_DB)
    bins = low / np.sqrt(_running_mean(size, sizes))
    return bands.astype(np.float32), np.stack([bins.real, bins.imag]).astype(np.float32)


def _filtered(spectrum: Complex, gains: Real, filters: Complex) -> Complex:
    """Return the speech in a spectrum ``[frames, _BINS]`` from gains ``[frames, _BANDS]`` and complex filters.

    `filters` is ``[frames, _FILTERED, _ORDER]``.
    """
    frames = len(spectrum)
    heard = spectrum * np.repeat(gains, band_widths(), axis=1)
    heard[:, :_FILTERED] = 0
    low = np.pad(spectrum[:, :_FILTERED], ((_LOOK_AHEAD, _LOOK_AHEAD), (0, 0)))
    for tap in range(_ORDER):
        heard[:, :_FILTERED] += low[tap : tap + frames] * filters[:, :, tap]
    return heard


def _spectrum_of(samples: Real) -> Complex:
    """Return the spectrum of a stretch, complex64 ``[frames, _BINS]``, with a frame of silence before it."""
    import scipy.fft

    count = -(-len(samples) // _HOP) + 1
    padded = np.zeros((count + 1) * _HOP, np.float32)
    padded[_HOP : _HOP + len(samples)] = samples
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FRAME)[::_HOP]
    spectrum = scipy.fft.rfft(frames * (_window() / np.float32(_FRAME)), axis=-1, overwrite_x=True)
    return np.asarray(spectrum, np.complex64)


def _samples_of(spectrum: Complex, count: int) -> Real:
    """Return the first `count` samples of a stretch from its spectrum."""
    import scipy.fft

    sounds = scipy.fft.irfft(spectrum, _FRAME, axis=-1)
    sounds *= _window() * np.float32(_FRAME)
    sums = np.zeros((len(sounds) + 1, _HOP), np.float32)
    sums[:-1] += sounds[:, :_HOP]
    sums[1:] += sounds[:, _HOP:]
    found: Real = sums.reshape(-1)[_HOP : _HOP + count]
    return found


def _joined_graph(openvino: Any, encoder: Any, erb_decoder: Any, filter_decoder: Any) -> Any:
    """Return the three graphs as one, from levels and bins to gains and filters."""
    shown = {name: result.input_value(0) for result in encoder.get_results() for name in result.output(0).names}
    results = []
    for decoder, output in ((erb_decoder, "m"), (filter_decoder, "coefs")):
        for parameter in decoder.get_parameters():
            (name,) = parameter.output(0).names & shown.keys()
            parameter.output(0).replace(shown[name])
        results.append(next(each for each in decoder.get_results() if output in each.output(0).names))
    return openvino.Model(results, encoder.get_parameters(), "deepfilternet3")
