"""The keyboard in the list: it moves the current subtitle, and the timeline follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deepdub_engine.subtitles import load_subtitles, srt_text
from deepdub_engine.subtitles.cues import Cue
from tests.helpers.cue_editor import CTRL, NONE, SHIFT
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow

KEY = Qt.Key


@pytest.fixture
def opened(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, LATE_SUBS)
    opened.window.table.view.setFocus()
    return opened


def press(opened: OpenWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    assert opened.window.table.view.hasFocus()
    QTest.keyClick(opened.window.table.view, key, modifiers)


def current(opened: OpenWindow) -> int | None:
    """Return the current subtitle, on which list, timeline and editor agree."""
    window, index = opened.window, opened.window.playback.current_cue
    assert index is not None
    assert window.table.view.currentIndex().row() == index
    assert window.playback.position_ms == opened.session.cues[index].start_ms
    assert window.timeline.visible_ms[0] <= opened.session.cues[index].start_ms <= window.timeline.visible_ms[1]
    assert window.editing.editor.panel.text.toPlainText() == opened.session.cues[index].text
    return index


@pytest.mark.parametrize("modifiers", [NONE, CTRL], ids=["bare", "ctrl"])
def test_home_and_end_go_to_the_first_and_the_last(opened: OpenWindow, modifiers: Qt.KeyboardModifier) -> None:
    last = len(opened.session.cues) - 1
    press(opened, KEY.Key_End, modifiers)
    assert current(opened) == last
    assert opened.window.table.selected_rows() == [last]
    press(opened, KEY.Key_Home, modifiers)
    assert current(opened) == 0
    assert opened.window.table.selected_rows() == [0]


def test_arrows_and_page_keys_move(opened: OpenWindow) -> None:
    table = opened.window.table
    page = table.view.viewport().height() // 24 - 1
    assert page > 3
    press(opened, KEY.Key_Down)
    press(opened, KEY.Key_Down)
    assert current(opened) == 1
    press(opened, KEY.Key_PageDown)
    assert current(opened) == 1 + page
    press(opened, KEY.Key_PageUp)
    assert current(opened) == 1
    press(opened, KEY.Key_Up)
    press(opened, KEY.Key_Up)
    assert current(opened) == 0
    assert table.selected_rows() == [0]


def test_they_begin_at_the_current_subtitle_wherever_the_selection_is(opened: OpenWindow) -> None:
    opened.window.table.select_rows([2], 2)
    opened.window.playback.set_current_cue(7)
    press(opened, KEY.Key_Down)
    assert current(opened) == 8
    assert opened.window.table.selected_rows() == [8]


def test_with_shift_they_extend_the_selection_and_shrink_it_again(opened: OpenWindow) -> None:
    table, count = opened.window.table, len(opened.session.cues)
    opened.window.navigator.choose(5)
    press(opened, KEY.Key_Down, SHIFT)
    press(opened, KEY.Key_Down, SHIFT)
    assert table.selected_rows() == [5, 6, 7]
    assert current(opened) == 7
    press(opened, KEY.Key_Up, SHIFT)
    assert table.selected_rows() == [5, 6]
    press(opened, KEY.Key_End, SHIFT)
    assert table.selected_rows() == list(range(5, count))
    press(opened, KEY.Key_Home, CTRL | SHIFT)
    assert table.selected_rows() == list(range(6))
    assert current(opened) == 0
    press(opened, KEY.Key_Down)
    assert table.selected_rows() == [1]


def test_the_arrows_move_in_the_order_that_is_seen_and_what_a_search_hides_is_left_out(opened: OpenWindow) -> None:
    path = opened.session.folders.new() / "mixed.srt"
    cues = [Cue(9000, 9500, "last"), Cue(1000, 1500, "first"), Cue(5000, 5500, "middle")]
    path.write_text(srt_text(cues), encoding="utf-8")
    opened.session.set_subtitles(load_subtitles(path))
    for expected in (1, 2, 0):
        press(opened, KEY.Key_Down)
        assert opened.window.playback.current_cue == expected
    opened.window.table.search.setText("st")
    press(opened, KEY.Key_Home)
    press(opened, KEY.Key_Down)
    assert opened.window.playback.current_cue == 0


def test_letters_find_a_text_by_its_beginning(opened: OpenWindow) -> None:
    view, cues = opened.window.table.view, opened.session.cues
    before = opened.session.retiming
    QTest.keyClicks(view, "who a")
    assert cues[current(opened)].text.startswith("Who are")
    assert opened.session.cues == cues
    assert opened.session.retiming == before
    assert not opened.window.playback.playing, "a space inside a word is no key"


def test_the_same_letter_goes_from_one_to_the_next(opened: OpenWindow) -> None:
    found = [row for row, cue in enumerate(opened.session.cues) if cue.text.lower().startswith("w")]
    assert len(found) > 2
    visited = []
    for _ in range(3):
        press(opened, KEY.Key_W)
        visited.append(current(opened))
    assert visited == found[:3]


def test_a_number_after_its_sign_goes_to_that_subtitle(opened: OpenWindow) -> None:
    QTest.keyClicks(opened.window.table.view, "#12")
    assert current(opened) == 11
    assert opened.window.playback.selected == 0, "1 and 2 are the sources elsewhere"


def test_digits_alone_choose_what_is_heard(opened: OpenWindow) -> None:
    opened.separate()
    opened.window.navigator.choose(3)
    opened.window.table.view.setFocus()
    press(opened, KEY.Key_2)
    assert opened.window.playback.selected == 1
    assert current(opened) == 3


def test_an_empty_list_takes_the_keys_too(opened: OpenWindow) -> None:
    opened.session.set_subtitles(None)
    for key in (KEY.Key_Home, KEY.Key_End, KEY.Key_PageDown, KEY.Key_Down, KEY.Key_A):
        press(opened, key)
    assert opened.window.playback.current_cue is None
