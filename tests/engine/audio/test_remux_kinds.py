"""The kinds of pictures and tracks that real films have come along with a new sound track, or are named."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.stream import Disposition

from deepdub_engine.audio.media.added_track import AddedTrack
from deepdub_engine.audio.media.remux import add_sound_track
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav import write_wav
from deepdub_engine.base.errors import PictureUnsupported
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import noise

RATE_HZ = 48_000
FRAMES = 30
WIDTH, HEIGHT = 96, 64
FONT = b"\0\1\0\0 a font"


@pytest.fixture
def dub(tmp_path: Path) -> AddedTrack:
    write_wav(tmp_path / "dub.wav", [noise(RATE_HZ)], RATE_HZ, 2, RATE_HZ, Depth.INT24)
    return AddedTrack(tmp_path / "dub.wav")


@contextlib.contextmanager
def restored_scheduling() -> Iterator[None]:
    """Restore the scheduling class: SVT-AV1 makes the thread real-time where it may, and child processes inherit it."""
    scheduling = (os.sched_getscheduler(0), os.sched_getparam(0)) if hasattr(os, "sched_getscheduler") else None
    try:
        yield
    finally:
        if scheduling is not None:
            os.sched_setscheduler(0, *scheduling)


@restored_scheduling()
def film(
    path: Path,
    codec: str = "mpeg4",
    pixels: str = "yuv420p",
    *,
    sound: str = "aac",
    timecode: str | None = None,
    chapters: bool = False,
    times: Sequence[int] = range(FRAMES),
    options: dict[str, str] | None = None,
    attached: Sequence[tuple[str, str, bytes]] = (),
) -> Path:
    """Write a film of 30 moving pictures, 24 in a second."""
    with av.open(str(path), "w") as container:
        video: Any = container.add_stream(codec, rate=24, options=options or {})
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, pixels
        if timecode:
            video.metadata["timecode"] = timecode
        audio: Any = container.add_stream(sound, rate=RATE_HZ, layout="stereo")
        for name, kind, data in attached:
            container.add_attachment(name, kind, data)
        if chapters:
            container.set_chapters(
                [{"id": 1, "start": 0, "end": 500, "time_base": Fraction(1, 1000), "metadata": {"title": "One"}}]
            )
        packets = []
        for number, pts in enumerate(times):
            picture = np.add.outer(np.arange(HEIGHT), np.arange(WIDTH) + 5 * number).astype(np.uint8)
            frame = av.VideoFrame.from_ndarray(np.repeat(picture[..., None], 3, axis=2), "rgb24").reformat(
                format=pixels
            )
            frame.pts, frame.time_base = pts, Fraction(1, 24)
            packets += video.encode(frame)
        packets += video.encode(None)
        samples = np.ascontiguousarray(noise(RATE_HZ).T)
        heard = av.AudioFrame.from_ndarray(samples, "fltp", "stereo")
        heard.sample_rate, heard.pts, heard.time_base = RATE_HZ, 0, Fraction(1, RATE_HZ)
        for resampled in av.AudioResampler(audio.codec_context.format or "fltp", "stereo", RATE_HZ).resample(heard):
            packets += audio.encode(resampled)
        packets += audio.encode(None)
        for packet in sorted(packets, key=lambda packet: (packet.dts or 0) * packet.time_base):
            container.mux(packet)
    return path


def pictures(path: Path) -> list[tuple[int, bytes]]:
    """Return the packets of the picture with their times from the first one, in milliseconds."""
    with av.open(str(path)) as container:
        video = next(one for one in container.streams.video if not one.disposition & Disposition.attached_pic)
        found = [(float(one.pts * one.time_base), bytes(one)) for one in container.demux(video) if one.size]
    first = min(at for at, _ in found)
    return [(round(1000 * (at - first)), data) for at, data in found]


def same(one: Path, other: Path) -> bool:
    before, after = pictures(one), pictures(other)
    assert len(before) == FRAMES
    close = all(abs(old[0] - new[0]) <= 1 for old, new in zip(before, after, strict=True))
    return close and [data for _, data in before] == [data for _, data in after]


def kinds_of(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        return [stream.type for stream in container.streams]


@pytest.mark.parametrize("suffix", [".mkv", ".mp4"])
@pytest.mark.parametrize(
    ("codec", "source", "sound"),
    [
        ("libsvtav1", "film.mkv", "aac"),
        ("libsvtav1", "film.mp4", "aac"),
        ("libsvtav1", "film.webm", "libopus"),
        ("libvpx-vp9", "film.webm", "libopus"),
        ("libx265", "film.mkv", "aac"),
        ("libx264", "film.mp4", "aac"),
    ],
)
def test_the_picture_is_the_same_packet_by_packet(
    tmp_path: Path, dub: AddedTrack, codec: str, source: str, sound: str, suffix: str
) -> None:
    if codec not in av.codecs_available:
        pytest.skip(f"this build of FFmpeg cannot encode with {codec}")
    options = {"libx265": {"x265-params": "log-level=none"}, "libx264": {"bf": "3"}}.get(codec)
    original = film(tmp_path / source, codec, sound=sound, options=options)
    result = finish(add_sound_track(original, dub, tmp_path / f"dubbed{suffix}"))
    assert result.left_out == ()
    assert same(original, result.path)
    with av.open(str(result.path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == FRAMES


@pytest.mark.parametrize(
    ("codec", "suffix", "other"),
    [
        ("libsvtav1", ".mov", ".mkv"),
        ("libsvtav1", ".ts", ".mp4"),
        ("libvpx-vp9", ".m2ts", ".mkv"),
        ("wmv2", ".mkv", ""),
    ],
)
def test_a_film_is_never_written_without_its_picture(
    tmp_path: Path, dub: AddedTrack, codec: str, suffix: str, other: str
) -> None:
    if codec not in av.codecs_available:
        pytest.skip(f"this build of FFmpeg cannot encode with {codec}")
    original = film(tmp_path / ("film.wmv" if codec == "wmv2" else "film.mkv"), codec)
    with pytest.raises(PictureUnsupported) as raised:
        finish(add_sound_track(original, dub, tmp_path / f"dubbed{suffix}"))
    assert other in raised.value.suffixes if other else not raised.value.suffixes
    assert not list(tmp_path.glob("*dubbed*")) + list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("codec", "pixels", "suffix"),
    [
        ("prores_ks", "yuv422p10le", ".mov"),
        ("prores_ks", "yuv422p10le", ".mkv"),
        ("mpeg4", "yuv420p", ".mov"),
        ("mpeg4", "yuv420p", ".mp4"),
        ("mpeg4", "yuv420p", ".mkv"),
    ],
)
def test_the_time_code_comes_along(tmp_path: Path, dub: AddedTrack, codec: str, pixels: str, suffix: str) -> None:
    original = film(tmp_path / "film.mov", codec, pixels, timecode="01:02:03:04")
    assert kinds_of(original) == ["video", "audio", "data"]
    result = finish(add_sound_track(original, dub, tmp_path / f"dubbed{suffix}"))
    assert result.left_out == ()
    assert kinds_of(result.path) == ["video", "audio", "audio", *(["data"] if suffix != ".mkv" else [])]
    assert same(original, result.path)
    with av.open(str(result.path)) as container:
        found = {key.lower(): value for key, value in container.streams.video[0].metadata.items()}
        assert found["timecode"] == "01:02:03:04"


def test_chapters_of_quicktime_are_copied_once(tmp_path: Path, dub: AddedTrack) -> None:
    original = film(tmp_path / "film.mp4", chapters=True)
    for suffix in (".mp4", ".mov", ".mkv"):
        result = finish(add_sound_track(original, dub, tmp_path / f"dubbed{suffix}"))
        assert result.left_out == ()
        assert kinds_of(result.path) == ["video", "audio", "audio", *(["data"] if suffix != ".mkv" else [])]
        with av.open(str(result.path)) as container:
            assert [one["metadata"] for one in container.chapters()] == [{"title": "One"}]
    result = finish(add_sound_track(original, dub, tmp_path / "dubbed.ts"))
    assert [str(one) for one in result.left_out] == ["The chapters were left out: this kind of file cannot hold them."]


def jpeg() -> bytes:
    encoder: Any = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.time_base = 32, 32, "yuvj420p", Fraction(1, 1)
    return b"".join(bytes(packet) for packet in encoder.encode(av.VideoFrame(32, 32, "yuvj420p")))


def test_a_cover_stays_a_cover(tmp_path: Path, dub: AddedTrack) -> None:
    cover = jpeg()
    files = ("cover.jpg", "image/jpeg", cover), ("font.ttf", "font/ttf", FONT)
    original = film(tmp_path / "film.mkv", attached=files)
    result = finish(add_sound_track(original, dub, tmp_path / "dubbed.mkv"))
    assert result.left_out == ()
    for path in (original, result.path):
        with av.open(str(path)) as container:
            covers = [one for one in container.streams.video if one.disposition & Disposition.attached_pic]
            assert len(container.streams.video) == 2
            assert [next(bytes(one) for one in container.demux(still) if one.size) for still in covers] == [cover]
            assert covers[0].metadata["filename"] == "cover.jpg"
            assert [one.data for one in container.streams.attachments] == [FONT]
    result = finish(add_sound_track(original, dub, tmp_path / "dubbed.mp4"))
    assert [str(one) for one in result.left_out] == [
        "Track 4 (font.ttf) was left out: this kind of file cannot hold it."
    ]
    with av.open(str(result.path)) as container:
        assert bool(container.streams.video[1].disposition & Disposition.attached_pic)
    for suffix in (".mov", ".ts"):
        result = finish(add_sound_track(original, dub, tmp_path / f"dubbed{suffix}"))
        assert len(result.left_out) == 2
        assert kinds_of(result.path) == ["video", "audio", "audio"]


def test_pictures_of_uneven_length_keep_their_times(tmp_path: Path, dub: AddedTrack) -> None:
    uneven = [number + number // 3 for number in range(FRAMES)]
    original = film(tmp_path / "film.mp4", times=uneven)
    for suffix in (".mp4", ".mkv"):
        assert same(original, finish(add_sound_track(original, dub, tmp_path / f"dubbed{suffix}")).path)
