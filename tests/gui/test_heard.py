"""What the window plays comes out of a real sound server as the samples of the chosen stem."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from deepdub_engine.player.output import SoundDeviceOutput
from deepdub_gui.playback import Playback
from tests.engine import pulse
from tests.gui.window import open_window

pytestmark = pytest.mark.skipif(pulse.missing() is not None, reason=str(pulse.missing()))
RATE_HZ = 48_000


def is_part_of(excerpt: np.ndarray, whole: np.ndarray) -> bool:
    """Tell whether an excerpt stands in a longer sound, sample for sample."""
    loudest = int(np.abs(excerpt).max(axis=1).argmax())
    for place in np.flatnonzero((whole == excerpt[loudest]).all(axis=1)) - loudest:
        if place >= 0 and np.array_equal(whole[place : place + len(excerpt)], excerpt):
            return True
    return False


def record_without_underrun(playback: Playback, recorder: pulse.Recorder) -> np.ndarray:
    """Record half a second; again if the machine was too busy to play it in time, which is another test's business."""
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
    opened.until(lambda: "no sound device" in opened.window.status.message)
    assert not opened.window.playback.playing
    opened.window.playback.seek(5_000)
    assert opened.window.playback.position_ms == 5_000
    opened.close()
