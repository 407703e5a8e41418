"""What holds for every test of the window, Qt logs nothing and nothing is left behind, and what many begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepdub_engine.separation import Stems
from deepdub_engine.subtitles import load_subtitles, srt_text
from tests.helpers.cue_editor import CUES, Editor
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow, open_window

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a warning that Qt logs fail the test.

    As a marker, because where the engine is tested alone there is no pytest-qt to know the setting of that name.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # The offscreen platform says this of every window with a least size.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@pytest.fixture(autouse=True)
def _nothing_left_open(_no_thread_left: None) -> Iterator[None]:
    """Fail a test that leaves a visible window or a running timer; what `qtbot` has is closed before this looks."""
    yield
    if QApplication.instance() is None:
        return
    windows = QApplication.topLevelWidgets()
    assert not [type(window).__name__ for window in windows if window.isVisible()]
    assert not [window for window in windows if any(timer.isActive() for timer in window.findChildren(QTimer))]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Give subtitles that are 3 s late, which the test may change."""
    path = tmp_path / "mine.srt"
    path.write_bytes(LATE_SUBS.read_bytes())
    return path


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Give a window with nothing open, and close it."""
    window = open_window(qapp, qtbot, tmp_path)
    yield window
    window.close()


@pytest.fixture
def editor(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Editor]:
    """Give a person with four subtitles and no clip."""
    opened = open_window(qapp, qtbot, tmp_path)
    path = tmp_path / "mine.srt"
    path.write_text(srt_text(CUES), encoding="utf-8")
    opened.session.set_subtitles(load_subtitles(path))
    yield Editor(opened)
    opened.close()


@pytest.fixture
def ready(opened: OpenWindow) -> OpenWindow:
    """Give the sample with stems that are there at once: half of it each."""
    opened.open(SAMPLE, TRUE_SUBS)
    session, clip = opened.session, opened.session.clip
    halves = []
    for name, share in (("vocals", 0.75), ("accompaniment", 0.25)):
        path = clip.path.with_name(f"{name}.pcm")
        (clip.read(0, clip.samples) * np.float32(share)).tofile(path)
        halves.append(type(clip)(path, clip.rate_hz, clip.channels, clip.samples))
    session.set_stems(Stems(*halves), [session.peaks(0)] * 2)
    return opened


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Give a second of noise that no other test has separated."""
    path = tmp_path / "clip.wav"
    rng = np.random.default_rng(list(str(tmp_path).encode()))
    soundfile.write(path, 0.1 * rng.standard_normal((44_100, 2)), 44_100, subtype="PCM_16")
    return path
