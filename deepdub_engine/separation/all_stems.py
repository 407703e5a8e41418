"""All stems of Spleeter's models as such: vocals, drums, bass, piano and other, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from deepdub_engine.audio.pcm import BLOCK_SAMPLES, Depth, PcmClip, Samples
from deepdub_engine.audio.wav import quantise
from deepdub_engine.base.errors import NoOtherStems
from deepdub_engine.separation.level import clip_gain
from deepdub_engine.separation.local import masked_segments, resampled, stereo_blocks
from deepdub_engine.separation.models.registry import Model, load_weights
from deepdub_engine.separation.network.graph_io import Spectrum
from deepdub_engine.separation.network.runtime import Network
from deepdub_engine.separation.network.unet_spec import UNetSpec
from deepdub_engine.separation.resample import Resampler
from deepdub_engine.separation.stems import finite
from deepdub_engine.separation.stft import Analysis, Synthesis

_NAMES = {
    2: ("vocals", "accompaniment"),
    4: ("vocals", "drums", "bass", "other"),
    5: ("vocals", "piano", "drums", "bass", "other"),
}


def stem_names(model: Model) -> tuple[str, ...]:
    """Return the names of a model's stems, in the order of its nets and of Spleeter's configuration.

    Raises
    ------
    NoOtherStems
        If the model is not one of Spleeter's.
    """
    names = _NAMES.get(model.spec.nets) if isinstance(model.spec, UNetSpec) else None
    if names is None:
        raise NoOtherStems(model.name)
    return names


def all_stems(clip: PcmClip, model: Model, depth: Depth, *, exact: bool = False) -> Iterator[tuple[Samples, ...]]:
    """Yield the stems of a clip block by block, as many samples in total as the clip has.

    Parameters
    ----------
    clip
        The mixture, at any rate, with 1 or 2 channels.
    model
        One of Spleeter's models.
    depth
        Bit depth of the files that will hold the stems.
    exact
        Give what Spleeter gives: each stem from its own mask, in stereo, silent above the network's last bin. Otherwise
        the stems have the clip's channels, and the last one is the clip minus all others; see `split_all`.

    Yields
    ------
    tuple of ndarray
        float32 ``[n, channels]`` of each stem, in the order of `stem_names`.

    Raises
    ------
    NoOtherStems, WeightsMissing, WeightsDamaged
        If the model cannot give all stems, or cannot be loaded.
    FileUnreadable, FileMissing
        If the clip's file is gone or shorter than expected.
    """
    count = len(stem_names(model))
    # The last stem is what the others leave, in exact mode too: the ratio masks add up to one.
    network = Network(model.spec, load_weights(model), stems=count - 1)
    channels = 2 if exact else clip.channels
    gain = np.float32(1 if exact else clip_gain(clip))
    at = 0
    for block in _at_the_clips_rate(clip, network, (count, count if exact else count - 1), channels, gain):
        stems = np.split(block, block.shape[1] // channels, axis=1)
        if exact:
            yield tuple(quantise(finite(stem), depth) for stem in stems)
        else:
            yield split_all(clip.read(at, at + len(block)), stems, depth)
        at += len(block)


def split_all(mixture: Samples, stems: Sequence[Samples], depth: Depth) -> tuple[Samples, ...]:
    """Return stems rounded to a bit depth, and the rest of the mixture as one more.

    Parameters
    ----------
    mixture, stems
        float32 ``[n, channels]``.
    depth
        Bit depth of the files that will hold the stems.

    Returns
    -------
    tuple of ndarray
        At integer depths all are within full scale and add up exactly to the mixture; where the rest would exceed full
        scale, the stems are adjusted. Floats add up to the mixture within rounding.
    """
    mixture = quantise(finite(mixture), depth)
    # Sums of 24 bit integers need more bits than float32 has.
    rounded = [quantise(finite(stem), depth).astype(np.float64) for stem in stems]
    whole = np.sum(rounded, axis=0)
    if depth is not Depth.FLOAT:
        highest = 1 - 2.0 ** (1 - int(depth))
        surplus = whole - np.clip(whole, mixture - highest, mixture + 1.0)
        if surplus.any():
            for number, stem in enumerate(rounded):
                rounded[number] = np.clip(stem - surplus, -1, highest)
                surplus = surplus - (stem - rounded[number])
            whole = np.sum(rounded, axis=0)
    return tuple(stem.astype(np.float32) for stem in (*rounded, mixture - whole))


def _at_the_clips_rate(
    clip: PcmClip, network: Network, counts: tuple[int, int], channels: int, gain: np.float32
) -> Iterator[Samples]:
    """Yield some of all stems side by side, ``[n, stems * channels]``, exactly as long as the clip.

    The network hears the clip multiplied by `gain`.
    """
    all_of_them, stems = counts
    back = Resampler(network.spec.rate_hz, clip.rate_hz, stems * channels)
    left = clip.samples

    def blocks() -> Iterator[Samples]:
        for block in _stems(clip, network, all_of_them, gain):
            stereo = block[:, : 2 * stems] / gain
            yield back.push(stereo if channels == 2 else stereo.reshape(len(block), stems, 2).mean(axis=2))
        yield back.flush()
        yield np.zeros((left, stems * channels), np.float32)  # a round trip of resampling may lose a sample

    for block in blocks():
        for start in range(0, min(len(block), left), BLOCK_SAMPLES):
            part = block[start : min(start + BLOCK_SAMPLES, start + left)]
            yield part
            left -= len(part)


def _stems(clip: PcmClip, network: Network, stems: int, gain: np.float32) -> Iterator[Samples]:
    """Yield all stems in stereo side by side, at the network's rate and as long as the clip is at that rate."""
    analysis, synthesis = Analysis(network.spec), Synthesis(network.spec, 2 * stems)
    left = 0

    def spectra() -> Iterator[Spectrum]:
        nonlocal left
        rate_hz = network.spec.rate_hz
        sound = stereo_blocks(clip, (0, clip.samples), rate_hz, float(gain))
        for block in resampled(sound, Resampler(clip.rate_hz, rate_hz, 2)):
            left += len(block)
            yield from analysis.push(block)
        yield from analysis.flush()

    for masked in masked_segments(spectra(), network, exact=True):
        samples = synthesis.push(masked)[: max(0, left)]
        left -= len(samples)
        yield samples
