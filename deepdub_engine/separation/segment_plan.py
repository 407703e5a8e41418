"""The context that a part of a clip needs to be separated exactly as in the whole clip.

An output sample depends on the network segments that contain its frames, and on a margin around them for resampling.
Parts use the whole clip's segment grid and the whole clip's resampling phase, so the result is the same for every
sample, however short the part.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.spans import Span, Spans
from deepdub_engine.separation.film_context import context_of
from deepdub_engine.separation.network.film_spec import FilmSpec
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.segment_grid import SegmentGrid

# In samples of the lower rate. The resampler's filter reaches less than 256 samples to either side; beyond that its
# output is bit-identical, whichever common instant of the two rates it started at.
_HEARD = 512


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """A run of network segments, and the samples to read and return for it.

    Parameters
    ----------
    spans
        Parts of the clip to return, all within this run of segments.
    read
        Range of clip samples to read.
    to_end
        Whether that range ends at the end of the clip.
    drop
        Samples to drop before the first one that is needed, at the network's rate.
    lead
        Samples before the first frame that only the separators beneath a `FilmSpec` need, at the network's rate.
    silence
        Samples of silence to insert before the audio, at the network's rate.
    skip
        Output samples to drop before `at`, at the network's rate.
    at
        Clip sample at which the result begins.
    segments
        Range of network segments.
    grid
        All segments of the clip.
    """

    spans: Spans
    read: Span
    to_end: bool
    drop: int
    silence: int
    skip: int
    at: int
    segments: Span
    grid: SegmentGrid
    lead: int = 0


def segment_plans(clip: PcmClip, spec: NetworkSpec, spans: Spans) -> Iterator[SegmentPlan]:
    """Yield the runs of segments that cover some spans, no segment twice.

    Parameters
    ----------
    clip
        The mixture.
    spec
        Architecture of the network.
    spans
        Parts of the clip, from `joined`.
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
    """Return how many network segments some spans take."""
    return sum(stretch.segments[1] - stretch.segments[0] for stretch in segment_plans(clip, spec, spans))


def _steps(clip: PcmClip, spec: NetworkSpec) -> tuple[int, int]:
    """Return the period after which the two sample grids coincide, in samples of the clip and of the network."""
    common = math.gcd(clip.rate_hz, spec.rate_hz)
    return clip.rate_hz // common, spec.rate_hz // common


def _margin(clip: PcmClip, spec: NetworkSpec) -> int:
    """Return the resampler's margin to either side, in samples of the network's rate."""
    if clip.rate_hz == spec.rate_hz:
        return 0
    return -(-_HEARD * spec.rate_hz // min(clip.rate_hz, spec.rate_hz))


def _begins(clip: PcmClip, spec: NetworkSpec, start_sample: int) -> int:
    """Return the network sample at which the output must begin to be valid at a clip sample."""
    own, network = _steps(clip, spec)
    return max(0, (start_sample * network // own - _margin(clip, spec)) // network * network)


def segment_grid(clip: PcmClip, spec: NetworkSpec) -> SegmentGrid:
    """Return the segments of a whole clip."""
    own, network = _steps(clip, spec)
    return SegmentGrid.of(spec, -(-clip.samples * network // own))


def _segments(clip: PcmClip, spec: NetworkSpec, span: Span) -> Span:
    own, network = _steps(clip, spec)
    last = -(-span[1] * network // own) + _margin(clip, spec) - 1
    # Frames begin at multiples of the hop, counted from one frame before the clip.
    first_frame, last_frame = _begins(clip, spec, span[0]) // spec.hop + 1, (last + spec.frame) // spec.hop
    return segment_grid(clip, spec).covering(first_frame, last_frame)


def _stretch(clip: PcmClip, spec: NetworkSpec, spans: Spans) -> SegmentPlan:
    own, network = _steps(clip, spec)
    margin = _margin(clip, spec)
    grid = segment_grid(clip, spec)
    first, stop = _segments(clip, spec, (spans[0][0], spans[-1][1]))
    begins = _begins(clip, spec, spans[0][0])
    start = grid.start(first) * spec.hop - spec.frame  # where the first frame begins
    end = (grid.start(stop - 1) + spec.frames - 1) * spec.hop
    needed = (max(0, start), end)
    if isinstance(spec, FilmSpec):
        needed = context_of(needed)
    read_from = max(0, needed[0] - margin) // network
    read_to = -(-(needed[1] + margin) * own // network)
    return SegmentPlan(
        spans=spans,
        read=(read_from * own, min(read_to, clip.samples)),
        to_end=read_to >= clip.samples,
        drop=needed[0] - read_from * network,
        silence=max(0, -start),
        skip=begins - start,
        at=begins // network * own,
        segments=(first, stop),
        grid=grid,
        lead=max(0, start) - needed[0],
    )
