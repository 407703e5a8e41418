"""Generated voices in the window: moved by hand with undo, kept by projects, and laid as the dialogs say."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deepdub_engine.base.progress import finish
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline.dub.marks import Marks
from deepdub_engine.pipeline.dub.options import Level, LevelMode, RemixOptions
from deepdub_engine.pipeline.dub.status import LineStatus
from deepdub_engine.pipeline.lines import line_statuses
from deepdub_engine.pipeline.remix import remix
from deepdub_engine.project import load_project
from deepdub_engine.subtitles import srt_text
from deepdub_gui.dialogs.soundtrack_dialog import SoundtrackDialog
from deepdub_gui.document.dub_exporter import SoundtrackChoice
from deepdub_gui.features.listening.monitor import GENERATED
from deepdub_gui.widgets.cue_table_model import VOICE
from tests.helpers.dub_clip import DubClip, made_voice, make_dub_clip
from tests.helpers.media_files import TrackToMake, make_media
from tests.helpers.open_window import OpenWindow, open_window

RATE_HZ = 48_000
OLD_S = 1_000_000_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DubClip:
    """Return a clip with four lines, of which the first two have a voice."""
    dub = make_dub_clip(tmp_path_factory.mktemp("dub") / "clip", 4, 16, RATE_HZ)
    for number in (0, 1):
        path = dub.speak(number, made_voice(number, dub.slot_s(number) * 0.5, RATE_HZ))
        os.utime(path, (OLD_S, OLD_S))
    return dub


@pytest.fixture
def dub(made: DubClip, tmp_path: Path) -> DubClip:
    """Return a copy of the clip's folder that the test may change, beside the film."""
    folder = tmp_path / "films" / "voices"
    shutil.copytree(made.folder, folder)
    make_media(tmp_path / "films" / "film.mkv", [TrackToMake(made.clip.read(0, made.clip.samples))], video_s=16)
    (tmp_path / "films" / "film.srt").write_text(srt_text(made.cues), encoding="utf-8")
    return replace(made, sentences=replace(made.sentences, folder=folder))


@pytest.fixture
def window(opened: OpenWindow, dub: DubClip) -> OpenWindow:
    """Return a window with the film, its subtitles and its voices."""
    opened.open(dub.folder.parent / "film.mkv")
    opened.answers.folder = dub.folder
    load(opened)
    return opened


def load(opened: OpenWindow) -> None:
    opened.window.listening.actions.load_speech.trigger()
    opened.until(lambda: opened.idle() and "Loaded generated speech" in opened.window.status.message)


def line(opened: OpenWindow, number: int = 2) -> LineStatus:
    return opened.window._services.voices.voices.lines.lines[number - 1]


def stored(dub: DubClip) -> dict[str, int]:
    return Marks.load(dub.folder).moved


def heard(opened: OpenWindow, start: int, stop: int) -> np.ndarray:
    return opened.window.playback.sources[GENERATED].read(start, stop)


def steps(opened: OpenWindow) -> list[str]:
    stack = opened.session.undo
    return [stack.text(number) for number in range(stack.count())]


class Hand:
    """The mouse on the voice of a line; the view shows the whole clip."""

    def __init__(self, opened: OpenWindow, number: int = 2) -> None:
        timeline = opened.window.timeline
        timeline.zoom_to_fit()
        self.opened, self.canvas = opened, timeline._canvas
        self.view: QWidget = self.canvas.viewport()
        voice = line(opened, number)
        middle_ms = (voice.laid_start_sample + voice.laid_stop_sample) * 500 / RATE_HZ
        boxes = timeline.voice_boxes
        x = self.canvas.axis.column(middle_ms) / timeline.devicePixelRatioF()
        self.at = QPointF(x, boxes.y() + boxes.boundingRect().height() / 2).toPoint()

    def px(self, ms: float) -> int:
        return round(ms / self.canvas.axis.ms_per_column / self.view.devicePixelRatioF())

    def press(self) -> None:
        QTest.mouseMove(self.view, self.at)
        QTest.mousePress(self.view, Qt.MouseButton.LeftButton, pos=self.at)

    def pull(self, by_ms: float) -> None:
        for share in (0.3, 0.6, 1.0):
            QTest.mouseMove(self.view, self.at + QPoint(self.px(by_ms * share), 0))

    def release(self, by_ms: float) -> None:
        to = self.at + QPoint(self.px(by_ms), 0)
        QTest.mouseRelease(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, to)


def test_a_drag_moves_a_voice_as_one_step_and_is_heard_at_once(window: OpenWindow, dub: DubClip) -> None:
    before = line(window)
    sound = heard(window, before.laid_start_sample, before.laid_stop_sample)
    hand = Hand(window)
    QTest.mouseMove(hand.view, hand.at)
    assert hand.view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    hand.press()
    hand.pull(400)
    assert hand.view.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    assert window.window.timeline.voice_boxes.drag.line == before.hash
    assert line(window) == before  # a preview only
    hand.release(400)
    after = line(window)
    assert after.moved_ms > 0
    assert window.window.table.selected_rows() == [1]
    assert steps(window) == [f"Move the voice of “{before.text}” by +{after.moved_ms / 1000:.3f} s"]
    assert not window.window.isWindowModified()  # the subtitles are as saved
    by = ms_to_sample(after.moved_ms, RATE_HZ)
    assert np.array_equal(heard(window, before.laid_start_sample + by, before.laid_stop_sample + by), sound)
    window.until(window.idle)
    assert line(window) == after  # as the folder has it
    assert stored(dub) == {str(before.hash): after.moved_ms}
    assert finish(line_statuses(dub.folder)).lines[1].laid_start_sample == after.laid_start_sample
    window.session.undo.undo()
    assert line(window).laid_start_sample == before.laid_start_sample
    window.until(window.idle)
    assert stored(dub) == {}
    assert not window.window.isWindowModified()
    window.session.undo.redo()
    window.until(window.idle)
    assert line(window) == after


def test_a_drag_ends_at_the_limits_and_escape_cancels_it(window: OpenWindow, dub: DubClip) -> None:
    before = line(window)
    hand = Hand(window)
    hand.press()
    hand.pull(6000)
    (box,) = (box for box in window.window.timeline.voice_boxes.boxes if box.line == before.hash)
    drag = window.window.timeline.voice_boxes.drag
    assert box.stop_ms == pytest.approx(drag.last_ms, abs=1)
    assert box.moved_ms == before.most_moved_ms
    QTest.keyClick(window.window.timeline, Qt.Key.Key_Escape)
    assert window.window.timeline.voice_boxes.drag is None
    hand.release(6000)
    assert steps(window) == []
    assert line(window) == before
    hand.press()
    hand.pull(300)
    QTest.keyClick(window.window.timeline, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.release(300)
    assert steps(window) == []  # Undo cancels a drag, too
    hand.press()
    hand.release(0)  # a click: the playhead goes there
    assert steps(window) == []
    start, stop = before.laid_start_sample, before.laid_stop_sample
    assert start < window.window.playback.position_ms * RATE_HZ / 1000 < stop
    window.until(window.idle)
    assert stored(dub) == {}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of popups, offscreen
def test_a_voice_has_the_menu_of_its_line(window: OpenWindow) -> None:
    hand = Hand(window, 1)
    timeline, menu = window.window.timeline, window.window.voices.actions.line
    place = hand.view.mapToGlobal(hand.at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, timeline.mapFromGlobal(place), place)
    QApplication.sendEvent(timeline, event)
    assert menu.isVisible()
    assert line(window, 1).voice in [action.text() for action in menu.actions()]
    assert window.window.voices.actions.reset in menu.actions()
    menu.close()
    assert window.window.table.selected_rows() == [0]


def test_keys_move_the_voice_of_the_chosen_line_and_reset_it(window: OpenWindow, dub: DubClip) -> None:
    actions = window.window.voices.actions
    window.window.table.select(1)
    before = line(window)
    room_ms = before.most_moved_ms
    assert room_ms > 220
    timeline = window.window.timeline
    timeline.setFocus()
    for _ in range(2):
        QTest.keyClick(timeline, Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(timeline, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert f"Voice of “{before.text}”: +0.210 s from where it was fitted." in window.window.status.message
    assert steps(window) == []  # until the keys rest
    window.until(lambda: len(steps(window)) == 1)
    assert steps(window) == [f"Move the voice of “{before.text}” by +0.210 s"]
    model = window.window.table.view.model()
    assert "moved by +0.210 s" in model.index(1, VOICE).data(Qt.ItemDataRole.ToolTipRole)
    for _ in range(40):
        QTest.keyClick(timeline, Qt.Key.Key_V)
    assert "It cannot go farther" in window.window.status.message
    window.window.finish()
    assert line(window).moved_ms == before.least_moved_ms
    window.until(window.idle)
    assert actions.reset.isEnabled()
    actions.reset.trigger()
    assert steps(window)[-1] == f"Reset the voice of “{before.text}”"
    window.until(window.idle)
    assert (line(window), stored(dub)) == (before, {})
    window.window.table.select(3)  # without a voice
    QTest.keyClick(timeline, Qt.Key.Key_V)
    assert window.window.status.message == "Select a line with a fitted voice to move it."
    assert not actions.reset.isEnabled()


def test_a_move_that_is_not_stored_yet_is_not_lost_when_the_window_closes(window: OpenWindow, dub: DubClip) -> None:
    window.window.table.select(1)
    hash_ = str(line(window).hash)
    window.window.voices.actions.later.trigger()
    window.close()
    assert stored(dub) == {hash_: 100}


def test_steps_of_voices_and_subtitles_share_one_history_that_survives_a_crash(
    window: OpenWindow, qapp: QApplication, dub: DubClip, tmp_path: Path
) -> None:
    service = window.window._services.voices
    window.window.shift_bar.slider.step(-7)
    window.window.finish()
    service.move(line(window), 50, "Move a voice")
    window.window.shift_bar.slider.step(-3)
    window.window.finish()
    assert window.window.isWindowModified()
    window.session.undo.undo()
    window.until(window.idle)
    left = window.session.journals.take(window.window.projects.leave())
    window.close()
    assert [step.voice.after_ms if step.voice else None for step in left.work.history.steps] == [None, 50, None]
    assert (left.work.history.index, left.work.history.clean) == (2, 0)
    assert Path(left.work.project.voices.folder.path) == dub.folder
    (tmp_path / "next").mkdir()
    after = open_window(qapp, window.qtbot, tmp_path / "next")
    after.window.projects.service.restore(left.work, lambda: None)
    after.until(lambda: after.idle() and after.window._services.voices.voices is not None)
    assert after.session.undo.count() == 3
    assert after.window.isWindowModified()
    assert stored(dub) == {str(line(after).hash): 50}  # listing the steps again moves nothing
    after.session.undo.undo()
    after.until(after.idle)
    assert stored(dub) == {}
    assert line(after).moved_ms == 0
    after.close()
    left.place.remove()


def saved(opened: OpenWindow, path: Path) -> Path:
    opened.answers.project = path
    opened.window.actions_.save_project.trigger()
    opened.until(lambda: opened.idle() and path.exists())
    return path


def reopened(opened: OpenWindow, qapp: QApplication, project: Path, folder: Path, *, reach: bool = True) -> OpenWindow:
    opened.close()
    folder.mkdir()
    after = open_window(qapp, opened.qtbot, folder)
    after.answers.reach = reach
    after.open(project)
    after.until(after.idle)
    return after


def test_a_project_opens_with_its_voices_also_when_it_has_moved(
    window: OpenWindow, qapp: QApplication, dub: DubClip, tmp_path: Path
) -> None:
    service = window.window._services.voices
    service.move(line(window), 40, "Move a voice")
    window.until(window.idle)
    project = saved(window, dub.folder.parent / "film.deepdub")
    assert load_project(project).voices.folder.relative == "voices"
    moved = tmp_path / "elsewhere"
    window.close()
    dub.folder.parent.rename(moved)
    after = reopened(window, qapp, moved / "film.deepdub", tmp_path / "next")
    after.until(lambda: after.idle() and after.window._services.voices.voices is not None)
    assert after.window._services.voices.folder == moved / "voices"
    assert line(after).moved_ms == 40
    assert after.answers.asked == []
    assert not after.window.isWindowModified()
    assert after.window.playback.selected == 0  # nothing else is heard than when it was saved
    after.close()


def test_voices_loaded_after_the_project_was_saved_come_back(
    opened: OpenWindow, qapp: QApplication, dub: DubClip, tmp_path: Path
) -> None:
    opened.open(dub.folder.parent / "film.mkv")
    project = saved(opened, dub.folder.parent / "film.deepdub")
    opened.answers.folder = dub.folder
    load(opened)
    assert opened.window.isWindowModified()
    opened.window.actions_.save.trigger()
    opened.until(lambda: opened.idle() and not opened.window.isWindowModified())
    assert load_project(project).voices is not None
    after = reopened(opened, qapp, project, tmp_path / "next")
    after.until(lambda: after.idle() and after.window._services.voices.voices is not None)
    after.close()


def test_voices_outside_the_project_are_asked_for_and_a_missing_folder_is_said(
    window: OpenWindow, qapp: QApplication, dub: DubClip, tmp_path: Path
) -> None:
    other = dub.folder.rename(tmp_path / "other")
    window.until(window.idle)
    window.answers.folder = other
    load(window)
    project = saved(window, dub.folder.parent / "film.deepdub")
    after = reopened(window, qapp, project, tmp_path / "no", reach=False)
    assert after.answers.asked == ["reach"]  # other settings: nothing is confirmed there
    assert after.window._services.voices.voices is None
    assert after.session.clip is not None
    after.answers.asked.clear()
    saved(after, project)
    assert Path(load_project(project).voices.folder.path) == other  # not forgotten
    after = reopened(after, qapp, project, tmp_path / "yes")
    after.until(lambda: after.idle() and after.window._services.voices.voices is not None)
    other.rename(tmp_path / "gone")
    after = reopened(after, qapp, project, tmp_path / "missing")
    assert "The folder of the voices, “other”, was not found." in after.window.status.message
    assert after.session.clip is not None
    assert after.session.subtitles is not None
    after.close()


def test_the_dialog_has_speed_free_time_and_room_and_keeps_them(
    window: OpenWindow, qtbot: QtBot, dub: DubClip, tmp_path: Path
) -> None:
    room = tmp_path / "hall.wav"
    shutil.copy(next(dub.audio.glob("*_vocals.wav")), room)
    options = RemixOptions(speed_min=0.8, speed_max=1.35, before_ms=50, behind_ms=700, room=room)
    dialog = SoundtrackDialog(SoundtrackChoice(tmp_path / "a.wav", options))
    qtbot.addWidget(dialog)
    assert dialog.choice.options == options
    dialog.options.room.edit.setText(str(tmp_path / "none.wav"))
    assert not dialog.export.isEnabled()
    dialog.options.room.kind.setCurrentIndex(1)
    assert dialog.export.isEnabled()
    dialog.options.slowest.setValue(0.95)
    dialog.options.behind.setValue(0)
    chosen = dialog.choice.options
    assert chosen == replace(options, room="auto", speed_min=0.95, behind_ms=0)
    window.answers.soundtrack = SoundtrackChoice(tmp_path / "dub.wav", replace(chosen, room=room))
    window.window.voices.actions.export_soundtrack.trigger()
    window.until(lambda: window.idle() and "Exported “dub.wav”." in window.window.status.message)
    assert window.settings.dub_options == replace(chosen, room=room)
    room.unlink()
    assert window.settings.dub_options == replace(chosen, room=None)
    fixed = RemixOptions(level=Level(LevelMode.FIXED, -23.0), peak_dbtp=None)
    window.settings.dub_options = fixed
    assert window.settings.dub_options == fixed
    for text in ("[]", '{"speed_min": 0}', '{"before_ms": -1}', '{"room": 3}', '{"duck_db": 1e9}'):
        window.settings._store.setValue("dub/options", text)
        assert window.settings.dub_options == RemixOptions()


def test_the_chosen_take_and_place_are_what_is_exported(window: OpenWindow, dub: DubClip, tmp_path: Path) -> None:
    import soundfile

    second = dub.speak(1, made_voice(9, dub.slot_s(1) * 0.4, RATE_HZ), ending=".2")
    window.until(lambda: second.name in line(window).takes)
    service = window.window._services.voices
    service.choose_take(line(window), second.name)
    window.until(lambda: window.idle() and line(window).voice == second.name)
    service.move(line(window), line(window).most_moved_ms // 2, "Move a voice")
    window.answers.soundtrack = SoundtrackChoice(tmp_path / "dub.wav")
    window.window.voices.actions.export_soundtrack.trigger()  # at once: it waits until the place is stored
    window.until(lambda: window.idle() and "Exported “dub.wav”." in window.window.status.message)
    exported = soundfile.read(tmp_path / "dub.wav", dtype="int16")[0]
    laid = line(window)
    start, stop = laid.laid_start_sample + RATE_HZ // 10, laid.laid_stop_sample - RATE_HZ // 10
    bed = dub.stems.accompaniment.read(start, stop)
    assert np.abs(exported[start:stop] / 32768 - bed - heard(window, start, stop)).max() < 2e-4
    again = finish(remix(dub.folder, force=True))
    assert np.array_equal(soundfile.read(again.path, dtype="int16")[0], exported)
