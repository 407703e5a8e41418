"""Files as the world makes them: clocks that wrap, joined streams, default tracks, no sound.

`tests/data/cases` is CC0.
"""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.probe import chosen_track, probe
from deepdub_engine.audio.media.video import VideoReader
from deepdub_engine.base.errors import NoAudio, NoSuchTrack
from deepdub_engine.base.progress import finish
from deepdub_engine.cli.main import main
from tests.helpers.media_files import make_media
from tests.helpers.media_kinds import TRUE_MS, pair, track
from tests.helpers.reference_ffmpeg import heard_by_us
from tests.helpers.special_media import at_clock, changed, edit, file, flagged, joined, two_programmes, wrapping
from tests.helpers.subtitle_media import SubtitlesToMake, make_subtitled

CASES = Path(__file__).parents[2] / "data" / "cases"
MP2_DELAY_MS = 481 / 48  # FFmpeg's encoder; broadcasts do not state it
DEFAULT, FORCED, NONE = Disposition.default, Disposition.forced, Disposition(0)


@pytest.mark.parametrize(("name", "seconds"), [("wrap.ts", 12.0), ("aac_48_then_44.aac", 12.07)])
def test_a_case_is_as_long_as_it_should_be(tmp_path: Path, name: str, seconds: float) -> None:
    assert finish(decode(CASES / name, tmp_path)).clip.duration_ms == pytest.approx(1000 * seconds, abs=50)


def test_the_case_with_its_default_track_second_gives_that_track(tmp_path: Path) -> None:
    decoded = finish(decode(CASES / "default_second.mkv", tmp_path))
    sound = decoded.clip.read(0, decoded.clip.samples).mean(axis=1)
    assert np.abs(np.fft.rfft(sound)).argmax() * decoded.clip.rate_hz / len(sound) == pytest.approx(900, abs=5)
    assert decoded.track.number == 1


@pytest.mark.parametrize("name", ["a.ts", "a.mpg"])
@pytest.mark.parametrize("before_s", [0.5, 2.2, 59.0, 7200.0, 11_000.0, 13_000.0, 90_000.0])
def test_a_clock_that_wraps_loses_nothing_before_or_after(tmp_path: Path, name: str, before_s: float) -> None:
    path = wrapping(name, "mp2", before_s)(tmp_path)
    heard = heard_by_us(path, tmp_path / "out")
    assert heard.clicks_ms == pytest.approx([one + MP2_DELAY_MS for one in TRUE_MS], abs=1)
    assert probe(path).tracks[0].start_ms == 0


def test_the_picture_of_a_clock_that_wraps_stays_with_its_sound(tmp_path: Path) -> None:
    path = wrapping("a.ts", "mp2", 1.0, video_s=4, start_ms=500)(tmp_path)
    assert heard_by_us(path, tmp_path / "out").clicks_ms == pytest.approx([one + 500 for one in TRUE_MS], abs=60)
    with VideoReader(path) as reader:
        pictures = [reader.picture_at(time_ms, 32, 32) for time_ms in (10, 930, 1210, 3010)]
    assert [picture.start_ms for picture in pictures] == pytest.approx([0, 920, 1200, 3000], abs=1)


@pytest.mark.parametrize("second_s", [10_000, 36_000, 94_000])
def test_each_programme_of_a_broadcast_begins_by_its_own_clock(tmp_path: Path, second_s: int) -> None:
    path = two_programmes(second_s, 10)(tmp_path)
    assert [track.start_ms for track in probe(path).tracks] == pytest.approx([490, 490], abs=20)
    for number, first_ms in ((0, 300), (1, 700)):
        heard = heard_by_us(path, tmp_path / "out", number)
        assert heard.clicks_ms == pytest.approx([first_ms + 500, 2500], abs=60)


@pytest.mark.parametrize("rates_hz", [(48_000, 44_100), (44_100, 48_000), (32_000, 48_000), (48_000, 48_000)])
@pytest.mark.parametrize(
    ("container", "codec", "delay_ms"),
    [("aac:adts", "aac", 60), ("mp3", "libmp3lame", 80), ("ac3", "ac3", 40), ("eac3", "eac3", 40), ("mp2", "mp2", 25)],
)
def test_joined_raw_streams_follow_each_other(
    tmp_path: Path, rates_hz: tuple[int, int], container: str, codec: str, delay_ms: int
) -> None:
    parts = [pair(container, codec, rate_hz=rate_hz) for rate_hz in rates_hz]
    heard = heard_by_us(joined(*parts, parts[0])(tmp_path), tmp_path / "out")
    expected = [one_ms + 3000 * part for part in range(3) for one_ms in TRUE_MS]
    assert len(heard.clicks_ms) == len(expected)
    # Each part brings the delay of its encoder, and its last frame is filled up.
    assert all(0 <= is_ms - was_ms <= 3 * delay_ms for is_ms, was_ms in zip(heard.clicks_ms, expected, strict=True))
    assert np.diff(heard.clicks_ms)[:3] == pytest.approx(np.diff(TRUE_MS), abs=1)


def test_a_damaged_frame_of_a_raw_stream_is_silent_and_moves_little(tmp_path: Path) -> None:
    path = pair("ac3", "ac3")(tmp_path)
    before = heard_by_us(path, tmp_path / "out")
    data = bytearray(path.read_bytes())
    middle = data.index(b"\x0b\x77", len(data) // 2)
    data[middle + 8 : middle + 200] = bytes(192)
    path.write_bytes(data)
    after = heard_by_us(path, tmp_path / "out")
    assert after.length_ms == before.length_ms
    assert after.clicks_ms[-2:] == before.clicks_ms[-2:]


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4", "a.mov"])
@pytest.mark.parametrize(("flags", "taken"), [([NONE, DEFAULT], 1), ([NONE, NONE, DEFAULT], 2), ([DEFAULT, NONE], 0)])
def test_the_default_track_is_taken(tmp_path: Path, name: str, flags: list[Disposition], taken: int) -> None:
    path = flagged(name, flags)(tmp_path)
    heard = heard_by_us(path, tmp_path / "out")
    assert heard == heard_by_us(path, tmp_path / "out", taken)
    assert heard.clicks_ms[0] == pytest.approx(200 + 300 * taken, abs=25)
    assert [track.is_default for track in probe(path).tracks] == [flag == DEFAULT for flag in flags]


def test_without_flags_the_first_track_is_taken(tmp_path: Path) -> None:
    path = flagged("a.mkv", [NONE, NONE])(tmp_path)
    assert chosen_track(path, probe(path).tracks, None).number == 0
    with pytest.raises(NoSuchTrack):
        chosen_track(path, probe(path).tracks, 2)


def test_info_shows_flags_and_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = flagged("a.mkv", [NONE, DEFAULT, FORCED])(tmp_path)
    assert main(["info", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(", ")[4:] for line in lines[1:]] == [[], ["default"], ["forced"]]
    assert main(["info", str(path), "--json"]) == 0
    tracks = json.loads(capsys.readouterr().out)["tracks"]
    assert [(track["default"], track["forced"]) for track in tracks] == [(False, False), (True, False), (False, True)]


@pytest.mark.parametrize("name", ["a.mkv", "a.mks"])
def test_info_and_extract_work_on_files_without_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = make_subtitled(tmp_path / "b.mkv", [SubtitlesToMake(language="ger")], has_sound=False)
    path = path.rename(tmp_path / name)
    assert main(["info", str(path)]) == 0
    told = capsys.readouterr().out
    assert "no sound" in told
    assert "subtitle track 0: SRT, ger" in told
    assert main(["extract", str(path), "-o", str(tmp_path / "out.srt")]) == 0
    assert "Hello" in (tmp_path / "out.srt").read_text()
    with pytest.raises(NoAudio):
        finish(decode(path, tmp_path / "out"))


def test_info_says_that_a_film_has_no_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = make_media(tmp_path / "a.mp4", [], video_s=1)
    assert main(["info", str(path)]) == 0
    assert "no sound" in capsys.readouterr().out
    assert main(["info", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tracks"] == []


@pytest.mark.parametrize(("edit_start", "length_ms"), [(1024, 1500), (50_000, 1900)])
def test_a_late_track_that_an_edit_shortens_is_whole(tmp_path: Path, edit_start: int, length_ms: int) -> None:
    late = file("a.mov", track("pcm_s16le", start_ms=1250), video_s=5)
    path = changed(late, edit(edit_start, length_ms))(tmp_path)
    expected = [one + 1250 - edit_start / 48 for one in TRUE_MS if 0 <= one - edit_start / 48 < length_ms]
    assert heard_by_us(path, tmp_path / "out").clicks_ms == pytest.approx(expected, abs=1)


def test_a_broadcast_from_its_middle_begins_at_zero(tmp_path: Path) -> None:
    path = at_clock("a.ts", 50_000 * 90_000, file("source.mkv", track("mp2")))(tmp_path)
    heard = heard_by_us(path, tmp_path / "out")
    assert heard.clicks_ms == pytest.approx([one + MP2_DELAY_MS for one in TRUE_MS], abs=1)


def _stretched(source: Path, path: Path, factor: int) -> Path:
    """Copy a file with its packets further apart."""
    with av.open(str(source)) as old, av.open(str(path), "w") as new:
        stream = new.add_stream_from_template(old.streams.audio[0])
        for packet in old.demux(audio=0):
            if packet.dts is not None and packet.pts is not None:
                packet.pts, packet.dts, packet.stream = packet.pts * factor, packet.dts * factor, stream
                new.mux(packet)
    return path


@pytest.mark.parametrize("name", ["a.mkv", "a.nut"])
def test_silence_that_a_small_file_cannot_hold_is_left_out_and_told(tmp_path: Path, name: str) -> None:
    source = make_media(tmp_path / "source.mkv", [track("libopus", bit_rate=8000)])
    path = _stretched(source, tmp_path / name, 90)
    most_ms = 60_000 + path.stat().st_size * 2
    decoded = finish(decode(path, tmp_path / "out"))
    assert decoded.clip.duration_ms == pytest.approx(3000 + most_ms, abs=1100)
    assert "more of silence" in str(decoded.warnings[0])


def test_silence_that_a_file_can_hold_is_kept(tmp_path: Path) -> None:
    source = make_media(tmp_path / "source.mkv", [track("libopus")])
    decoded = finish(decode(_stretched(source, tmp_path / "a.mkv", 15), tmp_path / "out"))
    assert decoded.clip.duration_ms == pytest.approx(45_000, abs=500)
    assert decoded.warnings == ()


def test_sound_that_claims_to_begin_hours_late_begins_as_late_as_the_file_can_hold(tmp_path: Path) -> None:
    late = track("libopus", start_ms=4 * 3_600_000)
    path = make_media(tmp_path / "a.mkv", [late], video_s=1)
    decoded = finish(decode(path, tmp_path / "out"))
    assert decoded.clip.duration_ms < 200_000
    assert "more of silence" in str(decoded.warnings[0])
