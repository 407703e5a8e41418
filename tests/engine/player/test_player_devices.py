"""Devices that appear, disappear, hang or are missing: playback stops with a message and resumes on the next."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deepdub_engine.base.errors import FileMissing, SoundUnavailable
from deepdub_engine.player import Player, SoundDeviceOutput, list_devices
from tests.helpers import pulse_server as pulse
from tests.helpers.marked_sources import MarkedSources
from tests.helpers.pulse_server import PulseServer

RATE_HZ = 48_000
PATIENCE_S = 20.0
with_server = pytest.mark.skipif(pulse.missing() is not None, reason=str(pulse.missing()))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> MarkedSources:
    return MarkedSources(tmp_path_factory.mktemp("marked"), samples=20 * RATE_HZ, rate_hz=RATE_HZ)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PulseServer]:
    with PulseServer(tmp_path, RATE_HZ) as server, pulse.default_device(server):
        yield server


@pytest.fixture
def player(marked: MarkedSources) -> Iterator[Player]:
    with contextlib.closing(Player()) as player:
        player.set_sources(marked.clips)
        yield player


def until(condition: Callable[[], bool]) -> None:
    deadline_s, never = time.monotonic() + PATIENCE_S, threading.Event()
    while not condition():
        assert time.monotonic() < deadline_s
        never.wait(0.005)


def play_a_little(player: Player) -> None:
    player.play()
    target = player.position_sample + RATE_HZ // 5
    until(lambda: player.position_sample >= target)


def stopped_with_a_sentence(player: Player) -> str:
    until(lambda: not player.playing)
    assert isinstance(player.error, SoundUnavailable)
    assert "press Play again" in str(player.error)
    place = player.position_sample
    assert place > 0
    threading.Event().wait(0.05)
    assert player.position_sample == place
    return str(player.error.reason)


@with_server
def test_a_device_that_is_pulled_out_pauses_and_play_goes_on_with_the_next(server: PulseServer, player: Player) -> None:
    play_a_little(player)
    server.pull_out("out")
    stopped_with_a_sentence(player)
    place = player.position_sample
    server.plug_in("second")
    with server.recording("second") as recorder:
        play_a_little(player)
        assert player.error is None
        assert player.position_sample > place
        recorder.wait_more(RATE_HZ // 5)
        assert recorder.heard().any()


@with_server
def test_a_chosen_device_that_is_pulled_out_gives_way_to_the_default(server: PulseServer, player: Player) -> None:
    server.plug_in("second")
    assert {"default", "second"} <= set(list_devices())
    player.set_device("second")
    play_a_little(player)
    assert player.device.name == "second"
    server.pull_out("out")
    server.pull_out("second")
    stopped_with_a_sentence(player)
    server.plug_in("out")
    play_a_little(player)
    assert player.device.name == "default"


@with_server
def test_another_device_resumes_at_the_audible_position(server: PulseServer, player: Player) -> None:
    server.plug_in("second")
    play_a_little(player)
    place = player.position_sample
    with server.recording("second") as recorder:
        player.set_device("second")
        assert player.playing
        until(lambda: player.position_sample > place + RATE_HZ // 4)
        recorder.wait_more(RATE_HZ // 5)
        assert recorder.heard().any()
    player.set_device(None)
    assert player.playing


@with_server
def test_a_device_that_hangs_pauses_and_the_player_still_responds(server: PulseServer, player: Player) -> None:
    play_a_little(player)
    server.freeze()
    stopped_with_a_sentence(player)
    begun_s = time.monotonic()
    player.seek(5 * RATE_HZ)
    player.select(1)
    assert time.monotonic() - begun_s < 1
    server.kill()
    with server:
        play_a_little(player)
        assert player.error is None


@with_server
def test_a_player_process_that_dies_is_replaced(server: PulseServer, player: Player) -> None:
    play_a_little(player)
    os.kill(player._deck._child._process.pid, signal.SIGKILL)
    assert "unexpectedly" in stopped_with_a_sentence(player)
    play_a_little(player)
    assert player.error is None


@with_server
def test_a_file_that_vanishes_is_named(server: PulseServer, tmp_path: Path) -> None:
    marked = MarkedSources(tmp_path, samples=20 * RATE_HZ, rate_hz=RATE_HZ)
    with contextlib.closing(Player()) as player:
        player.set_sources(marked.clips)
        play_a_little(player)
        marked.clips[1].path.unlink()
        player.seek(10 * RATE_HZ)
        until(lambda: not player.playing)
        assert isinstance(player.error, FileMissing)
        assert player.error.path == marked.clips[1].path


@with_server
def test_the_latency_is_measured(server: PulseServer, player: Player) -> None:
    play_a_little(player)
    assert player.device.rate_hz == RATE_HZ
    assert 0.005 < player.device.latency_s < 1


def test_without_portaudio_the_player_says_so(tmp_path: Path, player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    monkeypatch.syspath_prepend(tmp_path)
    for act in (player.play, player.open, list_devices):
        with pytest.raises(SoundUnavailable, match="PortAudio library is missing"):
            act()
    player.seek(1_234)
    assert player.position_sample == 1_234


def test_a_span_without_a_device_does_not_wait_and_says_so(marked: MarkedSources) -> None:
    with contextlib.closing(Player(output=SoundDeviceOutput("Headphones of yesterday"))) as player:
        player.set_sources(marked.clips)
        begun_s = time.monotonic()
        player.scrub(10_000)
        assert time.monotonic() - begun_s < 1
        until(lambda: not player.playing)
        assert isinstance(player.error, SoundUnavailable)
        assert player.position_sample == 10_000


@with_server
def test_the_window_never_waits_for_a_device_that_hangs_from_the_start(server: PulseServer, player: Player) -> None:
    server.freeze()
    begun_s = time.monotonic()
    for place in range(0, 500_000, 1_000):
        player.scrub(place)
    player.close()
    assert time.monotonic() - begun_s < 10


def test_a_player_process_that_cannot_start_is_reported(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/there/is/no/python")
    with pytest.raises(SoundUnavailable, match="cannot start"):
        player.play()
    assert not player.playing


def test_a_device_that_is_not_connected_is_named(marked: MarkedSources) -> None:
    with contextlib.closing(Player(output=SoundDeviceOutput("Headphones of yesterday"))) as player:
        player.set_sources(marked.clips)
        with pytest.raises(SoundUnavailable, match="Headphones of yesterday"):
            player.play()
