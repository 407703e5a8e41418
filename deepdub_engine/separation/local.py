"""Separation in this process: resample, spectra, the network, and back, a segment at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from deepdub_engine.audio.pcm import BLOCK_SAMPLES, PcmClip, Samples
from deepdub_engine.base.errors import NoExactMode
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span, Spans, length, merge_spans, overlapping
from deepdub_engine.separation.estimate import check_room, stem_bytes
from deepdub_engine.separation.models.registry import Engine, Model, load_network
from deepdub_engine.separation.network.graph_io import Masked, Spectrum
from deepdub_engine.separation.network.runtime import Network, Running
from deepdub_engine.separation.resample import Resampler
from deepdub_engine.separation.segment_plan import Stretch, stretches
from deepdub_engine.separation.spleeter_package import SpleeterPackage
from deepdub_engine.separation.stems import StemFiles, Stems, finite
from deepdub_engine.separation.stft import Analysis, Synthesis

WHAT = mark("Separating")
_LOUDEST = 1e5  # float samples may have any size; beyond this, squares of magnitudes would overflow


def check_exact(model: Model) -> None:
    """Raise `NoExactMode` unless a model's two networks are Spleeter's."""
    if not model.spec.is_spleeters:
        raise NoExactMode(model.name)


def separate(
    clip: PcmClip, model: Model, folder: Path, *, exact: bool = False, load: Callable[[Model], Network] | None = None
) -> Job[Stems]:
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
    load
        Loads the network, if not afresh.

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
    files = StemFiles(clip, folder, exact=exact)
    return (yield from _write(clip, model, files, merge_spans([(0, clip.samples)], clip.samples), load))


def separate_spans(
    clip: PcmClip,
    model: Model,
    folder: Path,
    spans: Spans,
    *,
    exact: bool = False,
    load: Callable[[Model], Network] | None = None,
) -> Job[Stems]:
    """Separate parts of a clip, each exactly as it would be in the whole clip.

    Parameters
    ----------
    spans
        What is wanted, as `merge_spans` returns it; parts that are near each other are worked on together.
    clip, model, exact, load
        As for `separate`.
    folder
        Gets two files that hold these parts and nothing else, named after the spans.

    Yields
    ------
    Progress
        Samples that are done, once per segment.

    Raises
    ------
    DeepdubError
        As `separate`.

    Notes
    -----
    The network sees the same segments as for the whole clip, and both resamplers begin where they meet the same
    samples. At 32, 44.1, 48 and 96 kHz the bits are the same, at 8 and 22.05 kHz up to the rounding of floats; at a
    rate that meets the network's but once a second, such as 44,101 Hz, they differ by less than 1e-4 of full scale.
    """
    if exact:
        check_exact(model)
    check_room(folder, stem_bytes(clip, length(spans), exact=exact))
    files = StemFiles(clip, folder, exact=exact, spans=spans)
    return (yield from _write(clip, model, files, spans, load))


def _write(
    clip: PcmClip, model: Model, files: StemFiles, spans: Spans, load: Callable[[Model], Network] | None
) -> Job[Stems]:
    with files:
        yield Progress(0, clip.samples, WHAT)
        network: Network | SpleeterPackage
        if model.engine is Engine.SPLEETER:
            network = SpleeterPackage.load(model, files.folder)
        else:
            network = (load or load_network)(model)
        parts = tuple(stretches(clip, network.spec, spans))
        total = sum(part.spans[-1][1] - part.spans[0][0] for part in parts)
        done = 0
        for part in parts:
            at = part.spans[0][0]
            for block in _separated(clip, network, part, exact=files.exact):
                for start, stop in overlapping(part.spans, at, at + len(block)):
                    first, last = max(start, at), min(stop, at + len(block))
                    found = block[first - at : last - at]
                    files.write(found[:, :2], found[:, 2:] if files.exact else clip.read(first, last))
                at += len(block)
                done += len(block)
                yield Progress(done, total, WHAT)
        return files.finish()


def _blocks(clip: PcmClip, span: Span, rate_hz: int) -> Iterator[Samples]:
    """Yield a clip as the network wants it: stereo, finite, in blocks that stay small at the network's rate."""
    size = max(1, min(BLOCK_SAMPLES, BLOCK_SAMPLES * clip.rate_hz // rate_hz))
    for start in range(*span, size):
        block = np.clip(finite(clip.read(start, min(start + size, span[1]))), -_LOUDEST, _LOUDEST)
        yield block if clip.channels == 2 else np.repeat(block, 2, axis=1)


def _separated(
    clip: PcmClip, network: Network | SpleeterPackage, stretch: Stretch, *, exact: bool
) -> Iterator[Samples]:
    """Yield the vocals at the clip's rate and with its channels, from the first to the last sample of a stretch.

    In exact mode they have two channels, and those of the accompaniment follow.
    """
    channels = 4 if exact else clip.channels
    rate_hz = network.spec.rate_hz
    there = Resampler(clip.rate_hz, rate_hz, 2)
    back = Resampler(rate_hz, clip.rate_hz, channels)
    early = stretch.spans[0][0] - stretch.at
    left = stretch.spans[-1][1] - stretch.spans[0][0]

    def returned(blocks: Iterable[Samples]) -> Iterator[Samples]:
        for block in blocks:
            yield back.push(block if channels > 1 else block.mean(axis=1, keepdims=True, dtype=np.float32))
        yield back.flush()
        yield np.zeros((left, channels), np.float32)  # resampling back and forth may lose a sample of rounding

    converted = _later(_with_rest(_blocks(clip, stretch.read, rate_hz), there), stretch.drop)
    if isinstance(network, SpleeterPackage):
        stems = network.stems(converted, exact=exact)
    else:
        stems = network_stems(converted, network, stretch, exact=exact)
    for block in _later(returned(stems), early):
        for start in range(0, min(len(block), left), BLOCK_SAMPLES * 8):
            part = block[start : min(start + BLOCK_SAMPLES * 8, start + left)]
            left -= len(part)
            yield part
        if not left:
            break


def _with_rest(blocks: Iterable[Samples], resampler: Resampler) -> Iterator[Samples]:
    for block in blocks:
        yield resampler.push(block)
    yield resampler.flush()


def _later(blocks: Iterable[Samples], samples: int) -> Iterator[Samples]:
    """Leave out the first samples."""
    for block in blocks:
        yield block[samples:]
        samples = max(0, samples - len(block))


def network_stems(
    blocks: Iterable[Samples], network: Network, stretch: Stretch, *, exact: bool = False
) -> Iterator[Samples]:
    """Yield the vocals of a stereo sound at the network's rate, sample for sample as long as the sound.

    Parameters
    ----------
    blocks
        float32 ``[n, 2]``, of any sizes.
    network
        What separates.
    stretch
        Says where on the grid the sound begins and ends.
    exact
        Add the two channels of the accompaniment, from its own mask.
    """
    analysis = Analysis(network.spec, stretch.silence)
    synthesis = Synthesis(network.spec, 4 if exact else 2, stretch.skip)
    there = stretch.silence - stretch.skip

    def counted() -> Iterator[Samples]:
        nonlocal there
        for block in blocks:
            there += len(block)
            yield block

    spectra: Iterator[Spectrum] = _spectra(counted(), analysis)
    if not stretch.to_end:
        spectra = islice(spectra, stretch.segments[1] - stretch.segments[0])
    for masked in _separating(spectra, network, exact=exact):
        samples = synthesis.push(masked)[: max(0, there)]
        there -= len(samples)
        yield samples


def _spectra(blocks: Iterable[Samples], analysis: Analysis) -> Iterator[Spectrum]:
    for block in blocks:
        yield from analysis.push(block)
    yield from analysis.flush()


def _separating(spectra: Iterable[Spectrum], network: Network, *, exact: bool) -> Iterator[Masked]:
    """Yield what gives the vocals of segments, in order, while the network is busy with those that follow."""
    under_way: deque[Running] = deque()
    try:
        for spectrum in spectra:
            under_way.append(network.start(spectrum))
            while under_way and (len(under_way) == network.capacity or under_way[0].is_done):
                yield under_way.popleft().masked(exact=exact)
        for running in under_way:
            yield running.masked(exact=exact)
    finally:
        for running in under_way:
            running.outputs()
