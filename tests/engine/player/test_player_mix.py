"""The player's mix of several sources, at other speeds, and on devices with another sample rate."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.pcm import PcmClip, PcmWriter, Samples
from deepdub_engine.player import Mix, OfflineOutput, Player, crossfade, difference, only, together

RATE_HZ = 48_000
RAMP = 240
SWITCH = 480
ORIGINAL, VOCALS, ACCOMPANIMENT = range(3)


def write(path: Path, samples: Samples, rate_hz: int = RATE_HZ) -> PcmClip:
    with PcmWriter(path, samples.shape[1]) as writer:
        writer.write(samples.astype(np.float32))
        return writer.clip(rate_hz)


def sine(frequency_hz: float, level: float = 0.3, seconds: float = 2, rate_hz: int = RATE_HZ) -> Samples:
    wave = level * np.sin(2 * np.pi * frequency_hz * np.arange(round(seconds * rate_hz)) / rate_hz)
    return np.repeat(wave[:, np.newaxis], 2, axis=1).astype(np.float32)


@pytest.fixture(scope="module")
def stems(tmp_path_factory: pytest.TempPathFactory) -> tuple[PcmClip, ...]:
    folder = tmp_path_factory.mktemp("stems")
    vocals, accompaniment = sine(220), sine(3_000, 0.2)
    sounds = {"original": vocals + accompaniment, "vocals": vocals, "accompaniment": accompaniment}
    return tuple(write(folder / f"{name}.pcm", sound) for name, sound in sounds.items())


@pytest.fixture
def output() -> OfflineOutput:
    return OfflineOutput()


@pytest.fixture
def player(stems: tuple[PcmClip, ...], output: OfflineOutput) -> Iterator[Player]:
    player = Player(output=output)
    player.set_sources(stems)
    yield player
    player.close()


def set_weights(player: Player, weights: tuple[float, ...]) -> None:
    player.set_mix(replace(player.mix, weights=weights))


def test_the_fader_goes_from_accompaniment_over_the_original_to_vocals(
    player: Player, stems: tuple[PcmClip, ...], output: OfflineOutput
) -> None:
    original, vocals, accompaniment = (clip.read(0, clip.samples) for clip in stems)
    player.play()
    output.pull(1_000)
    at = 1_000
    expected = {-1.0: accompaniment, -0.5: accompaniment + vocals / 2, 0.0: original, 1.0: vocals}
    for position, sound in expected.items():
        set_weights(player, crossfade(position, ACCOMPANIMENT, VOCALS))
        heard = output.pull(2_000)
        assert np.abs(heard[SWITCH:] - sound[at + SWITCH : at + 2_000]).max() < 1e-6, position
        at += 2_000


def test_moving_the_fader_makes_no_step(player: Player, output: OfflineOutput) -> None:
    set_weights(player, crossfade(-1, ACCOMPANIMENT, VOCALS))
    player.play()
    heard = [output.pull(2_000)]
    for position in np.linspace(-1, 1, 81):
        set_weights(player, crossfade(float(position), ACCOMPANIMENT, VOCALS))
        heard.append(output.pull(800))
    # A step would exceed the second difference of the tones.
    bends = np.abs(np.diff(np.concatenate(heard)[RAMP:], n=2, axis=0)).max()
    tones = np.abs(np.diff(sine(220) + sine(3_000, 0.2), n=2, axis=0)).max()
    assert bends - tones < 1e-3


def test_what_was_removed_is_the_difference_to_the_last_bit(
    player: Player, stems: tuple[PcmClip, ...], output: OfflineOutput
) -> None:
    original, vocals, _ = (clip.read(0, 4_000) for clip in stems)
    player.set_mix(Mix(difference(ORIGINAL, VOCALS), gain_db=(-6, 3)))
    player.play()
    assert np.array_equal(output.pull(4_000)[RAMP:], (original - vocals)[RAMP:])
    player.set_mix(Mix(difference(VOCALS, VOCALS)))
    assert not output.pull(2_000)[SWITCH:].any()


def test_mute_solo_and_gain_of_each_source(player: Player, stems: tuple[PcmClip, ...], output: OfflineOutput) -> None:
    _, vocals, accompaniment = (clip.read(0, clip.samples) for clip in stems)
    player.play()
    output.pull(1_000)
    both = Mix(together([VOCALS, ACCOMPANIMENT]), gain_db=(0, -6, 0))
    half = 10 ** (-6 / 20)
    expected = [
        (both, half * vocals + accompaniment),
        (replace(both, muted=frozenset({VOCALS})), accompaniment),
        (replace(both, soloed=frozenset({VOCALS})), half * vocals),
        (replace(both, soloed=frozenset({VOCALS}), muted=frozenset({VOCALS})), 0 * vocals),
    ]
    for at, (mix, sound) in zip(itertools.count(1_000, 2_000), expected, strict=False):
        player.set_mix(mix)
        heard = output.pull(2_000)
        assert np.abs(heard[SWITCH:] - sound[at + SWITCH : at + 2_000]).max() < 1e-6, mix


@given(st.floats(-2, 2), st.permutations([0, 1, 2]))
def test_every_fader_position_keeps_one_stem_at_full_level(position: float, order: list[int]) -> None:
    gains = Mix(crossfade(position, order[0], order[1])).gains(3)
    assert max(gains) == 1
    assert min(gains) >= 0
    assert gains[order[2]] == 0


def test_a_choice_keeps_mute_and_gains(player: Player) -> None:
    player.set_mix(Mix(muted=frozenset({0}), gain_db=(1, 2, 3)))
    player.select(2)
    assert player.selected == 2
    assert player.mix == Mix(only(2), muted=frozenset({0}), gain_db=(1, 2, 3))


def test_adding_and_removing_a_fourth_source_does_not_disturb_the_others(
    player: Player, stems: tuple[PcmClip, ...], output: OfflineOutput
) -> None:
    original = stems[0].read(0, 40_000)
    player.play()
    heard = [output.pull(5_000)]
    player.set_sources([*stems, stems[1]])
    heard.append(output.pull(5_000))
    player.set_sources(stems)
    heard.append(output.pull(5_000))
    assert np.array_equal(np.concatenate(heard)[RAMP:], original[RAMP:15_000])
    player.set_sources(stems[:2])
    player.set_sources([*stems, stems[1]])
    player.select(3)
    output.pull(SWITCH + 2 * RAMP)
    assert np.array_equal(output.pull(1_000), stems[1].read(player.position_sample - 1_000, player.position_sample))


# Spans, scrubbing, pre-roll


def test_a_span_is_played_once_and_the_place_is_its_end(player: Player, output: OfflineOutput) -> None:
    player.play_span(24_000, 48_000)
    heard = output.pull(30_000)
    assert np.abs(heard[:24_000]).max() > 0.3
    assert not heard[24_000:].any()
    assert (player.playing, player.position_sample) == (False, 48_000)
    assert not player.ended
    player.play()
    assert output.pull(2_000)[RAMP:].any()
    assert player.position_sample == 50_000


def test_a_span_that_is_played_while_playing_ends_the_play(player: Player, output: OfflineOutput) -> None:
    player.play()
    output.pull(3_000)
    player.play_span(10_000, 12_000)
    output.pull(5_000)
    assert (player.playing, player.position_sample) == (False, 12_000)
    player.play_span(5_000, 5_000)
    assert not player.playing


def test_seeking_out_of_a_span_plays_on(player: Player, output: OfflineOutput) -> None:
    player.play_span(10_000, 12_000)
    output.pull(1_000)
    player.seek(20_000)
    output.pull(5_000)
    assert player.playing
    assert player.position_sample > 24_000


def test_after_a_span_the_player_can_go_elsewhere(player: Player, output: OfflineOutput) -> None:
    player.set_loop((10_000, 20_000))
    player.play_span(5_000, 30_000, then=12_000)
    output.pull(21_000)
    assert player.position_sample == 26_000  # a span ignores the loop
    output.pull(8_000)
    assert (player.playing, player.position_sample) == (False, 12_000)
    player.play()
    output.pull(9_000)
    assert player.position_sample == 11_000  # the loop applies again


def test_stems_that_arrive_do_not_lengthen_a_span(
    player: Player, stems: tuple[PcmClip, ...], output: OfflineOutput
) -> None:
    player.set_sources([stems[0], None, None])
    player.play_span(10_000, 20_000)
    output.pull(5_000)
    player.set_sources(stems)
    output.pull(8_000)
    assert (player.playing, player.position_sample) == (False, 20_000)


def test_scrubbing_lets_each_place_be_heard_without_a_click(tmp_path: Path, output: OfflineOutput) -> None:
    player = Player(output=output)
    player.set_sources([write(tmp_path / "steady.pcm", np.full((2 * RATE_HZ, 2), 0.5))])
    heard = []
    for place in (10_000, 12_000, 11_000, 40_000, 0):
        player.scrub(place)
        assert player.position_sample == place
        heard.append(output.pull(1_500))
        assert heard[-1].any()
        assert player.position_sample == place
    heard.append(output.pull(10_000))
    assert (player.playing, player.position_sample) == (False, 0)
    player.close()
    whole = np.concatenate(heard)
    assert not whole[-4_000:].any()
    assert np.abs(np.diff(whole, axis=0)).max() < 0.5 * np.pi / 2 / RAMP * 1.01


def test_a_loop_with_pre_roll_and_post_roll(player: Player) -> None:
    player.set_loop((20_000, 30_000), pre_roll=5_000, post_roll=2_000)
    assert player.loop == (15_000, 32_000)
    player.set_loop((1_000, player.samples), pre_roll=5_000, post_roll=2_000)
    assert player.loop == (0, player.samples)


# Speed and sample rate


def frequency_hz(heard: Samples, rate_hz: int = RATE_HZ) -> float:
    spectrum = np.abs(np.fft.rfft(heard[:, 0] * np.hanning(len(heard)), 1 << 18))
    return float(spectrum.argmax() * rate_hz / (1 << 18))


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.5, 2.0])
def test_another_speed_keeps_pitch_and_clock(player: Player, output: OfflineOutput, speed: float) -> None:
    player.set_speed(speed)
    player.select(VOCALS)
    player.play()
    heard = output.pull(36_000)
    assert frequency_hz(heard[4_000:]) == pytest.approx(220, rel=0.01)
    assert player.position_sample == pytest.approx(36_000 * speed, abs=1)
    output.pull(round(2 * RATE_HZ / speed) - 36_000 + 1_000)
    assert player.ended
    assert player.position_sample == player.samples
    assert player.underruns == 0


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.25, 2.0])
def test_at_each_speed_what_is_heard_is_where_the_clock_says(tmp_path: Path, speed: float) -> None:
    beat, length = RATE_HZ // 3, 960
    sound = sine(150, 0.05, 4)
    starts = np.arange(RATE_HZ // 2, 4 * RATE_HZ - beat, beat)
    sound[starts[:, np.newaxis] + np.arange(length)] += sine(1_000, 0.8, length / RATE_HZ)
    output = OfflineOutput()
    player = Player(output=output)
    player.set_sources([write(tmp_path / "beats.pcm", sound)])
    player.set_speed(speed)
    player.play()
    loud = np.abs(output.pull(round(4 * RATE_HZ / speed))).max(axis=1) > 0.3
    player.close()
    for start in starts:
        around = slice(round((start - beat / 2) / speed), round((start + beat / 2) / speed))
        middle = np.flatnonzero(loud[around]).mean() + around.start
        assert abs(middle * speed - start - length / 2) / RATE_HZ < 0.02  # clip time, as the playhead is drawn


def test_all_sources_stay_together_at_another_speed(player: Player, output: OfflineOutput) -> None:
    player.set_speed(0.7)
    player.set_mix(Mix((1.0, -1.0, -1.0)))  # the original minus its stems is silence
    player.play()
    assert np.abs(output.pull(40_000)).max() < 1e-6


def test_a_loop_at_another_speed_keeps_its_length(player: Player, output: OfflineOutput) -> None:
    player.set_speed(2)
    player.set_loop((10_000, 20_000))
    player.play()
    for turns in range(1, 8):
        output.pull(5_000)
        assert player.position_sample == 10_000, turns
    output.pull(1_000)
    assert player.position_sample == 12_000


def test_a_speed_that_changes_while_playing_goes_on_where_it_is(player: Player, output: OfflineOutput) -> None:
    player.play()
    output.pull(20_000)
    player.set_speed(2)
    output.pull(10_000)
    assert player.position_sample == pytest.approx(20_000 + RAMP + 2 * (10_000 - RAMP), abs=2)
    player.set_speed(1)
    output.pull(2_000)
    player.seek(30_000)
    output.pull(2_000 + RAMP)
    assert player.position_sample == 32_000
    player.set_speed(17)
    assert player.speed == 2


@pytest.mark.parametrize("device_hz", [44_100, 96_000, 16_000])
def test_a_device_of_another_rate_plays_at_the_right_pitch_and_place(
    stems: tuple[PcmClip, ...], device_hz: int
) -> None:
    output = OfflineOutput(rate_hz=device_hz)
    player = Player(output=output)
    player.set_sources(stems)
    player.select(VOCALS)
    player.play()
    heard = output.pull(device_hz)
    assert player.device.rate_hz == device_hz
    assert player.position_sample == pytest.approx(RATE_HZ, abs=1)
    at = np.arange(device_hz) / device_hz
    assert np.abs(heard[2_000:-2_000, 0] - 0.3 * np.sin(2 * np.pi * 220 * at)[2_000:-2_000]).max() < 1e-3
    player.close()
