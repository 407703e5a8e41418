"""Where two people speak at once in a sentence, by the sound."""

from __future__ import annotations

import collections
import contextlib
import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip, Samples
from deepdub_engine.base.errors import WeightsDamaged
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span, Spans
from deepdub_engine.separation.network.runtime import import_openvino
from deepdub_engine.separation.network.threads import usable_threads
from deepdub_engine.speakers.compiled import CompiledNetwork
from deepdub_engine.speakers.hearing import mono_16khz
from deepdub_engine.speakers.overlap_graph import FIRST_CENTRE, HOP, RATE_HZ, overlap_graph
from deepdub_engine.speakers.packing import Piece, Window, packed
from deepdub_engine.speakers.torch_file import read_arrays

WHAT = mark("Listening for overlaps")
WINDOW = 10 * RATE_HZ  # as in the training of the network
_STATE = "state_dict"
_AT_ONCE = 8  # windows: the recurrent layers take a third less time each than for one
_AHEAD = 2  # batches for each thread that wait
_LONGEST_S = 20  # of a sentence
# Chosen on made episodes of other voices than those of the benchmark.
_LIKELY = 0.4  # probability from which on a frame counts
_LEAST_MS = 300  # of such frames that make an overlapped sentence
_JOINED_MS = 100  # gaps that are part of an overlap

Real = npt.NDArray[np.float32]


def hear_overlaps(vocals: PcmClip, spans: Sequence[Span], weights: Path) -> Job[tuple[Spans, ...]]:
    """Return where two people speak at once in each of some spans; loads the network in this process.

    Parameters
    ----------
    vocals
        The vocals of a clip.
    spans
        In samples.
    weights
        The file with the weights of the network.

    Returns
    -------
    tuple of Spans
        For each span, in milliseconds from its start; empty where that is less than 300 ms in all.

    Raises
    ------
    WeightsDamaged
        If the weights are damaged, or those of another network.
    FileMissing, FileUnreadable
        If the vocals or the weights cannot be read.
    """
    threads = usable_threads()
    yield Progress(0, len(spans), WHAT)
    network = _network(weights, threads)
    lengths = [_length(span, vocals.rate_hz) for span in spans]
    likely = [np.zeros(1 + length // HOP, np.bool_) for length in lengths]
    done = 0
    with ThreadPoolExecutor(threads) as pool, contextlib.ExitStack() as cancelled:
        cancelled.callback(pool.shutdown, wait=True, cancel_futures=True)
        for windows, found in _in_order(pool, network, vocals, spans, lengths, threads * _AHEAD):
            for window, values in zip(windows, found, strict=True):
                for piece in window:
                    _note(likely[piece.sentence], piece, values)
            done += sum(len(window) for window in windows)
            yield Progress(min(done, len(spans)), len(spans), WHAT)
    return tuple(_spans(each, length) for each, length in zip(likely, lengths, strict=True))


def _network(weights: Path, threads: int) -> CompiledNetwork:
    arrays, openvino = read_arrays(weights, inside=_STATE), import_openvino()
    try:
        return CompiledNetwork(openvino, overlap_graph(openvino, arrays), threads)
    except (KeyError, ValueError, RuntimeError) as error:
        raise WeightsDamaged(weights, message("made for another network")) from error


def _length(span: Span, rate_hz: int) -> int:
    """Return the samples of a span at the rate of the network; 0 if an overlap does not fit in."""
    length = min(span[1] - span[0], _LONGEST_S * rate_hz) * RATE_HZ // rate_hz
    return length if length * 1000 >= _LEAST_MS * RATE_HZ else 0


def _in_order(
    pool: ThreadPoolExecutor,
    network: CompiledNetwork,
    vocals: PcmClip,
    spans: Sequence[Span],
    lengths: Sequence[int],
    most: int,
) -> Iterator[tuple[Sequence[Window], Real]]:
    waiting: collections.deque[tuple[Sequence[Window], Future[Real]]] = collections.deque()
    windows = packed(lengths, WINDOW)
    while batch := tuple(itertools.islice(windows, _AT_ONCE)):
        waiting.append((batch, pool.submit(network.infer, _filled(vocals, spans, batch))))
        if len(waiting) >= most:
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def _filled(vocals: PcmClip, spans: Sequence[Span], windows: Sequence[Window]) -> Real:
    """Return the sound of some windows, float32 ``[windows, WINDOW]``."""
    filled = np.zeros((len(windows), WINDOW), np.float32)
    for row, window in zip(filled, windows, strict=True):
        for piece in window:
            mono = mono_16khz(_read(vocals, spans[piece.sentence], piece), vocals.rate_hz)
            mono = mono[: piece.stop - piece.start]
            row[piece.start : piece.start + len(mono)] = mono
        used = window[-1].stop
        row[used:] = np.resize(row[:used], WINDOW - used)  # silence would change what the network takes for normal
    return filled


def _read(vocals: PcmClip, span: Span, piece: Piece) -> Samples:
    start = span[0] + piece.offset * vocals.rate_hz // RATE_HZ
    length = -(-(piece.stop - piece.start) * vocals.rate_hz // RATE_HZ)
    return vocals.read(start, min(span[1], start + length))


def _note(likely: npt.NDArray[np.bool_], piece: Piece, values: Real) -> None:
    """Note the likely frames of a piece among those of its sentence."""
    centres = np.arange(len(values)) * HOP + FIRST_CENTRE
    inside = (centres >= piece.start) & (centres < piece.stop)
    times = (centres[inside] - piece.start + piece.offset) // HOP
    likely[times] = values[inside] >= _LIKELY


def _spans(likely: npt.NDArray[np.bool_], length: int) -> Spans:
    """Return the overlaps in a sentence, in ms."""
    if likely.sum() * HOP * 1000 < _LEAST_MS * RATE_HZ:
        return ()
    edges = np.flatnonzero(np.diff(np.concatenate([[0], likely.astype(np.int8), [0]])))
    found: list[Span] = []
    for start, stop in (edges * HOP * 1000 // RATE_HZ).reshape(-1, 2).tolist():
        if found and start - found[-1][1] <= _JOINED_MS:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, min(stop, length * 1000 // RATE_HZ)))
    return tuple(found)
