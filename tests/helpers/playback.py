"""Playback helpers: a user's actions and the resulting output."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deepdub_engine.base.timing import sample_to_ms
from deepdub_gui.document.playback import Playback
from tests.helpers.open_window import OpenWindow

RATE_HZ = 48_000
BLOCK = 4800
LEFT = Qt.MouseButton.LeftButton


def play(opened: OpenWindow, from_ms: int = 9_000) -> None:
    opened.window.playback.seek(from_ms)
    opened.window.actions_.transport.play.trigger()
    opened.until(lambda: opened.window.playback.playing and opened.idle())


def output_after_switch(opened: OpenWindow) -> np.ndarray:
    """Return the output after a switch is complete, and the same part of the original."""
    opened.output.pull(BLOCK)
    start = round(opened.window.playback.position_sample)
    heard = opened.output.pull(BLOCK)
    original = opened.session.clip.read(start, start + BLOCK)
    return heard, original


def monitor_gain(opened: OpenWindow) -> float:
    """Return the gain of the output relative to the original."""
    heard, original = output_after_switch(opened)
    loud = np.abs(original) > 0.01
    return float(np.median(heard[loud] / original[loud]))


def press(opened: OpenWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(opened.window.timeline, key, modifier)


def loop_ms(playback: Playback) -> tuple[int, int] | None:
    """Return start and end of what loops in the player, pre-roll and post-roll included."""
    span, rate_hz = playback._player.loop, playback._player.rate_hz
    return None if span is None else (sample_to_ms(span[0], rate_hz), sample_to_ms(span[1], rate_hz))
