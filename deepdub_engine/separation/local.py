"""Separation in this process: resample, transform, run the network and transform back, one segment at a time."""

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
from deepdub_engine.separation.estimate import check_free_space, stem_bytes
from deepdub_engine.separation.film import FilmNetwork, film_sources, later
from deepdub_engine.separation.level import clip_gain
from deepdub_engine.separation.models.registry import Engine, Model, load_network
from deepdub_engine.separation.network.graph_io import MaskedFrames, Spectrum
from deepdub_engine.separation.network.runtime import Network
from deepdub_engine.separation.resample import Resampler
from deepdub_engine.separation.segment_plan import SegmentPlan, segment_plans
from deepdub_engine.separation.spleeter_package import SpleeterPackage
from deepdub_engine.separation.stems import StemFiles, Stems, finite
from deepdub_engine.separation.stft import Analysis, Synthesis
from deepdub_engine.separation.verification import CheckedInference

WHAT = mark("Separating")
_LOUDEST = 1e5  # float samples are unbounded; above this, squared magnitudes would overflow


def check_exact(model: Model) -> None:
    """Raise `NoExactMode` unless a model has Spleeter's architecture."""
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
        The separation model.
    folder
        Receives ``vocals.pcm`` and ``accompaniment.pcm`` once both are complete, and neither if the job fails.
    exact
        Return the stems that Spleeter returns, each from its own mask, silent above the network's last bin, as stereo
        floats. Otherwise the accompaniment is the clip minus the vocals. At 44.1 kHz the exact stems match Spleeter's
        within 1e-4 of full scale; at other rates Spleeter resamples differently.
    load
        Loads the network; by default `load_network`.

    Yields
    ------
    Progress
        Samples separated so far, once per segment.

    Raises
    ------
    WeightsMissing, WeightsDamaged
        If the model cannot be loaded.
    NoExactMode
        If `exact` is set and the model is not one of Spleeter's.
    FileUnreadable, FileMissing
        If the clip's file is gone or shorter than expected.
    DiskTooSmall
        If the stems cannot fit on the disk; raised before the work starts.
    DiskFull, OutputNotWritable
        If the stems cannot be written.
    """
    if exact:
        check_exact(model)
    check_free_space(folder, stem_bytes(clip, clip.samples, exact=exact))
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
    """Separate parts of a clip, with the same result as separating the whole clip.

    Parameters
    ----------
    spans
        What is wanted, as `merge_spans` returns it; parts that are near each other are worked on together.
    clip, model, exact, load
        As for `separate`.
    folder
        Receives two files with these parts only, named after the spans.

    Yields
    ------
    Progress
        Samples separated so far, once per segment.

    Raises
    ------
    DeepdubError
        As for `separate`.

    Notes
    -----
    The network gets the same segments as for the whole clip, and both resamplers start at the same phase. The result
    is bit-identical at 32, 44.1, 48 and 96 kHz, and equal up to float rounding at 8 and 22.05 kHz. At a rate that
    shares only one instant per second with the network's, such as 44,101 Hz, it differs by less than 1e-4 of full
    scale.
    """
    if exact:
        check_exact(model)
    check_free_space(folder, stem_bytes(clip, length(spans), exact=exact))
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
        gain = 1.0 if files.exact or isinstance(network, SpleeterPackage) else clip_gain(clip)
        parts = tuple(segment_plans(clip, network.spec, spans))
        total = sum(part.spans[-1][1] - part.spans[0][0] for part in parts)
        done = 0
        for part in parts:
            at = part.spans[0][0]
            for block in _separated(clip, network, part, gain, exact=files.exact):
                for start, stop in overlapping(part.spans, at, at + len(block)):
                    first, last = max(start, at), min(stop, at + len(block))
                    found = block[first - at : last - at]
                    files.write(found[:, :2], found[:, 2:] if files.exact else clip.read(first, last))
                at += len(block)
                done += len(block)
                yield Progress(done, total, WHAT)
        return files.finish()


def stereo_blocks(clip: PcmClip, span: Span, rate_hz: int, gain: float) -> Iterator[Samples]:
    """Yield a span of a clip in stereo, limited to finite values, in blocks that stay small at the network's rate."""
    size = max(1, min(BLOCK_SAMPLES, BLOCK_SAMPLES * clip.rate_hz // rate_hz))
    for start in range(*span, size):
        block = finite(clip.read(start, min(start + size, span[1])))
        block = np.clip(block if gain == 1 else block * np.float32(gain), -_LOUDEST, _LOUDEST)
        yield block if clip.channels == 2 else np.repeat(block, 2, axis=1)


def _separated(
    clip: PcmClip, network: Network | SpleeterPackage, stretch: SegmentPlan, gain: float, *, exact: bool
) -> Iterator[Samples]:
    """Yield the vocals of a stretch at the clip's rate and channel count.

    The network hears the clip multiplied by `gain`. In exact mode each block has four channels: two for the vocals, two
    for the accompaniment.
    """
    channels = 4 if exact else clip.channels
    rate_hz = network.spec.rate_hz
    there = Resampler(clip.rate_hz, rate_hz, 2)
    back = Resampler(rate_hz, clip.rate_hz, channels)
    early = stretch.spans[0][0] - stretch.at
    left = stretch.spans[-1][1] - stretch.spans[0][0]

    def returned(blocks: Iterable[Samples]) -> Iterator[Samples]:
        for block in blocks:
            heard = block if gain == 1 else block * np.float32(1 / gain)
            yield back.push(heard if channels > 1 else heard.mean(axis=1, keepdims=True, dtype=np.float32))
        yield back.flush()
        yield np.zeros((left, channels), np.float32)  # a round trip of resampling may lose a sample

    converted = later(resampled(stereo_blocks(clip, stretch.read, rate_hz, gain), there), stretch.drop)
    if isinstance(network, SpleeterPackage):
        stems = network.stems(converted, exact=exact)
    else:
        if isinstance(network, FilmNetwork):
            converted = film_sources(converted, network, stretch, network_stems)
        stems = network_stems(converted, network, stretch, exact=exact)
    for block in later(returned(stems), early):
        for start in range(0, min(len(block), left), BLOCK_SAMPLES * 8):
            part = block[start : min(start + BLOCK_SAMPLES * 8, start + left)]
            left -= len(part)
            yield part
        if not left:
            break


def resampled(blocks: Iterable[Samples], resampler: Resampler) -> Iterator[Samples]:
    """Yield blocks through a resampler, to its last sample."""
    for block in blocks:
        yield resampler.push(block)
    yield resampler.flush()


def network_stems(
    blocks: Iterable[Samples], network: Network, stretch: SegmentPlan, *, exact: bool = False
) -> Iterator[Samples]:
    """Yield the vocals in audio at the network's rate, in stereo, with as many samples as the input.

    Parameters
    ----------
    blocks
        float32 ``[n, channels]``, blocks of any size.
    network
        The network to run.
    stretch
        Where the audio begins and ends on the segment grid.
    exact
        Append the two channels of the accompaniment, from its own mask.
    """
    grid, numbers = stretch.grid, range(*stretch.segments)
    advances = [grid.advance(number) for number in numbers] if grid.overlap else None
    analysis = Analysis(network.spec, stretch.silence, channels=network.channels, advances=advances)
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
    for number, masked in enumerate(masked_segments(spectra, network, exact=exact), stretch.segments[0]):
        weights, advance = grid.weights(number), grid.advance(number) if grid.overlap else None
        samples = synthesis.push(masked, weights=weights, advance=advance)[: max(0, there)]
        there -= len(samples)
        yield samples


def _spectra(blocks: Iterable[Samples], analysis: Analysis) -> Iterator[Spectrum]:
    for block in blocks:
        yield from analysis.push(block)
    yield from analysis.flush()


def masked_segments(spectra: Iterable[Spectrum], network: Network, *, exact: bool) -> Iterator[MaskedFrames]:
    """Yield the masked output of each segment in order, while the network runs on later segments."""
    under_way: deque[CheckedInference] = deque()
    try:
        for spectrum in spectra:
            under_way.append(CheckedInference(network, spectrum))
            while under_way and (len(under_way) == network.capacity or under_way[0].is_done):
                yield under_way.popleft().masked(exact=exact)
        for running in under_way:
            yield running.masked(exact=exact)
    finally:
        for running in under_way:
            running.wait()
