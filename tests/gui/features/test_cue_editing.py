"""Editing subtitles with the mouse on the timeline."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deepdub_engine.alignment.evidence import SpeechEvidence
from deepdub_engine.alignment.per_cue import onsets_and_ends
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.subtitles import Cue, load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.base import theme
from deepdub_gui.document.commands import retime
from deepdub_gui.document.suggestions import SpeechAnalysis
from tests.helpers.cue_editor import ALT, CTRL, CUES, NONE, ROW, SHIFT, Editor
from tests.helpers.open_window import LATE_SUBS


def test_cues_edges_and_shared_edges_are_dragged_in_one_step_each(editor: Editor) -> None:
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
        "Move the edge after subtitle 2",
    ]
    for _ in range(3):
        editor.session.undo.undo()
    assert editor.session.cues == CUES


def test_a_drag_stops_at_neighbours_snaps_to_them_and_alt_is_free(editor: Editor) -> None:
    editor.drag(3000, 9000)
    assert editor.times[0] == (3000, 5000)
    editor.session.undo.undo()
    editor.drag(3000, 3940)
    assert editor.times[0] == (3000, 5000), "it snaps to a neighbour nearby"
    editor.session.undo.undo()
    editor.drag(3000, 3940, ALT)
    assert editor.times[0][0] == editor.near(2940)
    assert editor.times[0][0] != 3000
    editor.drag(3940, 5400, ALT)
    assert editor.times[0][0] == editor.near(4400), "Alt allows the overlap, which is then marked"
    assert "Overlaps" in str(editor.window.editing.marks.found[1])


def test_a_drag_snaps_to_speech(editor: Editor) -> None:
    speech = SpeechActivity.from_cues([Cue(10_000, 15_000, "Said")])
    editor.window.suggesting.service.heard = SpeechAnalysis(speech, SpeechEvidence.of(speech))
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


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform logs this for menus
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
