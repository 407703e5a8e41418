"""Output recorded from a real sound server, compared with the files sample by sample."""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.pcm import PcmClip, PcmWriter, Samples
from deepdub_engine.base.errors import SoundUnavailable
from deepdub_engine.player import Mix, Player, SoundDeviceOutput, difference
from tests.helpers import pulse_server as pulse
from tests.helpers.marked_sources import MarkedSources
from tests.helpers.pulse_server import PulseServer, Recorder

pytestmark = pytest.mark.skipif(pulse.missing() is not None, reason=str(pulse.missing()))

RATE_HZ = 48_000
RAMP = 240
SWITCH = 480
PATIENCE_S = 20.0
LATENCY_S = 0.2  # more than usual, because tests may keep all cores busy
ATTEMPTS = 5

Run = tuple[int, int, int, int]  # frame, source, sample, length


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> MarkedSources:
    return MarkedSources(tmp_path_factory.mktemp("marked"), samples=10 * RATE_HZ, rate_hz=RATE_HZ)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PulseServer]:
    with PulseServer(tmp_path_factory.mktemp("pulse"), RATE_HZ) as server, pulse.default_device(server):
        yield server


class Listener:
    """Plays to the server and analyses the recording."""

    def __init__(self, server: PulseServer, marked: MarkedSources) -> None:
        self.server = server
        self.marked = marked

    def runs(self, act: Callable[[Player, Recorder], None]) -> list[Run]:
        """Return the runs of source samples recorded during `act`.

        Retries if the player reports an underrun, which happens on a busy machine.
        """
        for _ in range(ATTEMPTS):
            player = Player(output=SoundDeviceOutput(latency_s=LATENCY_S))
            with contextlib.closing(player), self.server.recording() as recorder:
                player.set_sources(self.marked.clips)
                act(player, recorder)
                if player.underruns == 0:
                    return self.marked.runs(recorder.heard())
        raise AssertionError(f"the sound was interrupted in each of {ATTEMPTS} attempts")


@pytest.fixture
def listener(server: PulseServer, marked: MarkedSources) -> Listener:
    return Listener(server, marked)


def until(condition: Callable[[], bool]) -> None:
    deadline_s, never = time.monotonic() + PATIENCE_S, threading.Event()
    while not condition():
        assert time.monotonic() < deadline_s
        never.wait(0.005)


def hear(player: Player, recorder: Recorder, samples: int) -> None:
    """Wait until the player has advanced by this many samples and they are in the recording."""
    target = player.position_sample + samples
    until(lambda: player.position_sample >= target)
    recorder.wait_more(RATE_HZ // 5)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_each_source_is_played_sample_for_sample(listener: Listener, index: int) -> None:
    def act(player: Player, recorder: Recorder) -> None:
        player.select(index)
        player.play()
        hear(player, recorder, RATE_HZ * 6 // 5)

    runs = listener.runs(act)
    assert [run[1:3] for run in runs] == [(index, RAMP)]
    assert runs[0][3] >= RATE_HZ


def test_switches_go_on_at_the_same_sample(listener: Listener) -> None:
    def act(player: Player, recorder: Recorder) -> None:
        player.play()
        for index in (1, 2, 0, 2):
            hear(player, recorder, RATE_HZ // 4)
            player.select(index)
        hear(player, recorder, RATE_HZ // 2)

    runs = listener.runs(act)
    assert [source for _, source, _, _ in runs] == [0, 1, 2, 0, 2]
    assert len({sample - frame for frame, _, sample, _ in runs}) == 1
    assert [later[0] - run[0] - run[3] for run, later in itertools.pairwise(runs)] == [SWITCH] * 4


def test_pause_and_seek_are_heard_where_they_were_asked_for(listener: Listener) -> None:
    places = []

    def act(player: Player, recorder: Recorder) -> None:
        player.play()
        hear(player, recorder, RATE_HZ // 3)
        player.pause()
        places.append(player.position_sample)
        recorder.wait_more(RATE_HZ)
        assert player.position_sample == places[-1]
        assert not recorder.heard()[-RATE_HZ // 5 :].any()
        player.play()
        hear(player, recorder, RATE_HZ // 3)
        player.seek(200_000)
        hear(player, recorder, RATE_HZ // 3)

    runs = listener.runs(act)
    assert [run[2] for run in runs] == [RAMP, places[-1] + RAMP, 200_000 + RAMP]


def test_a_loop_repeats_its_very_samples(listener: Listener) -> None:
    start, stop = 100_003, 112_346

    def act(player: Player, recorder: Recorder) -> None:
        player.set_loop((start, stop))
        player.play()
        recorder.wait_more(8 * (stop - start))
        player.pause()
        recorder.wait_more(RATE_HZ // 2)

    runs = listener.runs(act)
    assert len(runs) >= 4
    assert {run[2] for run in runs} == {start + RAMP}
    assert {run[3] for run in runs[:-1]} == {stop - start - 2 * RAMP}
    assert {later[0] - run[0] for run, later in itertools.pairwise(runs)} == {stop - start}


def test_stems_arrive_without_a_gap(listener: Listener, marked: MarkedSources) -> None:
    mixture, vocals, accompaniment = marked.clips

    def act(player: Player, recorder: Recorder) -> None:
        player.set_sources([mixture, None, None])
        player.play()
        hear(player, recorder, RATE_HZ // 4)
        player.set_sources([mixture, vocals, None])
        hear(player, recorder, RATE_HZ // 4)
        player.set_sources([mixture, vocals, accompaniment])
        hear(player, recorder, RATE_HZ // 2)

    assert [run[1:3] for run in listener.runs(act)] == [(0, RAMP)]


@pytest.mark.measured
def test_the_playhead_is_where_the_sound_is(listener: Listener, marked: MarkedSources) -> None:
    def act(player: Player, recorder: Recorder) -> None:
        player.play()
        for place in (0, 150_000, 50_000):
            player.seek(place)
            until(lambda place=place: player.position_sample > place + RATE_HZ // 8)
            seen = []
            for _ in range(20):
                seen.append((time.perf_counter(), player.position_sample))
                recorder.wait_more(RATE_HZ // 100)
            recorder.wait_more(RATE_HZ // 10)
            _, sample = marked.recognise(recorder.heard())
            frames = [recorder.frame_at(time_s) for time_s, _ in seen]
            apart = [position - sample[frame] for frame, (_, position) in zip(frames, seen, strict=True)]
            assert player.underruns or np.median(np.abs(apart)) < RATE_HZ // 50

    assert listener.runs(act)


@pytest.mark.measured
@pytest.mark.parametrize("speed", [0.5, 2.0])
def test_the_playhead_is_where_the_sound_is_at_another_speed(server: PulseServer, tmp_path: Path, speed: float) -> None:
    clip, beats = beating(tmp_path / "beats.pcm")
    for _ in range(ATTEMPTS):
        with contextlib.closing(Player(output=SoundDeviceOutput(latency_s=LATENCY_S))) as player:
            player.set_sources([clip])
            player.set_speed(speed)
            with server.recording() as recorder:
                player.play()
                seen = []
                while player.position_sample < beats[3] + RATE_HZ // 5:
                    seen.append((time.perf_counter(), player.position_sample))
                    recorder.wait_more(RATE_HZ // 100)
                recorder.wait_more(RATE_HZ // 10)
            if player.underruns == 0:
                break
    frames = np.array([recorder.frame_at(time_s) for time_s, _ in seen])
    drawn = np.array([place for _, place in seen])
    heard = [np.interp(middle, frames, drawn) for middle in middles(recorder.heard())[:4]]
    # The median forgives a reading that the system delays between the clock and the position.
    assert np.median([np.abs(place - beats).min() for place in heard]) < RATE_HZ // 50


def beating(path: Path) -> tuple[PcmClip, np.ndarray]:
    """Write a tone with three bursts of another tone per second; return the clip and the centres of the bursts."""
    length = 960
    at = np.arange(4 * RATE_HZ)
    starts = np.arange(RATE_HZ // 3, 4 * RATE_HZ - length, RATE_HZ // 3)
    wave = 0.05 * np.sin(at / 50)
    wave[starts[:, np.newaxis] + np.arange(length)] += 0.8 * np.sin(np.arange(length) / 7)
    with PcmWriter(path, 1) as writer:
        writer.write(wave[:, np.newaxis].astype(np.float32))
        return writer.clip(RATE_HZ), starts + length // 2


def middles(heard: Samples) -> list[float]:
    """Return the centres of the bursts in a recording, in frames."""
    loud = np.flatnonzero(np.abs(heard).max(axis=1) > 0.3)
    bursts = np.split(loud, np.flatnonzero(np.diff(loud) > RATE_HZ // 20) + 1)
    return [float(burst.mean()) for burst in bursts if len(burst)]


def test_many_seeks_and_switches_are_heard_to_the_sample(listener: Listener, marked: MarkedSources) -> None:
    places = np.random.default_rng(7).integers(0, marked.samples - RATE_HZ, 15).tolist()

    def act(player: Player, recorder: Recorder) -> None:
        player.play()
        for turn, place in enumerate(places):
            player.select(turn % 3)
            player.seek(place)
            until(lambda place=place: player.position_sample > place + RATE_HZ // 30)
        recorder.wait_more(RATE_HZ // 5)

    runs = listener.runs(act)
    begun = {(source, sample) for _, source, sample, _ in runs}
    # A switch that is in progress at the seek ends within 10 ms of the new position.
    for turn, place in enumerate(places):
        assert any(source == turn % 3 and RAMP <= sample - place <= SWITCH for source, sample in begun), turn


def test_a_fader_is_heard_as_the_sum(server: PulseServer, marked: MarkedSources) -> None:
    with contextlib.closing(Player(output=SoundDeviceOutput(latency_s=LATENCY_S))) as player:
        player.set_sources(marked.clips)
        player.set_mix(Mix(difference(0, 1)))
        with server.recording() as recorder:
            player.play()
            hear(player, recorder, RATE_HZ // 2)
            heard = recorder.heard()
    a, b, _ = (clip.read(0, RATE_HZ) for clip in marked.clips)
    expected = (a - b)[RAMP : RATE_HZ // 4]
    starts = np.flatnonzero((heard == expected[0]).all(axis=1))
    assert any(np.array_equal(heard[start : start + len(expected)], expected) for start in starts) or player.underruns


def test_a_server_that_dies_stops_the_sound_and_a_new_one_is_found(tmp_path: Path, marked: MarkedSources) -> None:
    server = PulseServer(tmp_path, RATE_HZ)
    with contextlib.closing(Player()) as player, server, pulse.default_device(server):
        player.set_sources(marked.clips)
        player.play()
        until(lambda: player.position_sample > RATE_HZ // 4)
        server.kill()
        until(lambda: not player.playing)
        assert isinstance(player.error, SoundUnavailable)
        place = player.position_sample
        with pytest.raises(SoundUnavailable):
            player.play()
        player.select(1)
        assert player.position_sample == place
        with server, server.recording() as recorder:
            player.play()
            assert player.error is None
            hear(player, recorder, RATE_HZ // 4)
            assert marked.runs(recorder.heard())[0][1:3] == (1, place + RAMP)
