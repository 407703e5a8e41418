"""A whole track decoded in one go, inside FFmpeg.

Frame by frame, the interpreter is needed fifty times for every second of sound, and what another thread does meanwhile
gains nothing. Here a filter graph reads, decodes and joins frames to large blocks without the interpreter, in a thread
of its own, while the blocks before are turned into peaks and written.

It hands out only what the other way would, to the bit: each frame must be of the kind of the first, and follow the one
before. The graph looks at every time stamp, and marks all that come after one that is not where it should be, so that a
block tells whether the one before it is sound; the end is read the other way, too. Whatever is unusual is read so from
the beginning.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import closing

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter.graph import Graph

from deepdub_engine.audio.media.downmix import to_channels
from deepdub_engine.audio.media.reading import SeekFailed, TrackReader
from deepdub_engine.audio.media.resampling import Stretch
from deepdub_engine.audio.media.samples import channel_names, kind_of, samples_of
from deepdub_engine.audio.media.source import OPTIONS, address, open_media
from deepdub_engine.base.background import read_ahead

_LOG = logging.getLogger(__name__)

_AT_ONCE_SAMPLES = 1 << 18  # fewer mean more changes between threads, more no longer fit the processor's caches
_MARK = 1 << 52  # no time stamp comes near, and a double holds the sum of both


class _NotStraight(Exception):
    """The track is not one row of like frames, or FFmpeg does not read it in one go."""


def whole_track(reader: TrackReader) -> Generator[Stretch | None]:
    """Yield a whole track as `TrackReader.stretches` does, from a reader that is fresh; what comes twice is the same.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read to its end.
    """
    if not reader.is_regular:
        yield from reader.stretches(0, seek=False)
        return
    try:
        yield from _straight(reader)
    except (_NotStraight, SeekFailed) as reason:
        _LOG.debug("reading %s frame by frame: %s", reader.path, reason.__cause__ or reason)
        with open_media(reader.path) as container:
            yield from TrackReader(reader.path, container, reader.number, reader.end_ms).stretches(0, seek=False)


def _straight(reader: TrackReader) -> Generator[Stretch]:
    held = Stretch(reader.anchor.sample, np.zeros((0, reader.channels), np.float32))
    names = channel_names(reader.head)
    with closing(read_ahead(_frames(reader))) as frames:
        for frame in frames:
            if len(held.block):
                yield held
            held = Stretch(held.stop_sample, to_channels(samples_of(frame), names, reader.channels))
    _check_end(reader, held)
    yield held


def _frames(reader: TrackReader) -> Generator[AudioFrame]:
    """Yield large frames; each of them tells that the one before is sound."""
    kind = kind_of(reader.head)
    try:
        graph = _decoding_graph(reader)
        while True:
            frame = graph.pull()
            if not isinstance(frame, AudioFrame) or kind_of(frame) != kind:
                raise _NotStraight("it is not of one kind")
            if frame.pts is None or frame.pts >= _MARK // 2:
                raise _NotStraight("there is a gap or an overlap")
            yield frame
    except EOFError:
        return
    except (av.FFmpegError, ValueError) as error:
        raise _NotStraight from error


def _decoding_graph(reader: TrackReader) -> Graph:
    graph, anchor = Graph(), reader.anchor
    # From the second frame on: where the beginning of the first was cut off, its time stamp here is from before.
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


def _check_end(reader: TrackReader, last: Stretch) -> None:
    """Read the last stretch frame by frame, from a little before: it must go on without a break and end there."""
    position: int | None = None
    for stretch in reader.stretches(last.start_sample, seek=True):
        if stretch is None:
            continue
        if position not in (None, stretch.start_sample):
            raise _NotStraight("there is a gap or an overlap near its end")
        position = stretch.stop_sample
    if position != last.stop_sample:
        raise _NotStraight("it does not end where it should")
