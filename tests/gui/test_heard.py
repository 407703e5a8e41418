"""What the window plays comes out of a real sound server as the samples of the chosen stem."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from deepdub_engine.player.output import SoundDeviceOutput
from tests.engine import pulse
from tests.gui.window import open_window

pytestmark = pytest.mark.skipif(pulse.missing() is not None, reason=str(pulse.missing()))
RATE_HZ = 48_000


def place_of(excerpt: np.ndarray, whole: np.ndarray) -> int:
    """Return where an excerpt lies in a longer sound, by cross-correlation of the first channel."""
    size = 1 << (len(whole) + len(excerpt)).bit_length()
    spectrum = np.fft.rfft(whole[:, 0], size) * np.conj(np.fft.rfft(excerpt[:, 0], size))
    return int(np.argmax(np.fft.irfft(spectrum, size)[: len(whole)]))


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
            start = recorder.frames
            recorder.wait_more(RATE_HZ)
            heard = recorder.heard(start)
            truth = clip.read(0, clip.samples)
            excerpt = heard[RATE_HZ // 2 : RATE_HZ // 2 + RATE_HZ // 4]
            place = place_of(excerpt, truth)
            assert np.array_equal(truth[place : place + len(excerpt)], excerpt), source
        shown_ms = playback.position_ms
        assert 11_000 < shown_ms < 30_000
        assert playback.underruns == 0
        opened.close()


def test_without_a_sound_device_the_window_says_so_and_works(qapp: QApplication, qtbot, tmp_path: Path) -> None:
    opened = open_window(qapp, qtbot, tmp_path, SoundDeviceOutput("a device that is not there"))
    opened.window.open_sample()
    opened.until(lambda: opened.session.clip is not None and opened.idle())
    opened.window.actions_.transport.play.trigger()
    opened.until(lambda: "no sound device" in opened.window.status.message)
    assert not opened.window.playback.playing
    opened.window.playback.seek(5_000)
    assert opened.window.playback.position_ms == 5_000
    opened.close()
