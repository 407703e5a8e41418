"""Convert decoded frames to float32 and determine the bit depth of a source.

FFmpeg's own converter is not used: integers are only divided by their full scale, so that 16 and 24 bit sources can be
written back bit for bit.
"""

from __future__ import annotations

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from deepdub_engine.audio.pcm import Depth, Samples
from deepdub_engine.audio.wav_head import PCM, PlainWav

_DTYPES = {"u8": "u1", "s16": "i2", "s32": "i4", "s64": "i8", "flt": "f4", "dbl": "f8"}
_RATES_HZ = range(1000, 1_000_000)
_MOST_CHANNELS = 64
_FLAC_BITS_BYTE = 12  # offset in STREAMINFO: the last bit and the upper four of the next byte are the bit depth − 1
_ALAC_BITS_BYTE = 17  # offset in the "alac" box, including its header


def is_usable(frame: AudioFrame) -> bool:
    """Return whether a frame has plausible audio parameters; damaged headers can produce frames that do not."""
    known = frame.format.name.removesuffix("p") in _DTYPES
    return known and frame.sample_rate in _RATES_HZ and 0 < frame.layout.nb_channels <= _MOST_CHANNELS


def kind_of(frame: AudioFrame) -> tuple[int, int, str]:
    """Return sample rate, channel count and sample format; frames that agree in these can be joined."""
    return frame.sample_rate, frame.layout.nb_channels, frame.format.name


def channel_names(frame: AudioFrame) -> tuple[str, ...]:
    """Return FFmpeg's names of the channels, in order."""
    return tuple(channel.name for channel in frame.layout.channels)


def samples_of(frame: AudioFrame) -> Samples:
    """Return a frame as float32 ``[n, channels]``, full scale ±1; it shares no memory with the frame."""
    name = frame.format.name
    kind = name.removesuffix("p")
    dtype = np.dtype(_DTYPES[kind])
    channels = frame.layout.nb_channels
    result = np.empty((frame.samples, channels), np.float32)
    with np.errstate(over="ignore", invalid="ignore"):
        if name.endswith("p"):
            for channel, plane in enumerate(frame.planes[:channels]):
                result[:, channel] = np.frombuffer(memoryview(plane), dtype, frame.samples)
        else:
            packed = np.frombuffer(memoryview(frame.planes[0]), dtype, frame.samples * channels)
            result[:] = packed.reshape(-1, channels)
    return _to_full_scale(result, kind)


def _to_full_scale(values: Samples, kind: str) -> Samples:
    if kind == "u8":
        values -= np.float32(128)
    if kind[0] in "us":
        # Exact: the factor is a power of two, and float32 holds up to 24 significant bits.
        values *= np.float32(2.0 ** (1 - int(kind[1:])))
    return values


def wav_depth(wav: PlainWav) -> Depth:
    """Return the bit depth of a WAV file from its head: containers of 32 bits may hold samples of fewer."""
    head = wav.head
    if head.tag != PCM or head.valid_bits > 24:
        return Depth.FLOAT
    return Depth.INT16 if head.valid_bits <= 16 else Depth.INT24


def source_depth(stream: AudioStream) -> Depth:
    """Return the bit depth of a track, determined from its codec and headers.

    Lossy codecs are float, as are sources of more than 24 bits.
    """
    codec, kind = stream.codec_context.codec, stream.codec_context.format
    # A codec with lossy and lossless profiles, such as DTS, outputs integers when the track is lossless.
    if kind is None or not codec.lossless:
        return Depth.FLOAT
    name = kind.name.removesuffix("p")
    if name in ("u8", "s16"):
        return Depth.INT16
    return Depth.INT24 if name == "s32" and _significant_bits(stream) <= 24 else Depth.FLOAT


def _significant_bits(stream: AudioStream) -> int:
    """Return how many bits of a 32 bit sample are used; in practice, other codecs use at most 24."""
    name, header = stream.codec_context.name, bytes(stream.codec_context.extradata or b"")
    if name.startswith(("pcm_s32", "pcm_u32")):
        return 32
    if name == "flac":
        start = (8 if header.startswith(b"fLaC") else 0) + _FLAC_BITS_BYTE
        if len(header) > start + 1:
            return ((header[start] & 1) << 4 | header[start + 1] >> 4) + 1
    if name == "alac" and len(header) > _ALAC_BITS_BYTE:
        return header[_ALAC_BITS_BYTE]
    return 24
