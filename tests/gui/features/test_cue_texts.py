"""Editing, inserting and deleting subtitles, at the playhead and in the table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deepdub_engine.project import Document
from deepdub_engine.subtitles import Cue, load_subtitles, srt_text
from tests.helpers.cue_editor import CTRL, CUES, Editor
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow


def test_text_is_written_over_the_box_or_in_the_row(editor: Editor) -> None:
    editor.click(3000)
    QTest.keyClick(editor.window, Qt.Key.Key_F2)
    editor.write("Over the box")
    assert editor.session.cues[0].text == "Over the box"
    assert editor.window.focusWidget() is editor.timeline
    editor.table.view.setFocus()
    editor.table.select_rows([1], 1)
    QTest.keyClick(editor.window, Qt.Key.Key_F2)
    field = editor.window.focusWidget()
    assert field.toPlainText() == "<i>Three</i>", "tags are included"
    editor.write("In the row")
    assert editor.session.cues[1].text == "In the row"
    assert editor.window.focusWidget() is editor.table.view
    QTest.keyClick(editor.window, Qt.Key.Key_F2)
    editor.write("not taken", Qt.Key.Key_Escape)
    assert editor.session.cues[1].text == "In the row"
    assert editor.steps == ["Edit the text of subtitle 1", "Edit the text of subtitle 2"]


def test_text_that_is_being_written_is_saved_too(editor: Editor) -> None:
    editor.click(3000)
    for list_first in (False, True):
        (editor.table.view if list_first else editor.timeline).setFocus()
        QTest.keyClick(editor.window, Qt.Key.Key_F2)
        field = editor.window.focusWidget()
        field.selectAll()
        QTest.keyClicks(field, f"Halfway {list_first}")
        editor.window.actions_.save.trigger()
        editor.opened.until(editor.opened.idle)
        assert load_subtitles(editor.session.subtitles.path).cues[0].text == f"Halfway {list_first}"
    assert not editor.window.isWindowModified()


def test_cues_come_and_go_and_the_selection_stays_with_what_is_meant(editor: Editor) -> None:
    editor.table.select_rows([1, 3], 1)
    editor.actions.delete.trigger()
    assert [cue.text for cue in editor.session.cues] == ["One two", "Four"]
    editor.session.undo.undo()
    assert editor.session.cues == CUES
    editor.table.select_rows([1], 1)
    editor.actions.merge.trigger()
    assert editor.session.cues[1] == Cue(5000, 9000, "<i>Three</i> Four")
    assert editor.table.selected_rows() == [1]
    editor.actions.delete.trigger()
    assert editor.table.selected_rows() == [1]
    assert [cue.text for cue in editor.session.cues] == ["One two", "Five"]
    editor.actions.all.trigger()
    editor.actions.delete.trigger()
    assert editor.session.cues == ()
    assert not editor.actions.merge.isEnabled()
    editor.window.actions_.save.trigger()
    editor.opened.until(editor.opened.idle)
    assert "no subtitles left" in editor.window.status.message
    editor.session.undo.undo()
    assert len(editor.session.cues) == 2


def test_inserted_deleted_and_worded_anew_a_file_is_saved_and_only_that_has_changed(editor: Editor) -> None:
    path = editor.session.subtitles.path
    before = path.read_text(encoding="utf-8")
    editor.table.select_rows([2], 2)
    editor.actions.delete.trigger()
    editor.window.actions_.save.trigger()
    editor.opened.until(editor.opened.idle)
    block = "3\n00:00:07,000 --> 00:00:09,000\nFour\n\n"
    assert path.read_text(encoding="utf-8") == before.replace(block, "").replace("4\n00:00:12", "3\n00:00:12")
    assert not editor.window.isWindowModified()


def test_text_that_the_encoding_does_not_have_can_be_saved_as_utf8(editor: Editor, tmp_path: Path) -> None:
    path = tmp_path / "western.srt"
    path.write_bytes(srt_text([Cue(0, 1000, "Größe"), *CUES]).encode("cp1252"))
    editor.session.set_subtitles(load_subtitles(path, "cp1252"))
    editor.window.editing.commands.set_text(0, "크기")
    editor.window.actions_.save.trigger()
    editor.opened.until(editor.opened.idle)
    assert "cp1252" in editor.window.status.message
    assert path.read_bytes().startswith(b"1\n00:00:00,000 --> 00:00:01,000\nGr\xf6\xdfe")
    QTest.mouseClick(editor.window.status.help_button, Qt.MouseButton.LeftButton)
    editor.opened.until(editor.opened.idle)
    assert load_subtitles(path).cues[0].text == "크기"
    editor.window.editing.commands.set_text(1, "둘")
    editor.window.actions_.save.trigger()
    editor.opened.until(editor.opened.idle)
    assert load_subtitles(path).cues[1].text == "둘"


def test_looking_at_the_file_as_it_was_loses_no_selection(editor: Editor) -> None:
    editor.table.select_rows([3], 3)
    editor.actions.delete.trigger()
    editor.table.select_rows([0, 2], 2)
    editor.session.preview(Document())
    assert editor.session.cues == CUES
    editor.session.preview(None)
    assert editor.table.selected_rows() == [0, 2]


def test_only_what_was_moved_has_a_ghost(editor: Editor) -> None:
    editor.table.select_rows([1], 1)
    editor.actions.delete.trigger()
    editor.drag(13_000, 15_000)
    ghosts = editor.window.editing.ghosts()
    assert ghosts == (CUES[0], CUES[2], CUES[3])
    editor.session.undo.undo()
    editor.session.undo.undo()
    assert editor.window.editing.ghosts() is editor.session.file_cues


def test_the_search_finds_a_text_as_soon_as_it_is_written(editor: Editor) -> None:
    editor.table.search.setText("Seven")
    assert editor.table.view.model().rowCount() == 0
    editor.window.editing.commands.set_text(0, "Seven")
    assert editor.table.view.model().rowCount() == 1
    editor.click(6000, CTRL)
    assert 1 in editor.table.selected_rows(), "a filtered-out row can still be selected"


def test_problems_are_gone_to_one_after_the_other(editor: Editor) -> None:
    cues = (*CUES, Cue(13_000, 15_000, "Over"), Cue(16_000, 16_200, "Short"), Cue(17_000, 18_000, "x" * 40))
    editor.session.set_subtitles(None)
    path = editor.opened.session.folders.new() / "odd.srt"
    path.write_text(srt_text(cues), encoding="utf-8")
    editor.session.set_subtitles(load_subtitles(path))
    visited = []
    for _ in range(4):
        editor.actions.next.trigger()
        visited.append((editor.window.playback.current_cue, editor.window.status.message))
    assert visited == [
        (4, "Subtitle 5: Overlaps with subtitle 4."),
        (5, "Subtitle 6: Shown for only 0.20 s."),
        (6, "Subtitle 7: Too fast to read: 40 characters per second."),
        visited[0],
    ]
    editor.actions.previous.trigger()
    assert editor.window.playback.current_cue == 6


def test_at_the_playhead_cues_are_set_split_and_inserted(opened: OpenWindow) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    window, session = opened.window, opened.session
    first, second = session.cues[:2]
    window.navigator.choose(0)
    for key, at_ms, wanted in (
        (Qt.Key.Key_F11, first.start_ms + 300, (first.start_ms + 300, first.end_ms)),
        (Qt.Key.Key_F12, first.end_ms - 200, (first.start_ms + 300, first.end_ms - 200)),
    ):
        window.playback.seek(at_ms)
        QTest.keyClick(window, key)
        assert (session.cues[0].start_ms, session.cues[0].end_ms) == wanted
    window.playback.seek(first.start_ms + 800)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert session.cues[1].start_ms == second.start_ms + 500
    session.undo.undo()
    window.playback.seek(first.start_ms + 450)
    QTest.keyClick(window, Qt.Key.Key_S)
    assert session.cues[0].end_ms == session.cues[1].start_ms == first.start_ms + 450
    assert f"{session.cues[0].text} {session.cues[1].text}".split() == first.text.split()
    QTest.keyClick(window, Qt.Key.Key_S)
    assert "cannot be split" in window.status.message
    window.playback.seek(100)
    count = len(session.cues)
    QTest.keyClick(window, Qt.Key.Key_Insert)
    assert len(session.cues) == count + 1
    field = window.focusWidget()
    QTest.keyClicks(field, "New")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.cues[0].text == "New"
    assert session.undo.undoText() == "Edit the text of subtitle 1"
