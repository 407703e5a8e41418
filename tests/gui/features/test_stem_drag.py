"""Original and stems are dragged out of the window as files; clicks and held keys work as before."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from deepdub_gui.document.dragged_files import _ENTRY, _MOST_FILES
from deepdub_gui.document.session import ORIGINAL, VOCALS
from tests.helpers.open_window import SAMPLE, TRUE_SUBS, OpenWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


@pytest.fixture
def carried(ready: OpenWindow) -> list[tuple[int, Path]]:
    """Return what is carried instead of being dragged by the system, which needs a real mouse."""
    found: list[tuple[int, Path]] = []
    ready.window.desktop.drag.carry = lambda _widget, lane, path: found.append((lane, path))
    return found


def move(widget: QWidget, place: QPoint, buttons: Qt.MouseButton = LEFT) -> None:
    at = QPointF(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, QPointF(widget.mapToGlobal(place)), NONE, buttons, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def pull(widget: QWidget, start: QPoint | None = None) -> None:
    """Press a widget and pull the pointer out of it."""
    start = start or widget.rect().center()
    QTest.mousePress(widget, LEFT, Qt.KeyboardModifier.NoModifier, start)
    move(widget, start + QPoint(3, 0))
    move(widget, QPoint(start.x(), -60))


def titles(ready: OpenWindow) -> list[str]:
    """Return the jobs that open or prepare a file."""
    return [job.title for job in ready.window.jobs.running if job.title.startswith(("Opening", "Preparing"))]


def button(ready: OpenWindow, lane: int) -> QWidget:
    return ready.window.transport.source_buttons[lane]


def test_a_stem_is_dragged_as_a_file_with_all_samples(ready: OpenWindow, carried: list) -> None:
    pull(button(ready, VOCALS))
    ready.until(lambda: bool(carried))
    lane, path = carried[0]
    assert (lane, path.name) == (VOCALS, "sample_vocals.wav")
    clip, stems = ready.session.clip, ready.session.stems
    sound, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    expected, _ = stems.read(clip, 0, clip.samples, clip.depth)
    assert (rate_hz, len(sound)) == (clip.rate_hz, clip.samples)
    assert np.abs(sound - expected).max() < 1e-6
    assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0


def test_several_selected_subtitles_are_dragged_alone(ready: OpenWindow, carried: list) -> None:
    table, cues = ready.window.table, ready.session.cues
    table.select_rows([1, 2], 1)
    assert list(table.selected_rows()) == [1, 2]
    pull(button(ready, ORIGINAL))
    ready.until(lambda: bool(carried))
    path, clip = carried[0][1], ready.session.clip
    info = soundfile.info(path)
    assert info.frames == pytest.approx((cues[2].end_ms - cues[1].start_ms) * clip.rate_hz / 1000, abs=2)
    assert path.name.startswith("sample_original_0h00m")


def test_the_same_sound_is_written_once(ready: OpenWindow, carried: list) -> None:
    for count in (1, 2):
        pull(button(ready, VOCALS))
        ready.until(lambda count=count: len(carried) == count)
        QTest.mouseRelease(button(ready, VOCALS), LEFT)
    assert carried[0] == carried[1]


def test_a_button_that_is_released_too_early_is_told_to_drag_again(ready: OpenWindow, carried: list) -> None:
    pull(button(ready, VOCALS))
    QTest.mouseRelease(button(ready, VOCALS), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(5, -60))
    ready.until(lambda: ready.window.status.message == "“sample_vocals.wav” is ready: drag it again.")
    assert carried == []
    pull(button(ready, VOCALS))
    assert [path.name for _, path in carried] == ["sample_vocals.wav"]


def test_a_click_with_a_shaky_hand_switches_and_drags_nothing(ready: OpenWindow, carried: list) -> None:
    source = button(ready, VOCALS)
    QTest.mousePress(source, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(4, 8))
    move(source, QPoint(source.width() - 4, 8))
    QTest.mouseRelease(source, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(source.width() - 4, 8))
    assert ready.window.listening.monitor.heard.source == VOCALS
    assert carried == []
    assert titles(ready) == []


def test_the_head_of_a_lane_is_dragged_too(ready: OpenWindow, carried: list) -> None:
    canvas = ready.window.timeline.canvas
    start = canvas.lanes[VOCALS].header_rect().center().toPoint()
    pull(canvas.viewport(), start)
    ready.until(lambda: bool(carried))
    assert carried[0][0] == VOCALS
    QTest.mouseRelease(canvas.viewport(), LEFT)


def test_without_stems_the_window_says_so(opened: OpenWindow) -> None:
    opened.open(SAMPLE, TRUE_SUBS)
    pull(opened.window.transport.source_buttons[VOCALS])
    assert "separate the clip first" in opened.window.status.message


def test_ten_files_are_kept_and_the_oldest_goes(ready: OpenWindow, carried: list) -> None:
    folder = ready.session.folders.lasting / "dragged"
    folder.mkdir(mode=0o700)
    for number in range(_MOST_FILES + 2):
        (folder / f"{_ENTRY}{number}").mkdir()
        (folder / f"{_ENTRY}{number}" / "film_vocals.wav").write_bytes(b"x")
    pull(button(ready, VOCALS))
    ready.until(lambda: bool(carried))
    assert len(list(folder.iterdir())) == _MOST_FILES
    assert carried[0][1].is_file()


def test_a_stem_that_is_dropped_on_its_own_window_opens_nothing(ready: OpenWindow) -> None:
    class FromHere(QDropEvent):
        def source(self) -> QWidget:
            return button(ready, VOCALS)

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SAMPLE.with_name("other.wav")))])
    modifiers = Qt.KeyboardModifier.NoModifier
    ready.window.dropEvent(FromHere(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, modifiers))
    assert titles(ready) == []
