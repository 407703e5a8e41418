"""The video reader returns the picture for a time, however it was reached."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepdub_engine.audio.media.video import VideoReader
from deepdub_engine.base.errors import FileMissing, NotMedia
from tests.helpers.media_files import TrackToMake, make_media, noise

FRAMES, RATE = 120, 25


def make_film(path: Path, *, codec: str = "mpeg4", start_ms: int = 0, gop: int = 12, size: int = 64) -> Path:
    """Write a video in which each picture encodes its number: low and high byte halves as grey, left and right."""
    with av.open(str(path), "w") as container:
        video = container.add_stream(codec, rate=RATE)
        video.width, video.height, video.pix_fmt = size, size // 2, "yuv420p"
        video.codec_context.gop_size = gop
        video.bit_rate = 4_000_000
        if codec == "mpeg4":
            video.codec_context.max_b_frames = 2
        video.codec_context.time_base = Fraction(1, RATE)
        sound = container.add_stream("pcm_s16le" if path.suffix == ".mkv" else "aac", rate=48_000, layout="stereo")
        for number in range(FRAMES):
            frame = av.VideoFrame.from_ndarray(numbered(number, size), "gray").reformat(format="yuv420p")
            frame.pts, frame.time_base = number + start_ms * RATE // 1000, Fraction(1, RATE)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        kind = "s16" if path.suffix == ".mkv" else "fltp"
        silence = np.zeros((1, 96_000) if kind == "s16" else (2, 1024), np.int16 if kind == "s16" else np.float32)
        for number in range(5):
            frame = av.AudioFrame.from_ndarray(silence, kind, "stereo")
            frame.sample_rate, frame.time_base, frame.pts = 48_000, Fraction(1, 48_000), number * frame.samples
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    return path


def numbered(number: int, size: int) -> np.ndarray:
    picture = np.zeros((size // 2, size), np.uint8)
    picture[:, : size // 2], picture[:, size // 2 :] = 8 + 15 * (number % 16), 8 + 15 * (number // 16)
    return picture


def number_in(pixels: np.ndarray) -> int:
    """Decode the number of a picture from its pixels."""
    width = pixels.shape[1]
    low, high = (float(np.median(pixels[:, at, :3])) for at in (width // 4, width * 3 // 4))
    return round((low - 8) / 15) + 16 * round((high - 8) / 15)


@pytest.fixture(scope="module")
def mkv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_film(tmp_path_factory.mktemp("film") / "a.mkv")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, FRAMES * 40 - 1), min_size=1, max_size=8))
def test_any_time_shows_its_own_picture_whatever_was_shown_before(mkv: Path, times_ms: list[int]) -> None:
    with VideoReader(mkv) as film:
        for time_ms in times_ms:
            picture = film.picture_at(time_ms, 64, 32)
            assert number_in(picture.pixels) == time_ms // 40
            assert picture.start_ms == pytest.approx(time_ms // 40 * 40, abs=1)  # Matroska stores milliseconds


@pytest.mark.parametrize(("name", "gop"), [("a.mp4", 12), ("a.mp4", 250), ("a.mov", 12)])
def test_playing_forward_shows_every_picture_once(tmp_path: Path, name: str, gop: int) -> None:
    path = make_film(tmp_path / name, gop=gop)
    with VideoReader(path) as film:
        seen = [number_in(film.picture_at(number * 40 + 20, 64, 32).pixels) for number in range(FRAMES)]
    assert seen == list(range(FRAMES))


def test_a_film_that_begins_after_the_sound_shows_its_first_picture_until_then(tmp_path: Path) -> None:
    with VideoReader(make_film(tmp_path / "late.mkv", start_ms=1000)) as film:
        times_ms = [0, 900, 1020, 1420, 500]
        assert [number_in(film.picture_at(time_ms, 64, 32).pixels) for time_ms in times_ms] == [0, 0, 0, 10, 0]


def test_behind_the_end_the_last_picture_stays(mkv: Path) -> None:
    with VideoReader(mkv) as film:
        assert number_in(film.picture_at(10_000_000, 64, 32).pixels) == FRAMES - 1
        assert number_in(film.picture_at(40, 64, 32).pixels) == 1


@pytest.mark.parametrize(("room", "size"), [((640, 640), (320, 640)), ((100, 20), (20, 40)), ((1, 1), (2, 2))])
def test_pictures_are_scaled_with_their_aspect_ratio(mkv: Path, room: tuple[int, int], size: tuple[int, int]) -> None:
    with VideoReader(mkv) as film:
        assert film.picture_at(0, *room).pixels.shape == (*size, 4)


def test_outdated_requests_are_dropped(mkv: Path) -> None:
    with VideoReader(mkv) as film:
        assert film.picture_at(400, 64, 32, lambda: True) is None
        assert number_in(film.picture_at(400, 64, 32).pixels) == 10


def test_a_file_without_video_is_reported(tmp_path: Path) -> None:
    sound = make_media(tmp_path / "a.wav", [TrackToMake(noise(1000))])
    with pytest.raises(NotMedia):
        VideoReader(sound)
    with pytest.raises(FileMissing):
        VideoReader(tmp_path / "none.mkv")


def test_a_damaged_film_shows_what_can_be_decoded(tmp_path: Path) -> None:
    path = make_film(tmp_path / "a.mkv")
    data = bytearray(path.read_bytes())
    data[len(data) // 4 : len(data) // 2] = bytes(len(data) // 2 - len(data) // 4)
    path.write_bytes(data)
    with VideoReader(path) as film:
        assert number_in(film.picture_at(100, 64, 32).pixels) == 2
        for time_ms in range(0, FRAMES * 40, 333):
            film.picture_at(time_ms, 64, 32)
