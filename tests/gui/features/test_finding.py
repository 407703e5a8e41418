"""Find and replace in the window."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from deepdub_engine.subtitles import Cue
from deepdub_gui.features.finding.bar import FindBar
from deepdub_gui.widgets.text_marks import MarkKind, TextMark, marks_on_line
from tests.helpers.open_window import OpenWindow
from tests.helpers.written_subtitles import open_cues, texts

CUES = (
    Cue(1000, 2000, "One <i>two</i> one"),
    Cue(9000, 9900, "None of it"),
    Cue(3000, 4000, "Two\none"),
    Cue(5000, 6000, "Nothing"),
)
ENTER, SHIFT = Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier


class Finding:
    """A window with four subtitles, and a user who searches them."""

    def __init__(self, opened: OpenWindow, folder: Path) -> None:
        self.opened, self.window, self.folder = opened, opened.window, folder
        self.parts = opened.window.finding.search
        self.bar = self.parts.bar
        self.file = open_cues(opened, folder, CUES)

    def look_for(self, text: str, key: Qt.Key = Qt.Key.Key_F) -> None:
        QTest.keyClick(self.focused, key, Qt.KeyboardModifier.ControlModifier)
        assert self.bar.field.hasFocus()
        QTest.keyClicks(self.bar.field, text)
        self.settle()

    def settle(self) -> None:
        self.opened.until(lambda: not self.parts.finder.is_busy and self.opened.idle())

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused, key, modifiers)
        self.settle()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    @property
    def focused(self) -> QWidget:
        return self.window.focusWidget() or self.window

    @property
    def selected(self) -> list[int]:
        return self.window.table.selected_rows()

    @property
    def told(self) -> str:
        return self.bar.wrong.text() or self.bar.count.text()

    @property
    def steps(self) -> list[str]:
        undo = self.opened.session.undo
        return [undo.text(number) for number in range(undo.count())]


@pytest.fixture
def finding(opened: OpenWindow, tmp_path: Path) -> Finding:
    return Finding(opened, tmp_path)


def test_enter_goes_through_the_matches_in_the_order_of_the_list_and_around(finding: Finding) -> None:
    finding.window.table.select_rows([0], 0)
    finding.look_for("one")
    assert finding.told == "Matches: 4"
    seen = []
    for _ in range(5):
        finding.press(ENTER)
        seen.append((finding.selected, finding.told))
    assert seen == [([0], "1 of 4"), ([0], "2 of 4"), ([2], "3 of 4"), ([1], "4 of 4"), ([0], "1 of 4")]
    finding.press(ENTER, SHIFT)
    assert (finding.selected, finding.told) == ([1], "4 of 4")
    finding.press(Qt.Key.Key_F3, SHIFT)
    assert (finding.selected, finding.told) == ([2], "3 of 4")
    assert finding.bar.field.hasFocus(), "the field keeps the keyboard"
    assert finding.opened.session.undo.count() == 0


def test_the_search_begins_at_the_selected_subtitle(finding: Finding) -> None:
    finding.window.table.select_rows([3], 3)
    finding.look_for("one")
    finding.press(ENTER)
    assert finding.selected == [1]


@pytest.mark.parametrize("where", ["timeline", "list"])
def test_escape_closes_the_bar_and_the_focus_returns(finding: Finding, where: str) -> None:
    before = finding.window.timeline if where == "timeline" else finding.window.table.view
    finding.window._stack.setCurrentWidget(finding.window.timeline)
    before.setFocus()
    finding.look_for("one")
    finding.press(Qt.Key.Key_Escape)
    assert not finding.bar.isVisible()
    assert before.hasFocus()
    assert finding.parts.finder.matches.matches == ()
    assert not list(finding.parts._marks(0))


def test_case_words_expressions_and_tags(finding: Finding) -> None:
    finding.look_for("one")
    finding.click(finding.bar.whole)
    assert finding.told == "Matches: 3"
    finding.click(finding.bar.case)
    assert finding.told == "Matches: 2"
    finding.click(finding.bar.whole)
    finding.click(finding.bar.case)
    finding.bar.field.setText("^o|i>")
    finding.settle()
    assert finding.told == "Nothing found."
    finding.click(finding.bar.expression)
    assert finding.told == "Matches: 2"
    finding.click(finding.bar.tags)
    assert finding.told == "Matches: 4"


def test_what_is_no_expression_is_told_while_it_is_typed(finding: Finding) -> None:
    finding.look_for("one")
    finding.click(finding.bar.expression)
    finding.bar.field.setText("(one")
    finding.settle()
    assert "is not a regular expression" in finding.told
    assert not finding.bar.next.isEnabled()
    QTest.keyClicks(finding.bar.field, ")")
    finding.settle()
    assert finding.told == "Matches: 4"


def test_only_the_selected_subtitles_are_searched_while_that_is_on(finding: Finding) -> None:
    finding.window.table.select_rows([1, 2], 1)
    finding.look_for("one")
    finding.click(finding.bar.selection)
    assert finding.told == "Matches: 2"
    finding.press(ENTER)
    finding.press(ENTER)
    assert finding.told in ("1 of 2", "2 of 2"), "going to a match does not change what is searched"
    finding.window.editing.commands.delete()
    finding.settle()
    assert not finding.bar.selection.isChecked(), "the numbers have changed"


def test_replacing_goes_on_to_the_next_match_step_by_step(finding: Finding) -> None:
    finding.window.table.select_rows([0], 0)
    finding.look_for("one", Qt.Key.Key_H)
    finding.bar.words.setText("no one")
    finding.bar.words.setFocus()
    finding.press(ENTER)
    assert (texts(finding.opened)[0], finding.told) == ("One <i>two</i> one", "1 of 4"), (
        "the first Enter only goes there"
    )
    finding.press(ENTER)
    assert (texts(finding.opened)[0], finding.told) == ("no one <i>two</i> one", "2 of 4")
    finding.press(ENTER)
    assert texts(finding.opened)[0] == "no one <i>two</i> no one"
    assert finding.selected == [2]
    assert finding.steps == ["Replace “one” with “no one” in subtitle 1"] * 2
    finding.opened.session.undo.undo()
    finding.settle()
    assert texts(finding.opened)[0] == "no one <i>two</i> one"


def test_replacing_all_is_one_step_with_groups_and_whole_tags(finding: Finding) -> None:
    finding.look_for(r"(\w+)o (one)", Qt.Key.Key_H)
    finding.click(finding.bar.expression)
    finding.bar.words.setText("$2 $1")
    finding.click(finding.bar.all)
    assert texts(finding.opened) == ["One <i>one tw</i>", *(cue.text for cue in CUES[1:])]
    finding.bar.field.setText("[on]e")
    finding.bar.words.setText("")
    finding.settle()
    finding.click(finding.bar.all)
    assert texts(finding.opened) == ["O <i>o tw</i>", "No of it", "Two\no", "Nothing"]
    assert finding.steps[-1] == "Replace 4 times “[on]e” with “”"
    finding.window.actions_.save.trigger()
    finding.opened.until(finding.opened.idle)
    assert "O <i>o tw</i>" in finding.file.read_text("utf-8")
    finding.opened.session.undo.undo()
    finding.opened.session.undo.undo()
    assert finding.opened.session.cues == CUES


def test_a_replacement_that_changes_nothing_is_no_step(finding: Finding) -> None:
    finding.look_for("Nothing", Qt.Key.Key_H)
    finding.bar.words.setText("Nothing")
    finding.click(finding.bar.all)
    assert finding.steps == []
    assert not finding.opened.session.modified


def test_a_wrong_group_is_told_and_nothing_is_replaced(finding: Finding) -> None:
    finding.look_for("(one)", Qt.Key.Key_H)
    finding.click(finding.bar.expression)
    finding.bar.words.setText(r"\2")
    finding.click(finding.bar.all)
    assert "does not fit the regular expression" in finding.told
    assert texts(finding.opened) == [cue.text for cue in CUES]


def test_an_edit_of_the_text_searches_again(finding: Finding) -> None:
    finding.look_for("one")
    finding.window.editing.commands.set_text(3, "one one")
    finding.settle()
    assert finding.told == "Matches: 6"


def test_the_text_that_is_selected_in_an_editor_is_looked_for(finding: Finding) -> None:
    finding.window.table.view.setFocus()
    finding.window.table.edit_text(1)
    QTest.keyClick(finding.focused, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    finding.settle()
    assert finding.bar.field.text() == "None of it"
    assert finding.told == "Matches: 1"


def test_matches_are_marked_in_the_list(finding: Finding) -> None:
    finding.window.table.select_rows([0], 0)
    finding.look_for("o one")
    finding.press(ENTER)
    marks = list(finding.parts._marks(0))
    assert marks == [TextMark(9, 18, MarkKind.CURRENT)]
    assert marks_on_line(CUES[0].text, marks) == ("One two one", [TextMark(6, 11, MarkKind.CURRENT)])
    plain = finding.window.table.view.grab().toImage()
    finding.press(Qt.Key.Key_Escape)
    assert finding.window.table.view.grab().toImage() != plain


def test_a_bad_expression_does_not_stop_the_window(finding: Finding) -> None:
    longest = Cue(20_000, 25_000, "x" * 60 + "!")
    open_cues(finding.opened, finding.folder, [*sorted(CUES, key=lambda cue: cue.start_ms), longest])
    finding.look_for("^(?:x|xx)+$")
    beats: list[float] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start()
    QTest.mouseClick(finding.bar.expression, Qt.MouseButton.LeftButton)
    finding.settle()
    timer.stop()
    assert "was stopped after 2 s" in finding.told
    assert len(beats) > 50, "the window went on"


@pytest.mark.measured
def test_fifty_thousand_subtitles_are_searched_beside_the_window(finding: Finding) -> None:
    many = [Cue(2000 * number, 2000 * number + 1500, f"Line {number} of many") for number in range(50_000)]
    open_cues(finding.opened, finding.folder, many)
    worst_s, last_s = 0.0, [time.thread_time()]

    def beat() -> None:
        nonlocal worst_s
        now_s = time.thread_time()  # of the window's thread: other programs do not count
        worst_s, last_s[0] = max(worst_s, now_s - last_s[0]), now_s

    timer = QTimer(interval=1)
    QTest.keyClick(finding.focused, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    finding.settle()
    timer.timeout.connect(beat)
    last_s[0] = time.thread_time()
    timer.start()
    finding.bar.field.setText("line 1")
    finding.settle()
    timer.stop()
    assert finding.told == "Matches: 11111"
    assert worst_s < 0.016


def test_the_subtitle_found_stays_in_view_when_the_field_to_replace_opens(opened: OpenWindow, tmp_path: Path) -> None:
    open_cues(opened, tmp_path, tuple(Cue(1000 * row, 1000 * row + 900, f"Line {row}") for row in range(60)))
    finding, view = opened.window.finding.search, opened.window.table.view
    row = view.viewport().height() // view.rowHeight(0) - 1
    opened.window.navigator.choose(row)
    view.setCurrentIndex(view.model().index(row, 0))
    assert view.visualRect(view.currentIndex()).bottom() <= view.viewport().height()
    before = view.viewport().height()
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    opened.until(lambda: finding.bar.isVisible() and view.viewport().height() < before - view.rowHeight(0))
    assert view.visualRect(view.currentIndex()).bottom() <= view.viewport().height()


def test_tab_goes_from_what_is_looked_for_to_what_replaces_it(finding: Finding) -> None:
    finding.look_for("one", Qt.Key.Key_H)
    for widget in (finding.bar.words, finding.bar.one, finding.bar.all, finding.bar.back):
        finding.press(Qt.Key.Key_Tab)
        assert finding.focused is widget


def test_after_replacing_all_it_is_said_how_many_and_the_field_has_the_keyboard(finding: Finding) -> None:
    finding.look_for("one", Qt.Key.Key_H)
    QTest.keyClicks(finding.bar.words, "six")
    finding.bar.all.setFocus()
    finding.press(ENTER)
    assert finding.told == "Replaced: 4"
    assert finding.bar.field.hasFocus()
    QTest.keyClicks(finding.bar.field, "x")
    finding.settle()
    assert finding.told == "Nothing found."


def test_only_one_bar_takes_room_from_the_list(finding: Finding) -> None:
    spelling = finding.window.finding.spelling
    spelling._reveal(None)
    assert spelling.bar.isVisible()
    finding.look_for("one")
    assert not spelling.bar.isVisible()
    spelling._reveal(None)
    assert not finding.bar.isVisible()
    finding.press(Qt.Key.Key_Escape)
    assert not spelling.bar.isVisible()


def test_the_bars_are_made_when_they_are_first_wanted_and_tab_goes_on_to_the_list(
    opened: OpenWindow, tmp_path: Path
) -> None:
    open_cues(opened, tmp_path, CUES)
    table = opened.window.table
    assert not table.findChildren(FindBar)
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    (bar,) = table.findChildren(FindBar)
    assert bar.field.hasFocus()
    bar.selection.setFocus()
    QTest.keyClick(bar.selection, Qt.Key.Key_Tab)
    assert table.view.hasFocus()
