"""Default shortcuts match those of other programs, and can be changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.document.commands import retime
from tests.helpers.open_window import SAMPLE, TRUE_SUBS, OpenWindow

KEY = Qt.Key
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def opened(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, TRUE_SUBS)
    return opened


def press(opened: OpenWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(opened.window.focusWidget(), key, modifiers)


def test_from_the_first_moment_the_keys_work_on_the_timeline(opened: OpenWindow) -> None:
    assert opened.window.focusWidget() is opened.window.timeline
    press(opened, KEY.Key_Z)
    opened.until(lambda: opened.session.retiming == Retiming(-100))


def test_space_plays_and_pauses(opened: OpenWindow) -> None:
    for is_playing in (True, False, True, False):
        press(opened, KEY.Key_Space)
        opened.until(lambda wanted=is_playing: opened.window.playback.playing is wanted and opened.idle())


@pytest.mark.parametrize("key", [KEY.Key_F5, KEY.Key_R])
def test_f5_and_r_play_the_cue(opened: OpenWindow, key: Qt.Key) -> None:
    playback, cue = opened.window.playback, opened.session.cues[4]
    playback.set_current_cue(4)
    press(opened, key)
    opened.until(lambda: playback.playing and opened.idle())
    assert playback.position_ms == pytest.approx(cue.start_ms, abs=1)
    playback.toggle()


@pytest.mark.parametrize(
    ("key", "modifiers", "by_ms"),
    [
        (KEY.Key_Left, NONE, -1000),
        (KEY.Key_Right, NONE, 1000),
        (KEY.Key_Left, ALT, -500),
        (KEY.Key_Right, ALT, 500),
    ],
)
def test_arrows_go_a_second_and_with_alt_half_of_it(
    opened: OpenWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier, by_ms: int
) -> None:
    opened.window.playback.seek(10_000)
    press(opened, key, modifiers)
    assert opened.window.playback.position_ms == 10_000 + by_ms
    press(opened, key, modifiers)
    assert opened.window.playback.position_ms == 10_000 + 2 * by_ms
    assert opened.window.timeline.playhead_ms == 10_000 + 2 * by_ms


def test_alt_with_up_and_down_goes_to_the_previous_and_next_cue(opened: OpenWindow) -> None:
    opened.window.navigator.choose(3)
    for key, index in ((KEY.Key_Down, 4), (KEY.Key_Down, 5), (KEY.Key_Up, 4)):
        press(opened, key, ALT)
        assert opened.window.playback.current_cue == index
        assert opened.window.playback.position_ms == opened.session.cues[index].start_ms
        assert opened.window.table.selected_rows() == [index]


def test_f11_and_f12_set_start_and_end_at_the_playhead(opened: OpenWindow) -> None:
    cue = opened.session.cues[4]
    opened.window.navigator.choose(4)
    for key, at_ms in ((KEY.Key_F11, cue.start_ms + 150), (KEY.Key_F12, cue.end_ms - 100)):
        opened.window.playback.seek(at_ms)
        press(opened, key)
    assert (opened.session.cues[4].start_ms, opened.session.cues[4].end_ms) == (cue.start_ms + 150, cue.end_ms - 100)


def test_undo_and_redo_have_the_usual_keys(opened: OpenWindow) -> None:
    for shift_ms in (700, 900):
        retime(opened.session, Retiming(shift_ms))
    press(opened, KEY.Key_Z, CTRL)
    assert opened.session.retiming == Retiming(700)
    press(opened, KEY.Key_Z, CTRL | SHIFT)
    assert opened.session.retiming == Retiming(900)


@pytest.mark.parametrize(("modifiers", "by_ms"), [(NONE, -100), (SHIFT, 100)])
def test_z_and_shift_z_shift_by_100_ms_while_it_plays(
    opened: OpenWindow, modifiers: Qt.KeyboardModifier, by_ms: int
) -> None:
    before = opened.session.cues
    press(opened, KEY.Key_Space)
    opened.until(lambda: opened.window.playback.playing and opened.idle())
    press(opened, KEY.Key_Z, modifiers)
    assert opened.session.cues[3].start_ms == before[3].start_ms + by_ms
    assert opened.window.playback.playing
    opened.window.shift_bar.finish()
    assert opened.session.undo.count() == 1
    press(opened, KEY.Key_Space)


def test_1_2_and_3_choose_what_is_heard(opened: OpenWindow) -> None:
    opened.separate()
    for key, source in ((KEY.Key_2, 1), (KEY.Key_3, 2), (KEY.Key_1, 0)):
        press(opened, key)
        assert opened.window.playback.selected == source


def test_letters_are_shortcuts_on_the_timeline_only_with_a_hint_elsewhere(opened: OpenWindow) -> None:
    window, before = opened.window, opened.session.cues
    window.navigator.choose(4)
    letters = [
        (entry.name, key)
        for entry in window.preferences.keymap.entries
        for key in entry.action.shortcuts()
        if key.toString().removeprefix("Shift+").isalpha() and len(key.toString().removeprefix("Shift+")) == 1
    ]
    assert len(letters) > 15
    triggered = []
    for entry in window.preferences.keymap.entries:
        entry.action.triggered.connect(lambda _checked=False, name=entry.name: triggered.append(name))
    for widget in (window.table.view, window.shift_bar.reset, window.shift_bar.scope):
        for _, key in letters:
            widget.setFocus()
            combination = key[0]
            QTest.keyPress(widget, combination.key(), combination.keyboardModifiers())
            QTest.keyRelease(widget, combination.key(), combination.keyboardModifiers())
    assert triggered == []
    assert opened.session.cues == before
    assert opened.session.undo.count() == 0
    assert not window.playback.playing
    assert "Press Escape, then" in window.status.message
    assert isinstance(window.table.view, QAbstractItemView)
    window.table.view.setFocus()
    QTest.keyClick(window.table.view, KEY.Key_Escape)
    assert window.focusWidget() is window.timeline
    press(opened, KEY.Key_L)
    assert triggered == ["loop"]
    press(opened, KEY.Key_L)


def test_after_the_slider_was_dragged_letters_go_on_working(opened: OpenWindow) -> None:
    opened.window.shift_bar.slider.setFocus()
    press(opened, KEY.Key_L)
    assert opened.window.actions_.transport.loop.isChecked()
    press(opened, KEY.Key_L)


def test_letters_typed_in_a_text_field_are_text(opened: OpenWindow) -> None:
    search = opened.window.table.search
    search.setFocus()
    QTest.keyClicks(search, "a Real Silly Zoo, 1 2 3 [s]")
    assert search.text() == "a Real Silly Zoo, 1 2 3 [s]"
    assert opened.session.undo.count() == 0
    assert not opened.window.playback.playing
    assert "Press Escape, then" not in opened.window.status.message
