"""Editing subtitles by hand: on the timeline, at the playhead, in the list."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepdub_engine.alignment import Evidence, onsets_and_ends
from deepdub_engine.project import Document
from deepdub_engine.retime import Retiming
from deepdub_engine.speech import SpeechActivity
from deepdub_engine.subtitles import Cue, load_subtitles, srt_text
from deepdub_gui import theme
from deepdub_gui.commands import retime
from deepdub_gui.editing.text_editor import CueTextEditor
from deepdub_gui.suggesting.desk import Heard
from deepdub_gui.timeline.canvas import CUES_PX, GAP_PX, OVERVIEW_PX, RULER_PX
from tests.gui.window import LATE_SUBS, SAMPLE, OpenWindow, open_window

ROW = OVERVIEW_PX + GAP_PX + RULER_PX + CUES_PX // 2
CUES = (
    Cue(2000, 4000, "One two"),
    Cue(5000, 7000, "<i>Three</i>"),
    Cue(7000, 9000, "Four"),
    Cue(12_000, 14_000, "Five"),
)
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Editor:
    """A person with four subtitles on a timeline of 20 s, and no clip: nothing is heard."""

    def __init__(self, opened: OpenWindow) -> None:
        self.opened, self.window, self.session = opened, opened.window, opened.session
        self.timeline, self.table = opened.window.timeline, opened.window.table
        self.actions = opened.window.editing.actions
        self.window._stack.setCurrentWidget(self.timeline)
        self.timeline.set_duration(20_000)
        self.timeline.show_span(0, 20_000)
        self.timeline.setFocus()

    @property
    def times(self) -> list[tuple[int, int]]:
        return [(cue.start_ms, cue.end_ms) for cue in self.session.cues]

    @property
    def steps(self) -> list[str]:
        return [self.session.undo.text(number) for number in range(self.session.undo.count())]

    def near(self, ms: float) -> float:
        """Return the times that a pixel stands for."""
        return pytest.approx(ms, abs=1.5 * 20_000 / self.timeline.width())

    def mouse(self, kind: QEvent.Type, at_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        view, left = self.timeline._canvas.viewport(), Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
        place = QPointF(self.timeline.x_of(at_ms) - 1, ROW)
        spot = view.mapToGlobal(place.toPoint()).toPointF()
        QApplication.sendEvent(view, QMouseEvent(kind, place, spot, left, held, modifiers))

    def press(self, at_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, at_ms, modifiers)

    def move(self, at_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.mouse(QEvent.Type.MouseMove, at_ms, modifiers)

    def release(self, at_ms: float) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at_ms)

    def click(self, at_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.press(at_ms, modifiers)
        self.release(at_ms)

    def drag(self, from_ms: float, to_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.press(from_ms)
        self.move((from_ms + to_ms) / 2, modifiers)
        self.move(to_ms, modifiers)
        self.release(to_ms)

    def write(self, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        field = self.window.focusWidget()
        assert isinstance(field, CueTextEditor)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, end)


@pytest.fixture
def editor(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Editor]:
    opened = open_window(qapp, qtbot, tmp_path)
    path = tmp_path / "mine.srt"
    path.write_text(srt_text(CUES), encoding="utf-8")
    opened.session.set_subtitles(load_subtitles(path))
    yield Editor(opened)
    opened.close()


def test_bodies_edges_and_shared_edges_follow_the_hand_one_step_each(editor: Editor) -> None:
    editor.drag(3000, 3400)
    assert editor.times[0] == (editor.near(2400), editor.near(4400))
    assert editor.times[0][1] - editor.times[0][0] == 2000
    editor.session.undo.undo()
    editor.drag(2030, 1430)
    assert editor.times[0] == (editor.near(1400), 4000)
    editor.drag(13_970, 15_970)
    assert editor.times[3] == (12_000, editor.near(16_000))
    editor.drag(7000, 7600)
    assert editor.times[1] == (5000, editor.near(7600))
    assert editor.times[2] == (editor.times[1][1], 9000)
    assert editor.steps == [
        "Move the start of subtitle 1",
        "Move the end of subtitle 4",
        "Move the edge behind subtitle 2",
    ]
    for _ in range(3):
        editor.session.undo.undo()
    assert editor.session.cues == CUES


def test_a_drag_stops_at_neighbours_snaps_to_them_and_alt_is_free(editor: Editor) -> None:
    editor.drag(3000, 9000)
    assert editor.times[0] == (3000, 5000)
    editor.session.undo.undo()
    editor.drag(3000, 3940)
    assert editor.times[0] == (3000, 5000), "near the neighbour, it snaps to it"
    editor.session.undo.undo()
    editor.drag(3000, 3940, ALT)
    assert editor.times[0][0] == editor.near(2940)
    assert editor.times[0][0] != 3000
    editor.drag(3940, 5400, ALT)
    assert editor.times[0][0] == editor.near(4400), "Alt goes through, and the overlap is marked"
    assert "Overlaps" in editor.window.editing.marks.found[1]


def test_a_drag_snaps_to_where_somebody_speaks(editor: Editor) -> None:
    speech = SpeechActivity.of_cues([Cue(10_000, 15_000, "Said")])
    editor.window.workbench.suggestions.heard = Heard(speech, Evidence.of(speech))
    onsets_ms, ends_ms = onsets_and_ends(speech)
    editor.drag(12_030, onsets_ms[0] + 80)
    editor.drag(13_970, ends_ms[0] - 80)
    assert editor.times[3] == (onsets_ms[0], ends_ms[0])


def test_gap_and_least_length_are_as_the_person_has_set_them(editor: Editor) -> None:
    editor.opened.settings.gap_ms, editor.opened.settings.shortest_ms = 200, 1000
    editor.drag(3000, 6000)
    assert editor.times[0] == (2800, 4800)
    editor.drag(13_970, 12_100)
    assert editor.times[3] == (12_000, 13_000)


def test_while_a_cue_is_dragged_it_is_seen_there_and_escape_brings_it_back(editor: Editor) -> None:
    editor.press(3000)
    editor.move(2600)
    assert editor.times[0][0] == editor.near(1600)
    assert editor.table.model.data(editor.table.model.index(0, 1)).startswith("00:00:01.")
    assert editor.timeline._canvas.viewport().cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.keyClick(editor.timeline, Qt.Key.Key_Escape)
    assert editor.session.cues == CUES
    editor.move(1000)
    editor.release(1000)
    assert editor.session.cues == CUES
    assert editor.steps == []


def test_undo_during_a_drag_takes_back_the_drag_only(editor: Editor) -> None:
    editor.drag(13_000, 15_000)
    editor.press(3000)
    editor.move(2600)
    QTest.keyClick(editor.window, Qt.Key.Key_Z, CTRL)
    editor.move(2500)
    editor.release(2500)
    assert editor.times[0] == (2000, 4000)
    assert editor.steps == ["Move subtitle 4"]


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform says this of menus
def test_a_right_click_offers_what_can_be_done_with_the_cues(editor: Editor) -> None:
    editor.table.select_rows([0, 1], 0)
    view = editor.timeline._canvas.viewport()
    for at_ms, selected in ((6000, [0, 1]), (13_000, [3])):
        place = QPointF(editor.timeline.x_of(at_ms) - 1, ROW).toPoint()
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(view, QContextMenuEvent(reason, place, view.mapToGlobal(place)))
        menu = QApplication.activePopupWidget()
        assert editor.actions.delete in menu.actions()
        assert editor.table.selected_rows() == selected
        menu.close()
    assert editor.session.cues == CUES


def test_undo_in_the_middle_of_writing_takes_back_what_was_written(editor: Editor) -> None:
    editor.drag(13_000, 15_000)
    editor.table.view.setFocus()
    editor.table.select_rows([1], 1)
    editor.actions.text.trigger()
    QTest.keyClicks(editor.window.focusWidget(), "Half")
    next(action for action in editor.window.actions_.edit.actions() if action.text().startswith("&Undo")).trigger()
    assert editor.session.cues[1] == CUES[1]
    assert editor.steps == ["Move subtitle 4", "Edit the text of subtitle 2"]
    assert editor.session.undo.index() == 1


def test_other_subtitles_end_a_drag(editor: Editor) -> None:
    editor.press(3000)
    editor.move(2600)
    editor.session.set_subtitles(load_subtitles(LATE_SUBS))
    editor.release(2600)
    assert editor.session.cues == load_subtitles(LATE_SUBS).cues
    assert editor.steps == []


def test_ctrl_and_shift_choose_several_that_move_together(editor: Editor) -> None:
    editor.click(3000)
    editor.click(13_000, CTRL)
    assert editor.table.selected_rows() == [0, 3]
    editor.click(3000, CTRL)
    assert editor.table.selected_rows() == [3]
    editor.click(6000, SHIFT)
    assert editor.table.selected_rows() == [1, 2, 3]
    editor.drag(8000, 8500)
    step = editor.times[2][0] - 7000
    assert step == editor.near(500)
    assert editor.times == [(2000, 4000), *((cue.start_ms + step, cue.end_ms + step) for cue in CUES[1:])]
    assert editor.table.selected_rows() == [1, 2, 3]
    assert editor.steps == ["Move 3 subtitles"]
    editor.click(3000)
    assert editor.table.selected_rows() == [0]


def test_the_pointer_tells_what_a_press_would_do(editor: Editor) -> None:
    shapes = []
    for at_ms in (3000, 2040, 3960, 7000, 10_000):
        view = editor.timeline._canvas.viewport()
        place = QPointF(editor.timeline.x_of(at_ms) - 1, ROW)
        spot = view.mapToGlobal(place.toPoint()).toPointF()
        button = Qt.MouseButton.NoButton
        QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, place, spot, button, button, NONE))
        shapes.append(view.cursor().shape())
    cursor = Qt.CursorShape
    edges = [cursor.SizeHorCursor, cursor.SizeHorCursor, cursor.SplitHCursor]
    assert shapes == [cursor.PointingHandCursor, *edges, cursor.ArrowCursor]


def test_drags_through_a_stretched_and_shifted_file_end_where_they_are_let_go(editor: Editor) -> None:
    retime(editor.session, Retiming(-1000, Fraction(25, 24)))
    start_ms, end_ms = editor.times[0]
    editor.drag((start_ms + end_ms) / 2, (start_ms + end_ms) / 2 + 500)
    assert editor.times[0][0] == editor.near(start_ms + 500)
    assert editor.session.base_cues[1:] == CUES[1:]
    retime(editor.session, Retiming())
    assert editor.times[0][0] == editor.near(2000 + 500 * 24 / 25)


def test_overlaps_and_selected_cues_can_be_seen_without_colour(editor: Editor) -> None:
    def shot() -> np.ndarray:
        image = editor.timeline.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        words = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
        return words & 0xFFFFFF

    def part(words: np.ndarray, from_ms: float, to_ms: float) -> np.ndarray:
        left, right = round(editor.timeline.x_of(from_ms)), round(editor.timeline.x_of(to_ms))
        return words[ROW - 20 : ROW + 20, left:right]

    look = theme.light() if not editor.window._theme.is_dark else theme.dark()
    editor.table.select_rows([3])
    accent = part(shot(), 12_000, 12_300) == (look.accent.rgb() & 0xFFFFFF)
    assert accent.any()
    editor.drag(13_000, 13_500)
    whole = part(shot(), 8400, 8900)
    editor.drag(13_500, 9000, ALT)
    hatched = np.unique(part(shot(), 8400, 8900), return_counts=True)[1].max() / whole.size
    assert hatched < 0.45 < np.unique(whole, return_counts=True)[1].max() / whole.size


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
    assert field.toPlainText() == "<i>Three</i>", "with its tags"
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
    assert "no subtitle left" in editor.window.status.message
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
    assert editor.window.editing.ghosts() is editor.session.untouched_cues


def test_the_search_finds_a_text_as_soon_as_it_is_written(editor: Editor) -> None:
    editor.table.search.setText("Seven")
    assert editor.table.view.model().rowCount() == 0
    editor.window.editing.commands.set_text(0, "Seven")
    assert editor.table.view.model().rowCount() == 1
    editor.click(6000, CTRL)
    assert 1 in editor.table.selected_rows(), "what the search hides can be selected all the same"


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
        (5, "Subtitle 6: Shown for 0.20 s only."),
        (6, "Subtitle 7: Too fast to read: 40 characters a second."),
        visited[0],
    ]
    editor.actions.previous.trigger()
    assert editor.window.playback.current_cue == 6


def test_at_the_playhead_cues_are_set_split_and_inserted(opened: OpenWindow) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    window, session = opened.window, opened.session
    first, second = session.cues[:2]
    window.travel.choose(0)
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
