"""Bulk decoding gives the same samples as decoding frame by frame."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.reading import TrackReader
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import FRAME_SAMPLES, Sound, TrackToMake, make_media, noise

LONG = 48_000 * 23 + 77  # long enough that the end is found by seeking

STRAIGHT = {
    "aac.mp4": TrackToMake(noise(LONG), "aac", sample_format="fltp", bit_rate=128_000),
    "aac.mkv": TrackToMake(noise(LONG), "aac", sample_format="fltp", bit_rate=128_000),
    "late.mp4": TrackToMake(noise(LONG), "aac", sample_format="fltp", bit_rate=128_000, start_ms=1234),
    "late.mkv": TrackToMake(noise(LONG), "flac", start_ms=1234),
    "surround.mkv": TrackToMake(noise(LONG, 6), "ac3", layout="5.1", sample_format="fltp"),
    "surround.mov": TrackToMake(noise(LONG, 6), "pcm_s24le", layout="5.1", sample_format="s32"),
    "mono.flac": TrackToMake(noise(LONG, 1), "flac", layout="mono"),
    "a.flac": TrackToMake(noise(LONG), "flac", 44_100, sample_format="s32"),
    "alac.m4a": TrackToMake(noise(LONG), "alac", sample_format="s16p"),
    "opus.webm": TrackToMake(noise(LONG), "libopus", sample_format="flt"),
    "mp3.mp4": TrackToMake(noise(LONG), "libmp3lame", sample_format="fltp"),
    "pcm.mkv": TrackToMake(noise(LONG), "pcm_s16le", 44_100),
    "a.wav": TrackToMake(noise(LONG)),
    "float.wav": TrackToMake(noise(LONG), "pcm_f32le", sample_format="flt"),
    "a.aiff": TrackToMake(noise(LONG), "pcm_s16be"),
    "short.mp4": TrackToMake(noise(5000), "aac", sample_format="fltp", bit_rate=128_000),
}


def decoded(path: Path, folder: Path, track: int = 0) -> Sound:
    clip = finish(decode(path, folder, track=track)).clip
    return clip.read(0, clip.samples)


def frame_by_frame(path: Path, folder: Path, track: int = 0) -> Sound:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TrackReader, "is_regular", False)
        return decoded(path, folder, track)


def outcome(way: Callable[[Path, Path], Sound], path: Path, folder: Path) -> Sound | type[DeepdubError]:
    try:
        return way(path, folder)
    except DeepdubError as error:
        return type(error)


@pytest.fixture(autouse=True)
def _telling(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "deepdub_engine")


def was_straight(caplog: pytest.LogCaptureFixture) -> bool:
    return not any("frame by frame" in text for text in caplog.messages)


@pytest.mark.parametrize("name", STRAIGHT)
def test_an_ordinary_track_is_decoded_in_bulk(tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str) -> None:
    path = make_media(tmp_path / name, [STRAIGHT[name]])
    sound = decoded(path, tmp_path)
    assert was_straight(caplog), caplog.messages
    np.testing.assert_array_equal(sound, frame_by_frame(path, tmp_path))


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4"])
def test_of_several_tracks_and_pictures_the_right_one_is_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    tracks = [TrackToMake(noise(LONG, seed=seed), "flac", start_ms=100 * seed) for seed in range(3)]
    path = make_media(tmp_path / name, tracks, video_s=24)
    for number, track in enumerate(tracks):
        sound = decoded(path, tmp_path, number)
        assert len(sound) == len(track.sound) + 4800 * number
        np.testing.assert_array_equal(sound, frame_by_frame(path, tmp_path, number))
    assert was_straight(caplog), caplog.messages


@pytest.mark.parametrize("name", ["a:b=c,d;e.mkv", "it's [one] \\'file\\'.mkv", "%d ü 子 🎬.mkv", "-i.mkv", "a\nb.mkv"])
def test_a_file_name_is_never_parsed_as_a_filter(tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str) -> None:
    path = make_media(tmp_path / "plain.mkv", [TrackToMake(noise(100_000), "flac")]).rename(tmp_path / name)
    assert len(decoded(path, tmp_path)) == 100_000
    assert was_straight(caplog), caplog.messages


@pytest.mark.parametrize("at", [1, 40, 256, 500, 1006, 1008], ids=lambda at: f"frame {at}")
@pytest.mark.parametrize("name", ["a.mkv", "a.mp4"])
def test_a_track_with_a_gap_is_read_frame_by_frame(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, at: int
) -> None:
    sound = noise(1010 * FRAME_SAMPLES)
    path = make_media(tmp_path / name, [TrackToMake(sound, "alac", sample_format="s16p", skip_frames=frozenset({at}))])
    found = decoded(path, tmp_path)
    assert not was_straight(caplog)
    assert abs(len(found) - len(sound)) <= 48
    np.testing.assert_array_equal(found, frame_by_frame(path, tmp_path))


@pytest.mark.parametrize("name", ["aac.mp4", "opus.webm", "late.mkv", "a.flac", "surround.mkv", "a.wav", "mp3.mp4"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
@pytest.mark.parametrize("is_cut", [True, False], ids=["cut off", "damaged"])
def test_a_damaged_file_gives_the_same_either_way(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, share: float, is_cut: bool
) -> None:
    path = make_media(tmp_path / name, [STRAIGHT[name]])
    data = bytearray(path.read_bytes())
    at = int(share * len(data))
    data[at : None if is_cut else at + 3000] = b"" if is_cut else bytes(3000)
    path.write_bytes(data)
    np.testing.assert_array_equal(outcome(decoded, path, tmp_path), outcome(frame_by_frame, path, tmp_path))


@pytest.fixture(scope="module")
def small_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("straight")
    return {
        name: make_media(folder / name, [STRAIGHT[name]]).read_bytes() for name in ("aac.mp4", "late.mkv", "a.flac")
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(data=st.data())
def test_any_damage_gives_the_same_either_way(
    tmp_path: Path, small_files: dict[str, bytes], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(small_files)))
    damaged = bytearray(small_files[name])
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        new = data.draw(st.binary(max_size=20))
        damaged[at : at + data.draw(st.sampled_from([len(new), 0, 2000]))] = new
    path = tmp_path / name
    path.write_bytes(damaged)
    np.testing.assert_array_equal(outcome(decoded, path, tmp_path), outcome(frame_by_frame, path, tmp_path))


def test_bulk_decoding_can_be_cancelled_and_leaves_nothing(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.mkv", [TrackToMake(noise(48_000 * 60), "flac")])
    job = decode(path, tmp_path / "out")
    for _ in range(3):
        next(job)
    job.close()
    assert not list((tmp_path / "out").iterdir())
    assert not [thread.name for thread in threading.enumerate() if "ahead" in thread.name or "behind" in thread.name]
