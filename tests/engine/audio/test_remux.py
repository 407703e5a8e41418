"""A sound track is added to a film, and everything else in the film stays as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.stream import Disposition

from deepdub_engine.audio.media.added_track import AddedTrack
from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.remux import add_sound_track
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav import write_wav
from deepdub_engine.base.errors import ContainerUnsupported, FileUnreadable, NotMedia, OutputExists
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import TrackToMake, impulses, make_media, noise

RATE_HZ = 48_000
SECONDS = 4
CLICKS = [0, 4_801, 48_000, 100_003, 190_000]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "audio_gen.wav"
    write_wav(path, [impulses(SECONDS * RATE_HZ, CLICKS)], RATE_HZ, 2, SECONDS * RATE_HZ, Depth.INT24)
    return path


def film(path: Path, codec: str = "aac", sample_format: str = "fltp", start_ms: int = 0, delay_ms: int = 0) -> Path:
    """Write a film with a picture and two sound tracks; all begins at `start_ms`, the sound `delay_ms` later."""
    tracks = [
        TrackToMake(
            noise(SECONDS * RATE_HZ, seed=seed),
            codec,
            sample_format=sample_format,
            language=language,
            start_ms=delay_ms,
        )
        for seed, language in ((1, "eng"), (2, "kor"))
    ]
    made = make_media(path.with_stem("made"), tracks, video_s=SECONDS)
    if not start_ms:
        return made.replace(path)
    return moved(made, path, start_ms)


def moved(source: Path, path: Path, start_ms: int) -> Path:
    """Write a copy of a film whose clock starts later."""
    options = {"avoid_negative_ts": "disabled"}
    with av.open(str(source)) as original, av.open(str(path), "w", options=options) as copy:
        streams = {stream.index: copy.add_stream_from_template(stream) for stream in original.streams}
        for stream in original.streams:
            streams[stream.index].metadata.update(stream.metadata)
        for packet in original.demux():
            if packet.dts is not None:
                ticks = int(Fraction(start_ms, 1000) / packet.time_base)
                packet.pts, packet.dts = packet.pts + ticks, packet.dts + ticks
                packet.stream = streams[packet.stream_index]
                copy.mux(packet)
    return path


def payloads(path: Path) -> dict[tuple[str, int], list[str]]:
    """Return the digests of all packets by kind of stream and number among its kind."""
    with av.open(str(path)) as container:
        numbers = {
            stream.index: (stream.type, sum(other.type == stream.type for other in list(container.streams)[:index]))
            for index, stream in enumerate(container.streams)
        }
        found: dict[tuple[str, int], list[str]] = {kind: [] for kind in numbers.values()}
        for packet in container.demux():
            if packet.size:
                found[numbers[packet.stream_index]].append(hashlib.sha256(bytes(packet)).hexdigest())
    return found


def picture_times_s(path: Path) -> np.ndarray:
    """Return the times of all pictures in seconds, counted from the start of the container as a decoded clip is."""
    with av.open(str(path)) as container:
        start_s = max(0, container.start_time or 0) / av.time_base
        return np.array([float(p.pts * p.time_base) - start_s for p in container.demux(video=0) if p.pts is not None])


def heard_clicks(path: Path, folder: Path, threshold: float = 0.3) -> list[int]:
    """Return the samples at which the first sound track of a film clicks."""
    clip = finish(decode(path, folder)).clip
    loud = np.flatnonzero(np.abs(clip.read(0, clip.samples)).max(axis=1) > threshold)
    first = np.flatnonzero(np.diff(loud, prepend=-RATE_HZ) > 480)
    return [int(place) for place in loud[first]]


FILMS: tuple[tuple[str, dict[str, Any], int], ...] = (
    (".mkv", {}, 0),
    (".mkv", {"start_ms": 1021}, 0),
    (".mkv", {"codec": "flac", "sample_format": "s16", "delay_ms": 333}, 0),
    (".mp4", {}, 48),
    (".mov", {"codec": "pcm_s16le", "sample_format": "s16"}, 0),
    (".mov", {}, 0),
    (".ts", {"codec": "mp2", "sample_format": "s16"}, 48),
)


@pytest.mark.parametrize(
    ("suffix", "options", "tolerance"), FILMS, ids=[f"{one[0]}-{n}" for n, one in enumerate(FILMS)]
)
def test_the_new_track_is_in_time_and_all_else_is_the_same(
    tmp_path: Path, sound: Path, suffix: str, options: dict[str, Any], tolerance: int
) -> None:
    source = film(tmp_path / f"film{suffix}", **options)
    output = tmp_path / f"dubbed{suffix}"
    result = finish(add_sound_track(source, AddedTrack(sound, "deu", "German dub"), output))
    assert result.left_out == ()
    clicks = heard_clicks(output, tmp_path / "heard")
    assert len(clicks) == len(CLICKS)
    # Time stamps may all move by the same time, as the delay of an encoder makes them.
    moved_s = picture_times_s(output) - picture_times_s(source)
    assert np.ptp(moved_s) < 1e-9
    assert np.abs(np.array(clicks) - CLICKS - RATE_HZ * moved_s[0]).max() <= tolerance
    before, after = payloads(source), payloads(output)
    assert after[("video", 0)] == before[("video", 0)]
    assert after[("audio", 1)] == before[("audio", 0)]
    assert after[("audio", 2)] == before[("audio", 1)]
    with av.open(str(output)) as container:
        new, old, other = container.streams.audio
        german = "ger" if suffix == ".mov" else "deu"
        assert [stream.metadata["language"] for stream in (new, old, other)] == [german, "eng", "kor"]
        if suffix != ".ts":  # which has no default track
            assert new.disposition & Disposition.default
            assert not old.disposition & Disposition.default


def test_a_lossless_track_is_the_mix_to_the_sample(tmp_path: Path) -> None:
    sound = noise(SECONDS * RATE_HZ)
    path = tmp_path / "audio_gen.wav"
    write_wav(path, [sound], RATE_HZ, 2, len(sound), Depth.INT24)
    output = tmp_path / "dubbed.mkv"
    finish(add_sound_track(film(tmp_path / "film.mkv", start_ms=1021), AddedTrack(path), output))
    clip = finish(decode(output, tmp_path / "heard")).clip
    assert np.array_equal(clip.read(0, len(sound)), np.rint(sound * (1 << 23)) / np.float32(1 << 23))


def test_chapters_attachments_and_titles_come_along(tmp_path: Path, sound: Path) -> None:
    plain, source, output = film(tmp_path / "plain.mkv"), tmp_path / "film.mkv", tmp_path / "dubbed.mkv"
    chapter = {"id": 1, "start": 0, "end": 2000, "time_base": Fraction(1, 1000), "metadata": {"title": "One"}}
    with av.open(str(plain)) as original, av.open(str(source), "w") as made:
        copies = {stream.index: made.add_stream_from_template(stream) for stream in original.streams}
        made.add_attachment("font.ttf", "font/ttf", b"a font")
        made.set_chapters([chapter])
        made.metadata["title"] = "The film"
        for packet in original.demux():
            if packet.dts is not None:
                packet.stream = copies[packet.stream_index]
                made.mux(packet)
    finish(add_sound_track(source, AddedTrack(sound), output))
    with av.open(str(output)) as container:
        assert [(one["start"] * one["time_base"], one["metadata"]) for one in container.chapters()] == [
            (0, {"title": "One"})
        ]
        assert container.metadata["title"] == "The film"
        assert [stream.data for stream in container.streams if stream.type == "attachment"] == [b"a font"]


def test_the_original_sound_can_be_left_out(tmp_path: Path, sound: Path) -> None:
    output = tmp_path / "dubbed.mkv"
    finish(add_sound_track(film(tmp_path / "film.mkv"), AddedTrack(sound), output, keep_original=False))
    with av.open(str(output)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
    assert heard_clicks(output, tmp_path / "heard") == CLICKS


def test_a_track_that_the_container_cannot_hold_is_named(tmp_path: Path, sound: Path) -> None:
    source = film(tmp_path / "film.mkv", "wavpack", "s16p")
    result = finish(add_sound_track(source, AddedTrack(sound), tmp_path / "dubbed.mp4"))
    assert [str(one) for one in result.left_out] == [
        f"Track {number} (WavPack) was left out: this kind of file cannot hold it." for number in (2, 3)
    ]


def test_neither_the_film_nor_another_file_is_replaced_unasked(tmp_path: Path, sound: Path) -> None:
    source = film(tmp_path / "film.mkv")
    before = source.read_bytes()
    other = tmp_path / "other.mkv"
    other.write_bytes(b"mine")
    for output, force in ((source, False), (source, True), (other, False)):
        with pytest.raises(OutputExists):
            finish(add_sound_track(source, AddedTrack(sound), output, force=force))
    assert (source.read_bytes(), other.read_bytes()) == (before, b"mine")
    finish(add_sound_track(source, AddedTrack(sound), other, force=True))
    assert heard_clicks(other, tmp_path / "heard") == CLICKS


def bad_inputs(folder: Path, sound: Path) -> Iterator[tuple[Path, Path, Path, type[Exception]]]:
    source, text = film(folder / "film.mkv"), folder / "text.mkv"
    text.write_text("not a film")
    yield source, sound, folder / "dubbed.avi", ContainerUnsupported
    yield text, sound, folder / "dubbed.mkv", NotMedia
    yield source, text, folder / "dubbed.mkv", FileUnreadable


def test_bad_inputs_leave_no_file(tmp_path: Path, sound: Path) -> None:
    for source, track, output, error in bad_inputs(tmp_path, sound):
        before = set(tmp_path.iterdir())
        with pytest.raises(error):
            finish(add_sound_track(source, AddedTrack(track), output))
        assert set(tmp_path.iterdir()) == before


def test_a_cancelled_export_leaves_no_file(tmp_path: Path, sound: Path) -> None:
    job = add_sound_track(film(tmp_path / "film.mkv"), AddedTrack(sound), tmp_path / "dubbed.mkv")
    next(job)
    job.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audio_gen.wav", "film.mkv"]
