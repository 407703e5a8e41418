"""Nothing moves, starts or changes by surprise, and messages go when what they are about is gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from deepdub_engine.base.progress import Job, Progress
from deepdub_gui.widgets.status_bar import JobLine
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow


@pytest.fixture
def opened(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, LATE_SUBS)
    return opened


def endless() -> Job[None]:
    while True:
        yield Progress(1, 100)


def lines(opened: OpenWindow) -> list[JobLine]:
    return [line for line in opened.window.status.findChildren(JobLine) if line.isVisible()]


def all_menus(window: QWidget) -> Iterator[QMenu]:
    yield from window.findChildren(QMenu)


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform, of popups
def test_jobs_and_messages_move_nothing(opened: OpenWindow) -> None:
    window, status = opened.window, opened.window.status
    parts = (window.timeline, window.table, window.shift_bar, window.transport, status)
    before = [part.geometry() for part in parts]
    status.show_message("A long sentence about a file that cannot be read. " * 4, "Choose another", print, error=True)
    for number in range(3):
        window.jobs.start(f"Job {number}", endless, succeeded=print, failed=print)
    opened.until(status._more.isVisible)
    QApplication.sendPostedEvents()
    assert [part.geometry() for part in parts] == before
    QTest.mouseClick(status._more, Qt.MouseButton.LeftButton)
    opened.until(lambda: len(lines(opened)) == 3)
    assert [part.geometry() for part in parts] == before
    for line in lines(opened):
        line.cancel.click()
    opened.until(opened.idle)
    assert [part.geometry() for part in parts] == before


def test_opening_a_menu_starts_no_job(opened: OpenWindow) -> None:
    started: list[str] = []
    opened.window.jobs.started.connect(lambda job: started.append(job.title))
    for menu in all_menus(opened.window):
        menu.aboutToShow.emit()
    opened.until(opened.idle)
    assert started == []


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_click_on_a_button_or_a_list_leaves_the_keyboard_to_the_timeline(opened: OpenWindow) -> None:
    window, bar = opened.window, opened.window.shift_bar
    window.timeline.setFocus()
    buttons = (bar.suggest, window.transport.model, window.listening.controls.mixer)
    for button in buttons:
        assert not button.focusPolicy() & Qt.FocusPolicy.ClickFocus
    QTest.mouseClick(window.listening.controls.mixer, Qt.MouseButton.LeftButton)
    assert window.timeline.hasFocus()
    for box in (bar.scope, bar.ranges):
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)
        QTest.keyClick(box.view(), Qt.Key.Key_Down)
        QTest.keyClick(box.view(), Qt.Key.Key_Return)
        assert window.focusWidget() is window.timeline
    QTest.mouseClick(bar.ratio, Qt.MouseButton.LeftButton, pos=QPoint(bar.ratio.width() - 8, 10))
    QTest.keyClick(bar.ratio.view(), Qt.Key.Key_Escape)
    opened.until(lambda: window.focusWidget() is window.timeline)


def test_a_letter_changes_no_list(opened: OpenWindow) -> None:
    box = opened.window.shift_bar.scope
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_S)  # “selected”
    QTest.keyClick(box, Qt.Key.Key_F)  # “from here on”
    assert box.currentIndex() == 0
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentIndex() == 1


def test_the_keyboard_goes_back_to_the_timeline_after_cancel_and_dismiss(opened: OpenWindow) -> None:
    window, status = opened.window, opened.window.status
    window.jobs.start("Endless", endless, succeeded=print, failed=print)
    opened.until(lambda: bool(lines(opened)))
    cancel = lines(opened)[0].cancel
    cancel.setFocus()
    cancel.click()
    opened.until(lambda: window.timeline.hasFocus() and opened.idle())
    status.show_message("It failed.", error=True)
    status._dismiss.setFocus()
    status._dismiss.click()
    opened.until(window.timeline.hasFocus)


def test_tab_goes_through_the_controls_as_they_are_seen(opened: OpenWindow) -> None:
    window = opened.window
    window.timeline.setFocus()
    reached: list[QWidget] = []
    while window.focusWidget() not in reached:
        reached.append(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    bands = (window.timeline, window.table, window.shift_bar, window.transport, window.status)
    found = [(band, widget) for widget in reached for band in bands if band is widget or band.isAncestorOf(widget)]
    assert len(found) > 18
    numbers = [bands.index(band) for band, _ in found]
    assert numbers == sorted(numbers), [type(widget).__name__ for _, widget in found]
    for band in (window.shift_bar, window.transport):
        places = [widget.mapTo(band, widget.rect().center()) for at, widget in found if at is band]
        rows = [(place.y() > 47, place.x()) for place in places]
        assert rows == sorted(rows)


def test_what_was_said_of_a_step_goes_with_the_step(opened: OpenWindow) -> None:
    window, status = opened.window, opened.window.status
    window.suggesting.suggest.trigger()
    opened.until(lambda: "to fit the speech" in status.message)
    QApplication.processEvents()
    assert opened.session.retiming.offset_ms != 0
    opened.session.undo.undo()
    assert status.message == ""


def test_what_was_said_of_a_file_goes_when_another_is_opened(opened: OpenWindow, tmp_path) -> None:
    status = opened.window.status
    broken = tmp_path / "broken.mkv"
    broken.write_bytes(b"not a film")
    opened.open(broken)
    error = status.message
    assert "broken.mkv" in error
    opened.open(TRUE_SUBS)
    opened.until(lambda: "broken.mkv" not in status.message)
    dialog = opened.window.messages.open()
    assert error in dialog.text.toPlainText()
    dialog.copy.click()
    assert error in QApplication.clipboard().text()
    dialog.clear.click()
    assert dialog.text.toPlainText() == ""
    assert not dialog.copy.isEnabled()
    dialog.close()


def test_what_was_said_of_a_loop_goes_when_it_stops(opened: OpenWindow) -> None:
    window, status = opened.window, opened.window.status
    window._play_preview(1000, 3000)
    opened.until(lambda: window.playback.playing and "looping" in status.message)
    window.actions_.transport.play.trigger()
    opened.until(lambda: not window.playback.playing)
    assert "looping" not in status.message


def test_what_was_said_of_a_subtitle_goes_when_another_is_chosen(opened: OpenWindow) -> None:
    window, status = opened.window, opened.window.status
    opened.until(opened.idle)
    if window.suggesting.offer.is_shown:
        status.dismiss_button.click()
    window.navigator.choose(2)
    window.editing.sentences.begin()
    assert "ubtitle 3" in status.message
    QApplication.processEvents()
    window.navigator.step(1)
    assert status.message == ""


def test_f6_reaches_the_buttons_of_the_message_and_of_the_jobs(opened: OpenWindow) -> None:
    window, status = opened.window, opened.window.status
    taken: list[str] = []
    status.clear()
    window.jobs.start("Waiting", endless, succeeded=print, failed=print)
    opened.until(lambda: len(lines(opened)) == 1)
    status.show_message("Move them?", "Move", lambda: taken.append("moved"), refused=lambda: taken.append("refused"))
    window.timeline.setFocus()
    for button in (status.help_button, status.dismiss_button, lines(opened)[0].cancel, status.help_button):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        assert button.hasFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert taken == ["moved"]
    lines(opened)[0].cancel.click()
    opened.until(opened.idle)


def test_suggesting_what_is_there_already_says_so(opened: OpenWindow) -> None:
    window, status = opened.window, opened.window.status
    for said in ("to fit the speech", "fit the speech already"):
        window.suggesting.suggest.trigger()
        opened.until(lambda said=said: said in status.message and opened.idle())
    assert opened.session.undo.count() == 1
