"""Separation in this process: resample, spectra, masks, and back, a segment at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from deepdub_engine.errors import NoExactMode
from deepdub_engine.models import Model, load_network
from deepdub_engine.network.graph import Network, Running
from deepdub_engine.network.spec import AboveBins, NetworkSpec
from deepdub_engine.pcm import BLOCK_SAMPLES, PcmClip, Samples
from deepdub_engine.progress import Job, Progress
from deepdub_engine.separation.estimate import check_room, stem_bytes
from deepdub_engine.separation.resample import Resampler
from deepdub_engine.separation.stems import StemFiles, Stems, finite
from deepdub_engine.separation.stft import Analysis, Masked, Spectrum, Synthesis

WHAT = "Separating"
_TOP_BINS = 128
_LOUDEST = 1e5  # float samples may have any size; beyond this, squares of magnitudes would overflow


def check_exact(model: Model) -> None:
    """Raise `NoExactMode` unless a model's two networks are Spleeter's."""
    if not model.spec.is_spleeters:
        raise NoExactMode(model.name)


def separate(clip: PcmClip, model: Model, folder: Path, *, exact: bool = False) -> Job[Stems]:
    """Separate a clip in this process.

    Parameters
    ----------
    clip
        The mixture, at any rate, with 1 or 2 channels.
    model
        What separates.
    folder
        Gets ``vocals.pcm`` and ``accompaniment.pcm`` when both are complete, and is left without them otherwise.
    exact
        Give both stems as Spleeter does, instead of all that the vocals leave of the clip: each from its own mask,
        silent above the network's last bin, in stereo, as floats. At 44.1 kHz they are Spleeter's within 1e-4 of full
        scale; at other rates Spleeter resamples its own way.

    Yields
    ------
    Progress
        Samples of the clip that are done, once per segment.

    Raises
    ------
    WeightsMissing, WeightsDamaged
        If the model cannot be run.
    NoExactMode
        If exact stems are asked of another model than Spleeter's.
    FileUnreadable, FileMissing
        If the clip is gone, or shorter than it says.
    DiskTooSmall
        At once, if the stems certainly do not fit.
    DiskFull, OutputNotWritable
        If the stems cannot be written.
    """
    if exact:
        check_exact(model)
    check_room(folder, stem_bytes(clip, clip.samples, exact=exact))
    with StemFiles(clip, folder, exact=exact) as files:
        yield Progress(0, clip.samples, WHAT)
        network = load_network(model)
        done = 0
        for block in _separated(clip, network, exact=exact):
            stop = done + len(block)
            files.write(block[:, :2], block[:, 2:] if exact else clip.read(done, stop))
            done = stop
            yield Progress(done, clip.samples, WHAT)
        return files.finish()


def _blocks(clip: PcmClip, rate_hz: int) -> Iterator[Samples]:
    """Yield the clip as the network wants it: stereo, finite, in blocks that stay small at the network's rate."""
    size = max(1, min(BLOCK_SAMPLES, BLOCK_SAMPLES * clip.rate_hz // rate_hz))
    for start in range(0, clip.samples, size):
        block = np.clip(finite(clip.read(start, min(start + size, clip.samples))), -_LOUDEST, _LOUDEST)
        yield block if clip.channels == 2 else np.repeat(block, 2, axis=1)


def _separated(clip: PcmClip, network: Network, *, exact: bool) -> Iterator[Samples]:
    """Yield the vocals at the clip's rate and with its channels, exactly as many samples as it has.

    In exact mode they have two channels, and those of the accompaniment follow.
    """
    channels = 4 if exact else clip.channels
    rate_hz = network.spec.rate_hz
    there = Resampler(clip.rate_hz, rate_hz, 2)
    back = Resampler(rate_hz, clip.rate_hz, channels)
    left = clip.samples

    def returned(blocks: Iterable[Samples]) -> Iterator[Samples]:
        for block in blocks:
            yield back.push(block if channels > 1 else block.mean(axis=1, keepdims=True, dtype=np.float32))
        yield back.flush()
        yield np.zeros((left, channels), np.float32)  # resampling back and forth may lose a sample of rounding

    converted = _with_rest(_blocks(clip, rate_hz), there)
    for block in returned(network_stems(converted, network, exact=exact)):
        for start in range(0, min(len(block), left), BLOCK_SAMPLES * 8):
            part = block[start : min(start + BLOCK_SAMPLES * 8, start + left)]
            left -= len(part)
            yield part


def _with_rest(blocks: Iterable[Samples], resampler: Resampler) -> Iterator[Samples]:
    for block in blocks:
        yield resampler.push(block)
    yield resampler.flush()


def network_stems(blocks: Iterable[Samples], network: Network, *, exact: bool = False) -> Iterator[Samples]:
    """Yield the vocals of a stereo sound at the network's rate, sample for sample as long as the sound.

    Parameters
    ----------
    blocks
        float32 ``[n, 2]``, of any sizes.
    network
        What separates.
    exact
        Add the two channels of the accompaniment, from its own mask.
    """
    analysis, synthesis = Analysis(network.spec), Synthesis(network.spec, 4 if exact else 2)
    taken = given = 0

    def counted() -> Iterator[Samples]:
        nonlocal taken
        for block in blocks:
            taken += len(block)
            yield block

    for spectrum, mask in _with_masks(_spectra(counted(), analysis), network):
        samples = synthesis.push(spectrum, _masked(spectrum, mask, network.spec, exact=exact))[: taken - given]
        given += len(samples)
        yield samples


def _spectra(blocks: Iterable[Samples], analysis: Analysis) -> Iterator[Spectrum]:
    for block in blocks:
        yield from analysis.push(block)
    yield from analysis.flush()


def _with_masks(spectra: Iterable[Spectrum], network: Network) -> Iterator[tuple[Spectrum, Samples]]:
    """Yield spectra with the masks of their vocals, in order, while the network is busy with those that follow."""
    under_way: deque[tuple[Spectrum, Running]] = deque()
    try:
        for spectrum in spectra:
            under_way.append((spectrum, network.start(np.abs(spectrum[:, :, : network.spec.bins]))))
            while under_way and (len(under_way) == network.capacity or under_way[0][1].is_done):
                first, running = under_way.popleft()
                yield first, running.mask()
        for last, running in under_way:
            yield last, running.mask()
    finally:
        for _, running in under_way:
            running.mask()


def _masked(spectrum: Spectrum, mask: Samples, spec: NetworkSpec, *, exact: bool) -> Masked:
    """Return a function that masks some frames of a segment: a few at a time stay in the processor's cache."""
    above = mask[:, :, -_TOP_BINS:].mean(axis=-1, keepdims=True) if spec.above is AboveBins.MEAN else None

    def part(frames: slice) -> Spectrum:
        seen = spectrum[:, frames, : spec.bins]
        vocals: Spectrum = seen * mask[:, frames]
        if exact:
            # Spleeter's two ratio masks add up to one in every bin, with their epsilons.
            return np.concatenate([vocals, seen - vocals])
        if above is not None:
            return np.concatenate([vocals, spectrum[:, frames, spec.bins :] * above[:, frames]], axis=-1)
        return vocals

    return part
