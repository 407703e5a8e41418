"""Everything that is heard in sentences: where people speak at once, and the voice of each where it is alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.base.spans import Span, Spans, subtract_spans
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.speakers.hearing import hear_voices
from deepdub_engine.speakers.overlaps import hear_overlaps
from deepdub_engine.speakers.voice import Voice

_OVERLAPS_SHARE = 0.2  # of the work
_LEAST_ALONE_MS = 1000  # with less, all of the sentence says more about the voice


def listen(
    vocals: PcmClip, spans: Sequence[Span], weights: Path, overlap_weights: Path | None
) -> Job[tuple[Voice, ...]]:
    """Return the voice in each of some spans of the vocals; loads the networks in this process.

    Parameters
    ----------
    vocals, spans, weights
        As for `hear_voices`.
    overlap_weights
        The file with the weights of the network that hears overlaps; None to hear none.

    Raises
    ------
    WeightsDamaged
        If weights are damaged, or those of another network.
    FileMissing, FileUnreadable
        If the vocals or weights cannot be read.
    """
    if overlap_weights is None:
        return (yield from hear_voices(vocals, spans, weights))
    overlaps = yield from staged(hear_overlaps(vocals, spans, overlap_weights), 0.0, _OVERLAPS_SHARE)
    alone = [part_alone(span, each, vocals.rate_hz) for span, each in zip(spans, overlaps, strict=True)]
    voices = yield from staged(hear_voices(vocals, alone, weights), _OVERLAPS_SHARE, 1.0)
    return tuple(replace(voice, overlaps_ms=each) for voice, each in zip(voices, overlaps, strict=True))


def part_alone(span: Span, overlaps_ms: Spans, rate_hz: int) -> Span:
    """Return the longest part of a sentence without overlap, or all of it if that part is short.

    Parameters
    ----------
    span
        The sentence, in samples.
    overlaps_ms
        Where others speak, in milliseconds from its start.
    rate_hz
        Sample rate.
    """
    start = span[0]
    others = tuple((start + ms_to_sample(at, rate_hz), start + ms_to_sample(end, rate_hz)) for at, end in overlaps_ms)
    longest = max(subtract_spans((span,), others), key=lambda part: part[1] - part[0], default=span)
    return longest if longest[1] - longest[0] >= ms_to_sample(_LEAST_ALONE_MS, rate_hz) else span
