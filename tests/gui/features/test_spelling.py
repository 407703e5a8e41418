"""The spelling check in the window; the English dictionary comes with the library."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.spelling import dictionaries
from deepdub_gui.widgets.text_marks import MarkKind, TextMark
from tests.helpers.open_window import OpenWindow, open_window
from tests.helpers.written_subtitles import open_cues, texts

CUES = (
    Cue(1000, 2000, "Where is the letter?"),
    Cue(3000, 4000, "They <i>reci</i>eve it and know what it is."),
    Cue(5000, 6000, "Zorblax told teh office."),
    Cue(7000, 8000, "Yes, teh office."),
)


class Spelling:
    """A window with four subtitles, and a user who corrects them."""

    def __init__(self, opened: OpenWindow, folder: Path) -> None:
        self.opened, self.window, self.folder = opened, opened.window, folder
        self.parts = opened.window.finding.spelling
        self.bar, self.speller = self.parts.bar, self.parts.speller
        open_cues(opened, folder, CUES)

    def settle(self) -> None:
        self.opened.until(lambda: self.speller.is_settled and not self.parts._wants_next and self.opened.idle())

    def go_on(self) -> None:
        self.parts.next.trigger()
        self.settle()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    @property
    def steps(self) -> list[str]:
        undo = self.opened.session.undo
        return [undo.text(number) for number in range(undo.count())]


@pytest.fixture
def spelling(opened: OpenWindow, tmp_path: Path) -> Spelling:
    opened.settings.spelling_language = "en_US"
    return Spelling(opened, tmp_path)


def test_f4_goes_to_the_next_misspelled_word_with_suggestions(spelling: Spelling) -> None:
    spelling.window.table.select_rows([0], 0)
    QTest.keyClick(spelling.window.focusWidget() or spelling.window, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    spelling.settle()
    assert spelling.bar.told.text() == "“recieve” in subtitle 2 is not in the dictionary."
    assert spelling.window.table.selected_rows() == [1]
    spelling.opened.until(lambda: spelling.bar.words.currentText() == "receive")
    QTest.keyClick(spelling.bar.words, Qt.Key.Key_Return)
    spelling.settle()
    assert texts(spelling.opened)[1] == "They <i>receive</i> it and know what it is."
    assert spelling.steps == ["Correct “recieve” to “receive” in subtitle 2"]
    assert "“Zorblax” in subtitle 3" in spelling.bar.told.text()


def test_words_are_ignored_added_and_skipped_and_the_end_is_told(spelling: Spelling) -> None:
    spelling.window.table.select_rows([2], 2)
    spelling.go_on()
    assert "“Zorblax”" in spelling.bar.told.text()
    spelling.click(spelling.bar.add)
    assert "“teh” in subtitle 3" in spelling.bar.told.text()
    spelling.click(spelling.bar.next)
    assert "“teh” in subtitle 4" in spelling.bar.told.text()
    spelling.click(spelling.bar.ignore)
    assert "“recieve” in subtitle 2" in spelling.bar.told.text(), "it goes on at the top"
    spelling.click(spelling.bar.ignore)
    assert spelling.bar.told.text() == "No misspelled words."
    assert not spelling.bar.correct.isEnabled()
    assert spelling.steps == []
    assert (spelling.opened.settings.folder / "own_words.txt").read_text("utf-8") == "Zorblax\n"


def test_escape_closes_the_bar_and_the_focus_returns(spelling: Spelling) -> None:
    spelling.window.table.view.setFocus()
    spelling.go_on()
    QTest.keyClick(spelling.bar.words, Qt.Key.Key_Escape)
    assert not spelling.bar.isVisible()
    assert spelling.window.table.view.hasFocus()


def test_misspelled_words_are_underlined_in_the_list_only_while_that_is_on(spelling: Spelling) -> None:
    assert not list(spelling.parts._marks(2))
    spelling.parts.check.trigger()
    spelling.opened.until(lambda: spelling.speller.dictionary is not None and spelling.opened.idle())
    list(spelling.parts._marks(2))
    spelling.settle()
    spelling.opened.until(lambda: len(list(spelling.parts._marks(2))) == 2)
    assert TextMark(13, 16, MarkKind.MISSPELLED) in list(spelling.parts._marks(2))
    assert spelling.opened.settings.checks_spelling
    spelling.parts.check.trigger()
    assert not list(spelling.parts._marks(2))


def test_words_are_underlined_while_they_are_typed(spelling: Spelling) -> None:
    spelling.parts.check.trigger()
    spelling.opened.until(lambda: spelling.speller.dictionary is not None and spelling.opened.idle())
    spelling.window.table.view.setFocus()
    spelling.window.table.edit_text(0)
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Whre is it?")
    spelling.settle()
    block = field.document().firstBlock()
    spelling.opened.until(lambda: [(one.start, one.length) for one in block.layout().formats()] == [(0, 4)])
    QTest.keyClick(field, Qt.Key.Key_Escape)


def test_without_a_dictionary_it_is_said_what_to_install(
    spelling: Spelling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dictionaries, "_folders", lambda: iter([tmp_path / "nothing"]))
    spelling.parts.check.trigger()
    spelling.opened.until(lambda: "No dictionary" in spelling.window.status.message)
    assert "install one of Hunspell, such as the package hunspell-en-us" in spelling.window.status.message
    assert not list(spelling.parts._marks(1))


def test_the_language_is_that_of_the_subtitles_or_of_the_settings(spelling: Spelling, tmp_path: Path) -> None:
    spelling.opened.settings.spelling_language = ""
    spelling.parts.check.trigger()
    spelling.opened.until(lambda: spelling.speller.dictionary is not None)
    assert spelling.speller.dictionary.code.startswith("en")
    spelling.opened.settings.spelling_language = "tlh"
    spelling.window.finding.check_again()
    spelling.opened.until(lambda: "no dictionary for the language “tlh”" in spelling.window.status.message)


def test_a_process_that_ends_is_told_and_starts_again(spelling: Spelling) -> None:
    spelling.parts.check.trigger()
    spelling.opened.until(lambda: spelling.speller._process is not None and spelling.opened.idle())
    spelling.speller._process._process.kill()
    spelling.opened.until(lambda: "The spelling check has stopped" in spelling.window.status.message)
    spelling.go_on()
    assert "“recieve”" in spelling.bar.told.text()


def test_own_words_and_the_switch_are_kept(qapp: QApplication, qtbot, tmp_path: Path) -> None:
    first = Spelling(open_window(qapp, qtbot, tmp_path), tmp_path)
    first.parts.check.trigger()
    first.speller.add("Zorblax")
    first.opened.close()
    second = Spelling(open_window(qapp, qtbot, tmp_path), tmp_path)
    assert second.parts.check.isChecked()
    second.opened.until(lambda: second.speller.dictionary is not None)
    second.window.table.select_rows([2], 2)
    second.go_on()
    assert "“teh”" in second.bar.told.text()
    second.opened.close()


@pytest.mark.measured
def test_the_window_goes_on_while_many_subtitles_are_checked(spelling: Spelling) -> None:
    many = [
        Cue(2000 * number, 2000 * number + 1500, f"Word{'abcdefghij'[number % 10]} of many") for number in range(20_000)
    ]
    open_cues(spelling.opened, spelling.folder, many)
    beats: list[float] = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: beats.append(time.thread_time()))  # of the window's thread
    timer.start()
    spelling.go_on()
    timer.stop()
    worst_s = max(later - one for one, later in pairwise(beats))
    assert "“Worda”" in spelling.bar.told.text()
    assert worst_s < 0.05
