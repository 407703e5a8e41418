"""Files of many kinds are as long, and their clicks are where they are, as the ffmpeg program of Debian finds them.

`tests/bench/media_agreement.py` compares all that PyAV can write; here are the usual ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.known_differences import known
from tests.helpers.media_kinds import TRUE_MS, Kind, every_pair
from tests.helpers.reference_ffmpeg import FFMPEG, heard_by_ffmpeg, heard_by_us
from tests.helpers.special_media import special_kinds

_USUAL = {
    f"{codec} in {container}"
    for container, codecs in {
        "mkv": ("aac", "flac", "libopus"),
        "mp4": ("aac", "alac", "ac3"),
        "mov": ("pcm_s16le", "pcm_s24le", "aac"),
        "ts": ("aac", "mp2", "ac3", "eac3"),
        "mpg:mpeg": ("mp2", "ac3"),
        "avi": ("libmp3lame", "pcm_s16le"),
        "webm": ("vorbis", "libopus"),
        "ogg": ("vorbis", "flac"),
        "asf": ("wmav2",),
        "flv": ("libmp3lame",),
        "mp3": ("libmp3lame",),
        "aac:adts": ("aac",),
        "m4a:ipod": ("aac",),
        "wav": ("pcm_u8", "pcm_s24le", "pcm_f32le", "pcm_f64le", "adpcm_ms"),
        "w64": ("pcm_s24le",),
        "aiff": ("pcm_s16be", "pcm_s24be"),
        "caf": ("pcm_s24le", "alac"),
        "wv": ("wavpack",),
    }.items()
    for codec in codecs
}
_LONG = (
    "without its first 1001",
    "without its last",
    "60000.0",
    "of PCM",
    "default first",
    "joined mp2",
    "joined eac3",
)
KINDS = [kind for kind in every_pair() if kind.name in _USUAL]
KINDS += [kind for kind in special_kinds() if not any(part in kind.name for part in _LONG)]


@pytest.mark.skipif(FFMPEG is None, reason="ffmpeg is not installed")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_length_and_clicks_are_as_in_ffmpeg(tmp_path: Path, kind: Kind) -> None:
    path = kind.write(tmp_path)
    ours = heard_by_us(path, tmp_path / "out")
    difference = ours.difference_from(heard_by_ffmpeg(path, counted=kind.counted))
    is_true, reason = known(kind.name) or (False, "")
    assert not difference or reason
    if is_true:
        assert ours.clicks_ms == pytest.approx(TRUE_MS, abs=1), reason
