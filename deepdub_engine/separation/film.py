"""The film separator: Spleeter and DeepFilterNet listen first, and a network of ours refines what they hear."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.separation.deep_filter import RATE_HZ as SPEECH_RATE_HZ
from deepdub_engine.separation.film_context import (
    CHUNK_SAMPLES,
    CHUNKS_AT_ONCE,
    FADE_SAMPLES,
    RATE_HZ,
    RUN_OUT_SAMPLES,
    chunk_start,
    chunks_for,
    spleeter_segments,
    spleeter_start,
)
from deepdub_engine.separation.network.film_spec import FilmSpec
from deepdub_engine.separation.network.runtime import Network
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC
from deepdub_engine.separation.network.weights import Weights
from deepdub_engine.separation.segment_grid import SegmentGrid
from deepdub_engine.separation.segment_plan import SegmentPlan

Mono = npt.NDArray[np.float32]


class SpeechFilter(Protocol):
    """Finds speech."""

    def __call__(self, sounds: Sequence[Mono], *, begins: bool) -> list[Mono]:
        """Return the speech in some sounds, float32 ``[n]`` at 48 kHz.

        `begins` tells that the first one begins with the clip.
        """


StemStream = Callable[[Iterable[Samples], Network, SegmentPlan], Iterator[Samples]]
_BLOCK_SAMPLES = 1 << 14
T = TypeVar("T")
R = TypeVar("R")


class FilmNetwork(Network):
    """The network that refines, and the two separators beneath it.

    Parameters
    ----------
    spec, weights, threads
        As for `Network`.
    vocals
        Spleeter's network; None if it is not installed. The speech then takes its place, at 1.3 dB less.
    speech
        DeepFilterNet; None if it is not installed. The middle of the vocals then takes its place, at 1.8 dB less.
    """

    def __init__(
        self,
        spec: FilmSpec,
        weights: Weights,
        vocals: Network | None,
        speech: SpeechFilter | None,
        threads: int | None = None,
    ) -> None:
        super().__init__(spec, weights, threads)
        self.vocals, self.speech = vocals, speech

    def warm_up(self) -> None:
        """Run silence through all networks."""
        super().warm_up()
        if self.vocals is not None:
            self.vocals.warm_up()
        if self.speech is not None:
            self.speech([np.zeros(SPEECH_RATE_HZ, np.float32)], begins=True)


def film_sources(
    blocks: Iterable[Samples], network: FilmNetwork, plan: SegmentPlan, stem_stream: StemStream
) -> Iterator[Samples]:
    """Yield what the film network sees: mixture, vocals and speech, float32 ``[n, 5]``.

    Parameters
    ----------
    blocks
        The mixture, float32 ``[n, 2]``, from `plan.lead` samples before the first one that is yielded.
    network
        The networks.
    plan
        Where the audio begins and ends.
    stem_stream
        Runs Spleeter: `network_stems`.
    """
    spec = network.spec
    start = max(0, plan.grid.start(plan.segments[0]) * spec.hop - spec.frame)
    end = (plan.grid.start(plan.segments[1] - 1) + spec.frames - 1) * spec.hop
    origin = start - plan.lead
    # One stream for each that reads: a stream that nobody reads would keep the whole film.
    mixture, *streams = itertools.tee(blocks, 1 + (network.vocals is not None) + (network.speech is not None))
    pool = ThreadPoolExecutor(1)
    try:
        vocals = speech = None
        if network.vocals is not None:
            vocals_plan = _vocals_plan((start, end), origin, plan)
            vocals = _Reader(stem_stream(later(streams.pop(), vocals_plan.drop), network.vocals, vocals_plan), 2)
        if network.speech is not None:
            speech = _Reader(_speech(streams.pop(), origin, (start, end), network.speech, pool), 1)
        for block in _reblocked(later(mixture, plan.lead), 2):
            heard = vocals.read(len(block)) if vocals else None
            said = speech.read(len(block)) if speech else None
            yield np.concatenate([block, *_both(heard, said)], axis=1)
    finally:
        pool.shutdown(cancel_futures=True)


def _both(vocals: Samples | None, speech: Samples | None) -> tuple[Samples, Samples]:
    """Return vocals ``[n, 2]`` and speech ``[n, 1]``, each from the other if it is missing."""
    if vocals is not None and speech is not None:
        return vocals, speech
    if vocals is not None:
        return vocals, vocals.mean(axis=1, keepdims=True, dtype=np.float32)
    if speech is not None:
        return np.repeat(speech, 2, axis=1), speech
    raise ValueError("neither Spleeter nor DeepFilterNet")


def _vocals_plan(span: tuple[int, int], origin: int, plan: SegmentPlan) -> SegmentPlan:
    """Return how Spleeter runs to give the vocals from the start of a span."""
    first, stop = spleeter_segments(span)
    grid = spleeter_start(first)
    return SegmentPlan(
        spans=(span,),
        read=span,
        to_end=plan.to_end,
        drop=max(0, grid) - origin,  # of the stream that begins at `origin`
        silence=max(0, -grid),
        skip=span[0] - grid,
        at=span[0],
        segments=(first, stop),
        grid=SegmentGrid(stop * SPLEETER_SPEC.frames, SPLEETER_SPEC.frames, 0),
    )


def _speech(
    blocks: Iterable[Samples], origin: int, span: tuple[int, int], speech: SpeechFilter, pool: ThreadPoolExecutor
) -> Iterator[Samples]:
    """Yield the speech in the middle, float32 ``[n, 1]``, from the start of a span, chunk by chunk."""
    chunks = chunks_for(span)
    fade = np.linspace(0, 1, FADE_SAMPLES, dtype=np.float32)
    former = np.zeros(FADE_SAMPLES, np.float32)
    windows = _grouped(_windows(blocks, origin, chunks))
    for group, sounds in _ahead(pool, lambda group: _group_speech(group, speech), windows):
        for (chunk, _), heard in zip(group, sounds, strict=True):
            start = chunk * CHUNK_SAMPLES
            own = heard[start - chunk_start(chunk) :].copy()
            if chunk:
                count = min(FADE_SAMPLES, len(own))
                own[:count] = former[:count] + fade[:count] * (own[:count] - former[:count])
            former = _padded(own[CHUNK_SAMPLES : CHUNK_SAMPLES + FADE_SAMPLES], FADE_SAMPLES)
            yield own[max(0, span[0] - start) : CHUNK_SAMPLES, np.newaxis]


def _windows(blocks: Iterable[Samples], origin: int, chunks: range) -> Iterator[tuple[int, Mono]]:
    """Yield the chunks' numbers and what they hear: the middle, with run-in and run-out as far as there is any."""
    waiting, at = np.zeros(0, np.float32), origin
    blocks = iter(blocks)
    for chunk in chunks:
        start, stop = chunk_start(chunk), (chunk + 1) * CHUNK_SAMPLES + RUN_OUT_SAMPLES
        parts, end = [waiting], at + len(waiting)
        while end < stop and (block := next(blocks, None)) is not None:
            parts.append(block.mean(axis=1, dtype=np.float32))
            end += len(block)
        waiting, at = np.concatenate(parts)[start - at :], start
        if not len(waiting):
            return
        yield chunk, waiting[: stop - start]


def _grouped(windows: Iterable[tuple[int, Mono]]) -> Iterator[list[tuple[int, Mono]]]:
    """Yield the chunks that run at once."""
    iterator = iter(windows)
    while group := list(itertools.islice(iterator, CHUNKS_AT_ONCE)):
        yield group


def _group_speech(group: Sequence[tuple[int, Mono]], speech: SpeechFilter) -> list[Mono]:
    """Return the speech in sounds at 44.1 kHz."""
    import soxr

    sounds = [
        np.ascontiguousarray(soxr.resample(middle, RATE_HZ, SPEECH_RATE_HZ, quality="HQ"), np.float32)
        for _, middle in group
    ]
    heard = (
        soxr.resample(found, SPEECH_RATE_HZ, RATE_HZ, quality="HQ") for found in speech(sounds, begins=group[0][0] == 0)
    )
    return [_padded(one, len(middle)) for one, (_, middle) in zip(heard, group, strict=True)]


def _padded(sound: Mono, samples: int) -> Mono:
    """Return a sound cut or padded with silence to a number of samples."""
    cut: Mono = np.pad(sound[:samples], (0, max(0, samples - len(sound)))).astype(np.float32)
    return cut


def _ahead(pool: ThreadPoolExecutor, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R]]:
    """Yield items with their results, while the pool works on the next one."""
    running: list[tuple[T, Future[R]]] = []
    for item in items:
        running.append((item, pool.submit(function, item)))
        if len(running) > 1:
            first, result = running.pop(0)
            yield first, result.result()
    for first, result in running:
        yield first, result.result()


class _Reader:
    """Reads a stream of blocks in pieces of any length, silence after its end."""

    def __init__(self, blocks: Iterator[Samples], channels: int) -> None:
        self._blocks = blocks
        self._left = np.zeros((0, channels), np.float32)

    def read(self, samples: int) -> Samples:
        """Return the next samples, float32 ``[samples, channels]``."""
        parts, size = [self._left], len(self._left)
        while size < samples and (block := next(self._blocks, None)) is not None:
            parts.append(block)
            size += len(block)
        joined = np.concatenate(parts)
        self._left = joined[samples:]
        found: Samples = joined[:samples]
        return found if size >= samples else np.pad(found, ((0, samples - size), (0, 0)))


def _reblocked(blocks: Iterable[Samples], channels: int) -> Iterator[Samples]:
    """Yield a stream in blocks of at most `_BLOCK_SAMPLES`."""
    for block in blocks:
        for at in range(0, len(block), _BLOCK_SAMPLES):
            yield block[at : at + _BLOCK_SAMPLES, :channels]


def later(blocks: Iterable[Samples], samples: int) -> Iterator[Samples]:
    """Yield blocks without the first `samples` samples."""
    for block in blocks:
        yield block[samples:]
        samples = max(0, samples - len(block))
