"""Timing of decoded sound: offsets, gaps, overlaps, joined files and excerpts."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.base.errors import SliceOutside
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import FRAME_SAMPLES, TrackToMake, as_integers, impulses, make_media, noise


def samples_of(path: Path, folder: Path, **options: int | None) -> np.ndarray:
    clip = finish(decode(path, folder, **options)).clip
    return clip.read(0, clip.samples)


def exact(sound: np.ndarray) -> np.ndarray:
    return as_integers(sound, 16).astype(np.float32) / 32768


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4"])
def test_a_track_that_starts_later_begins_with_silence(tmp_path: Path, name: str) -> None:
    sound = noise(48_000)
    track = TrackToMake(sound, "flac", start_ms=1250)
    path = make_media(tmp_path / name, [track], video_s=3)
    decoded = finish(decode(path, tmp_path))
    samples = decoded.clip.read(0, decoded.clip.samples)
    assert decoded.track.start_ms == 1250
    assert not samples[:60_000].any()
    np.testing.assert_array_equal(samples[60_000:], exact(sound))


def test_a_file_whose_clock_does_not_start_at_zero_starts_at_zero(tmp_path: Path) -> None:
    sound = noise(48_000)
    path = make_media(tmp_path / "a.mkv", [TrackToMake(sound, "flac", start_ms=5000)])
    np.testing.assert_array_equal(samples_of(path, tmp_path), exact(sound))


def test_the_click_of_an_mp4_with_video_is_where_it_was(tmp_path: Path) -> None:
    track = TrackToMake(impulses(96_000, [30_000]), "aac", sample_format="fltp", start_ms=500, bit_rate=192_000)
    samples = samples_of(make_media(tmp_path / "a.mp4", [track], video_s=3), tmp_path)
    # The file stores the offset in whole milliseconds.
    assert abs(int(np.abs(samples).max(axis=1).argmax()) - 54_000) <= 48


@pytest.mark.parametrize("name", ["a.mkv", "a.nut"])
def test_a_gap_becomes_silence_of_its_length(tmp_path: Path, name: str) -> None:
    sound = noise(60 * FRAME_SAMPLES)
    missing = frozenset(range(20, 26))
    path = make_media(tmp_path / name, [TrackToMake(sound, skip_frames=missing)])
    samples = samples_of(path, tmp_path)
    expected = exact(sound)
    gap = slice(20 * FRAME_SAMPLES, 26 * FRAME_SAMPLES)
    expected[gap] = 0
    assert abs(len(samples) - len(expected)) <= 48
    np.testing.assert_array_equal(samples[: gap.start], expected[: gap.start])
    # Matroska timestamps are in milliseconds, so the rest may be off by half of one.
    found = samples[gap.stop - 48 : gap.stop + 10_000]
    lag = next(lag for lag in range(-48, 49) if np.array_equal(found[48 + lag :][:9000], expected[gap.stop :][:9000]))
    assert abs(lag) <= (48 if name == "a.mkv" else 0)
    assert np.abs(samples[gap.start : gap.stop - 48]).max() == 0


def test_rounded_time_stamps_do_not_move_a_single_sample(tmp_path: Path) -> None:
    sound = noise(44_100 * 20)
    path = make_media(tmp_path / "a.mkv", [TrackToMake(sound, "flac", 44_100)])
    np.testing.assert_array_equal(samples_of(path, tmp_path), exact(sound))


def test_joined_broadcasts_follow_each_other(tmp_path: Path) -> None:
    parts = [noise(48 * 1152, seed=seed) for seed in (1, 2)]
    files = [
        make_media(tmp_path / f"{i}.ts", [TrackToMake(part, "mp2", sample_format="s16")])
        for i, part in enumerate(parts)
    ]
    singles = [samples_of(file, tmp_path / "single") for file in files]
    joined = tmp_path / "joined.ts"
    joined.write_bytes(b"".join(file.read_bytes() for file in files))
    samples = samples_of(joined, tmp_path / "out")
    assert abs(len(samples) - sum(len(single) for single in singles)) <= 2 * 1152
    np.testing.assert_array_equal(samples[: len(singles[0])], singles[0])


def test_a_broadcast_goes_on_where_tracks_come_and_go(tmp_path: Path) -> None:
    # Longer than FFmpeg's probe, so that the new tracks appear during decoding.
    quiet = TrackToMake(np.zeros((130 * 48_000, 2), np.float32), "mp2", bit_rate=384_000)
    evening = make_media(tmp_path / "evening.ts", [quiet]).read_bytes()
    other = make_media(tmp_path / "other.ts", [TrackToMake(noise(48_000), "mp2")] * 3).read_bytes()
    joined = tmp_path / "joined.ts"
    joined.write_bytes(evening + other + evening)
    clip = finish(decode(joined, tmp_path / "out")).clip
    assert clip.duration_ms == pytest.approx(261_000, abs=100)


def test_a_damaged_first_time_stamp_does_not_put_hours_of_silence_first(tmp_path: Path) -> None:
    whole = make_media(tmp_path / "whole.ts", [TrackToMake(noise(48_000), "ac3", sample_format="fltp")])
    path = tmp_path / "damaged.ts"
    with av.open(str(whole)) as source, av.open(str(path), "w") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        for number, packet in enumerate(source.demux(audio=0)):
            if packet.dts is not None:
                one = av.Packet(bytes(packet) if number else bytes(len(bytes(packet))))
                one.time_base = packet.time_base
                one.pts = one.dts = (packet.dts if number else 0) + (number > 0) * 20 * 3600 * 90_000
                one.stream = stream
                target.mux(one)
    assert finish(decode(path, tmp_path / "out")).clip.duration_ms == pytest.approx(1000, abs=100)


def test_a_damaged_clock_does_not_put_days_of_silence_between_packets(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.avi", [TrackToMake(noise(12_000), "mp3", sample_format="fltp")])
    data = bytearray(path.read_bytes())
    header = data.index(b"auds")  # "scale" and "rate" of a stream are 20 and 24 bytes after its type
    data[header + 20 : header + 28] = (11_665_411).to_bytes(4, "little") + (125).to_bytes(4, "little")
    path.write_bytes(data)
    assert finish(decode(path, tmp_path / "out")).clip.duration_ms == pytest.approx(288, abs=50)


def test_a_file_joined_from_unlike_parts_goes_on_at_the_rate_of_its_beginning(tmp_path: Path) -> None:
    first = TrackToMake(noise(48_000), "mp2", 48_000, bit_rate=192_000)
    second = TrackToMake(noise(44_100, 1), "mp2", 44_100, "mono", bit_rate=96_000)
    files = [make_media(tmp_path / f"{i}.mp2", [track]) for i, track in enumerate((first, second))]
    joined = tmp_path / "joined.mp2"
    joined.write_bytes(b"".join(file.read_bytes() for file in files))
    clip = finish(decode(joined, tmp_path / "out")).clip
    assert (clip.rate_hz, clip.channels) == (48_000, 2)
    samples = clip.read(0, clip.samples)
    assert abs(clip.samples - 96_000) < 6000
    tail = samples[60_000:90_000]
    np.testing.assert_array_equal(tail[:, 0], tail[:, 1])
    assert 0.05 < np.sqrt((tail**2).mean()) < 0.15


SLICES = [(0, 500), (1234, 4321), (15_001, 15_002), (25_017, 27_333), (29_000, None)]


@pytest.mark.parametrize(
    ("name", "codec", "sample_format"),
    [
        ("a.wav", "pcm_s16le", "s16"),
        ("a.flac", "flac", "s16"),
        ("a.mkv", "flac", "s16"),
        ("a.mkv", "pcm_s16le", "s16"),
        ("a.m4a", "alac", "s16p"),
        ("a.ts", "mp2", "s16"),
        ("a.mp3", "libmp3lame", "s16p"),
        ("a.ogg", "flac", "s16"),
    ],
)
def test_a_slice_is_the_same_stretch_of_the_whole(tmp_path: Path, name: str, codec: str, sample_format: str) -> None:
    rate_hz = 44_100
    track = TrackToMake(noise(30 * rate_hz), codec, rate_hz, sample_format=sample_format, start_ms=0)
    path = make_media(tmp_path / name, [track])
    everything = samples_of(path, tmp_path / "whole")
    for start_ms, stop_ms in SLICES:
        part = samples_of(path, tmp_path / "part", start_ms=start_ms, stop_ms=stop_ms)
        start = (start_ms * 441 + 5) // 10
        stop = len(everything) if stop_ms is None else (stop_ms * 441 + 5) // 10
        np.testing.assert_array_equal(part, everything[start:stop])


@pytest.mark.parametrize("start_ms", [700, 20_000])
def test_a_slice_of_a_film_with_delayed_sound_is_the_same_stretch(tmp_path: Path, start_ms: int) -> None:
    track = TrackToMake(noise(30 * 48_000), "flac", start_ms=1003)
    path = make_media(tmp_path / "a.mkv", [track], video_s=31)
    everything = samples_of(path, tmp_path / "whole")
    part = samples_of(path, tmp_path / "part", start_ms=start_ms, stop_ms=start_ms + 2000)
    np.testing.assert_array_equal(part, everything[start_ms * 48 : (start_ms + 2000) * 48])


@pytest.mark.parametrize(("name", "codec", "sample_format"), [("a.m4a", "aac", "fltp"), ("a.mkv", "libopus", "flt")])
def test_a_slice_of_lossy_sound_is_the_same_but_for_filled_in_noise(
    tmp_path: Path, name: str, codec: str, sample_format: str
) -> None:
    clicks = impulses(30 * 48_000, range(1000, 30 * 48_000, 12_345))
    track = TrackToMake(clicks, codec, sample_format=sample_format, bit_rate=192_000)
    path = make_media(tmp_path / name, [track])
    everything = samples_of(path, tmp_path / "whole")[20_011 * 48 : 25_000 * 48]
    part = samples_of(path, tmp_path / "part", start_ms=20_011, stop_ms=25_000)
    assert part.shape == everything.shape
    difference = np.sqrt(((part - everything) ** 2).mean())
    assert difference < 0.03 * np.sqrt((everything**2).mean())


@pytest.mark.parametrize(
    ("start_ms", "stop_ms"), [(-1, 500), (500, 500), (600, 500), (2000, None), (0, 2500), (5000, 6000), (1500, 10**12)]
)
def test_a_slice_outside_the_clip_is_refused(tmp_path: Path, start_ms: int, stop_ms: int | None) -> None:
    path = make_media(tmp_path / "a.wav", [TrackToMake(noise(96_000))])
    with pytest.raises(SliceOutside):
        finish(decode(path, tmp_path / "out", start_ms=start_ms, stop_ms=stop_ms))
    assert not list(tmp_path.glob("out/*"))


def test_a_slice_that_needs_what_is_before_it_can_be_cancelled_on_the_way(tmp_path: Path) -> None:
    # Containers without an index are decoded from the start.
    path = make_media(tmp_path / "a.mp3", [TrackToMake(noise(60 * 48_000), "libmp3lame", sample_format="s16p")])
    job = decode(path, tmp_path / "out", start_ms=59_000)
    assert next(job).done == 0
    job.close()
    assert not list(tmp_path.glob("out/*"))
