"""The window's output, recorded from a real sound server, equals the samples of the chosen stem."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtWidgets import QApplication

from deepdub_engine.player.output import SoundDeviceOutput
from deepdub_gui.document.playback import Playback
from deepdub_gui.features.listening.cue_edge_player import CueEdge
from tests.helpers import pulse_server as pulse
from tests.helpers.open_window import OpenWindow, open_window

pytestmark = pytest.mark.skipif(pulse.missing() is not None, reason=str(pulse.missing()))
RATE_HZ = 48_000


def is_part_of(excerpt: np.ndarray, whole: np.ndarray) -> bool:
    """Return whether an excerpt occurs in a longer sound, sample for sample."""
    loudest = int(np.abs(excerpt).max(axis=1).argmax())
    for place in np.flatnonzero((whole == excerpt[loudest]).all(axis=1)) - loudest:
        if place >= 0 and np.array_equal(whole[place : place + len(excerpt)], excerpt):
            return True
    return False


def record_without_underrun(playback: Playback, recorder: pulse.Recorder) -> np.ndarray:
    """Record half a second; retry after an underrun, which other tests cover."""
    for _attempt in range(8):
        before = playback.underruns
        recorder.wait_more(RATE_HZ // 2)
        start = recorder.frames
        recorder.wait_more(RATE_HZ)
        heard = recorder.heard(start)[: RATE_HZ // 2]
        if playback.underruns == before:
            return heard
    pytest.fail("the machine is too busy to play a second of sound")


def test_the_chosen_stem_comes_out_of_the_loudspeaker(qapp: QApplication, qtbot, tmp_path: Path) -> None:
    (tmp_path / "pulse").mkdir()
    with (
        pulse.PulseServer(tmp_path / "pulse", RATE_HZ) as server,
        pulse.default_device(server),
        server.recording() as recorder,
    ):
        opened = open_window(qapp, qtbot, tmp_path, SoundDeviceOutput())
        opened.window.open_sample()
        opened.until(lambda: opened.session.clip is not None and opened.idle())
        opened.separate()
        playback = opened.window.playback
        playback.seek(9_000)
        opened.window.actions_.transport.play.trigger()
        opened.until(lambda: playback.playing and opened.idle())
        for source, clip in enumerate(opened.session.sources()):
            opened.window.actions_.transport.sources[source].trigger()
            heard = record_without_underrun(playback, recorder)
            assert np.abs(heard).max() > 0.01
            assert is_part_of(heard, clip.read(0, clip.samples)), source
        shown_ms = playback.position_ms
        assert 11_000 < shown_ms < 41_000
        opened.close()


def test_without_a_sound_device_the_window_says_so_and_works(qapp: QApplication, qtbot, tmp_path: Path) -> None:
    opened = open_window(qapp, qtbot, tmp_path, SoundDeviceOutput("a device that is not there"))
    opened.window.open_sample()
    opened.until(lambda: opened.session.clip is not None and opened.idle())
    opened.window.actions_.transport.play.trigger()
    opened.until(lambda: "audio device is not available" in opened.window.status.message)
    assert not opened.window.playback.playing
    opened.window.playback.seek(5_000)
    assert opened.window.playback.position_ms == 5_000
    opened.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[pulse.PulseServer]:
    (tmp_path / "pulse").mkdir()
    with pulse.PulseServer(tmp_path / "pulse", RATE_HZ) as server, pulse.default_device(server):
        yield server


def bursts(path: Path) -> np.ndarray:
    """Write a quiet tone with three loud bursts per second; return the centres of the bursts in milliseconds."""
    at = np.arange(8 * RATE_HZ)
    starts = np.arange(RATE_HZ // 3, len(at) - 960, RATE_HZ // 3)
    wave = 0.05 * np.sin(at / 50)
    wave[starts[:, np.newaxis] + np.arange(960)] += 0.8 * np.sin(np.arange(960) / 7)
    soundfile.write(path, wave, RATE_HZ, "FLOAT")
    return (starts + 480) / (RATE_HZ / 1000)


def play(opened: OpenWindow) -> None:
    opened.window.actions_.transport.play.trigger()
    opened.until(lambda: opened.window.playback.playing and opened.idle())


def open_bursts(qapp: QApplication, qtbot, folder: Path) -> OpenWindow:
    """Return a window with bursts of sound open, which plays to a real device."""
    bursts(folder / "bursts.wav")
    opened = open_window(qapp, qtbot, folder, SoundDeviceOutput())
    opened.open(folder / "bursts.wav")
    return opened


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_the_playhead_on_screen_is_where_the_sound_is(
    qapp: QApplication, qtbot, tmp_path: Path, server: pulse.PulseServer, speed: float
) -> None:
    beats_ms = bursts(tmp_path / "bursts.wav")
    opened = open_window(qapp, qtbot, tmp_path, SoundDeviceOutput())
    opened.open(tmp_path / "bursts.wav")
    playback, timeline = opened.window.playback, opened.window.timeline
    playback.set_speed(speed)
    seen: list[tuple[float, float]] = []
    playback.moved.connect(lambda _: seen.append((time.perf_counter(), timeline.playhead_ms)))
    with server.recording() as recorder:
        play(opened)
        opened.until(lambda: playback.position_ms > beats_ms[2] + 250)
        playback.toggle()
        recorder.wait_more(RATE_HZ // 5)
    frames = np.array([recorder.frame_at(time_s) for time_s, _ in seen])
    loud = np.flatnonzero(np.abs(recorder.heard()).max(axis=1) > 0.3)
    middles = [burst.mean() for burst in np.split(loud, np.flatnonzero(np.diff(loud) > RATE_HZ // 20) + 1)]
    apart = []
    for middle in middles[:3]:
        drawn_ms = seen[max(0, int(np.searchsorted(frames, middle)) - 1)][1]
        apart.append(np.abs(beats_ms - drawn_ms).min())
    assert len(middles) >= 3
    assert playback.underruns or np.median(apart) < 20 * max(1.0, speed)  # 20 ms of listening time
    opened.close()


def test_an_unplugged_device_is_reported_and_play_uses_the_next(
    qapp: QApplication, qtbot, tmp_path: Path, server: pulse.PulseServer
) -> None:
    opened = open_bursts(qapp, qtbot, tmp_path)
    window = opened.window
    play(opened)
    server.pull_out("out")
    opened.until(lambda: "audio device is not available" in window.status.message)
    assert not window.playback.playing
    place_ms = window.timeline.playhead_ms
    assert window.actions_.transport.play.text() == "&Play"
    server.plug_in("second")
    assert window.status.help_button.text() == "Play"
    window.status.help_button.click()
    opened.until(lambda: window.playback.playing and opened.idle())
    assert window.playback.position_ms >= place_ms
    assert window.status.message == ""
    window.playback.toggle()
    stood_ms = window.playback.position_ms
    threading.Event().wait(0.05)
    assert window.playback.position_ms == stood_ms
    opened.close()


def test_the_message_goes_when_the_device_is_back_without_a_key(
    qapp: QApplication, qtbot, tmp_path: Path, server: pulse.PulseServer
) -> None:
    opened = open_bursts(qapp, qtbot, tmp_path)
    window = opened.window
    play(opened)
    server.kill()
    opened.until(lambda: "audio device is not available" in window.status.message)
    opened.until(lambda: window.listening.watch._trying)
    opened.until(lambda: not window.listening.watch._trying)
    assert "audio device is not available" in window.status.message
    with server:
        opened.until(lambda: window.status.message == "")
        assert window.messages.entries[-1].endswith("press Play again.")
        play(opened)
        opened.close()


def test_the_message_goes_when_play_works_again(
    qapp: QApplication, qtbot, tmp_path: Path, server: pulse.PulseServer
) -> None:
    opened = open_bursts(qapp, qtbot, tmp_path)
    window = opened.window
    play(opened)
    server.kill()
    opened.until(lambda: "audio device is not available" in window.status.message)
    window.listening.watch.stop()
    with server:
        play(opened)  # by the key or the button of the transport, not the one beside the message
        assert window.status.message == ""
        opened.close()


def test_a_device_that_hangs_is_reported_and_the_window_still_responds(
    qapp: QApplication, qtbot, tmp_path: Path, server: pulse.PulseServer
) -> None:
    opened = open_bursts(qapp, qtbot, tmp_path)
    window = opened.window
    play(opened)
    server.freeze()
    opened.until(lambda: "audio device is not available" in window.status.message)
    window.playback.seek(5_000)
    assert window.timeline.playhead_ms == 5_000
    server.kill()
    with server:
        window.status.help_button.click()
        opened.until(lambda: window.playback.playing and opened.idle())
        assert window.playback.position_ms >= 5_000
        opened.close()


def test_without_portaudio_play_scrub_and_the_edges_say_so(
    qapp: QApplication, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    monkeypatch.syspath_prepend(tmp_path)
    opened = open_window(qapp, qtbot, tmp_path, SoundDeviceOutput())
    opened.window.open_sample()
    opened.until(lambda: opened.session.clip is not None and opened.idle())
    window, actions = opened.window, opened.window.listening.actions
    window.navigator.choose(2)
    for action in (window.actions_.transport.play, actions.scrub_forward, actions.edges[CueEdge.BEFORE]):
        window.status.clear()
        action.trigger()
        opened.until(lambda: "PortAudio library is missing" in window.status.message and opened.idle())
        assert not window.playback.playing
    opened.close()
