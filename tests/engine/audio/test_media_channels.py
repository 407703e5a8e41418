"""The channels of a film: each one comes from its own speaker, as long as the mix-down and at the same place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from deepdub_engine.audio.media.centre import CENTRE_NAME, centre_of
from deepdub_engine.audio.media.channel_sink import ChannelFile
from deepdub_engine.audio.media.channels import (
    Speakers,
    arranged,
    channel_groups,
    has_centre,
    layout_label,
    speakers,
    wav_order,
)
from deepdub_engine.audio.media.decode import Decoded, decode
from deepdub_engine.audio.media.downmix import to_channels
from deepdub_engine.audio.pcm import Depth, Samples
from deepdub_engine.audio.wav import write_wav
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import TrackToMake, as_integers, make_media, noise, tone

RATE_HZ = 48_000
SECOND = RATE_HZ
LAYOUTS = ["3.0", "quad", "5.0", "5.1", "5.1(side)", "6.1", "7.1", "7.1(wide)", "7.1.4", "22.2"]
FILMS = [
    ("film.mkv", "ac3", "5.1(side)", "fltp"),
    ("film.mkv", "flac", "5.1", "s32"),
    ("film.mkv", "pcm_s16le", "5.1", "s16"),
    ("film.mov", "pcm_s24le", "5.1", "s32"),
    ("film.flac", "flac", "7.1", "s16"),
    ("film.wav", "pcm_s16le", "3.0", "s16"),
]


def names(layout: str) -> Speakers:
    return tuple(channel.name for channel in av.AudioLayout(layout).channels)


def frequency_hz(column: int) -> float:
    return 300.0 * (column + 1)


def tones(layout: str, samples: int = 2 * SECOND) -> Samples:
    """A tone of its own on every channel; low enough for a channel of low-frequency effects that is number 3."""
    count = len(names(layout))
    hz = [60.0 if name == "LFE" else frequency_hz(column) for column, name in enumerate(names(layout))]
    return np.concatenate([tone(samples, RATE_HZ, hz[column], level=0.3) for column in range(count)], axis=1)


def strongest_hz(sound: Samples) -> float:
    middle = sound[SECOND // 2 : SECOND // 2 + SECOND]
    return float(np.argmax(np.abs(np.fft.rfft(middle))))


def all_channels(speakers: Speakers, folder: Path) -> Sequence[ChannelFile]:
    return [ChannelFile(folder / f"{name}.pcm", (column,)) for column, name in enumerate(speakers)]


def channels_of(decoded: Decoded) -> Samples:
    return np.concatenate([clip.read(0, clip.samples) for clip in decoded.channels], axis=1)


@pytest.mark.parametrize(("name", "codec", "layout", "sample_format"), FILMS)
def test_every_channel_has_the_tone_of_its_speaker(
    tmp_path: Path, name: str, codec: str, layout: str, sample_format: str
) -> None:
    sound = tones(layout)
    film = make_media(tmp_path / name, [TrackToMake(sound, codec, layout=layout, sample_format=sample_format)])
    decoded = finish(decode(film, tmp_path / "clip", keep=all_channels))
    assert decoded.speakers == names(layout)
    found = channels_of(decoded)
    assert [strongest_hz(column) for column in found.T] == [strongest_hz(column) for column in sound.T]
    assert {clip.samples for clip in decoded.channels} == {decoded.clip.samples}
    if codec != "ac3":  # which pads the last frame
        assert decoded.clip.samples == len(sound)
        bits = 16 if decoded.clip.depth is Depth.INT16 else 24
        np.testing.assert_array_equal(as_integers(found, bits), as_integers(sound, bits))


@pytest.mark.parametrize(("name", "codec", "layout", "sample_format"), FILMS)
def test_the_mix_down_is_the_same_whatever_is_kept_beside_it(
    tmp_path: Path, name: str, codec: str, layout: str, sample_format: str
) -> None:
    sound = noise(SECOND + 123, len(names(layout)))
    film = make_media(tmp_path / name, [TrackToMake(sound, codec, layout=layout, sample_format=sample_format)])
    plain = finish(decode(film, tmp_path / "plain", keep=None))
    for keep in (all_channels, None):
        kept = finish(decode(film, tmp_path / "kept", **({"keep": keep} if keep else {})))
        assert kept.clip.path.read_bytes() == plain.clip.path.read_bytes()
        assert kept.clip.depth is plain.clip.depth
        np.testing.assert_array_equal(kept.peaks.levels[0], plain.peaks.levels[0])
    assert not (tmp_path / "plain" / CENTRE_NAME).exists()


def test_the_mix_down_less_the_centre_is_what_the_other_channels_give(tmp_path: Path) -> None:
    sound = noise(SECOND, 6)
    film = make_media(tmp_path / "film.mkv", [TrackToMake(sound, "flac", layout="5.1", sample_format="s32")])
    decoded = finish(decode(film, tmp_path / "clip"))
    centre = centre_of(decoded.clip)
    assert centre is not None
    sound[:, 2] = 0
    others = to_channels(sound, names("5.1"), 2)
    found = decoded.clip.read(0, SECOND) - centre.read(0, SECOND)
    np.testing.assert_allclose(found, others, atol=2**-22)


def test_a_slice_has_the_channels_of_the_slice(tmp_path: Path) -> None:
    sound = noise(15 * SECOND, 6)
    film = make_media(tmp_path / "film.mkv", [TrackToMake(sound, "flac", layout="5.1", sample_format="s32")])
    whole = channels_of(finish(decode(film, tmp_path / "whole", keep=all_channels)))
    part = finish(decode(film, tmp_path / "part", start_ms=12_345, stop_ms=13_456, keep=all_channels))
    first, last = 12_345 * 48, 13_456 * 48
    np.testing.assert_array_equal(channels_of(part), whole[first:last])


def test_a_track_that_starts_later_begins_with_silence_on_every_channel(tmp_path: Path) -> None:
    first = TrackToMake(noise(2 * SECOND))
    late = TrackToMake(noise(SECOND, 6), "flac", layout="5.1", sample_format="s32", start_ms=500)
    film = make_media(tmp_path / "film.mkv", [first, late])
    decoded = finish(decode(film, tmp_path / "clip", track=1, keep=all_channels))
    found = channels_of(decoded)
    assert decoded.clip.samples == len(found) == SECOND + SECOND // 2
    assert not found[: SECOND // 2].any()
    assert found[SECOND // 2].all()


def test_mono_and_stereo_have_no_channels_to_keep(tmp_path: Path) -> None:
    film = make_media(tmp_path / "film.mkv", [TrackToMake(noise(SECOND)), TrackToMake(noise(SECOND, 1), layout="mono")])
    for track in (0, 1):
        decoded = finish(decode(film, tmp_path / "clip", track=track))
        assert (decoded.channels, decoded.speakers, centre_of(decoded.clip)) == ((), (), None)


def test_the_centre_of_an_earlier_track_is_not_taken_for_that_of_a_later_one(tmp_path: Path) -> None:
    surround = TrackToMake(noise(SECOND, 6), "flac", layout="5.1", sample_format="s16")
    film = make_media(tmp_path / "film.mkv", [surround, TrackToMake(noise(SECOND))])
    assert centre_of(finish(decode(film, tmp_path / "clip")).clip) is not None
    assert centre_of(finish(decode(film, tmp_path / "clip", track=1)).clip) is None


def test_a_closed_job_leaves_no_channel(tmp_path: Path) -> None:
    film = make_media(
        tmp_path / "film.mkv", [TrackToMake(noise(20 * SECOND, 6), "flac", layout="5.1", sample_format="s16")]
    )
    job = decode(film, tmp_path / "clip", keep=all_channels)
    next(job)
    job.close()
    assert not list((tmp_path / "clip").iterdir())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_groups_hold_every_channel_once_and_pairs_have_left_before_right(layout: str) -> None:
    own = names(layout)
    groups = channel_groups(own)
    assert sorted(column for group in groups for column in group.columns) == list(range(len(own)))
    for group in groups:
        assert group.names == tuple(own[column] for column in group.columns)
        if len(group.names) == 2:
            assert group.names[0].replace("L", "R") == group.names[1].replace("L", "R")
            assert "L" in group.names[0]
    assert sum(group.is_centre for group in groups) == has_centre(own)


def test_groups_of_the_usual_layouts() -> None:
    assert [group.label for group in channel_groups(names("5.1"))] == ["FL+FR", "FC", "LFE", "BL+BR"]
    assert [group.label for group in channel_groups(names("7.1"))] == ["FL+FR", "FC", "LFE", "BL+BR", "SL+SR"]
    assert [group.label for group in channel_groups(("NONE",) * 4)] == ["NONE"] * 4
    assert channel_groups(("FR", "FL"))[0].columns == (1, 0)


def test_six_and_eight_channels_without_names_are_5_1_and_7_1() -> None:
    assert speakers(("NONE",) * 6) == names("5.1")
    assert speakers(("NONE",) * 8) == names("7.1")
    assert speakers(("NONE",) * 5) == ("NONE",) * 5


def test_other_layouts_fit_into_the_layout_of_a_joined_file() -> None:
    block = noise(100, 6)
    wanted = names("5.1")
    assert arranged(block, wanted, wanted) is block
    np.testing.assert_array_equal(arranged(block, names("5.1(side)"), wanted), block)
    mono = arranged(block[:, :1], ("FC",), wanted)
    np.testing.assert_array_equal(mono[:, 2], block[:, 0])
    assert not np.delete(mono, 2, axis=1).any()
    stereo = arranged(block[:, :2], ("FL", "FR"), wanted)
    np.testing.assert_array_equal(stereo[:, :2], block[:, :2])
    wide = arranged(noise(100, 8), names("7.1"), wanted)
    assert wide.shape == (100, 6)
    back = arranged(block, wanted, names("3.0"))
    np.testing.assert_allclose(back[:, 0], block[:, 0] + 0.5**0.5 * block[:, 4], rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("layout", ["3.0", "quad", "5.1", "5.1(side)", "6.1", "7.1"])
def test_a_written_file_names_the_speakers_that_ffmpeg_reads(tmp_path: Path, layout: str) -> None:
    own = names(layout)
    order, mask = wav_order(own)
    sound = tones(layout, SECOND)
    path = tmp_path / "film.wav"
    for depth in Depth:
        write_wav(path, [sound[:, order]], RATE_HZ, len(own), len(sound), depth, mask=mask)
        with av.open(str(path)) as file:
            assert tuple(channel.name for channel in file.streams.audio[0].layout.channels) == own
        assert soundfile.info(path).format == "WAVEX"
        read, _ = soundfile.read(path, always_2d=True)
        np.testing.assert_allclose(read[:, np.argsort(order)], sound, atol=2**-15)


def test_a_file_beyond_four_gigabytes_names_its_speakers_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deepdub_engine.audio.wav._WAV_LIMIT_BYTES", 1000)
    sound = tones("5.1(side)", SECOND)
    write_wav(tmp_path / "film.wav", [sound], RATE_HZ, 6, len(sound), Depth.INT24, mask=0x60F)
    assert (tmp_path / "film.wav").read_bytes()[:4] == b"RF64"
    with av.open(str(tmp_path / "film.wav")) as file:
        assert file.streams.audio[0].layout.name == "5.1(side)"
    np.testing.assert_allclose(soundfile.read(tmp_path / "film.wav")[0], sound, atol=2**-23)


def test_speakers_that_wav_does_not_know_get_no_mask() -> None:
    assert wav_order(("FL", "FR", "WL", "WR")) == ((0, 1, 2, 3), 0)
    assert wav_order(("FC", "FL", "FR")) == ((1, 2, 0), 7)
    assert wav_order(names("5.1"))[1] == 0x3F


def test_layouts_have_short_names_for_files() -> None:
    assert layout_label("5.1(side)", names("5.1(side)")) == "5.1"
    assert layout_label("7.1", names("7.1")) == "7.1"
    assert layout_label("6 channels", names("5.1")) == "5.1"
    assert layout_label("4 channels", ("NONE",) * 4) == "4ch"
