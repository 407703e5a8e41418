"""Read one audio track: decode, seek, and skip damaged packets."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard

from deepdub_engine.audio.media.channels import Speakers, speakers
from deepdub_engine.audio.media.probe import origin_s
from deepdub_engine.audio.media.resampling import SampleBlock
from deepdub_engine.audio.media.samples import channel_names, is_usable
from deepdub_engine.audio.media.source import DISK_ERRORS, media_error, packets
from deepdub_engine.audio.media.timestamps import ClockRules, TimestampAnchor, TimestampMapper
from deepdub_engine.base.errors import NoAudio, NotMedia
from deepdub_engine.base.messages import message

# Containers with exact seeking, the second set for plain PCM only. In all others, everything before a slice is decoded
# and dropped.
_SEEKABLE = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "flac"})
_SEEKABLE_PCM = frozenset({"wav", "w64", "aiff", "caf"})
# Streams without time stamps: FFmpeg derives theirs from the first frame's rate and length, so samples are counted.
_RAW = frozenset(
    {"aac", "ac3", "adx", "amr", "amrnb", "amrwb", "aptx", "aptx_hd", "dts", "dtshd", "eac3", "g722", "gsm", "loas"}
    | {"mlp", "mp3", "sbc", "truehd"}
)
_TAGS = (b"ID3", b"TAG", b"APETAGEX")
# Long enough for the overlaps, bit reservoirs and predictors of all common codecs to settle after a seek.
_WARM_UP_S = 1
_NEAR_S = 10
_TS_DISCONT = 0x0200  # AVFMT_TS_DISCONT: the clock of the container may jump
_FIRST_FRAMES = 5
_LEAST_BYTES_S = 4  # the most heavily compressed speech takes more
_LONGEST_MS = 7 * 24 * 3_600_000
_MOST_DAMAGED_PACKETS = 20_000
# Silence that a file of any size may have between its packets, and how much more for each byte: 4 kbit/s.
_SILENCE_S = 60
_SILENCE_BYTES_S = 500


class SeekFailed(Exception):
    """Seeking did not reach an exactly known position: decode from the start instead."""


def is_plausible_length(size_bytes: int, end_ms: int) -> bool:
    """Return whether a declared end is plausible; a damaged clock would put days of silence between packets."""
    return end_ms <= min(_LONGEST_MS, size_bytes * 1000 // _LEAST_BYTES_S)


class TrackReader:
    """A single-use reader of one audio track of an open container.

    Parameters
    ----------
    end_ms
        Where the file declares its end; 0 if unknown.
    all_channels
        Keep the channels of a track with more than two, instead of mixing them down.

    Raises
    ------
    NoAudio
        If the track has no samples.
    NotMedia
        If the track cannot be decoded.
    """

    def __init__(
        self, path: Path, container: InputContainer, number: int, end_ms: int, *, all_channels: bool = False
    ) -> None:
        self.path = path
        self.number = number
        self.end_ms = end_ms
        self._container = container
        self._stream: AudioStream = container.streams.audio[number]
        if not self._stream.codec_context:
            raise NotMedia(path, message("its audio codec is not supported"))
        for other in container.streams:
            if other.index != self._stream.index:
                other.discard = Discard.all
        self._frames = self._decode()
        self._first = self._read_first()
        self.head = head = self._first[0]
        # In a file joined from different sources, decoders may report a wrong sample rate for the first frame.
        self.rate_hz: int = self._first[:2][-1].sample_rate
        head.sample_rate = self.rate_hz
        names = channel_names(head)
        self.speakers: Speakers | None = speakers(names) if all_channels and len(names) > 2 else None
        self.channels = min(2, len(names)) if self.speakers is None else len(names)
        self._jumps = bool(container.format.flags & _TS_DISCONT) or not is_plausible_length(container.size, end_ms)
        begin_pts = self._stream.start_time if self._jumps else None
        time_base = self._stream.time_base or Fraction(1, av.time_base)
        self._counts = self.format_name in _RAW
        self._most_silence_s = _SILENCE_S + container.size // _SILENCE_BYTES_S
        anchor = TimestampAnchor.of_first(head, origin_s(container, self._stream), time_base, begin_pts)
        most = self._most_silence_s * self.rate_hz
        self.anchor = replace(anchor, sample=0 if self._counts else min(anchor.sample, most))
        self._late_ms = max(0, anchor.sample - most) * 1000 // self.rate_hz
        self.left_out_ms = self._late_ms

    @property
    def format_name(self) -> str:
        """FFmpeg's name of the container format; comma-separated names are aliases of one format."""
        return self._container.format.name

    @property
    def stream_index(self) -> int:
        """Index of the track among all streams of the file."""
        return self._stream.index

    @property
    def is_regular(self) -> bool:
        """Whether the container seeks exactly and timestamps identify the sample of each frame."""
        plain = self.format_name in _SEEKABLE_PCM and self._stream.codec_context.name.startswith("pcm_")
        sizes = {frame.samples for frame in self._first[1:]}
        known = not self.anchor.tick or (len(sizes) == 1 and min(sizes) > 4 * self.anchor.tick)
        is_file = self._container.file is None
        is_bounded = self.end_ms <= 1000 * self._most_silence_s
        return known and is_file and is_bounded and not self._jumps and (plain or self.format_name in _SEEKABLE)

    def blocks_from(self, start_sample: int, *, seek: bool) -> Generator[SampleBlock | None, None, None]:
        """Yield the track, starting at or before `start_sample`; None stands for a damaged packet.

        Raises
        ------
        SeekFailed
            Before anything is yielded, if `seek` is on and does not lead to an exactly known sample.
        """
        frames: Iterator[AudioFrame | None]
        if seek and self._can_seek(start_sample):
            frames, position = self._seek(start_sample)
        else:
            frames, position = itertools.chain(self._first, self._frames), self.anchor.sample
        placer = self._placer(position)
        for frame in frames:
            if frame is None:
                placer.damage()
                yield None
            else:
                yield from placer.place(frame)
            self.left_out_ms = self._late_ms + placer.left_out * 1000 // self.rate_hz
        yield from placer.drain()

    def _placer(self, position: int) -> TimestampMapper:
        clock = ClockRules(
            end_sample=self.end_ms * self.rate_hz // 1000,
            jumps=self._jumps,
            counts=self._counts,
            most_silence=self._most_silence_s * self.rate_hz,
        )
        return TimestampMapper(self.anchor, self.channels, position, clock=clock, speakers=self.speakers)

    def _decode(self) -> Iterator[AudioFrame | None]:
        """Yield frames from the current position of the container; None for a packet that cannot be decoded."""
        try:
            for packet in packets(self._container, self._stream):
                try:
                    frames = packet.decode()
                except av.FFmpegError:
                    # Joined MP3 files have tags in between, which take no time.
                    if not bytes(packet)[:8].startswith(_TAGS):
                        yield None
                    continue
                yield from frames
        except av.FFmpegError as error:
            # Any other error means a truncated container, which `check_length` reports.
            if isinstance(error, OSError) and error.errno in DISK_ERRORS:
                raise media_error(error, self.path) from error

    def _read_first(self) -> list[AudioFrame]:
        """Return the first frames, whose sizes tell whether exact seeking is possible."""
        found: list[AudioFrame] = []
        damaged = 0
        for frame in self._frames:
            if frame is not None and is_usable(frame):
                found.append(frame)
            else:
                damaged += 1
            if len(found) == _FIRST_FRAMES or (damaged > _MOST_DAMAGED_PACKETS and not found):
                break
        if not found:
            raise NotMedia(self.path, message("its audio cannot be decoded")) if damaged else NoAudio(self.path)
        return found

    def _can_seek(self, start_sample: int) -> bool:
        return self.is_regular and start_sample > _NEAR_S * self.rate_hz

    def _seek(self, start_sample: int) -> tuple[Iterator[AudioFrame | None], int]:
        """Seek to before a sample; return the frames from there and the position of the first."""
        base = self.anchor.time_base
        wanted = self.anchor.pts + (start_sample - self.anchor.sample - _WARM_UP_S * self.rate_hz) / (
            base * self.rate_hz
        )
        try:
            self._container.seek(int(wanted), stream=self._stream)
        except av.FFmpegError as error:
            raise SeekFailed from error
        frames = self._decode()
        head = next(frames, None)
        if head is None or head.pts is None or head.sample_rate != self.rate_hz:
            raise SeekFailed
        position = self._exact_place(head)
        if position > start_sample - self.rate_hz // 10:
            raise SeekFailed
        return itertools.chain([head], frames), position

    def _exact_place(self, frame: AudioFrame) -> int:
        """Return the sample at which a frame starts; where timestamps are coarse, by counting whole frames."""
        near = self.anchor.sample_at(frame.pts or 0)
        tick = self.anchor.tick
        if not tick:
            return near
        size = frame.samples
        if size != self._first[-1].samples:
            raise SeekFailed
        start = self.anchor.sample + self._first[0].samples
        place = start + (2 * (near - start) + size) // (2 * size) * size
        if abs(place - near) > tick:
            raise SeekFailed
        return place
