"""Containers and codecs have the names that people know."""

import av
import pytest

from deepdub_engine.audio.media.formats import OWN_DATA
from deepdub_engine.audio.media.names import codec_name, format_name

MP4 = "mov,mp4,m4a,3gp,3g2,mj2"


@pytest.mark.parametrize(
    ("format_", "brand", "ending", "name"),
    [
        (MP4, "isom", ".mov", "MP4"),
        (MP4, "qt  ", ".mp4", "QuickTime"),
        (MP4, "M4A ", "", "M4A"),
        (MP4, "3gp5", ".3gp", "3GP"),
        (MP4, "", ".MOV", "QuickTime"),
        (MP4, "", ".mp4", "MP4"),
        ("matroska,webm", "", ".mkv", "Matroska"),
        ("matroska,webm", "", ".webm", "WebM"),
        ("wav", "", ".wav", "WAV"),
        ("wtv", "", ".wtv", "WTV"),
    ],
)
def test_a_container_has_its_usual_name(format_: str, brand: str, ending: str, name: str) -> None:
    assert format_name(format_, brand, ending) == name


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("h264", "H.264"),
        ("hevc", "H.265"),
        ("aac", "AAC"),
        ("aac_fixed", "AAC"),
        ("mp3float", "MP3"),
        ("libopus", "Opus"),
        ("libdav1d", "AV1"),
        ("pcm_s16le", "PCM"),
        ("dca", "DTS"),
        ("eac3", "Dolby Digital Plus"),
        ("unknown", "unknown"),
    ],
)
def test_a_codec_has_its_usual_name(codec: str, name: str) -> None:
    assert codec_name(codec) == name


def test_no_name_is_a_list_and_none_is_empty() -> None:
    names = [format_name(one) for one in (*OWN_DATA.split(","), MP4, "matroska,webm", "some,other,list")]
    assert [name for name in names if not name or "," in name] == []
    assert [one for one in av.codecs_available if not codec_name(one)] == []
