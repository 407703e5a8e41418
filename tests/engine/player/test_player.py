"""The player's output, rendered without a device."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.pcm import PcmClip, PcmWriter, Samples
from deepdub_engine.base.errors import FileMissing, SoundUnavailable
from deepdub_engine.player import OfflineOutput, Player, SoundDeviceOutput
from tests.helpers.marked_sources import MarkedSources

RATE_HZ = 48_000
RAMP = 240  # 5 ms
SWITCH = 480  # 10 ms


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> MarkedSources:
    return MarkedSources(tmp_path_factory.mktemp("marked"), samples=2 * RATE_HZ, rate_hz=RATE_HZ)


@pytest.fixture
def output() -> OfflineOutput:
    return OfflineOutput()


@pytest.fixture
def player(marked: MarkedSources, output: OfflineOutput) -> Iterator[Player]:
    player = Player(output=output)
    player.set_sources(marked.clips)
    yield player
    player.close()


def write(path: Path, samples: Samples, rate_hz: int = RATE_HZ) -> PcmClip:
    with PcmWriter(path, samples.shape[1]) as writer:
        writer.write(samples)
        return writer.clip(rate_hz)


def tone(path: Path, *, level: float = 0.5, frequency_hz: float = 0.0, seconds: float = 2.0) -> PcmClip:
    at = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    wave = level * np.cos(2 * np.pi * frequency_hz * at)
    return write(path, np.stack([wave, wave], axis=1).astype(np.float32))


@pytest.mark.parametrize("index", [0, 1, 2])
def test_each_source_sounds_bit_for_bit(
    player: Player, marked: MarkedSources, output: OfflineOutput, index: int
) -> None:
    player.select(index)
    player.play()
    heard = output.pull(marked.samples)
    clip = marked.clips[index].read(0, marked.samples)
    assert np.array_equal(heard[RAMP:-RAMP], clip[RAMP:-RAMP])
    assert np.all(np.abs(heard) <= np.abs(clip))


def test_mono_sounds_on_both_sides(tmp_path: Path, player: Player, output: OfflineOutput) -> None:
    mono = np.linspace(-0.5, 0.5, RATE_HZ, dtype=np.float32)[:, np.newaxis]
    player.set_sources([write(tmp_path / "mono.pcm", mono)])
    player.play()
    heard = output.pull(RATE_HZ // 2)
    assert np.array_equal(heard[RAMP:], np.repeat(mono, 2, axis=1)[RAMP : RATE_HZ // 2])


@pytest.mark.parametrize(
    "disturb",
    [
        Player.pause,
        lambda player: player.seek(60_000),
        lambda player: player.set_loop((50_000, 60_000)),
        lambda player: player.set_loop((1_000, 10_000)),
        lambda player: player.seek(player.samples - 1_000),
    ],
    ids=["pause", "seek", "jump into a loop", "wrap", "end"],
)
def test_nothing_clicks(tmp_path: Path, output: OfflineOutput, disturb: Callable[[Player], None]) -> None:
    player = Player(output=output)
    player.set_sources([tone(tmp_path / "steady.pcm")])
    player.play()
    heard = [output.pull(5_000)]
    disturb(player)
    heard.append(output.pull(30_000))
    player.close()
    steps = np.abs(np.diff(np.concatenate(heard), axis=0))
    assert steps.max() < 0.5 * np.pi / 2 / RAMP * 1.01
    assert np.concatenate(heard).min() < 1e-4


def test_a_loop_that_goes_just_before_it_wraps_neither_clicks_nor_stumbles(
    tmp_path: Path, marked: MarkedSources, output: OfflineOutput
) -> None:
    player = Player(output=output)
    for sources in ([tone(tmp_path / "steady.pcm")], marked.clips):
        player.set_sources(sources)
        player.seek(0)
        player.set_loop((0, 20_000))
        player.play()
        heard = [output.pull(20_000 - 100)]
        player.set_loop(None)
        heard.append(output.pull(2_000))
        if len(sources) == 1:
            assert np.abs(np.diff(np.concatenate(heard), axis=0)).max() < 0.5 * np.pi / 2 / RAMP * 1.5
        else:
            assert marked.recognise(heard[1])[1][-1] == 20_000 - 100 + 1_999
        assert player.position_sample == 20_000 - 100 + 2_000
        player.pause()
        output.pull(1_000)
    player.close()


def test_a_seek_lands_on_the_very_sample(player: Player, marked: MarkedSources, output: OfflineOutput) -> None:
    player.play()
    output.pull(1_000)
    for target in np.random.default_rng(5).integers(0, marked.samples - 2_000, 200).tolist():
        player.seek(target)
        assert player.position_sample == target
        heard = output.pull(1_024)
        source, sample = marked.recognise(heard)
        settled = slice(2 * RAMP, None)
        assert np.all(source[settled] == 0)
        assert np.array_equal(sample[settled], target - RAMP + np.arange(1_024)[settled])
        assert player.position_sample == target + 1_024 - RAMP


def test_a_loop_wraps_on_the_very_sample(player: Player, marked: MarkedSources, output: OfflineOutput) -> None:
    start, stop = 10_007, 14_530
    player.seek(start)
    player.set_loop((start, stop))
    player.play()
    heard = output.pull(10 * (stop - start) + 77)
    expected = start + np.arange(len(heard)) % (stop - start)
    source, sample = marked.recognise(heard)
    plain = (expected >= start + RAMP) & (expected < stop - RAMP)
    assert np.all(source[plain] == 0)
    assert np.array_equal(sample[plain], expected[plain])
    assert player.position_sample == start + 77


def test_a_loop_plays_on_from_inside_and_jumps_from_outside(player: Player, output: OfflineOutput) -> None:
    player.play()
    output.pull(5_000)
    player.set_loop((2_000, 9_000))
    output.pull(1_000)
    assert player.position_sample == 6_000
    player.set_loop((20_000, 30_000))
    assert player.position_sample == 20_000
    output.pull(RAMP + 500)
    assert player.position_sample == 20_500
    player.set_loop(None)
    output.pull(12_000)
    assert player.position_sample == 32_500


def test_a_moving_loop_starts_anew_at_each_place(player: Player, marked: MarkedSources, output: OfflineOutput) -> None:
    player.set_loop((10_000, 40_000))
    player.play()
    output.pull(2_000)
    for start in range(10_100, 12_000, 100):
        player.set_loop((start, start + 30_000))
        source, sample = marked.recognise(output.pull(1_024))
        assert sample[-1] == start + 1_023 - RAMP
        assert source[-1] == 0
    assert player.underruns == 0


def test_seeking_behind_a_loop_plays_to_the_end(player: Player, marked: MarkedSources, output: OfflineOutput) -> None:
    player.set_loop((1_000, 2_000))
    player.seek(marked.samples - 3_000)
    player.play()
    output.pull(4_000)
    assert player.ended
    player.play()
    output.pull(500)
    assert player.position_sample == 1_500


def test_stems_that_arrive_leave_no_gap(player: Player, marked: MarkedSources, output: OfflineOutput) -> None:
    mixture, vocals, accompaniment = marked.clips
    player.set_sources((mixture, None, None))
    player.play()
    heard = [output.pull(30_000)]
    player.set_sources((mixture, vocals, None))
    heard.append(output.pull(30_000))
    player.set_sources((mixture, vocals, accompaniment))
    heard.append(output.pull(20_000))
    assert np.array_equal(np.concatenate(heard)[RAMP:], mixture.read(RAMP, 80_000))
    player.select(2)
    assert np.array_equal(output.pull(3_000)[SWITCH:], accompaniment.read(80_000 + SWITCH, 83_000))


def test_a_source_that_is_not_there_yet_is_silent(player: Player, marked: MarkedSources, output: OfflineOutput) -> None:
    player.set_sources((marked.clips[0], None))
    player.select(1)
    player.play()
    assert not output.pull(2_000).any()
    player.set_sources(marked.clips[:2])
    heard = output.pull(2_000)
    assert np.array_equal(heard[2 * RAMP :], marked.clips[1].read(2_000 + 2 * RAMP, 4_000))


def test_a_growing_clip_plays_past_its_old_end(player: Player, marked: MarkedSources, output: OfflineOutput) -> None:
    whole = marked.clips[0]
    player.set_sources([PcmClip(whole.path, whole.rate_hz, whole.channels, 20_000)])
    player.play()
    heard = [output.pull(10_000)]
    player.set_sources([whole])
    heard.append(output.pull(20_000))
    assert np.array_equal(np.concatenate(heard)[RAMP:], whole.read(RAMP, 30_000))


def test_a_switch_takes_ten_milliseconds_at_the_same_sample(
    player: Player, marked: MarkedSources, output: OfflineOutput
) -> None:
    player.play()
    at = 2_000
    output.pull(at)
    for index in (1, 2, 0, 2, 1):
        player.select(index)
        source, sample = marked.recognise(output.pull(1_000))
        assert np.all(source[:SWITCH] == -1)
        assert np.all(source[SWITCH:] == index)
        assert np.array_equal(sample[SWITCH:], np.arange(at + SWITCH, at + 1_000))
        at += 1_000


def test_a_switch_between_like_sounds_makes_no_step(tmp_path: Path, output: OfflineOutput) -> None:
    clips = [tone(tmp_path / f"{level}.pcm", level=level, frequency_hz=100) for level in (0.5, 0.45)]
    player = Player(output=output)
    player.set_sources(clips)
    player.play()
    heard = [output.pull(4_000)]
    for index in (1, 0, 1, 0):
        player.select(index)
        heard.append(output.pull(1_777))
    player.close()
    # A step would exceed the second difference of the tone and the fade.
    bends = np.abs(np.diff(np.concatenate(heard)[RAMP:], n=2, axis=0))
    assert 20 * np.log10(bends.max()) < -60


def test_pause_stops_at_the_audible_position(marked: MarkedSources) -> None:
    output = OfflineOutput(latency_s=0.1)
    player = Player(output=output)
    player.set_sources(marked.clips)
    player.play()
    output.pull(4_000)
    assert player.position_sample == 0  # still within the latency
    output.pull(6_000)
    assert player.position_sample == 10_000 - 4_800
    player.pause()
    output.pull(5_000)
    assert player.position_sample == 5_200
    assert not player.playing
    player.play()
    heard = output.pull(2_000)
    assert np.array_equal(heard[RAMP:], marked.clips[0].read(5_200 + RAMP, 7_200))
    output.pull(4_800)
    assert player.position_sample == 7_200
    player.close()


def test_the_position_follows_the_output_through_a_loop(marked: MarkedSources) -> None:
    output = OfflineOutput(block=64, latency_s=0.05)
    player = Player(output=output)
    player.set_sources(marked.clips)
    player.set_loop((10_000, 13_000))
    player.play()
    for pulled in range(2_400, 30_000, 400):
        output.pull(2_400 if pulled == 2_400 else 400)
        assert player.position_sample == 10_000 + (pulled - 2_400) % 3_000 or pulled == 2_400
    player.close()


def test_the_end_is_reported_once_it_is_audible(marked: MarkedSources) -> None:
    output = OfflineOutput(latency_s=0.1)
    player = Player(output=output)
    player.set_sources(marked.clips)
    player.seek(marked.samples - 2_000)
    player.play()
    output.pull(3_000)
    assert player.playing
    assert not player.ended
    output.pull(5_000)
    assert not player.playing
    assert player.ended
    assert player.position_sample == marked.samples
    player.play()
    assert player.playing
    output.pull(4_800 + 512)
    assert player.position_sample == 512
    player.close()


def test_a_late_reader_leaves_silence_and_loses_no_sample(marked: MarkedSources) -> None:
    output = OfflineOutput(block=20 * RATE_HZ)
    long_loop = (0, marked.samples)
    player = Player(output=output)
    player.set_sources(marked.clips)
    player.set_loop(long_loop)
    player.play()
    heard = output.pull(20 * RATE_HZ)  # one block, far more than is buffered
    assert player.underruns == 1
    sounding = int(np.flatnonzero(heard.any(axis=1))[-1]) + 1
    assert sounding < len(heard)
    assert player.position_sample == sounding % marked.samples
    _, sample = marked.recognise(output.pull(2 * RAMP))
    assert sample[-1] == (sounding + 2 * RAMP - 1) % marked.samples
    player.close()


def test_nothing_is_left_behind(marked: MarkedSources) -> None:
    threads, handles = threading.active_count(), _open_handles()
    for _ in range(3):
        output = OfflineOutput()
        player = Player(output=output)
        player.set_sources(marked.clips)
        player.play()
        output.pull(5_000)
        player.close()
        player.close()
        assert threading.active_count() == threads
        assert _open_handles() == handles
        assert player.position_sample == 5_000


def _open_handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0


def test_without_a_device_everything_but_sound_works(marked: MarkedSources) -> None:
    player = Player(output=SoundDeviceOutput("no such device"))
    player.set_sources(marked.clips)
    for _ in range(2):
        with pytest.raises(SoundUnavailable, match="connect a device and press Play again"):
            player.play()
        assert not player.playing
    player.seek(1_234)
    player.select(1)
    player.set_loop((1_000, 2_000))
    assert (player.position_sample, player.selected, player.underruns) == (1_234, 1, 0)
    player.close()


def test_a_file_that_vanishes_stops_the_sound_and_says_so(tmp_path: Path, output: OfflineOutput) -> None:
    clip = tone(tmp_path / "clip.pcm")
    player = Player(output=output)
    player.set_sources([clip])
    clip.path.rename(tmp_path / "away.pcm")
    player.play()
    assert not output.pull(1_000).any()
    assert isinstance(player.error, FileMissing)
    assert not player.playing
    (tmp_path / "away.pcm").rename(clip.path)
    player.play()
    assert output.pull(1_000).any()
    assert player.error is None
    player.close()


def test_sources_that_do_not_belong_together_are_refused(marked: MarkedSources, player: Player) -> None:
    whole = marked.clips[0]
    with pytest.raises(ValueError, match="rate or length"):
        player.set_sources([whole, PcmClip(whole.path, whole.rate_hz, 2, whole.samples - 1)])
    with pytest.raises(IndexError, match="no source 3"):
        player.select(3)
    assert player.sources == marked.clips


def test_a_clip_of_another_rate_stops_the_sound(tmp_path: Path, player: Player, output: OfflineOutput) -> None:
    player.play()
    output.pull(1_000)
    other = write(tmp_path / "other.pcm", np.full((44_100, 2), 0.25, np.float32), 44_100)
    player.set_sources([other])
    assert not player.playing
    player.seek(0)
    player.play()
    assert np.array_equal(output.pull(2_000)[RAMP:], other.read(RAMP, 2_000))


def test_an_empty_player_takes_every_command() -> None:
    player = Player(output=OfflineOutput())
    player.play()
    player.seek(5)
    player.set_loop((1, 2))
    player.set_sources([None, None])
    player.select(1)
    player.play()
    player.pause()
    assert (player.playing, player.ended, player.position_sample, player.samples) == (False, False, 0, 0)
    player.close()
