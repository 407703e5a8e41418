"""Damaged, truncated and non-media files: one typed error, no files left behind, no output."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.probe import probe
from deepdub_engine.base.errors import (
    DeepdubError,
    FileMissing,
    FileUnreadable,
    MediaTruncated,
    NoAudio,
    NoSuchTrack,
    NotMedia,
)
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import TrackToMake, as_integers, impulses, make_media, noise


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(6))) + chunk(b"IEND", b"")


NOT_MEDIA = {
    "empty.mp4": b"",
    "one.wav": b"R",
    "picture.mp4": png(),
    "text.txt": b"Dies ist kein Film.\n" * 200,
    "subtitles.srt": b"1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n" * 20,
    "random.mkv": np.random.default_rng(5).bytes(200_000),
    "zeros.mp4": bytes(100_000),
    "header.wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "playlist.m3u8": b"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n",
    "list.ffconcat": b"ffconcat version 1.0\nfile 'http://127.0.0.1:9/a.wav'\n",
}


@pytest.mark.parametrize("name", NOT_MEDIA)
def test_a_file_that_is_not_media_is_reported(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(NOT_MEDIA[name])
    with pytest.raises(NotMedia):
        finish(decode(path, tmp_path / "out"))
    with pytest.raises(NotMedia):
        probe(path)
    assert not list(tmp_path.glob("out/*"))


def test_a_recording_without_its_index_is_no_media(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.mp4", [TrackToMake(noise(96_000), "aac", sample_format="fltp")], video_s=2)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(NotMedia):
        probe(path)


def test_a_missing_file_or_a_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        probe(tmp_path / "nothing.mp4")
    with pytest.raises(FileUnreadable):
        probe(tmp_path)
    with pytest.raises(FileUnreadable):
        probe(tmp_path / "a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(FileUnreadable):
        probe(tmp_path / "pipe.mp4")


def test_a_video_without_sound_has_no_audio(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.mp4", [], video_s=1)
    info = probe(path)
    assert (info.tracks, info.has_video) == ((), True)
    with pytest.raises(NoAudio):
        finish(decode(path, tmp_path / "out"))


@pytest.mark.parametrize("track", [-1, 1, 7])
def test_a_track_that_is_not_there_is_refused(tmp_path: Path, track: int) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(1000))])
    with pytest.raises(NoSuchTrack):
        finish(decode(path, tmp_path / "out", track=track))


@pytest.mark.parametrize(
    ("name", "codec", "sample_format", "options", "video_s"),
    [
        ("a.wav", "pcm_s16le", "s16", {}, 0),
        ("a.flac", "flac", "s16", {}, 0),
        ("a.mkv", "flac", "s16", {}, 0),
        ("a.mkv", "flac", "s16", {}, 8),
        ("a.mp4", "aac", "fltp", {"movflags": "faststart"}, 0),
        ("a.mp4", "aac", "fltp", {"movflags": "faststart"}, 8),
    ],
)
def test_sound_that_breaks_off_early_is_refused(
    tmp_path: Path, name: str, codec: str, sample_format: str, options: dict[str, str], video_s: int
) -> None:
    track = TrackToMake(noise(8 * 48_000), codec, sample_format=sample_format)
    path = make_media(tmp_path / name, [track], options=options, video_s=video_s)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(MediaTruncated) as caught:
        finish(decode(path, tmp_path / "out"))
    assert 2000 < caught.value.found_ms < 6000
    assert abs(caught.value.stated_ms - 8000) < 100
    assert not list(tmp_path.glob("out/*"))


def test_an_excerpt_before_the_damage_can_be_decoded(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(8 * 48_000))])
    path.write_bytes(path.read_bytes()[:800_000])
    assert finish(decode(path, tmp_path, start_ms=500, stop_ms=2500)).clip.samples == 96_000


@pytest.mark.parametrize(
    ("name", "codec", "sample_format"),
    [("a.mp4", "aac", "fltp"), ("a.mkv", "flac", "s16"), ("a.mkv", "ac3", "fltp"), ("a.ts", "mp2", "s16")],
)
def test_sound_shorter_than_its_film_is_good(tmp_path: Path, name: str, codec: str, sample_format: str) -> None:
    track = TrackToMake(noise(2 * 48_000), codec, sample_format=sample_format)
    path = make_media(tmp_path / name, [track], video_s=9)
    decoded = finish(decode(path, tmp_path))
    assert abs(decoded.clip.duration_ms - 2000) < 60
    assert finish(decode(path, tmp_path, start_ms=1000, stop_ms=8000)).clip.duration_ms > 900


@pytest.mark.parametrize(
    ("name", "codec", "sample_format"),
    [("a.mp3", "libmp3lame", "s16p"), ("a.aac", "aac", "fltp"), ("a.ts", "aac", "fltp"), ("a.ogg", "libopus", "flt")],
)
def test_a_file_that_states_no_length_is_good_however_short(
    tmp_path: Path, name: str, codec: str, sample_format: str
) -> None:
    options = {"write_xing": "0"} if name == "a.mp3" else {}
    # Loud, then silent: the bit rate at the beginning does not predict the file's length.
    sound = np.concatenate([noise(96_000), np.zeros((96_000 * 4, 2), np.float32)])
    path = make_media(tmp_path / name, [TrackToMake(sound, codec, sample_format=sample_format)], options=options)
    full_ms = finish(decode(path, tmp_path)).clip.duration_ms
    assert abs(full_ms - 10_000) < 120
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert 500 < finish(decode(path, tmp_path)).clip.duration_ms < full_ms


def test_a_wav_written_to_a_pipe_is_good(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(48_000))])
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[4:8] = data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    assert finish(decode(path, tmp_path)).clip.samples == 48_000


def test_a_recording_that_was_never_finished_is_good(tmp_path: Path) -> None:
    # A piped file has no duration in its header, and FFmpeg's guess is wrong.
    track = TrackToMake(noise(6 * 48_000), "ac3", sample_format="fltp")
    path = make_media(tmp_path / "a.mkv", [track], video_s=6, container_format="matroska", to_pipe=True)
    data = path.read_bytes()
    void = b"\xec\x01" + len(data).to_bytes(7, "big") + bytes(len(data))
    path.write_bytes(data + void)
    assert probe(path).duration_ms > 10_000
    assert abs(finish(decode(path, tmp_path)).clip.duration_ms - 6000) < 60


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", "libopus"), ("a.mkv", "flac"), ("a.mp4", "flac")])
def test_a_damaged_packet_moves_nothing_after_it(tmp_path: Path, name: str, codec: str) -> None:
    sound = impulses(5 * 48_000, [200_000])
    sound += noise(5 * 48_000) * 0.01
    track = TrackToMake(sound, codec, sample_format="flt" if codec == "libopus" else "s16")
    path = make_media(tmp_path / name, [track])
    whole = finish(decode(path, tmp_path / "whole")).clip
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 600] = np.random.default_rng(1).bytes(600)
    path.write_bytes(data)
    clip = finish(decode(path, tmp_path / "out")).clip
    assert abs(clip.samples - whole.samples) <= 48
    loudest = int(np.abs(clip.read(0, clip.samples)[195_000:205_000]).max(axis=1).argmax()) + 195_000
    assert abs(loudest - 200_000) <= 48


SMALL = {
    name: TrackToMake(noise(9000), codec, sample_format=sample_format)
    for name, codec, sample_format in [
        ("a.wav", "pcm_s16le", "s16"),
        ("a.flac", "flac", "s16"),
        ("a.mkv", "libopus", "flt"),
        ("a.mp4", "aac", "fltp"),
        ("a.ts", "mp2", "s16"),
        ("a.mp3", "libmp3lame", "s16p"),
        ("a.ogg", "libopus", "flt"),
    ]
}


@pytest.fixture(scope="module")
def small_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("small")
    return {name: make_media(folder / name, [track]).read_bytes() for name, track in SMALL.items()}


@given(
    name=st.sampled_from(sorted(SMALL)),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=16)), max_size=6),
    keep=st.floats(0.05, 1),
)
def test_damage_of_any_kind_gives_sound_or_one_of_our_errors(
    small_files: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    changes: list[tuple[float, bytes]],
    keep: float,
) -> None:
    data = bytearray(small_files[name])
    for where, what in changes:
        at = int(where * len(data))
        data[at : at + len(what)] = what
    folder = tmp_path_factory.mktemp("damaged")
    (folder / name).write_bytes(data[: int(keep * len(data))])
    said = None
    try:
        clip = finish(decode(folder / name, folder / "out")).clip
    except DeepdubError as error:
        said = str(error)
    if said is not None:
        assert said
        assert not list(folder.glob("out/*"))
    else:
        assert clip.path.stat().st_size == clip.samples * clip.channels * 4
        assert np.isfinite(clip.read(0, clip.samples)).all()
        clip.path.unlink()


def test_closing_a_job_removes_what_it_wrote(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(400_000))])
    job = decode(path, tmp_path / "out")
    next(job)
    assert 0 < next(job).done < 400_000
    assert list(tmp_path.glob("out/*"))
    job.close()
    assert not list(tmp_path.glob("out/*"))


_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from deepdub_engine.base.errors import DiskFull
from deepdub_engine.audio.media import decode
from deepdub_engine.base.progress import finish
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    finish(decode(Path(sys.argv[1]), Path(sys.argv[2])))
except DiskFull as error:
    sys.stdout.write(str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes cannot be limited on this system")
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(400_000))])
    ended = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(path), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""
    assert "no space left" in ended.stdout
    assert not list(tmp_path.glob("out/*"))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(1000))])
    with pytest.raises(DeepdubError, match="cannot be written"):
        finish(decode(path, path / "out"))


def test_a_file_is_never_written_over_itself(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(1000))]).rename(tmp_path / "mixture.pcm")
    before = path.read_bytes()
    with pytest.raises(DeepdubError, match="being read"):
        finish(decode(path, tmp_path))
    assert path.read_bytes() == before


def test_nothing_is_printed_about_damage(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sound = noise(96_000)
    path = make_media(tmp_path / "a.flac", [TrackToMake(sound, "flac")])
    data = bytearray(path.read_bytes())
    data[100_000:100_200] = bytes(200)
    path.write_bytes(data)
    clip = finish(decode(path, tmp_path / "out")).clip
    assert capfd.readouterr() == ("", "")
    start = clip.read(0, 8000)
    np.testing.assert_array_equal(start, as_integers(sound[:8000], 16).astype(np.float32) / 32768)
