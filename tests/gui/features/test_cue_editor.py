"""The editor under the list: text and times of the current subtitle, typed and stepped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deepdub_engine.subtitles import Cue, load_subtitles
from deepdub_engine.subtitles.editing.cue_limits import CueLimits
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.document.commands import retime
from deepdub_gui.widgets.cue_editor import CueEditorPanel, TimePart
from deepdub_gui.widgets.cue_editor.time_field import CueTimeField
from tests.engine.audio.test_video import make_film
from tests.helpers.cue_editor import ALT, CTRL, CUES, NONE, SHIFT, Editor
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow

KEY = Qt.Key


@pytest.fixture
def panel(editor: Editor) -> CueEditorPanel:
    editor.window.navigator.choose(0)
    return editor.window.editing.editor.panel


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return make_film(tmp_path / "film.mkv")


def shown(panel: CueEditorPanel) -> tuple[str, ...]:
    return (panel.text.toPlainText(), *(field.text() for field in panel.times.values()))


def type_time(
    field: CueTimeField, text: str, key: Qt.Key = KEY.Key_Return, modifiers: Qt.KeyboardModifier = NONE
) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, key)


def type_text(panel: CueEditorPanel, text: str) -> None:
    panel.text.setFocus()
    panel.text.selectAll()
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(panel.text, KEY.Key_Return)
        QTest.keyClicks(panel.text, line)


def test_it_shows_the_current_subtitle_with_its_tags(editor: Editor, panel: CueEditorPanel) -> None:
    assert shown(panel) == ("One two", "00:00:02.000", "00:00:04.000", "2.000")
    editor.window.navigator.choose(1)
    assert shown(panel) == ("<i>Three</i>", "00:00:05.000", "00:00:07.000", "2.000")
    assert panel.head.text() == "Subtitle 2"
    assert panel.lengths.text() == "Line length 5"
    assert panel.speed.text() == "2.5 of 25 characters/s"
    editor.session.set_subtitles(None)
    assert shown(panel) == ("", "", "", "")
    assert not panel.text.isEnabled()


def test_times_follow_a_shift_and_an_undo(editor: Editor, panel: CueEditorPanel) -> None:
    retime(editor.session, Retiming(1500))
    assert panel.times[TimePart.START].text() == "00:00:03.500"
    editor.session.undo.undo()
    assert panel.times[TimePart.START].text() == "00:00:02.000"


def test_enter_breaks_the_line_and_ctrl_enter_applies_and_goes_on(editor: Editor, panel: CueEditorPanel) -> None:
    type_text(panel, "First line\nsecond <b>line</b>")
    assert editor.session.cues == CUES, "nothing is applied while typing"
    QTest.keyClick(panel.text, KEY.Key_Return, CTRL)
    assert editor.session.cues[0].text == "First line\nsecond <b>line</b>"
    assert editor.window.playback.current_cue == 1
    assert editor.window.focusWidget() is panel.text
    assert panel.text.toPlainText() == "<i>Three</i>"
    assert editor.table.selected_rows() == [1]
    assert editor.steps == ["Edit the text of subtitle 1"]
    QTest.keyClick(panel.text, KEY.Key_Return, CTRL)
    assert editor.window.playback.current_cue == 2
    assert len(editor.steps) == 1, "a text that is as it was is no step"


def test_escape_discards_and_gives_the_keyboard_to_the_timeline(editor: Editor, panel: CueEditorPanel) -> None:
    type_text(panel, "not meant")
    QTest.keyClick(panel.text, KEY.Key_Escape)
    assert panel.text.toPlainText() == "One two"
    assert editor.window.focusWidget() is editor.timeline
    type_time(panel.times[TimePart.START], "1", KEY.Key_Escape)
    assert panel.times[TimePart.START].text() == "00:00:02.000"
    assert editor.window.focusWidget() is editor.timeline
    assert editor.session.cues == CUES
    assert editor.steps == []


def test_what_is_typed_is_applied_when_the_person_goes_elsewhere(editor: Editor, panel: CueEditorPanel) -> None:
    type_text(panel, "Left with a click")
    editor.table.search.setFocus()
    type_text(panel, "Left with a key")
    QTest.keyClick(panel.text, KEY.Key_Down, ALT)
    assert editor.window.playback.current_cue == 1
    type_text(panel, "Saved")
    editor.window.actions_.save.trigger()
    editor.opened.until(editor.opened.idle)
    assert [cue.text for cue in load_subtitles(editor.session.subtitles.path).cues[:2]] == ["Left with a key", "Saved"]
    assert len(editor.steps) == 3


def test_texts_are_measured_while_they_are_typed(editor: Editor, panel: CueEditorPanel) -> None:
    panel.set_limits(CueLimits(characters_per_second=25, line_characters=42))
    type_text(panel, f"{'x' * 43}\nshort")
    assert panel.lengths.text() == "⚠ Line length 43, 5 of 42"
    assert panel.speed.text() == "24.0 of 25 characters/s"
    usual, over = (label.palette().color(label.foregroundRole()) for label in (panel.speed, panel.lengths))
    assert usual != over
    panel.set_limits(CueLimits(characters_per_second=17, line_characters=50))
    assert panel.lengths.text() == "Line length 43, 5 of 50"
    assert panel.speed.text() == "⚠ 24.0 of 17 characters/s"
    panel.set_limits(CueLimits(None, None))
    assert panel.lengths.text() == "Line length 43, 5"
    assert panel.speed.text() == "24.0 characters/s"
    QTest.keyClick(panel.text, KEY.Key_Escape)
    assert panel.speed.text() == "3.5 characters/s"


def test_times_are_typed_exactly_and_the_history_says_what_was_done(editor: Editor, panel: CueEditorPanel) -> None:
    type_time(panel.times[TimePart.START], "0:01.234")
    assert editor.window.focusWidget() is editor.timeline
    type_time(panel.times[TimePart.END], "5,5")
    type_time(panel.times[TimePart.LENGTH], "3.1")
    assert editor.times[0] == (1234, 4334)
    assert shown(panel)[1:] == ("00:00:01.234", "00:00:04.334", "3.100")
    assert editor.steps == [
        "Set the start of subtitle 1 to 00:00:01.234",
        "Set the end of subtitle 1 to 00:00:05.500",
        "Set the duration of subtitle 1 to 3.100",
    ]
    for _ in range(3):
        editor.session.undo.undo()
    assert editor.session.cues == CUES


def test_a_typed_time_is_exact_under_a_retiming(editor: Editor, panel: CueEditorPanel) -> None:
    retime(editor.session, Retiming(700))
    type_time(panel.times[TimePart.START], "1.5")
    assert editor.session.cues[0] == Cue(1500, 4700, "One two")
    assert editor.session.base_cues[0].start_ms == 800


@pytest.mark.parametrize(
    ("part", "text"), [(TimePart.START, "1:99"), (TimePart.END, "::"), (TimePart.LENGTH, "0:0:0:0:1")]
)
def test_what_is_no_time_changes_nothing_and_says_so(
    editor: Editor, panel: CueEditorPanel, part: TimePart, text: str
) -> None:
    before = shown(panel)
    type_time(panel.times[part], text)
    assert shown(panel) == before
    assert f"“{text}” is not a time" in editor.window.status.message
    assert editor.steps == []


def test_a_time_that_is_confirmed_as_it_is_is_no_step(editor: Editor, panel: CueEditorPanel) -> None:
    type_time(panel.times[TimePart.START], "00:00:02.000")
    type_time(panel.times[TimePart.END], "4")
    assert editor.steps == []
    assert not editor.window.isWindowModified()


def test_letters_cannot_be_typed_as_times(editor: Editor, panel: CueEditorPanel) -> None:
    type_time(panel.times[TimePart.START], "abc", KEY.Key_Tab)
    assert panel.times[TimePart.START].text() == "00:00:02.000"
    assert editor.session.cues == CUES


@pytest.mark.parametrize(("modifiers", "by_ms"), [(NONE, 100), (SHIFT, 10), (CTRL, 1000), (CTRL | SHIFT, 1)])
def test_steps_are_seen_at_once_and_are_one_undo_step(
    editor: Editor, panel: CueEditorPanel, modifiers: Qt.KeyboardModifier, by_ms: int
) -> None:
    field = panel.times[TimePart.END]
    field.setFocus()
    for _ in range(3):
        QTest.keyClick(field, KEY.Key_Up, modifiers)
    QTest.keyClick(field, KEY.Key_Down, modifiers)
    assert editor.times[0] == (2000, 4000 + 2 * by_ms)
    assert editor.steps == []
    editor.opened.until(lambda: bool(editor.steps))
    assert editor.steps == [f"Set the end of subtitle 1 to {field.text()}"]
    editor.session.undo.undo()
    assert editor.session.cues == CUES


def test_the_arrows_of_a_field_can_be_clicked(editor: Editor, panel: CueEditorPanel) -> None:
    field = panel.times[TimePart.START]
    for y in (5, field.height() - 5):
        QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=field.rect().topRight() + QPoint(-9, y))
        editor.window.finish()
    assert editor.steps == [
        "Set the start of subtitle 1 to 00:00:02.100",
        "Set the start of subtitle 1 to 00:00:02.000",
    ]


def test_steps_stop_where_the_subtitle_would_be_too_short_or_before_the_clip(
    editor: Editor, panel: CueEditorPanel
) -> None:
    field = panel.times[TimePart.START]
    field.setFocus()
    for _ in range(5):
        QTest.keyClick(field, KEY.Key_Up, CTRL)
    assert editor.times[0] == (3900, 4000)
    for _ in range(5):
        QTest.keyClick(field, KEY.Key_Down, CTRL)
    assert editor.times[0] == (0, 4000)
    QTest.keyClick(field, KEY.Key_Escape)
    assert editor.session.cues == CUES
    assert editor.steps == []
    assert not editor.session.previewing


def test_undo_takes_back_steps_that_are_still_being_made(editor: Editor, panel: CueEditorPanel) -> None:
    field = panel.times[TimePart.LENGTH]
    field.setFocus()
    QTest.keyClick(field, KEY.Key_Up)
    editor.window.menuBar().actions()[1].menu().actions()[0].trigger()
    assert editor.session.cues == CUES
    assert not editor.session.previewing


def test_steps_before_a_key_of_the_timeline_are_kept(editor: Editor, panel: CueEditorPanel) -> None:
    field = panel.times[TimePart.START]
    field.setFocus()
    QTest.keyClick(field, KEY.Key_Up)
    editor.timeline.setFocus()
    editor.window.shift_bar.nudge(100)
    editor.window.finish()
    assert editor.steps == ["Set the start of subtitle 1 to 00:00:02.100", "Shift +0.100 s"]
    assert editor.times[0] == (2200, 4100)


def test_a_wheel_over_a_field_without_the_keyboard_changes_nothing(editor: Editor, panel: CueEditorPanel) -> None:
    field = panel.times[TimePart.START]
    editor.timeline.setFocus()
    editor.opened.qtbot.wait(0)
    wheel(field)
    assert editor.session.cues == CUES
    field.setFocus()
    wheel(field)
    assert editor.times[0][0] == 2100


def wheel(field: CueTimeField) -> None:
    at = field.rect().center()
    QApplication.sendEvent(
        field,
        QWheelEvent(
            at.toPointF(),
            field.mapToGlobal(at).toPointF(),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def test_no_letter_in_the_editor_is_a_key_of_the_timeline(opened: OpenWindow) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    window, cues = opened.window, opened.session.cues
    window.navigator.choose(4)
    panel = window.editing.editor.panel
    triggered: list[str] = []
    for entry in window.preferences.keymap.entries:
        entry.action.triggered.connect(lambda _checked=False, name=entry.name: triggered.append(name))
    bare = [
        key
        for entry in window.preferences.keymap.entries
        for key in entry.action.shortcuts()
        if key.count() and key[0].keyboardModifiers() in (NONE, SHIFT) and 32 <= key[0].key() < 127
    ]
    assert len(bare) > 25
    for field in (panel.text, *panel.times.values(), window.transport.position):
        field.setFocus()
        for key in bare:
            QTest.keyClick(field, key[0].key(), key[0].keyboardModifiers())
            assert field.hasFocus()
        QTest.keyClick(field, KEY.Key_Escape)
        assert window.timeline.hasFocus()
    letters = [key for key in bare if key.toString()[-1].isalpha() and key[0].key() != KEY.Key_Space]
    panel.head.setFocus()
    for key in letters:
        QTest.keyClick(panel.head, key[0].key(), key[0].keyboardModifiers())
    assert triggered == []
    assert opened.session.cues == cues


def test_it_keeps_its_subtitle_while_the_person_types_and_it_plays(opened: OpenWindow) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    window = opened.window
    window.navigator.choose(0)
    panel = window.editing.editor.panel
    type_text(panel, "Halfway")
    window.playback.toggle()
    window.playback.seek(opened.session.cues[3].start_ms + 10)
    opened.until(lambda: window.playback.current_cue == 3)
    assert panel.text.toPlainText() == "Halfway"
    QTest.keyClick(panel.text, KEY.Key_Return, CTRL)
    assert opened.session.cues[0].text == "Halfway"
    assert window.editing.editor.index == 1, "the one after the one that was written"
    window.playback.toggle()
    window.timeline.setFocus()
    opened.until(lambda: window.editing.editor.index == window.playback.current_cue)


def test_what_is_typed_is_gone_with_its_file_and_goes_to_no_other(editor: Editor, panel: CueEditorPanel) -> None:
    type_text(panel, "of the first file")
    editor.session.set_subtitles(load_subtitles(LATE_SUBS))
    assert all("first file" not in cue.text for cue in editor.session.cues)
    assert editor.steps == []


def test_undo_is_of_the_text_first_and_then_of_the_last_step(editor: Editor, panel: CueEditorPanel) -> None:
    type_time(panel.times[TimePart.START], "1")
    type_text(panel, "abc")
    undo = QKeySequence(QKeySequence.StandardKey.Undo)[0]
    for _ in range(5):
        if panel.text.toPlainText() == "One two":
            break
        QTest.keyClick(panel.text, undo.key(), undo.keyboardModifiers())
    assert panel.text.toPlainText() == "One two"
    assert editor.times[0] == (1000, 4000)
    QTest.keyClick(panel.text, undo.key(), undo.keyboardModifiers())
    assert editor.times[0] == (2000, 4000)


def test_it_folds_away_and_stays_so(editor: Editor, panel: CueEditorPanel) -> None:
    height = editor.table.view.height()
    QTest.mouseClick(panel.head, Qt.MouseButton.LeftButton)
    editor.opened.until(lambda: editor.table.view.height() > height + 80)
    assert not panel.text.isVisible()
    assert not editor.opened.settings.editor_open
    QTest.keyClick(editor.window, KEY.Key_F4)
    assert panel.text.hasFocus()
    assert editor.opened.settings.editor_open


def test_texts_with_several_lines_keep_them_in_the_row_and_in_its_editor(editor: Editor, panel: CueEditorPanel) -> None:
    type_text(panel, "One\n<i>two</i>\nthree")
    editor.timeline.setFocus()
    model = editor.table.view.model()
    assert model.index(0, 3).data() == "One↵two↵three"
    editor.table.search.setText("two three")
    assert model.rowCount() == 1, "a search finds words on both sides of a line break"
    editor.table.search.clear()
    editor.table.view.setFocus()
    editor.table.select_rows([0], 0)
    QTest.keyClick(editor.window, KEY.Key_F2)
    field = editor.window.focusWidget()
    assert field.toPlainText() == "One\n<i>two</i>\nthree"
    QTest.keyClick(field, KEY.Key_End)
    QTest.keyClicks(field, "!")
    QTest.keyClick(field, KEY.Key_Return)
    assert editor.session.cues[0].text.count("\n") == 2
    assert panel.text.toPlainText() == editor.session.cues[0].text


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform, of popups
def test_with_a_film_times_are_in_its_frames(opened: OpenWindow, film: Path, mine: Path) -> None:
    opened.open(film, mine)
    window = opened.window
    window.navigator.choose(0)
    panel = window.editing.editor.panel
    start_ms = opened.session.cues[0].start_ms
    QTest.mouseClick(panel.units, Qt.MouseButton.LeftButton)
    QTest.keyClick(panel.units.view(), KEY.Key_Down)
    QTest.keyClick(panel.units.view(), KEY.Key_Return)
    assert opened.settings.in_frames
    field = panel.times[TimePart.START]
    assert field.text() == f"00:00:{start_ms // 1000:02}:{round(start_ms % 1000 / 40):02}"
    type_time(field, "00:00:06:12")
    assert opened.session.cues[0].start_ms == 6480
    field.setFocus()
    QTest.keyClick(field, KEY.Key_Up)
    window.finish()
    assert opened.session.cues[0].start_ms == 6520
    assert opened.session.undo.undoText() == "Set the start of subtitle 1 to 00:00:06:13"
    type_time(panel.times[TimePart.LENGTH], "1:05")
    assert opened.session.cues[0].end_ms == 7720
