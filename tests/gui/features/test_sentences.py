"""Sentences are seen on the timeline, split and joined by a key, and exported as they are seen."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deepdub_engine.cli import main
from deepdub_engine.project import load_project
from deepdub_engine.sentences.marks import SentenceMarks
from deepdub_engine.subtitles import Cue
from deepdub_gui.document.commands import change
from deepdub_gui.shortcuts.action_entries import plain_text
from deepdub_gui.widgets.timeline.band_layout import GAP_PX, OVERVIEW_PX, RULER_PX
from tests.helpers.open_window import SAMPLE, TRUE_SUBS, OpenWindow, open_window
from tests.helpers.retiming import type_into

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(opened: OpenWindow, tmp_path: Path) -> OpenWindow:
    path = tmp_path / "true.srt"
    path.write_bytes(TRUE_SUBS.read_bytes())
    opened.open(SAMPLE, path)
    return opened


def press(opened: OpenWindow, key: Qt.Key, *rows: int) -> None:
    """Select subtitles, and press a key with Shift on the timeline."""
    opened.window.navigator.choose(rows[0])
    opened.window.table.select_rows(rows, rows[0])
    opened.window.timeline.setFocus()
    QTest.keyClick(opened.window.timeline, key, SHIFT)


def split(opened: OpenWindow, row: int) -> None:
    press(opened, Qt.Key.Key_S, row)


def join(opened: OpenWindow, *rows: int) -> None:
    press(opened, Qt.Key.Key_M, *rows)


def brackets(opened: OpenWindow) -> list[tuple[int, int]]:
    layer = opened.window.viewing.brackets.layer
    return list(zip(layer.starts_ms.tolist(), layer.ends_ms.tolist(), strict=True))


def expected(opened: OpenWindow) -> list[tuple[int, int]]:
    """Return the spans of the sentences that an export would cut."""
    sentences = opened.session.sentence_rules.sentences(opened.session.cues)
    return [(one.start_ms, one.end_ms) for one in sentences]


def exported(opened: OpenWindow, folder: Path) -> list[str]:
    opened.answers.folder = folder
    opened.window.actions_.export_sentences.trigger()
    opened.until(opened.idle)
    with (folder / "sentences.csv").open(encoding="utf-8", newline="") as file:
        return [row["sentence"] for row in csv.DictReader(file)]


def test_a_bracket_spans_what_will_be_one_sentence(opened: OpenWindow) -> None:
    cues = opened.session.cues
    assert brackets(opened) == expected(opened)
    assert (cues[4].start_ms, cues[5].end_ms) in brackets(opened), "“Let me in … and the bridge …”"
    assert (cues[2].start_ms, cues[2].end_ms) not in brackets(opened), "a sound is not spoken"


def test_a_key_splits_and_joins_as_one_step_each(opened: OpenWindow) -> None:
    undo, before = opened.session.undo, brackets(opened)
    split(opened, 5)
    assert undo.undoText() == "Begin a sentence at subtitle 6"
    assert len(brackets(opened)) == len(before) + 1
    join(opened, 1)
    assert undo.undoText() == "Join subtitle 2 to the sentence before"
    assert len(brackets(opened)) == len(before)
    join(opened, 7, 8, 9)
    assert undo.undoText() == "Join 3 subtitles to one sentence"
    cues = opened.session.cues
    assert (cues[7].start_ms, cues[10].end_ms) in brackets(opened)
    assert brackets(opened) == expected(opened)
    assert undo.count() == 3
    for _ in range(3):
        undo.undo()
    assert brackets(opened) == before
    assert not opened.window.isWindowModified()


def test_a_join_takes_back_a_split_and_what_changes_nothing_is_no_step(opened: OpenWindow) -> None:
    undo, status = opened.session.undo, opened.window.status
    split(opened, 4)
    assert status.message == "Subtitle 5 begins a sentence already."
    join(opened, 5)
    assert status.message == "Subtitle 6 belongs to the sentence before it already."
    join(opened, 0)
    assert status.message == "There is no sentence before subtitle 1."
    join(opened, 2)
    assert status.message == "Nothing is spoken in subtitle 3."
    join(opened, 4, 5)
    assert status.message == "The selected subtitles are one sentence already."
    opened.window.editing.actions.free_sentence.trigger()
    assert status.message == "Nothing was split or joined at the selected subtitles."
    assert undo.count() == 0
    split(opened, 5)
    join(opened, 5)
    assert opened.session.document.marks.of == ()
    join(opened, 4)
    opened.window.editing.actions.free_sentence.trigger()
    assert undo.undoText() == "Sentences by rule"
    assert opened.session.document.marks.of == ()


def test_marks_follow_their_subtitles_through_a_days_edits(opened: OpenWindow) -> None:
    split(opened, 5)
    join(opened, 8)
    actions, window = opened.window.editing.actions, opened.window

    def marks() -> dict[str, bool]:
        cues = opened.session.base_cues
        return {cues[cue].text.split()[0]: begins for cue, begins in opened.session.document.marks.by_cue().items()}

    assert marks() == {"and": True, "What": False}
    window.navigator.choose(0)
    actions.delete.trigger()
    assert marks() == {"and": True, "What": False}
    window.navigator.choose(1)
    window.playback.seek(opened.session.cues[1].start_ms + 500)
    window.playback.set_current_cue(1)
    actions.split.trigger()
    assert marks() == {"and": True, "What": False}
    type_into(window.shift_bar.value, "-3")
    assert marks() == {"and": True, "What": False}
    assert brackets(opened) == expected(opened)
    window.table.select_rows([4, 5], 4)
    actions.merge.trigger()
    assert marks() == {"What": False}, "the split was inside what is merged"
    for _ in range(4):
        opened.session.undo.undo()
    assert marks() == {"and": True, "What": False}
    assert [mark.cue for mark in opened.session.document.marks.of] == [5, 8]
    assert brackets(opened) == expected(opened)


def test_the_export_has_the_sentences_that_are_seen_and_the_command_line_takes_them(
    opened: OpenWindow, tmp_path: Path
) -> None:
    split(opened, 5)
    join(opened, 1)
    texts = exported(opened, tmp_path / "window")
    assert texts[0] == "Did you hear that? It is only the wind."
    assert len(texts) == len(brackets(opened))
    table, out = tmp_path / "window" / "sentences.json", tmp_path / "command"
    arguments = ["segments", SAMPLE, TRUE_SUBS, "--sentences", table, "-o", out, "--quiet"]
    assert main([str(argument) for argument in arguments]) == 0
    for name in ("sentences.csv", "segments.csv"):
        assert (out / name).read_bytes() == (tmp_path / "window" / name).read_bytes()


def test_a_project_keeps_what_was_split_and_joined(opened: OpenWindow, tmp_path: Path, qapp) -> None:
    split(opened, 5)
    join(opened, 1)
    marks, seen = opened.session.document.marks, brackets(opened)
    opened.answers.project = tmp_path / "ep.deepdub"
    opened.window.actions_.save_project.trigger()
    opened.until(opened.idle)
    assert load_project(tmp_path / "ep.deepdub").document.marks == marks
    opened.close()
    (tmp_path / "next").mkdir()
    after = open_window(qapp, opened.qtbot, tmp_path / "next")
    after.open(tmp_path / "ep.deepdub")
    assert after.session.document.marks == marks
    assert brackets(after) == seen
    assert not after.window.isWindowModified()
    after.close()


def test_the_names_of_a_file_part_sentences_in_the_window_as_on_the_command_line(
    opened: OpenWindow, tmp_path: Path
) -> None:
    lines = [("Anna", "I thought"), ("Anna", "you knew"), ("Tom", "nobody told"), ("Tom", "me.")]
    head = "[Script Info]\nScriptType: v4.00+\n\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
    events = (
        f"Dialogue: 0,0:00:0{at}.00,0:00:0{at}.90,Default,{name},{words}\n" for at, (name, words) in enumerate(lines, 1)
    )
    path = tmp_path / "names.ass"
    path.write_text(head + "".join(events), encoding="utf-8")
    opened.open(path)
    texts = ["I thought you knew", "nobody told me."]
    assert exported(opened, tmp_path / "window") == texts
    assert brackets(opened) == [(1000, 2900), (3000, 4900)]
    assert main(["segments", str(SAMPLE), str(path), "-o", str(tmp_path / "command"), "--quiet"]) == 0
    for name in ("sentences.csv", "sentences.json"):
        assert (tmp_path / "command" / name).read_bytes() == (tmp_path / "window" / name).read_bytes()
    opened.window.navigator.choose(0)
    opened.window.editing.actions.delete.trigger()
    assert brackets(opened) == [(2000, 2900), (3000, 4900)], "the names stay with their subtitles"


def test_saved_subtitles_say_that_a_project_keeps_the_marks(opened: OpenWindow) -> None:
    for is_marked in (False, True):
        if is_marked:
            split(opened, 5)
        opened.window.actions_.save.trigger()
        opened.until(opened.idle)
        assert ("is kept in a project" in opened.window.status.message) is is_marked


def test_brackets_are_hidden_from_the_view_menu_and_stay_so(opened: OpenWindow, tmp_path: Path, qapp) -> None:
    action = opened.window.viewing.actions.brackets
    assert action in opened.window.actions_.view.actions()
    action.trigger()
    assert brackets(opened) == []
    assert not opened.settings.shows_sentences
    action.trigger()
    assert brackets(opened) == expected(opened)


def test_the_pause_is_a_setting_that_takes_effect_at_once(opened: OpenWindow) -> None:
    opened.window.editing.commands.set_text(0, "Did you hear that")
    together = (opened.session.cues[0].start_ms, opened.session.cues[1].end_ms)
    assert together in brackets(opened)
    dialog = opened.window.preferences.show_settings()
    box = dialog.box("Pause that ends a sentence")
    assert box.currentText() == "1 s"
    for text, is_one in (("0.3 s", False), ("0.5 s", True)):
        box.setCurrentText(text)
        box.activated.emit(box.currentIndex())
        assert f"{opened.settings.pause_ms / 1000:g} s" == text
        assert (together in brackets(opened)) is is_one
        assert brackets(opened) == expected(opened)
    dialog.close()
    assert opened.session.undo.count() == 1, "a setting is no step"


def drawn_rows(opened: OpenWindow) -> set[int]:
    """Return the rows of the timeline's picture that are different without the brackets."""
    action, canvas = opened.window.viewing.actions.brackets, opened.window.timeline._canvas
    pictures = []
    for _ in range(2):
        pictures.append(canvas.grab().toImage())
        action.trigger()
    one, other = pictures
    columns = range(0, one.width(), 3)
    return {row for row in range(one.height()) if any(one.pixel(x, row) != other.pixel(x, row) for x in columns)}


def test_brackets_are_drawn_between_the_ruler_and_the_boxes_at_every_zoom(opened: OpenWindow) -> None:
    split(opened, 5)
    top = OVERVIEW_PX + GAP_PX + RULER_PX
    for span_ms in (20_000, 2000, 40_000):
        opened.window.timeline.show_span(9000, 9000 + span_ms)
        rows = drawn_rows(opened)
        assert rows
        assert min(rows) >= top - 4, "the wedge reaches into the ruler"
        assert max(rows) <= top + 6
    cues = tuple(Cue(15 * n, 15 * n + 12, "Yes.") for n in range(2000))
    change(opened.session, "Many", replace(opened.session.document, cues=cues, marks=SentenceMarks()))
    opened.window.timeline.zoom_to_fit()
    assert drawn_rows(opened) <= set(range(top, top + 6))
    assert drawn_rows(opened)


def test_a_slider_moves_the_brackets_with_the_boxes(opened: OpenWindow) -> None:
    before = brackets(opened)
    opened.window.shift_bar.shift.preview(700)
    assert brackets(opened) == [(start + 700, end + 700) for start, end in before]
    opened.window.shift_bar.shift.preview(-7000)
    assert brackets(opened) == expected(opened), "the first subtitles are before the start now"
    opened.session.preview(None)
    assert brackets(opened) == before


def test_the_commands_are_in_the_menus(opened: OpenWindow) -> None:
    actions, edit = opened.window.editing.actions, opened.window.actions_.edit.actions()
    menus = {plain_text(each.text()): each.menu().actions() for each in edit if each.menu() is not None}
    assert list(menus) == ["Times", "Sentences", "Speakers", "Find", "Spelling"]
    assert len([each for each in edit if not each.isSeparator()]) < 20
    for action in (actions.begin_sentence, actions.join_sentence, actions.free_sentence):
        assert action in menus["Sentences"]
        assert action in actions.menu().actions()
