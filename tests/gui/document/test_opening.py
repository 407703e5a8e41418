"""Opening files in any order and while other jobs run."""

from pathlib import Path

import pytest
import soundfile
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.base.settings import SettingKey, Settings
from deepdub_gui.dialogs.dialogs import SaveAnswer
from deepdub_gui.document.commands import retime
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow, open_window
from tests.helpers.playback import loop_ms

CASES = Path(__file__).parents[2] / "data" / "cases"


@pytest.fixture
def other_clip(tmp_path: Path) -> Path:
    path = tmp_path / "other.wav"
    soundfile.write(path, [0.25, -0.25] * 22_050, 44_100)
    return path


def work_folders(opened: OpenWindow) -> int:
    return len([path for path in opened.session.folders._root.iterdir() if path.is_dir()])


def test_of_two_clips_opened_in_quick_succession_the_second_stays(opened: OpenWindow, other_clip: Path) -> None:
    opened.window.open_files([SAMPLE])
    opened.window.open_files([other_clip])
    opened.until(opened.idle)
    assert opened.session.media.path == other_clip
    assert opened.session.clip.rate_hz == 44_100
    opened.until(lambda: work_folders(opened) == 1)


def test_of_two_subtitle_files_opened_in_quick_succession_the_second_stays(opened: OpenWindow) -> None:
    opened.window.open_files([LATE_SUBS])
    opened.window.open_files([TRUE_SUBS])
    opened.until(opened.idle)
    assert opened.session.subtitles.path == TRUE_SUBS


def test_the_sound_track_that_the_file_flags_as_default_is_opened(opened: OpenWindow) -> None:
    opened.window.open_files([CASES / "default_second.mkv"])
    opened.until(opened.idle)
    assert opened.session.track == 1
    assert [track.is_default for track in opened.session.media.tracks] == [False, True]


def test_a_cancelled_reading_leaves_no_half_clip(opened: OpenWindow) -> None:
    opened.window.open_files([SAMPLE])
    opened.until(lambda: opened.session.media is not None)
    for job in opened.window.jobs.running:
        job.cancel()
    opened.until(opened.idle)
    if opened.session.clip is None:  # it may have finished before it was cancelled
        assert opened.session.media is None
        assert not opened.window.actions_.transport.play.isEnabled()
        opened.until(lambda: work_folders(opened) == 0)


def test_in_an_empty_window_enter_opens_a_clip(opened: OpenWindow) -> None:
    opened.answers.media = SAMPLE
    QTest.keyClick(opened.window.focusWidget(), Qt.Key.Key_Return)
    opened.until(opened.idle)
    assert opened.session.media.path == SAMPLE
    assert opened.window.focusWidget() is opened.window.timeline


def test_another_clip_may_be_opened_while_one_is_exported(opened: OpenWindow, other_clip: Path, tmp_path: Path) -> None:
    opened.open(SAMPLE, TRUE_SUBS)
    opened.answers.folder = tmp_path / "out"
    opened.window.actions_.export_sentences.trigger()
    assert not opened.window.actions_.export_sentences.isEnabled()
    opened.window.open_files([other_clip])
    opened.until(lambda: opened.idle() and opened.session.clip is not None)
    assert (tmp_path / "out/sentences.csv").is_file()
    assert opened.window.actions_.export_sentences.isEnabled()
    opened.until(lambda: work_folders(opened) == 1)


def test_another_clip_ends_the_separation_and_its_stems_are_not_shown(opened: OpenWindow, other_clip: Path) -> None:
    opened.open(SAMPLE)
    opened.window.actions_.transport.separate.trigger()
    opened.open(other_clip)
    assert opened.session.stems is None
    assert opened.window.actions_.transport.separate.isEnabled()
    opened.until(lambda: work_folders(opened) == 1)


def test_many_clips_in_a_row_leave_one_on_the_disk(opened: OpenWindow, other_clip: Path) -> None:
    for _ in range(8):
        opened.open(other_clip)
    opened.until(lambda: work_folders(opened) == 1)


def test_a_clip_opened_from_the_menu_brings_its_subtitles(opened: OpenWindow, other_clip: Path) -> None:
    other_clip.with_suffix(".srt").write_bytes(TRUE_SUBS.read_bytes())
    opened.answers.media = other_clip
    opened.window.actions_.open_clip.trigger()
    opened.until(lambda: opened.idle() and opened.session.clip is not None)
    assert opened.session.subtitles.path == other_clip.with_suffix(".srt")


def test_the_sample_does_not_replace_an_unsaved_shift_unasked(opened: OpenWindow, mine: Path) -> None:
    opened.open(mine)
    retime(opened.session, Retiming(-3000))
    opened.answers.saving = SaveAnswer.CANCEL
    opened.window.actions_.open_sample.trigger()
    assert opened.answers.asked == ["saving"]
    assert opened.session.subtitles.path == mine


def drop(opened: OpenWindow, *urls: QUrl) -> None:
    data = QMimeData()
    data.setUrls(list(urls))
    place, keys = QPointF(300, 300), Qt.KeyboardModifier.NoModifier
    event = QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    opened.window.dropEvent(event)
    opened.until(opened.idle)


def test_of_three_files_dropped_the_one_left_out_is_named(opened: OpenWindow, other_clip: Path) -> None:
    drop(opened, *(QUrl.fromLocalFile(str(path)) for path in (SAMPLE, TRUE_SUBS, other_clip)))
    assert opened.session.media.path == SAMPLE
    assert "Not opened: “other.wav”" in opened.window.status.message


def test_an_address_or_an_empty_folder_that_is_dropped_does_no_harm(opened: OpenWindow, tmp_path: Path) -> None:
    drop(opened, QUrl("https://example.org/film.mkv"))
    assert opened.window.status.message == ""
    empty = tmp_path / "empty"
    empty.mkdir()
    drop(opened, QUrl.fromLocalFile(str(empty)))
    assert list(empty.iterdir()) == []
    assert opened.session.media is None


def test_subtitles_alone_ask_for_the_clip(opened: OpenWindow) -> None:
    opened.open(TRUE_SUBS)
    assert opened.window._invitation.isVisible()
    assert opened.window._invitation.title.text() == "Now drop the clip here"
    assert opened.window.table.model.rowCount() == len(load_subtitles(TRUE_SUBS).cues)
    assert not opened.window.actions_.transport.play.isEnabled()
    opened.open(SAMPLE)
    assert opened.window.timeline.isVisible()


def test_other_subtitles_forget_the_cue_of_the_former_ones(opened: OpenWindow) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    opened.window.navigator.choose(5)
    opened.open(TRUE_SUBS)
    assert opened.window.playback.current_cue is None


@pytest.mark.parametrize("shift_ms", [-100_000, 100_000])
def test_a_cue_outside_the_clip_is_not_played_but_explained(opened: OpenWindow, shift_ms: int) -> None:
    opened.open(SAMPLE, TRUE_SUBS)
    retime(opened.session, Retiming(shift_ms))
    opened.until(opened.idle)  # the subtitles are compared with speech at their new times
    opened.window.actions_.transport.loop.trigger()
    opened.window.timeline.cue_activated.emit(3)
    assert "Subtitle 4 lies outside the clip" in opened.window.status.message
    assert "Starting playback" not in {job.title for job in opened.window.jobs.running}
    assert not opened.window.playback.playing
    assert loop_ms(opened.window.playback) is None


def test_a_stem_that_is_not_there_yet_says_that_separating_comes_first(opened: OpenWindow) -> None:
    opened.open(SAMPLE)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_2)
    assert "separate the clip first" in opened.window.status.message
    assert opened.window.actions_.transport.sources[0].isChecked()
    QTest.mouseClick(opened.window.status.help_button, Qt.MouseButton.LeftButton)
    assert opened.window.separation.busy
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_3)
    assert "when separation finishes" in opened.window.status.message


def test_a_damaged_settings_file_is_no_obstacle(qapp: QApplication, qtbot, tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_bytes(
        b"[General]\nrecent=@Size(3 4)\nlast_folder=@ByteArray(\xff\x00)\n[window]\ngeometry=nonsense\n"
        b"splitter=@Rect(1 2 3 4)\n[shift]\nrange_s=fast\n"
    )
    opened = open_window(qapp, qtbot, tmp_path)
    opened.window._recent.aboutToShow.emit()
    assert [action.text() for action in opened.window._recent.actions()] == ["None yet"]
    opened.close()


def test_a_window_that_was_left_on_a_screen_that_is_gone_comes_back(qapp: QApplication, qtbot, tmp_path: Path) -> None:
    opened = open_window(qapp, qtbot, tmp_path)
    opened.window.move(50_000, 50_000)
    stored = opened.window.saveGeometry()
    opened.close()
    Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)).set_layout(
        SettingKey.GEOMETRY, stored
    )
    again = open_window(qapp, qtbot, tmp_path)
    assert again.window.screen().geometry().intersects(again.window.geometry())
    again.close()
