"""Going to a subtitle or a time that is typed, in the small box or in the clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.engine.audio.test_video import make_film
from tests.helpers.cue_editor import CTRL, Editor
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow

KEY = Qt.Key


@pytest.fixture
def opened(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, LATE_SUBS)
    return opened


def go_to(opened: OpenWindow, text: str, key: Qt.Key = KEY.Key_Return) -> None:
    QTest.keyClick(opened.window.focusWidget(), KEY.Key_G, CTRL)
    box = opened.window.editing.go_to.box
    assert box.field.hasFocus()
    assert opened.window.rect().contains(box.geometry())
    QTest.keyClicks(box.field, text)
    QTest.keyClick(box.field, key)


def test_a_number_goes_to_a_subtitle_and_the_keyboard_back(opened: OpenWindow) -> None:
    window = opened.window
    for home in (window.timeline, window.table.view, window.table.search):
        home.setFocus()
        go_to(opened, "7")
        assert window.playback.current_cue == 6
        assert window.table.selected_rows() == [6]
        assert window.playback.position_ms == opened.session.cues[6].start_ms
        assert home.hasFocus()
        assert window.editing.go_to.box.isHidden()
        window.navigator.choose(0)


def test_a_time_goes_there_and_to_the_subtitle_that_is_shown_then(opened: OpenWindow) -> None:
    cue = opened.session.cues[4]
    go_to(opened, f"0:{(cue.start_ms + 500) / 1000:.3f}")
    assert opened.window.playback.position_ms == cue.start_ms + 500
    assert opened.window.timeline.playhead_ms == cue.start_ms + 500
    assert opened.window.playback.current_cue == 4
    go_to(opened, "0:01")
    assert opened.window.playback.position_ms == 1000
    assert opened.window.playback.current_cue == 4, "nothing is shown at that time"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("99", "There is no subtitle 99: the last one is 17."),
        ("soon", "“soon” is not a time"),
        ("00:00:01:10", "counts frames, but the clip has no usual frame rate"),
    ],
)
def test_what_is_not_there_is_said_in_the_box_and_can_be_corrected(opened: OpenWindow, text: str, said: str) -> None:
    before = opened.window.playback.position_ms
    go_to(opened, text)
    box = opened.window.editing.go_to.box
    assert box.isVisible()
    assert said in box.hint.text()
    assert opened.window.playback.position_ms == before
    assert opened.window.rect().contains(box.geometry())
    QTest.keyClicks(box.field, "0:02")
    QTest.keyClick(box.field, KEY.Key_Return)
    assert opened.window.playback.position_ms == 2000


def test_escape_or_a_click_elsewhere_leaves_the_box(opened: OpenWindow) -> None:
    window = opened.window
    go_to(opened, "7", KEY.Key_Escape)
    assert window.timeline.hasFocus()
    assert window.playback.current_cue is None
    QTest.keyClick(window.timeline, KEY.Key_G, CTRL)
    window.table.view.setFocus()
    assert window.editing.go_to.box.isHidden()
    assert window.table.view.hasFocus()


def test_text_that_is_being_written_is_kept_on_the_way(opened: OpenWindow) -> None:
    window = opened.window
    window.navigator.choose(0)
    panel = window.editing.editor.panel
    panel.text.setFocus()
    QTest.keyClicks(panel.text, "Kept ")
    go_to(opened, "3")
    assert opened.session.cues[0].text.count("Kept") == 1
    assert panel.text.hasFocus()
    assert panel.text.toPlainText() == opened.session.cues[2].text


def test_without_a_clip_the_nearest_subtitle_is_chosen(editor: Editor) -> None:
    go_to(editor.opened, "0:05.5")
    assert editor.window.playback.current_cue == 1
    go_to(editor.opened, "0:11")
    assert editor.window.playback.current_cue == 3


def test_frames_of_a_film_are_understood(opened: OpenWindow, tmp_path: Path) -> None:
    opened.open(make_film(tmp_path / "film.mkv"))
    go_to(opened, "00:00:02:10")
    assert opened.window.playback.position_ms == 2400


def test_the_clock_takes_a_time(opened: OpenWindow) -> None:
    window, clock = opened.window, opened.window.transport.position
    QTest.mouseClick(clock, Qt.MouseButton.LeftButton)
    assert clock.hasFocus()
    QTest.keyClicks(clock, "0:12.5")
    window.playback.seek(3000)
    assert clock.text() == "0:12.5", "it stands still while somebody types"
    QTest.keyClick(clock, KEY.Key_Return)
    assert window.playback.position_ms == 12_500
    assert clock.text() == "00:00:12.500"
    assert window.timeline.hasFocus()


def test_the_clock_refuses_what_is_no_time_and_escape_leaves_it(opened: OpenWindow) -> None:
    window, clock = opened.window, opened.window.transport.position
    window.playback.seek(3000)
    clock.setFocus()
    clock.selectAll()
    QTest.keyClicks(clock, "1:99")
    QTest.keyClick(clock, KEY.Key_Return)
    assert clock.hasFocus()
    assert "“1:99” is not a time" in window.status.message
    QTest.keyClick(clock, KEY.Key_Escape)
    assert clock.text() == "00:00:03.000"
    assert window.timeline.hasFocus()
    assert window.playback.position_ms == 3000


def test_suggest_has_another_key(opened: OpenWindow) -> None:
    assert opened.window.suggesting.suggest.shortcut().toString() == "Ctrl+Shift+G"
    assert opened.window.editing.actions.go_to.shortcut().toString() == "Ctrl+G"
