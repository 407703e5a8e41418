"""A clip never opens another file: playlists, manifests, lists and references are refused."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.formats import OWN_DATA
from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.media.video import VideoReader
from deepdub_engine.base.errors import DeepdubError, FileUnreadable, NotMedia
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.generated_speech import length
from deepdub_engine.subtitles.embedded import extract_subtitles, subtitle_tracks
from tests.helpers.media_files import TrackToMake, make_media, noise

DASH = """<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"
mediaPresentationDuration="PT1S">
<Period><AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="1"><BaseURL>{other}</BaseURL>
</Representation></AdaptationSet></Period></MPD>
"""
REFERRING = {
    "list of files": "ffconcat version 1.0\nfile '{other}'\n",
    "list that names itself": "ffconcat version 1.0\nfile '{self}'\nfile '{self}'\n",
    "list with a protocol": "ffconcat version 1.0\nfile 'file:{other}'\n",
    "HLS": "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{other}\n#EXT-X-ENDLIST\n",
    "HLS that names itself": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{self}\n",
    "DASH": DASH,
    "SDP": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
    "VobSub": "# VobSub index file, v7\nid: en, index: 0\ntimestamp: 00:00:01:000, filepos: 000000000\n",
    "metadata": ";FFMETADATA1\ntitle={other}\n",
}
READERS: dict[str, Callable[[Path, Path], object]] = {
    "probing": lambda path, _folder: probe(path),
    "decoding": lambda path, folder: finish(decode(path, folder / "out")),
    "picture": lambda path, _folder: VideoReader(path),
    "subtitle tracks": lambda path, _folder: subtitle_tracks(path),
    "subtitles": lambda path, _folder: finish(extract_subtitles(path)),
}


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other")
    return make_media(folder / "other.ts", [TrackToMake(noise(48_000), "mp2")], video_s=1, video_codec="mpeg2video")


@pytest.mark.parametrize("suffix", [".mp4", ".m3u8", ".mpd", ".wav"])
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", REFERRING)
def test_a_file_that_refers_to_others_is_refused(
    tmp_path: Path, other: Path, kind: str, reader: str, suffix: str
) -> None:
    path = tmp_path / f"clip{suffix}"
    path.write_text(REFERRING[kind].replace("{other}", str(other)).replace("{self}", path.name))
    with pytest.raises(NotMedia):
        READERS[reader](path, tmp_path)


def test_a_movie_whose_samples_are_in_another_file_gives_none_of_them(tmp_path: Path, other: Path) -> None:
    path = make_media(tmp_path / "a.mp4", [TrackToMake(noise(48_000), "flac")])
    data = bytearray(path.read_bytes())
    at = data.index(b"url ")
    reference = str(other).encode() + b"\0"
    box = struct.pack(">I4sI", 12 + len(reference), b"url ", 0) + reference
    grown = len(box) - int.from_bytes(data[at - 4 : at], "big")
    data[at - 4 : at - 4 + int.from_bytes(data[at - 4 : at], "big")] = box
    for name in (b"dref", b"dinf", b"minf", b"mdia", b"trak", b"moov"):
        place = data.rindex(name, 0, at) - 4
        struct.pack_into(">I", data, place, int.from_bytes(data[place : place + 4], "big") + grown)
    path.write_bytes(data)
    own = finish(decode(path, tmp_path / "out")).clip
    assert own.samples == 48_000  # those in the file itself


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
@pytest.mark.parametrize("reader", READERS)
def test_a_pipe_is_refused_by_all_readers(tmp_path: Path, reader: str) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(FileUnreadable):
        READERS[reader](tmp_path / "pipe.mp4", tmp_path)
    with pytest.raises(FileUnreadable):
        length(tmp_path / "pipe.mp4")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such devices on this system")
@pytest.mark.parametrize("reader", READERS)
def test_a_device_is_refused_by_all_readers(tmp_path: Path, reader: str) -> None:
    (tmp_path / "zero.mp4").symlink_to("/dev/zero")
    with pytest.raises(DeepdubError):
        READERS[reader](tmp_path / "zero.mp4", tmp_path)


def test_no_format_on_the_list_opens_other_files() -> None:
    listed = OWN_DATA.split(",")
    following = {"concat", "hls", "dash", "imf", "sdp", "rtsp", "rtp", "sap", "image2", "lavfi", "vobsub", "mlv"}
    assert not following & set(listed)
    assert not {name for name in listed if name.endswith("_pipe")}
    assert {"wav", "mp4", "matroska", "mpegts", "mp3", "aac", "flac", "ogg"} <= set(listed) & av.formats_available
