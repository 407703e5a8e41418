"""Fixtures for the window's tests: checks that Qt logs nothing and nothing stays open, and common starting points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepdub_engine.separation.stems import Stems
from deepdub_engine.subtitles import load_subtitles, srt_text
from tests.helpers.cue_editor import CUES, Editor
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow, open_window

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make a warning that Qt logs fail the test.

    This is a marker rather than a setting, because the engine's tests also run without pytest-qt.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # The offscreen platform logs this for every window with a minimum size.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@pytest.fixture(autouse=True)
def _nothing_left_open(_no_thread_left: None) -> Iterator[None]:
    """Fail a test that leaves a visible window or a running timer; `qtbot` closes its widgets first."""
    yield
    if QApplication.instance() is None:
        return
    windows = QApplication.topLevelWidgets()
    assert not [type(window).__name__ for window in windows if window.isVisible()]
    assert not [window for window in windows if any(timer.isActive() for timer in window.findChildren(QTimer))]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return subtitles that are 3 s late, which the test may change."""
    path = tmp_path / "mine.srt"
    path.write_bytes(LATE_SUBS.read_bytes())
    return path


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Return an empty window; close it after the test."""
    window = open_window(qapp, qtbot, tmp_path)
    yield window
    window.close()


@pytest.fixture
def editor(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Editor]:
    """Return an editor with four subtitles and no clip."""
    opened = open_window(qapp, qtbot, tmp_path)
    path = tmp_path / "mine.srt"
    path.write_text(srt_text(CUES), encoding="utf-8")
    opened.session.set_subtitles(load_subtitles(path))
    yield Editor(opened)
    opened.close()


@pytest.fixture
def ready(opened: OpenWindow) -> OpenWindow:
    """Return the sample with stems ready; each is half the clip."""
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
    """Return a second of noise that no other test has separated."""
    path = tmp_path / "clip.wav"
    rng = np.random.default_rng(list(str(tmp_path).encode()))
    soundfile.write(path, 0.1 * rng.standard_normal((44_100, 2)), 44_100, subtype="PCM_16")
    return path
