"""Where the ffmpeg program of Debian and we differ on purpose, and why."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

_PRIMING = (
    "FFmpeg before version 6 leaves the encoder's delay of this container in place; the clicks say that we do not"
)
_NEWER = "FFmpeg before version 6 does not know this codec in this container"
_HEAD = "FFmpeg takes this head by its letter"
_CLAIMS = "its time stamps claim minutes: we leave out what a file of its size cannot hold"
_REFUSED = "what is there breaks off before its stated end, so we refuse it as incomplete"

# The first pattern that fits a kind's name counts. True: our clicks are where they were made.
KNOWN: Mapping[str, tuple[bool, str]] = {
    "damaged in the middle, *": (False, "we put silence for a lost frame, ffmpeg does not; and it takes what is left"),
    "two programmes, 10 s apart, late first": (False, "two clocks less than a minute apart are taken for one"),
    "two programmes, *": (False, "ffmpeg takes the clock of the second programme for a jump of the first"),
    "* in caf": (True, _PRIMING),
    "libopencore_amrnb in caf": (False, _PRIMING),
    "* in mkv": (True, _PRIMING),
    "* in webm": (True, _PRIMING),
    "picture in a.mkv": (True, _PRIMING),
    "written to a pipe, aac in a.mkv": (True, _PRIMING),
    "offset, libopus in a.webm": (True, _PRIMING),
    "broken first packet in Matroska": (True, _PRIMING),
    "* in flv": (False, _NEWER),
    "pcm_* in isma:ismv": (True, _NEWER),
    "pcm_* in mp4": (True, _NEWER),
    "adpcm_swf in avi": (True, "ffmpeg takes the rounded time stamps of long blocks for overlaps"),
    "g726 in avi": (True, "ffmpeg takes the time stamps of this file for hours"),
    "eac3 in avi": (False, _CLAIMS),
    "g722 in avi": (False, _CLAIMS),
    "joined libmp3lame*": (False, "we leave out what is no frame, ffmpeg may fill it"),
    "joined flac*": (False, "ffmpeg counts the frames of the second file from the first, and loses or adds some"),
    "joined vorbis in ogg": (False, "FFmpeg 8 does not trim the last block of all but the last part: 21 ms"),
    "aac in aac:adts without its first *": (False, "FFmpeg 5 wants more whole frames in a row"),
    "adpcm_ima_wav in nut": (False, "NUT does not keep the size of a block, which FFmpeg 8 demands"),
    "*in w64": (False, _REFUSED),
    "aac in wav": (False, _REFUSED),
    "vorbis in wav": (False, _REFUSED),
    "WAV head: RF64*": (True, _HEAD),
    "WAV head: BW64*": (True, _HEAD),
    "WAV head: * in 32 bits": (True, _HEAD),
    "WAV head: 24 bits in blocks of 4": (True, _HEAD),
}


def known(name: str) -> tuple[bool, str] | None:
    """Return the reason for a difference, and whether our clicks are where they were made; None if there is none."""
    exact = KNOWN.get(name)
    return exact or next((why for pattern, why in KNOWN.items() if fnmatchcase(name, pattern)), None)
