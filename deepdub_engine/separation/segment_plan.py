"""Which samples a part of a clip needs around it, so that it is separated as in the whole clip.

A sample depends on the segments of the network that its frames lie in, and a little sound beyond them for resampling.
Both grids, that of the segments and that on which two sample rates meet, stay those of the whole clip. So the result is
the same, sample for sample, however small the part.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.spans import Span, Spans
from deepdub_engine.separation.network.spec import NetworkSpec

# Of the lower rate. The resampler hears less than 256 samples to either side: from there on it gives the same bits,
# whichever multiple of the rates' common step it began at.
_HEARD = 512


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a clip with what is separated for it.

    Parameters
    ----------
    spans
        Of the clip: what is wanted, within one run of segments.
    read
        First sample of the clip that is read, and the one after the last.
    to_end
        Whether that is the end of the clip.
    drop
        Samples of the network's rate to leave out before the first frame.
    silence
        Samples of silence before the sound, with which the grid begins.
    skip
        Samples of the network's rate that come back before `at`.
    at
        Sample of the clip at which the result begins.
    segments
        First segment of the network, and the one after the last.
    """

    spans: Spans
    read: Span
    to_end: bool
    drop: int
    silence: int
    skip: int
    at: int
    segments: Span


def stretches(clip: PcmClip, spec: NetworkSpec, spans: Spans) -> Iterator[Stretch]:
    """Yield what has to be separated for some spans: never a segment twice.

    Parameters
    ----------
    clip
        The mixture.
    spec
        Of the network.
    spans
        As `joined` returns them.
    """
    group: list[Span] = []
    last = 0
    for span in spans:
        first, stop = _segments(clip, spec, span)
        if group and first > last:
            yield _stretch(clip, spec, tuple(group))
            group = []
        group.append(span)
        last = stop
    if group:
        yield _stretch(clip, spec, tuple(group))


def segments_needed(clip: PcmClip, spec: NetworkSpec, spans: Spans) -> int:
    """Return how many segments of the network some spans take: what their time depends on."""
    return sum(stretch.segments[1] - stretch.segments[0] for stretch in stretches(clip, spec, spans))


def _steps(clip: PcmClip, spec: NetworkSpec) -> tuple[int, int]:
    """Return the shortest distance between two instants at which both rates have a sample, in samples of each."""
    common = math.gcd(clip.rate_hz, spec.rate_hz)
    return clip.rate_hz // common, spec.rate_hz // common


def _margin(clip: PcmClip, spec: NetworkSpec) -> int:
    """Return what the resampler hears to either side, in samples of the network's rate."""
    if clip.rate_hz == spec.rate_hz:
        return 0
    return -(-_HEARD * spec.rate_hz // min(clip.rate_hz, spec.rate_hz))


def _begins(clip: PcmClip, spec: NetworkSpec, start_sample: int) -> int:
    """Return the sample of the network's rate at which a result has to begin to be good at a sample of the clip."""
    own, network = _steps(clip, spec)
    return max(0, (start_sample * network // own - _margin(clip, spec)) // network * network)


def _segments(clip: PcmClip, spec: NetworkSpec, span: Span) -> Span:
    own, network = _steps(clip, spec)
    last = -(-span[1] * network // own) + _margin(clip, spec) - 1
    # A frame begins a frame before a multiple of the hop, so that four of them have each sample.
    first_frame, last_frame = _begins(clip, spec, span[0]) // spec.hop + 1, (last + spec.frame) // spec.hop
    return first_frame // spec.frames, last_frame // spec.frames + 1


def _stretch(clip: PcmClip, spec: NetworkSpec, spans: Spans) -> Stretch:
    own, network = _steps(clip, spec)
    margin = _margin(clip, spec)
    first, stop = _segments(clip, spec, (spans[0][0], spans[-1][1]))
    begins = _begins(clip, spec, spans[0][0])
    grid = first * spec.frames * spec.hop - spec.frame  # where the first frame begins
    read_from = max(0, max(0, grid) - margin) // network
    read_to = -(-((stop * spec.frames - 1) * spec.hop + margin) * own // network)
    return Stretch(
        spans=spans,
        read=(read_from * own, min(read_to, clip.samples)),
        to_end=read_to >= clip.samples,
        drop=max(0, grid) - read_from * network,
        silence=max(0, -grid),
        skip=begins - grid,
        at=begins // network * own,
        segments=(first, stop),
    )
