"""Decode a whole track in bulk, inside an FFmpeg filter graph.

Decoding frame by frame calls into Python fifty times per second of audio, and the interpreter lock keeps other threads
from running in parallel. Here a filter graph reads, decodes and joins frames into large blocks without the lock, in a
thread of its own, while the previous blocks are turned into peaks and written.

The result is bit-identical to decoding frame by frame: every frame must have the format of the first and follow the one
before it. The graph checks every timestamp and marks all frames after the first deviation, so that each block confirms
the one before it; the last block is also read frame by frame. An irregular track is read frame by frame from the start.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import closing

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter.graph import Graph

from deepdub_engine.audio.media.reading import SeekFailed, TrackReader
from deepdub_engine.audio.media.resampling import SampleBlock
from deepdub_engine.audio.media.samples import channel_names, kind_of, samples_of
from deepdub_engine.audio.media.source import OPTIONS, address, open_media
from deepdub_engine.audio.media.timestamps import converted
from deepdub_engine.base.background import read_ahead

_LOG = logging.getLogger(__name__)

_AT_ONCE_SAMPLES = 1 << 18  # fewer mean more thread switches, more do not fit the CPU caches
_MARK = 1 << 52  # far above any timestamp; a double still holds the sum exactly


class _NotStraight(Exception):
    """The track is not one continuous run of uniform frames, or FFmpeg cannot read it in bulk."""


def bulk_blocks(reader: TrackReader) -> Generator[SampleBlock | None]:
    """Yield a whole track like `TrackReader.blocks_from`, in bulk where possible.

    On falling back to frame-by-frame reading, the track is yielded again from its start; the repeated samples are
    identical.

    Parameters
    ----------
    reader
        A reader that has not been read from.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read to its end.
    """
    if not reader.is_regular:
        yield from reader.blocks_from(0, seek=False)
        return
    try:
        yield from _straight(reader)
    except (_NotStraight, SeekFailed) as reason:
        _LOG.debug("reading %s frame by frame: %s", reader.path, reason.__cause__ or reason)
        with open_media(reader.path) as container:
            again = TrackReader(
                reader.path, container, reader.number, reader.end_ms, all_channels=reader.speakers is not None
            )
            yield from again.blocks_from(0, seek=False)
            reader.left_out_ms = again.left_out_ms


def _straight(reader: TrackReader) -> Generator[SampleBlock]:
    held = SampleBlock(reader.anchor.sample, np.zeros((0, reader.channels), np.float32))
    names = channel_names(reader.head)
    with closing(read_ahead(_frames(reader))) as frames:
        for frame in frames:
            if len(held.block):
                yield held
            block = converted(samples_of(frame), names, reader.channels, reader.speakers)
            held = SampleBlock(held.stop_sample, block)
    _check_end(reader, held)
    yield held


def _frames(reader: TrackReader) -> Generator[AudioFrame]:
    """Yield large frames; each one confirms that the frame before it is continuous."""
    kind = kind_of(reader.head)
    try:
        graph = _decoding_graph(reader)
        while True:
            frame = graph.pull()
            if not isinstance(frame, AudioFrame) or kind_of(frame) != kind:
                raise _NotStraight("the format changes")
            if frame.pts is None or frame.pts >= _MARK // 2:
                raise _NotStraight("there is a gap or an overlap")
            yield frame
    except EOFError:
        return
    except (av.FFmpegError, ValueError) as error:
        raise _NotStraight from error


def _decoding_graph(reader: TrackReader) -> Graph:
    graph, anchor = Graph(), reader.anchor
    # Skip the first frame: if its beginning was trimmed, its timestamp here is that before trimming.
    away = f"abs((PTS-({anchor.pts}))*TB*SR-N)"
    graph.link_nodes(
        graph.add(
            "amovie",
            filename=address(reader.path),
            format_name=reader.format_name.split(",")[0],
            format_opts=":".join(f"{key}={value}" for key, value in OPTIONS.items()),
            streams=str(reader.stream_index),
        ),
        graph.add("asetpts", expr=f"PTS+{_MARK}*st(0,max(ld(0),gt(N,0)*gt({away},{max(1, anchor.tick)})))"),
        graph.add("asetnsamples", nb_out_samples=str(_AT_ONCE_SAMPLES), pad="0"),
        graph.add("abuffersink"),
    ).configure()
    return graph


def _check_end(reader: TrackReader, last: SampleBlock) -> None:
    """Check the last stretch by reading it frame by frame: it must be continuous and end at the same sample."""
    position: int | None = None
    for stretch in reader.blocks_from(last.start_sample, seek=True):
        if stretch is None:
            continue
        if position not in (None, stretch.start_sample):
            raise _NotStraight("there is a gap or an overlap near the end")
        position = stretch.stop_sample
    if position != last.stop_sample:
        raise _NotStraight("the end differs")
