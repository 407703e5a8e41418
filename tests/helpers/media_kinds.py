"""Media files of many kinds with clicks, as many as PyAV can write, for comparison with other decoders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from tests.helpers.media_files import Sound, TrackToMake, make_media

_SECONDS = 3
_CLICK_S = 0.004
_CLICKS_S = (0.3, 1.0, 1.9, 2.45)
TRUE_MS = tuple(1000 * one_s for one_s in _CLICKS_S)

# Containers by suffix (or FFmpeg's name after a colon), and codecs; those that FFmpeg cannot join are left out.
_CONTAINERS = """
    3g2 3gp ac3 aac:adts adx aiff amr asf ast au avi caf daud eac3 f4v flac flv g722 loas:latm m4a:ipod
    isma:ismv mkv mmf mov mp2 mp3 mp4 mpg:mpeg vob vob:svcd vob:dvd ts mxf nut oga ogg oma opus rm rso sbc sox
    sf:ircam aptx aptxhd:aptx_hd spx swf tta voc w64 wav webm wtv wv gxf
"""
_CODECS = """
    aac ac3 ac3_fixed eac3 adpcm_adx adpcm_ima_qt adpcm_ima_wav adpcm_ms adpcm_swf adpcm_yamaha alac aptx
    aptx_hd flac g722 g723_1 g726 libmp3lame libopencore_amrnb libopus mp2 nellymoser real_144 sbc tta vorbis
    wavpack wmav1 wmav2 pcm_alaw pcm_bluray pcm_dvd pcm_f32be pcm_f32le pcm_f64be pcm_f64le pcm_mulaw pcm_s16be
    pcm_s16le pcm_s24be pcm_s24le pcm_s24daud pcm_s32be pcm_s32le pcm_s8 pcm_u8 pcm_vidc pcm_s16be_planar
    pcm_s16le_planar pcm_s64le
"""
COUNTED = {
    "aac:adts",
    "ac3",
    "adx",
    "amr",
    "aptx",
    "aptxhd:aptx_hd",
    "eac3",
    "flac",
    "g722",
    "loas:latm",
    "mp2",
    "mp3",
    "sbc",
}
_EXPERIMENTAL = {"strict": "experimental"}
_RATES_HZ = {"g723_1": 8000, "libopencore_amrnb": 8000, "real_144": 8000, "g722": 16_000, "nellymoser": 44_100}
_RATES_HZ |= {"adpcm_swf": 44_100, "g726": 8000, "pcm_s24daud": 96_000}
_LAYOUTS = dict.fromkeys(("g723_1", "libopencore_amrnb", "real_144", "g722", "g726", "nellymoser"), "mono")
_LAYOUTS |= {"pcm_s24daud": "5.1"}
_CHANNELS = {"mono": 1, "stereo": 2, "5.1": 6}


class CannotBeWritten(Exception):
    """FFmpeg does not write this codec to this container."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: a name, and a function that writes one in a folder and returns its path.

    `counted` kinds have no time stamps of their own.
    """

    name: str
    write: Callable[[Path], Path]
    counted: bool = False


def clicks(
    rate_hz: int = 48_000, layout: str = "stereo", *, seconds: float = _SECONDS, at_s: tuple[float, ...] = _CLICKS_S
) -> Sound:
    """Return silence with short clicks."""
    sound = np.zeros((round(seconds * rate_hz), _CHANNELS[layout]), np.float32)
    size = round(_CLICK_S * rate_hz)
    click = 0.8 * np.cos(2 * np.pi * 1200 * np.arange(size) / rate_hz) * np.linspace(1, 0, size)
    for one_s in at_s:
        start = round(one_s * rate_hz)
        sound[start : start + size] = click[:, None].astype(np.float32)
    return sound


def track(codec: str, rate_hz: int | None = None, layout: str | None = None, **more: Any) -> TrackToMake:
    """Return a track of clicks in the sample format of a codec."""
    rate_hz = rate_hz or _RATES_HZ.get(codec, 48_000)
    layout = layout or _LAYOUTS.get(codec, "stereo")
    at_s, seconds = more.pop("at_s", _CLICKS_S), more.pop("seconds", _SECONDS)
    formats = [one.name for one in av.codec.Codec(codec, "w").audio_formats or []] or ["s16"]
    form = next((name for name in ("s16", "s16p", "fltp", "flt", *formats) if name in formats), formats[0])
    if codec.startswith("wma"):
        more.setdefault("bit_rate", 128_000)
    options = _EXPERIMENTAL if codec == "vorbis" else {}
    made = clicks(rate_hz, layout, seconds=seconds, at_s=at_s)
    return TrackToMake(made, codec, rate_hz, layout, form, options=options, **more)


def written(path: Path, tracks: list[TrackToMake], **more: Any) -> Path:
    """Write a file like `make_media`; raise `CannotBeWritten` if FFmpeg refuses."""
    try:
        return make_media(path, tracks, **more)
    except (av.FFmpegError, ValueError, TypeError, KeyError) as error:
        path.unlink(missing_ok=True)
        raise CannotBeWritten(str(error)) from error


def every_pair() -> Iterator[Kind]:
    """Yield all containers with all codecs."""
    for container in _CONTAINERS.split():
        for codec in _CODECS.split():
            yield Kind(f"{codec} in {container}", pair(container, codec), counted=container in COUNTED)


def pair(container: str, codec: str, **more: Any) -> Callable[[Path], Path]:
    """Return a function that writes a container with a codec."""
    suffix, _, name = container.partition(":")

    def write(folder: Path) -> Path:
        form = name or {"spx": "spx", "aptx": "aptx"}.get(suffix)
        return written(folder / f"a.{suffix}", [track(codec, **more)], container_format=form)

    return write
