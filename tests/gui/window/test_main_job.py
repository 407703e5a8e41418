"""The main workflow with the real engine: open, view, shift, separate, listen, export."""

import csv
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from deepdub_engine.project import Document
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.dialogs.dialogs import SaveAnswer
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow
from tests.helpers.playback import loop_ms


@pytest.fixture
def with_sample(opened: OpenWindow) -> OpenWindow:
    opened.window.open_sample()
    opened.until(lambda: opened.session.clip is not None and opened.session.subtitles is not None and opened.idle())
    return opened


def drag_slider_to(opened: OpenWindow, shift_ms: int) -> None:
    """Drag the slider's handle to a shift in several mouse moves."""
    slider = opened.window.shift_bar.slider
    middle = slider.height() // 2
    start = QPoint(round(slider.x_of(slider.value_ms)), middle)
    stop = QPoint(round(slider.x_of(shift_ms)), middle)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 11):
        QTest.mouseMove(slider, start + (stop - start) * (step / 10))
        QTest.qWait(1)
    # The last part with Shift held, which is ten times finer.
    while slider.value_ms != shift_ms:
        _move_finely(opened, 1 if shift_ms > slider.value_ms else -1)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=stop)


def _move_finely(opened: OpenWindow, step_ms: int) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    slider = opened.window.shift_bar.slider
    per_px = slider.reach_ms / (slider.x_of(slider.reach_ms) - slider.width() / 2)
    x = slider._drag_x + step_ms / per_px / 0.1
    position = QPointF(x, slider.height() / 2)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        position,
        slider.mapToGlobal(position),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ShiftModifier,
    )
    QApplication.sendEvent(slider, event)


def test_the_whole_job_on_the_sample(with_sample: OpenWindow, tmp_path: Path) -> None:
    opened, session, window = with_sample, with_sample.session, with_sample.window
    drag_slider_to(opened, -3000)
    assert session.retiming == Retiming(-3000)
    assert session.cues == load_subtitles(TRUE_SUBS).cues
    assert session.undo.count() == 1
    opened.separate()
    assert all(session.peaks(lane) is not None for lane in range(3))
    QTest.keyClick(window.timeline, Qt.Key.Key_2)
    assert window.playback.selected == 1
    QTest.keyClick(window.timeline, Qt.Key.Key_3)
    assert window.playback.selected == 2
    opened.answers.folder = tmp_path / "out"
    window.actions_.export_sentences.trigger()
    opened.until(lambda: opened.idle() and "Exported" in window.status.message)
    with (tmp_path / "out/sentences.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    expected = sentences_from_cues(load_subtitles(TRUE_SUBS).cues)
    assert [int(row["hash"]) for row in rows] == [sentence.hash for sentence in expected]
    for row in rows:
        whole, vocals, accompaniment = (
            soundfile.read(tmp_path / f"out/audio_segments/{row['hash']}{stem}.wav", dtype="int16")[0]
            for stem in ("", "_vocals", "_accompaniment")
        )
        assert np.array_equal(vocals + accompaniment, whole)


def test_what_is_heard_is_the_chosen_stem(with_sample: OpenWindow) -> None:
    opened, playback = with_sample, with_sample.window.playback
    opened.separate()
    playback.seek(9000)
    opened.window.actions_.transport.sources[1].trigger()
    opened.window.actions_.transport.play.trigger()
    opened.until(lambda: playback.playing and opened.idle())
    heard = np.concatenate([opened.output.pull(4800) for _ in range(5)])
    vocals = opened.session.stems.vocals.read(9 * 48_000, 9 * 48_000 + len(heard))
    assert np.abs(heard[4800:] - vocals[4800:]).max() == 0
    opened.window.actions_.transport.sources[2].trigger()
    heard = np.concatenate([heard, *(opened.output.pull(4800) for _ in range(5))])
    start = 9 * 48_000
    accompaniment = opened.session.stems.accompaniment.read(start, start + len(heard))
    assert np.abs(heard[-4800:] - accompaniment[-4800:]).max() == 0
    opened.window.actions_.transport.play.trigger()
    opened.output.pull(48_000)
    opened.until(lambda: not playback.playing)


def test_missing_sound_is_counted_while_it_plays(with_sample: OpenWindow) -> None:
    opened, playback = with_sample, with_sample.window.playback
    opened.window.actions_.transport.play.trigger()
    opened.until(lambda: playback.playing and opened.idle())
    assert opened.window.status.sound.text() == "48 kHz · Speech model"
    opened.output.pull(4800)
    opened.output.pull(10 * 48_000, wait=False)  # more at once than can have been read ahead
    opened.until(lambda: opened.window.status.sound.text() != "48 kHz · Speech model")
    assert f"{playback.underruns} drop-out" in opened.window.status.sound.text()
    assert playback.playing
    playback.toggle()


def test_boxes_and_table_follow_the_slider_before_it_is_released(with_sample: OpenWindow) -> None:
    opened, slider = with_sample, with_sample.window.shift_bar.slider
    first = opened.session.file_cues[0]
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(0)), 20))
    QTest.mouseMove(slider, QPoint(round(slider.x_of(2500)), 20))
    shown = opened.session.cues[0].start_ms - first.start_ms
    assert abs(shown - 2500) < 40
    assert opened.window.table.model.index(0, 1).data().startswith("00:00:09.")
    assert opened.session.retiming == Retiming()
    assert opened.session.undo.count() == 0
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(2500)), 20))
    assert opened.session.retiming == Retiming(shown)


def test_each_gesture_is_one_undo_step_and_undo_brings_the_file_back(with_sample: OpenWindow) -> None:
    opened = with_sample
    drag_slider_to(opened, -3000)
    drag_slider_to(opened, -2000)
    assert opened.session.undo.count() == 2
    opened.session.undo.undo()
    assert opened.window.shift_bar.value.value() == -3.0
    opened.session.undo.undo()
    assert opened.session.cues == load_subtitles(LATE_SUBS).cues
    opened.session.undo.redo()
    assert opened.session.retiming == Retiming(-3000)


def test_wheel_steps_in_quick_succession_are_one_gesture(with_sample: OpenWindow) -> None:
    opened, slider = with_sample, with_sample.window.shift_bar.slider
    slider.setFocus()
    for _ in range(5):
        QTest.keyClick(slider, Qt.Key.Key_Left)
    opened.until(lambda: opened.session.undo.count() == 1)
    assert opened.session.retiming == Retiming(-500)


def test_a_typed_shift_is_committed_and_widens_the_slider(with_sample: OpenWindow) -> None:
    opened, value = with_sample, with_sample.window.shift_bar.value
    value.selectAll()
    QTest.keyClicks(value, "-42.125")
    QTest.keyClick(value, Qt.Key.Key_Return)
    assert opened.session.retiming == Retiming(-42_125)
    assert opened.window.shift_bar.slider.reach_ms == 60_000
    assert value.text() == "−42.125 s"


def test_typing_in_the_search_field_neither_plays_nor_switches(with_sample: OpenWindow) -> None:
    opened, search = with_sample, with_sample.window.table.search
    opened.separate()
    search.setFocus()
    QTest.keyClicks(search, "the 2 z")
    assert search.text() == "the 2 z"
    assert not opened.window.playback.playing
    assert opened.window.playback.selected == 0
    assert opened.session.retiming == Retiming()


def test_the_loop_follows_the_cue_while_the_slider_moves(with_sample: OpenWindow) -> None:
    opened = with_sample
    opened.window.playback.set_current_cue(3)
    opened.window.actions_.transport.loop.trigger()
    cue = opened.session.cues[3]
    assert loop_ms(opened.window.playback) == (cue.start_ms, cue.end_ms)
    opened.session.preview(Document(Retiming(-1234)))
    assert loop_ms(opened.window.playback) == (cue.start_ms - 1234, cue.end_ms - 1234)


def test_a_cancelled_separation_leaves_the_window_as_it_was(with_sample: OpenWindow) -> None:
    opened = with_sample
    opened.window.actions_.transport.separate.trigger()
    assert not opened.window.actions_.transport.separate.isEnabled()
    for job in opened.window.jobs.running:
        job.cancel()
    opened.until(opened.idle)
    assert opened.session.stems is None
    assert opened.window.actions_.transport.separate.isEnabled()
    assert [path.name for path in opened.session.clip.path.parent.iterdir()] == ["mixture.pcm"]


def test_the_window_answers_while_it_separates(with_sample: OpenWindow) -> None:
    opened = with_sample
    opened.window.actions_.transport.separate.trigger()
    moved = 0
    while not opened.idle():
        opened.window.shift_bar.slider.step(1)
        QTest.qWait(5)
        moved += 1
    opened.until(lambda: opened.session.stems is not None)
    opened.window.shift_bar.finish()  # on a busy machine, the pause may have ended an earlier gesture
    assert opened.session.retiming.offset_ms == moved


def test_saving_writes_the_shifted_subtitles_and_leaves_the_opened_ones_alone(
    opened: OpenWindow, mine: Path, tmp_path: Path
) -> None:
    opened.open(SAMPLE, mine)
    drag_slider_to(opened, -3000)
    assert opened.window.isWindowModified()
    opened.answers.target = tmp_path / "shifted.srt"
    opened.window.actions_.save_as.trigger()
    opened.until(opened.idle)
    assert (tmp_path / "shifted.srt").read_bytes() == TRUE_SUBS.read_bytes()
    assert mine.read_bytes() == LATE_SUBS.read_bytes()
    assert not opened.window.isWindowModified()
    assert "shifted.srt" in opened.window.windowTitle()
    opened.session.undo.undo()
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)
    assert (tmp_path / "shifted.srt").read_bytes() == mine.read_bytes() == LATE_SUBS.read_bytes()


def test_closing_with_an_unsaved_shift_asks_and_can_be_called_off(with_sample: OpenWindow) -> None:
    opened = with_sample
    drag_slider_to(opened, -3000)
    opened.answers.saving = SaveAnswer.CANCEL
    opened.window.close()
    assert opened.window.isVisible()
    assert opened.answers.asked == ["saving"]


def test_files_can_be_dropped(opened: OpenWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(LATE_SUBS)), QUrl.fromLocalFile(str(SAMPLE))])
    event = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    opened.window.dropEvent(event)
    opened.until(lambda: opened.session.clip is not None and opened.session.subtitles is not None and opened.idle())
    assert opened.session.subtitles.path == LATE_SUBS
    assert "sample.mkv" in opened.window.windowTitle()


def test_what_was_open_is_offered_again(opened: OpenWindow) -> None:
    opened.open(SAMPLE, TRUE_SUBS)
    assert opened.settings.recent == ((SAMPLE, TRUE_SUBS),)
    opened.window._recent.aboutToShow.emit()
    assert [action.text() for action in opened.window._recent.actions()] == ["sample.mkv"]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("missing.mkv", None, "no file"),
        ("empty.mkv", b"", "empty.mkv"),
        ("text.mp4", b"not a film" * 100, "text.mp4"),
        ("empty.srt", b"", "no subtitles"),
        ("binary.srt", bytes(range(256)) * 9, "binary.srt"),
        ("reversed.srt", b"1\n00:00:05,000 --> 00:00:04,000\nNo.\n", "before it starts"),
    ],
)
def test_bad_files_are_a_sentence_in_the_window_and_what_was_open_stays(
    with_sample: OpenWindow, tmp_path: Path, name: str, content: bytes | None, word: str
) -> None:
    opened, clip, cues = with_sample, with_sample.session.clip, with_sample.session.cues
    if content is not None:
        (tmp_path / name).write_bytes(content)
    opened.open(tmp_path / name)
    assert word in opened.window.status.message
    assert opened.session.clip is clip
    assert opened.session.cues == cues


def test_an_export_that_exists_is_replaced_only_on_a_press_of_the_button(
    with_sample: OpenWindow, tmp_path: Path
) -> None:
    opened = with_sample
    opened.answers.folder = tmp_path / "out"
    for _ in range(2):
        opened.window.actions_.export_sentences.trigger()
        opened.until(opened.idle)
    assert "already exists" in opened.window.status.message
    before = (tmp_path / "out/sentences.csv").read_bytes()
    drag_slider_to(opened, -3000)
    assert (tmp_path / "out/sentences.csv").read_bytes() == before
    QTest.mouseClick(opened.window.status.help_button, Qt.MouseButton.LeftButton)
    opened.until(lambda: opened.idle() and "Exported" in opened.window.status.message)
    assert (tmp_path / "out/sentences.csv").read_bytes() != before


def test_every_button_says_what_it_does(with_sample: OpenWindow) -> None:
    for button in with_sample.window.findChildren(QPushButton):
        if button.isVisible():
            assert button.text() or button.accessibleName()
