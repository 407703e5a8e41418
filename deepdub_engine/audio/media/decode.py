"""Decode the audio of a media file to a PCM file and build its peaks, in one pass."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.audio.media.bulk_decode import bulk_blocks
from deepdub_engine.audio.media.centre import CENTRE_NAME, centre_file
from deepdub_engine.audio.media.channel_sink import ChannelFile, ChannelSink
from deepdub_engine.audio.media.channels import Speakers
from deepdub_engine.audio.media.length import check_length
from deepdub_engine.audio.media.probe import AudioTrack, MediaInfo, chosen_track, describe
from deepdub_engine.audio.media.reading import SeekFailed, TrackReader
from deepdub_engine.audio.media.resampling import SampleBlock
from deepdub_engine.audio.media.sink import ClipSink
from deepdub_engine.audio.media.source import open_media
from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.audio.peaks import Peaks
from deepdub_engine.base.errors import DeepdubError, NoAudio, OutputNotWritable, SliceOutside
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.timing import format_clock, ms_to_sample, sample_to_ms

CLIP_NAME = "mixture.pcm"
WHAT = mark("Reading audio")
_STEP_S = 0.08
_STEPS = 10  # then report less often: each report makes the window redraw the waveform
_LATER_STEP_S = 0.25


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded audio track with its samples and peaks.

    Parameters
    ----------
    info, track
        The file, and the track that was read.
    clip, peaks
        The samples, mono or stereo, and their peaks.
    warnings
        What the reader of the file should know.
    speakers, channels
        Where channels were kept: the speakers of the track, and the clips of the kept channels. Otherwise empty.
    """

    info: MediaInfo
    track: AudioTrack
    clip: PcmClip
    peaks: Peaks
    warnings: tuple[Message, ...] = ()
    speakers: Speakers = ()
    channels: tuple[PcmClip, ...] = ()


# Which channels of a track to keep beside the mix-down, for its speakers and the folder of the files.
ChooseChannels = Callable[[Speakers, Path], Sequence[ChannelFile]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodeProgress(Progress):
    """`Progress` in samples, with the waveform so far."""

    peaks: Peaks


def decode(
    path: Path,
    folder: Path,
    *,
    track: int | None = None,
    start_ms: int = 0,
    stop_ms: int | None = None,
    keep: ChooseChannels | None = centre_file,
) -> Job[Decoded]:
    """Decode an audio track, or a slice of it, to ``folder/"mixture.pcm"``.

    Sample 0 of the whole clip is the container's start time: a track that starts later begins with silence. Gaps of
    20 ms and more between time stamps, and packets that cannot be decoded, become silence, as much as a file of this
    size can hold; overlaps are cut. More than two channels are mixed down as `deepdub_engine.audio.media.downmix` says,
    and rounded to the depth of the source.

    Parameters
    ----------
    path
        Any container or audio file that FFmpeg reads.
    folder
        Output folder, created if missing. The file grows while the job runs and is removed if the job fails or is
        closed.
    track
        Index of the audio track; None for the default track, as `chosen_track` says.
    start_ms, stop_ms
        Slice of the track to decode; up to the end of the audio if `stop_ms` is None. The samples are the same as in
        the whole clip, except for the random noise with which AAC, AC-3 and Opus fill bands that are not stored.
    keep
        Chooses channels of a track with more than two that are written beside the mix-down; by default the centre, see
        `deepdub_engine.audio.media.centre`. None for no channels.

    Raises
    ------
    FileMissing, FileUnreadable, NotMedia, NoAudio, NoSuchTrack
        If there is nothing to decode.
    SliceOutside
        If the slice is empty or not inside the clip.
    MediaTruncated
        If the audio ends long before the duration that the file declares.
    DiskFull, OutputNotWritable
        If the samples cannot be written.
    """
    if start_ms < 0 or (stop_ms is not None and stop_ms <= start_ms):
        raise _outside(start_ms, stop_ms, None)
    try:
        return (yield from _decode(path, folder, track, start_ms, stop_ms, keep, seek=True))
    except SeekFailed:
        return (yield from _decode(path, folder, track, start_ms, stop_ms, keep, seek=False))


def _decode(
    path: Path,
    folder: Path,
    wanted: int | None,
    start_ms: int,
    stop_ms: int | None,
    keep: ChooseChannels | None,
    *,
    seek: bool,
) -> Job[Decoded]:
    with open_media(path) as container:
        info = describe(path, container)
        track = chosen_track(path, info.tracks, wanted)
        reader = TrackReader(path, container, track.number, info.duration_ms, all_channels=keep is not None)
        start = ms_to_sample(start_ms, reader.rate_hz)
        stop = None if stop_ms is None else ms_to_sample(stop_ms, reader.rate_hz)
        total = (ms_to_sample(info.duration_ms, reader.rate_hz) if stop is None else stop) - start
        is_whole = not start and stop is None
        stretches = bulk_blocks(reader) if is_whole else reader.blocks_from(start, seek=seek)
        target = folder / CLIP_NAME
        if target.exists() and target.samefile(path):
            raise OutputNotWritable(target, message("it is the file that is being read"))
        output = _sink(target, reader, track.depth, start, stop, keep)
        with closing(stretches), output as sink:
            yield from _fill(sink, stretches, max(0, total))
            found_ms = sample_to_ms(sink.position, reader.rate_hz)
            # Where gaps were left out, what the file says of its length is as wrong.
            if not sink.is_full and not reader.left_out_ms:
                check_length(path, container, track.number, found_ms)
            _check_slice(info, sink.samples, found_ms, start_ms, stop_ms)
            clip = sink.clip()
            channels = sink.channel_clips() if isinstance(sink, ChannelSink) else ()
            sink.keep()
            warnings = _left_out(path, reader.left_out_ms)
            return Decoded(info, track, clip, sink.peaks(), warnings, reader.speakers or (), channels)


def _sink(
    target: Path, reader: TrackReader, depth: Depth, start: int, stop: int | None, keep: ChooseChannels | None
) -> ClipSink:
    # A centre left by another track of this folder must not be taken for this one's.
    with contextlib.suppress(OSError):
        (target.parent / CENTRE_NAME).unlink(missing_ok=True)
    if keep is None or reader.speakers is None:
        return ClipSink(target, reader.rate_hz, reader.channels, depth, start, stop)
    files = keep(reader.speakers, target.parent)
    return ChannelSink(target, reader.rate_hz, reader.speakers, depth, files, start, stop)


def _fill(sink: ClipSink, stretches: Iterator[SampleBlock | None], total: int) -> Iterator[Progress]:
    """Write the stretches to the sink, yielding progress at intervals."""
    next_s = 0.0
    steps = 0
    shown = False  # report the first samples at once
    for stretch in stretches:
        for _ in itertools.chain([None], sink.take(stretch) if stretch else ()):
            now_s = time.monotonic()
            if now_s >= next_s or (sink.samples and not shown):
                shown = shown or sink.samples > 0
                steps += 1
                next_s = now_s + (_STEP_S if steps < _STEPS else _LATER_STEP_S)
                yield _progress(sink, total)
        if sink.is_full:
            break
    yield _progress(sink, sink.samples)


def _left_out(path: Path, left_out_ms: int) -> tuple[Message, ...]:
    if not left_out_ms:
        return ()
    text = message(
        "“{name}” claims {silence} more of silence than a file of its size holds: it was left out, and what follows may"
        " be too early.",
        name=path.name,
        silence=format_clock(left_out_ms),
    )
    return (text,)


def _progress(sink: ClipSink, total: int) -> DecodeProgress:
    return DecodeProgress(sink.samples, total, WHAT, peaks=sink.peaks())


def _check_slice(info: MediaInfo, samples: int, found_ms: int, start_ms: int, stop_ms: int | None) -> None:
    if not samples and start_ms == 0:
        raise NoAudio(info.path)
    # A track may be shorter than the video: the slice then ends where the audio ends.
    end_ms = max(found_ms, info.duration_ms) if samples else found_ms
    if not samples or (stop_ms is not None and stop_ms > end_ms + 1):
        raise _outside(start_ms, stop_ms, end_ms)


def _outside(start_ms: int, stop_ms: int | None, end_ms: int | None) -> DeepdubError:
    stop = "the end" if stop_ms is None else format_clock(stop_ms)
    return SliceOutside(format_clock(start_ms), stop, None if end_ms is None else format_clock(end_ms))
