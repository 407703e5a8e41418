"""Stepping through a video shows each decoded frame once, forwards and backwards, whatever the file is like."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepdub_engine.audio.media.probe import origin_s
from deepdub_engine.audio.media.video import VideoReader
from tests.engine.audio.test_video import FRAMES, make_film, numbered

SIZE = 64, 32


def make_uneven(path: Path, codec: str, gaps: list[int], options: dict[str, str], base: int = 1000) -> Path:
    """Write frames at uneven times: `gaps` are milliseconds, used in turn."""
    with av.open(str(path), "w") as container:
        video = container.add_stream(codec, rate=25, options=options)
        video.width, video.height, video.pix_fmt = 64, 32, "yuv420p"
        video.codec_context.time_base = video.time_base = Fraction(1, base)
        time = 0
        for number, gap in zip(range(FRAMES), itertools.cycle(gaps), strict=False):
            frame = av.VideoFrame.from_ndarray(numbered(number, 64), "gray").reformat(format="yuv420p")
            frame.pts, frame.time_base = time * base // 1000, Fraction(1, base)
            time += gap
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
    return path


def decoded_ms(path: Path) -> list[float]:
    """Return the times of all frames, as one pass through the file decodes them."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        start = origin_s(container, stream)
        times = [frame.pts * stream.time_base - start for frame in container.decode(stream)]
    assert times == sorted(set(times))
    return [float(time * 1000) for time in times]


X264 = {"preset": "ultrafast", "bf": "3", "g": "30"}
OPEN_GOP = {"preset": "veryfast", "x264-params": "open-gop=1:bframes=4:keyint=24:b-pyramid=normal"}
FILES = {
    "plain.mkv": make_film,
    "plain.mp4": lambda path: make_film(path, gop=250),
    "late.mkv": lambda path: make_film(path, start_ms=1000),
    "vfr.mkv": lambda path: make_uneven(path, "libx264", [40, 17, 100, 33, 8], X264),
    "vfr.mp4": lambda path: make_uneven(path, "libx264", [40, 17, 700, 33, 8], OPEN_GOP, 90_000),
    "open.mp4": lambda path: make_uneven(path, "libx264", [40], OPEN_GOP),
    "open.ts": lambda path: make_uneven(path, "libx264", [40], OPEN_GOP, 90_000),
    "one.mkv": lambda path: make_uneven(path, "libx264", [40], {"g": "1000", "bf": "2", "sc_threshold": "0"}),
    "film.avi": lambda path: make_uneven(path, "mpeg4", [40], {"g": "12"}, 25),
}


@pytest.fixture(scope="module", params=FILES)
def film(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[float]]:
    path = FILES[request.param](tmp_path_factory.mktemp("steps") / request.param)
    return path, decoded_ms(path)


def test_each_step_shows_the_next_decoded_frame_forth_and_back(film: tuple[Path, list[float]]) -> None:
    path, times = film
    with VideoReader(path) as reader:
        seen = [reader.picture_at(0, *SIZE).start_ms]
        seen += [reader.step(1, *SIZE).start_ms for _ in range(len(times) - 1)]
        assert seen == pytest.approx(times)
        assert reader.step(1, *SIZE).start_ms == pytest.approx(times[-1])  # the last frame stays
        back = [reader.step(-1, *SIZE).start_ms for _ in range(len(times) - 1)]
        assert back == pytest.approx(times[-2::-1])
        assert reader.step(-1, *SIZE).start_ms == pytest.approx(times[0])  # and so does the first


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_steps_and_jumps_can_be_mixed(film: tuple[Path, list[float]], data: st.DataObject) -> None:
    path, times = film
    with VideoReader(path) as reader:
        place = 0
        reader.picture_at(times[0], *SIZE)
        for _ in range(8):
            if data.draw(st.booleans()):
                place = data.draw(st.integers(0, len(times) - 1))
                shown = reader.picture_at(Fraction(times[place]) + Fraction(1, 2), *SIZE)
            else:
                count = data.draw(st.integers(-5, 5))
                place = max(0, min(len(times) - 1, place + count))
                shown = reader.step(count, *SIZE)
            assert shown.start_ms == pytest.approx(times[place])


def test_frames_before_the_shown_one_are_the_frames_that_it_shows(tmp_path: Path) -> None:
    path = make_uneven(tmp_path / "a.mp4", "libx264", [40, 17], OPEN_GOP)
    with VideoReader(path) as reader:
        forth = [reader.picture_at(0, *SIZE).pixels, *(reader.step(1, *SIZE).pixels for _ in range(60))]
        back = [reader.step(-1, *SIZE).pixels for _ in range(60)]
    assert all(np.array_equal(one, other) for one, other in zip(forth[-2::-1], back, strict=True))


def test_frames_are_numbered_from_nought_where_the_rate_is_constant(tmp_path: Path) -> None:
    with VideoReader(make_film(tmp_path / "late.mkv", start_ms=1000)) as reader:
        assert reader.picture_at(0, *SIZE).number == 0
        assert [reader.step(1, *SIZE).number for _ in range(30)] == list(range(1, 31))
        jump = reader.picture_at(1000 + 77 * 40 + 1, *SIZE)
        assert (jump.number, jump.is_counted) == (77, True)


def test_numbers_of_a_variable_rate_are_said_to_be_estimated(tmp_path: Path) -> None:
    with VideoReader(make_uneven(tmp_path / "a.mkv", "libx264", [40, 17, 100], X264)) as reader:
        assert reader.picture_at(0, *SIZE).number == 0
        assert not reader.step(5, *SIZE).is_counted


def test_a_step_without_a_picture_or_out_of_date_shows_nothing(tmp_path: Path) -> None:
    with VideoReader(make_film(tmp_path / "a.mkv")) as reader:
        assert reader.step(1, *SIZE) is None
        reader.picture_at(400, *SIZE)
        assert reader.step(-1, *SIZE, lambda: True) is None
        assert reader.picture_at(400, *SIZE).number == 10


def test_stepping_back_through_large_frames_keeps_little_of_them(tmp_path: Path) -> None:
    path = make_film(tmp_path / "large.mkv", gop=100, size=2048)
    with VideoReader(path) as reader:
        reader.picture_at(3600, *SIZE)
        reader.step(-1, *SIZE)
        kept = sum(plane.buffer_size for shown in reader._behind for plane in shown.frame.planes)
    assert 0 < kept <= 64 << 20
