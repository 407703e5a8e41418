"""Decoding real files: every format gives the original samples, with the right rate, bit depth and position."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.media.decode import Decoded, DecodeProgress, decode
from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import TrackToMake, as_integers, impulses, make_media, noise, tone


def whole(path: Path, folder: Path, **options: int) -> tuple[Decoded, np.ndarray]:
    decoded = finish(decode(path, folder, **options))
    return decoded, decoded.clip.read(0, decoded.clip.samples)


def place_of_click(sound: np.ndarray) -> int:
    return int(np.abs(sound).max(axis=1).argmax())


@pytest.mark.parametrize(
    ("name", "codec", "sample_format", "depth"),
    [
        ("a.wav", "pcm_u8", "u8", Depth.INT16),
        ("a.wav", "pcm_s16le", "s16", Depth.INT16),
        ("a.wav", "pcm_s24le", "s32", Depth.INT24),
        ("a.aiff", "pcm_s16be", "s16", Depth.INT16),
        ("a.flac", "flac", "s16", Depth.INT16),
        ("a.flac", "flac", "s32", Depth.INT24),
        ("a.mkv", "flac", "s16", Depth.INT16),
        ("a.mka", "flac", "s32", Depth.INT24),
        ("a.m4a", "alac", "s16p", Depth.INT16),
    ],
)
@pytest.mark.parametrize("channels", [1, 2])
def test_lossless_sound_comes_back_bit_for_bit(
    tmp_path: Path, name: str, codec: str, sample_format: str, depth: Depth, channels: int
) -> None:
    sound = noise(70_001, channels)
    layout = "mono" if channels == 1 else "stereo"
    path = make_media(tmp_path / name, [TrackToMake(sound, codec, layout=layout, sample_format=sample_format)])
    decoded, samples = whole(path, tmp_path / "out")
    bits = 8 if sample_format == "u8" else int(depth)
    assert decoded.clip.depth is depth
    assert decoded.clip.channels == channels
    np.testing.assert_array_equal(samples, as_integers(sound, bits).astype(np.float32) / (1 << (bits - 1)))


def test_float_sound_comes_back_bit_for_bit_even_beyond_full_scale(tmp_path: Path) -> None:
    sound = noise(5000) * 10
    path = make_media(tmp_path / "a.wav", [TrackToMake(sound, "pcm_f32le", sample_format="flt")])
    decoded, samples = whole(path, tmp_path)
    assert decoded.clip.depth is Depth.FLOAT
    np.testing.assert_array_equal(samples, sound)


def test_thirty_two_bit_integers_are_kept_as_floats(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(5000), "pcm_s32le", sample_format="s32")])
    assert probe(path).tracks[0].depth is Depth.FLOAT


def test_values_that_are_no_numbers_do_not_reach_the_clip(tmp_path: Path) -> None:
    sound = noise(5000)
    sound[100], sound[200], sound[300] = np.nan, np.inf, -np.inf
    path = make_media(tmp_path / "a.wav", [TrackToMake(sound, "pcm_f32le", sample_format="flt")])
    _, samples = whole(path, tmp_path)
    assert samples[[100, 200, 300], 0].tolist() == [0, 1, -1]
    np.testing.assert_array_equal(samples[301:], sound[301:])


@pytest.mark.parametrize(
    ("name", "codec", "sample_format", "latest"),
    [
        ("a.mp3", "libmp3lame", "s16p", 0),
        ("a.m4a", "aac", "fltp", 0),
        ("a.mkv", "libopus", "flt", 0),
        ("a.ogg", "libopus", "flt", 0),
        # These containers do not store the encoder delay.
        ("a.ts", "aac", "fltp", 1024),
        ("a.aac", "aac", "fltp", 1024),
        ("a.ac3", "ac3", "fltp", 256),
    ],
)
def test_a_click_in_lossy_sound_is_where_it_was(
    tmp_path: Path, name: str, codec: str, sample_format: str, latest: int
) -> None:
    sound = impulses(96_000, [40_000])
    track = TrackToMake(sound, codec, sample_format=sample_format, bit_rate=192_000)
    decoded, samples = whole(make_media(tmp_path / name, [track]), tmp_path / "out")
    assert decoded.clip.depth is Depth.FLOAT
    assert abs(place_of_click(samples) - 40_000 - latest) <= 1


@pytest.mark.parametrize("rate_hz", [8000, 22_050, 44_100, 96_000])
def test_sound_keeps_its_rate(tmp_path: Path, rate_hz: int) -> None:
    sound = noise(rate_hz, 1)
    path = make_media(tmp_path / "a.flac", [TrackToMake(sound, "flac", rate_hz, "mono")])
    decoded, samples = whole(path, tmp_path)
    assert (decoded.clip.rate_hz, decoded.clip.samples, decoded.clip.duration_ms) == (rate_hz, rate_hz, 1000)
    np.testing.assert_array_equal(samples, as_integers(sound, 16).astype(np.float32) / 32768)


def test_the_chosen_track_is_decoded_and_all_are_described(tmp_path: Path) -> None:
    tracks = [
        TrackToMake(noise(48_000, 2, seed=1), "flac", language="jpn", title="Original"),
        TrackToMake(noise(24_000, 1, seed=2), "flac", 24_000, "mono", language="eng"),
    ]
    path = make_media(tmp_path / "a.mkv", tracks, video_s=1)
    decoded, samples = whole(path, tmp_path, track=1)
    np.testing.assert_array_equal(samples, as_integers(tracks[1].sound, 16).astype(np.float32) / 32768)
    assert [(t.number, t.codec, t.rate_hz, t.channels, t.language, t.title) for t in decoded.info.tracks] == [
        (0, "flac", 48_000, 2, "jpn", "Original"),
        (1, "flac", 24_000, 1, "eng", None),
    ]
    assert decoded.info.has_video
    assert decoded.track is decoded.info.tracks[1]


def test_a_cover_is_no_video(tmp_path: Path) -> None:
    track = TrackToMake(noise(48_000), "aac", sample_format="fltp")
    path = make_media(tmp_path / "a.m4a", [track], cover=True, container_format="mp4")
    decoded, _ = whole(path, tmp_path)
    assert not decoded.info.has_video


@pytest.mark.parametrize(("name", "codec", "sample_format"), [("a.flac", "flac", "s16"), ("a.ac3", "ac3", "fltp")])
def test_dialogue_in_the_centre_of_surround_sound_is_heard_on_both_sides(
    tmp_path: Path, name: str, codec: str, sample_format: str
) -> None:
    sound = np.zeros((48_000, 6), np.float32)
    sound[:, 2:3] = tone(48_000, 48_000, 440)
    path = make_media(tmp_path / name, [TrackToMake(sound, codec, layout="5.1", sample_format=sample_format)])
    decoded, samples = whole(path, tmp_path)
    assert decoded.clip.channels == 2
    assert decoded.track.channels == 6
    expected = 0.5 / np.sqrt(2) * 0.5**0.5 / (1 + 2 * 0.5**0.5)
    levels = np.sqrt((samples[10_000:40_000] ** 2).mean(axis=0))
    np.testing.assert_allclose(levels, expected, rtol=0.01)


def test_mixed_down_integers_are_what_a_file_of_that_depth_holds(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.flac", [TrackToMake(noise(20_000, 6), "flac", layout="5.1")])
    decoded, samples = whole(path, tmp_path)
    assert decoded.clip.depth is Depth.INT16
    scaled = samples * np.float32(32768)
    np.testing.assert_array_equal(scaled, np.rint(scaled))
    assert np.abs(samples).max() > 0.01


def test_progress_carries_a_growing_waveform_and_reaches_the_total(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(400_000))])
    seen: list[DecodeProgress] = []

    def look(progress: DecodeProgress) -> None:
        assert progress.peaks.samples == progress.done
        seen.append(progress)

    decoded = finish(decode(path, tmp_path), look)
    assert seen[0].done == 0
    assert 0 < seen[1].done < 400_000
    assert seen[-1].fraction == 1
    assert [p.done for p in seen] == sorted(p.done for p in seen)
    again = finish(build_peaks(decoded.clip))
    for level, expected in zip(decoded.peaks.levels, again.levels, strict=True):
        np.testing.assert_array_equal(level, expected)


@pytest.mark.parametrize(
    "name", ["-y.wav", "concat:a.wav", "http:x.wav", "100%d.wav", "エピソード 1 – é.wav", "a'b\"c;&.wav", "file:.wav"]
)
def test_any_file_name_is_a_file_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_media(tmp_path / "plain.wav", [TrackToMake(noise(3000))]).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    decoded, samples = whole(Path(name), tmp_path / "out")
    assert len(samples) == 3000
    assert decoded.info.path == Path(name)


def test_a_title_that_is_no_utf8_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.mkv", [TrackToMake(noise(4800), title="Bonne journee")])
    path.write_bytes(path.read_bytes().replace(b"journee", b"journ\xe9e"))
    assert probe(path).tracks[0].title == "Bonne journ\ufffde"
