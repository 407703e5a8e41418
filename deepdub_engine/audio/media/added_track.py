"""A sound track that is added to a media file, encoded as far as the other packets have come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Disposition

from deepdub_engine.audio.pcm import Depth, Samples
from deepdub_engine.audio.wav import quantise
from deepdub_engine.base.errors import FileUnreadable

_BLOCK_SAMPLES = 1 << 14
_LAYOUTS = {1: "mono", 2: "stereo"}
# FFmpeg's QuickTime muxer knows these languages by older codes only, and drops the usual ones.
_QUICKTIME = {"deu": "ger", "fre": "fra", "nld": "dut", "swe": "sve", "ell": "gre", "isl": "ice", "zho": "chi"}


@dataclass(frozen=True, slots=True)
class TrackFormat:
    """How an added track is encoded.

    Parameters
    ----------
    codec, sample_format
        FFmpeg's names of the encoder and of the sample format that it takes.
    bit_rate
        In bits per second; None for a lossless codec.
    tick_hz
        Ticks per second of the container's time stamps; None where they resolve single samples.
    """

    codec: str
    sample_format: str
    bit_rate: int | None = None
    tick_hz: int | None = None


@dataclass(frozen=True, slots=True)
class AddedTrack:
    """A sound track to add.

    Parameters
    ----------
    path
        A WAV file; its first sample is heard at the start of the film.
    language
        Three-letter language code, as ISO 639-2; None to leave it open.
    title
        Name that players show; None for none.
    is_default
        Whether players choose this track by themselves.
    """

    path: Path
    language: str | None = None
    title: str | None = None
    is_default: bool = True


class TrackEncoder:
    """An encoder of one added track.

    Parameters
    ----------
    container
        The open output; a stream is added to it.
    track, form
        The track, and how to encode it.
    origin_s
        Time stamp of the track's first sample in seconds.

    Raises
    ------
    FileUnreadable
        If the WAV file cannot be read.
    """

    def __init__(self, container: OutputContainer, track: AddedTrack, form: TrackFormat, origin_s: Fraction) -> None:
        import soundfile

        try:
            self._file = soundfile.SoundFile(track.path)
        except soundfile.LibsndfileError as error:
            raise FileUnreadable(track.path, error.error_string) from error
        self._rate_hz: int = self._file.samplerate
        self._channels: int = self._file.channels
        self._lossless = form.bit_rate is None
        self._position, self._padding = _start(origin_s, self._rate_hz, form.tick_hz)
        rate_hz = _supported_rate(form.codec, self._rate_hz)
        added = container.add_stream(form.codec, rate_hz, layout=_LAYOUTS[self._channels])
        self._stream = cast("AudioStream", added)
        self._stream.format = form.sample_format
        if form.bit_rate is not None:
            self._stream.bit_rate = form.bit_rate
        if track.language:
            old = container.format.name == "mov"
            self._stream.metadata["language"] = (
                _QUICKTIME.get(track.language, track.language) if old else track.language
            )
        if track.title:
            self._stream.metadata["title"] = track.title
        self._stream.disposition = Disposition.dub | (Disposition.default if track.is_default else Disposition(0))

    def packets_until(self, time_s: Fraction) -> Iterator[Packet[Any]]:
        """Yield the packets of the sound up to a time stamp in seconds."""
        while self._position < time_s * self._rate_hz:
            block = self._next_block()
            if not len(block):
                return
            yield from self._stream.encode(self._frame(block))

    def remaining_packets(self) -> Iterator[Packet[Any]]:
        """Yield the packets of the rest of the sound."""
        while len(block := self._next_block()):
            yield from self._stream.encode(self._frame(block))
        yield from self._stream.encode(None)

    def close(self) -> None:
        """Close the sound file."""
        self._file.close()

    def _next_block(self) -> Samples:
        if self._padding:
            block: Samples = np.zeros((self._padding, self._channels), np.float32)
            self._padding = 0
            return block
        block = self._file.read(_BLOCK_SAMPLES, dtype="float32", always_2d=True)
        return quantise(block, Depth.INT24) if self._lossless else block

    def _frame(self, block: Samples) -> AudioFrame:
        frame = AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout=_LAYOUTS[self._channels])
        frame.sample_rate = self._rate_hz
        frame.time_base = Fraction(1, self._rate_hz)
        frame.pts = self._position
        self._position += len(block)
        return frame


def _start(origin_s: Fraction, rate_hz: int, tick_hz: int | None) -> tuple[int, int]:
    """Return the sample at which a track begins on the time stamps' clock, and the silence before its sound.

    Where time stamps are coarse, the track begins at a tick, and silence brings its sound to the right sample.
    """
    wanted = round(origin_s * rate_hz)
    if tick_hz is None:
        return wanted, 0
    whole = rate_hz // np.gcd(rate_hz, tick_hz)  # samples between ticks that fall on a sample
    start = wanted // int(whole) * int(whole)
    return start, wanted - start


def _supported_rate(codec: str, rate_hz: int) -> int:
    """Return a sample rate that an encoder takes: the sound's own, or the lowest above it, or the highest."""
    rates = av.codec.Codec(codec, "w").audio_rates
    if not rates or rate_hz in rates:
        return rate_hz
    return min((rate for rate in rates if rate > rate_hz), default=max(rates))
