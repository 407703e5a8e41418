"""The window sorts subtitles by time; the file keeps its own order."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deepdub_engine.subtitles import Cue, load_subtitles, srt_text
from tests.helpers.cue_editor import ALT, CUES, SHIFT, Editor
from tests.helpers.open_window import SAMPLE, TRUE_SUBS, OpenWindow

NEXT, PREVIOUS = Qt.Key.Key_Down, Qt.Key.Key_Up


def rows(editor: Editor) -> list[str]:
    """Return the table's rows: number and first word."""
    model = editor.table.view.model()
    return [
        f"{model.index(row, 0).data().removeprefix('▶ ')} {model.index(row, 3).data().removeprefix('⚠ ').split()[0]}"
        for row in range(model.rowCount())
    ]


def walked(editor: Editor, key: Qt.Key, count: int) -> list[str]:
    texts = []
    for _ in range(count):
        QTest.keyClick(editor.timeline, key, ALT)
        texts.append(editor.session.cues[editor.window.playback.current_cue].text)
    return texts


def click_row(editor: Editor, row: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = editor.table.view
    place = view.visualRect(view.model().index(row, 3)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def test_a_subtitle_that_was_dragged_past_its_neighbour_is_listed_and_reached_where_it_is(editor: Editor) -> None:
    editor.click(3000)
    editor.press(3000)
    editor.move(10_600, ALT)
    assert rows(editor) == ["2 Three", "3 Four", "1 One", "4 Five"], "also during the drag"
    assert editor.table.selected_rows() == [0]
    editor.release(10_600)
    assert rows(editor) == ["2 Three", "3 Four", "1 One", "4 Five"]
    assert editor.steps == ["Move subtitle 1"]
    assert editor.table.selected_rows() == [0]
    editor.window.playback.set_current_cue(1)
    assert walked(editor, NEXT, 4) == ["Four", "One two", "Five", "Five"]
    assert walked(editor, PREVIOUS, 4) == ["One two", "Four", "<i>Three</i>", "<i>Three</i>"]
    click_row(editor, 2)
    assert editor.window.playback.current_cue == 0, "a click on a row selects the subtitle in it"
    editor.window.editing.commands.set_text(0, "One more")
    assert rows(editor)[2] == "1 One"
    editor.session.undo.undo()
    editor.session.undo.undo()
    assert rows(editor) == ["1 One", "2 Three", "3 Four", "4 Five"]
    assert editor.table.selected_rows() == [0]


def test_the_file_keeps_its_order_and_what_was_not_touched_to_the_byte(editor: Editor) -> None:
    path = editor.session.subtitles.path
    before = path.read_bytes()
    editor.drag(3000, 10_600, ALT)
    editor.window.actions_.save.trigger()
    editor.opened.until(editor.opened.idle)
    moved = load_subtitles(path).cues
    assert moved[1:] == CUES[1:]
    assert moved[0] == editor.session.cues[0]
    lines = zip(before.splitlines(), path.read_bytes().splitlines(), strict=True)
    assert [number for number, (one, other) in enumerate(lines) if one != other] == [1]
    editor.session.undo.undo()
    editor.window.actions_.save.trigger()
    editor.opened.until(editor.opened.idle)
    assert path.read_bytes() == before


def test_a_file_in_another_order_is_shown_in_that_of_time_and_saved_in_its_own(editor: Editor) -> None:
    path = editor.opened.session.folders.new() / "odd.srt"
    path.write_text(srt_text([CUES[3], CUES[1], CUES[0], CUES[2]]), encoding="utf-8")
    data = path.read_bytes()
    editor.session.set_subtitles(load_subtitles(path))
    assert rows(editor) == ["3 One", "2 Three", "4 Four", "1 Five"]
    assert walked(editor, NEXT, 5) == ["One two", "<i>Three</i>", "Four", "Five", "Five"]
    click_row(editor, 1)
    click_row(editor, 3, SHIFT)
    assert editor.table.selected_rows() == [0, 1, 3], "the selection is contiguous in time"
    editor.window.actions_.save_as.setEnabled(True)
    editor.opened.answers.target = path.with_name("again.srt")
    editor.window.actions_.save_as.trigger()
    editor.opened.until(lambda: editor.opened.idle() and path.with_name("again.srt").exists())
    assert path.with_name("again.srt").read_bytes() == data


def test_search_and_problems_go_by_what_is_seen(editor: Editor) -> None:
    editor.drag(3000, 8200, ALT)  # over the third subtitle
    assert rows(editor) == ["2 Three", "3 Four", "1 One", "4 Five"]
    editor.window.playback.set_current_cue(None)
    editor.table.select_rows([])
    visited = []
    editor.window.editing.commands.set_text(3, "x" * 80)
    for _ in range(2):
        QTest.keyClick(editor.timeline, Qt.Key.Key_F8)
        visited.append(editor.window.playback.current_cue)
    assert visited == [0, 3], "problems are visited in time order, not by number"
    editor.session.undo.undo()
    editor.table.search.setText("five")
    click_row(editor, 0)
    assert editor.window.playback.current_cue == 3
    editor.table.search.setText("one")
    click_row(editor, 0)
    assert editor.window.playback.current_cue == 0


def test_an_export_takes_a_subtitle_where_it_was_dragged_to(opened: OpenWindow, tmp_path: Path) -> None:
    cues = load_subtitles(TRUE_SUBS).cues
    path = tmp_path / "odd.srt"
    path.write_text(srt_text([*cues[6:], *cues[:6]]), encoding="utf-8")
    tables = []
    for subtitles, name in ((TRUE_SUBS, "even"), (path, "odd")):
        opened.open(SAMPLE, subtitles)
        opened.answers.folder = tmp_path / name
        opened.window.actions_.export_sentences.trigger()
        opened.until(lambda: opened.idle() and "Exported" in opened.window.status.message)
        with (tmp_path / name / "sentences.csv").open(newline="", encoding="utf-8") as file:
            tables.append(list(csv.DictReader(file)))
    assert tables[0] == tables[1]
    assert len(tables[0]) > 5


def test_thousands_of_subtitles_are_put_in_order_at_once(editor: Editor) -> None:
    path = editor.opened.session.folders.new() / "long.srt"
    cues = [Cue(2000 * number, 2000 * number + 1500, f"Line {number}") for number in range(3000)]
    path.write_text(srt_text(cues), encoding="utf-8")
    editor.session.set_subtitles(load_subtitles(path))
    editor.table.select_rows(range(10, 1500), 20)
    editor.window.editing.service.edit("Turn round", lambda shown: (*shown[1500:], *shown[:1500]))
    texts = [editor.table.model.index(row, 3).data().removeprefix("⚠ ") for row in range(3000)]
    assert texts == [cue.text for cue in cues]
