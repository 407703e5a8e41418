"""Using the window without a mouse, and with a screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from deepdub_engine.subtitles.retime import Retiming
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow


@pytest.fixture
def opened(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, LATE_SUBS)
    return opened


def tab_round(opened: OpenWindow) -> list[QWidget]:
    """Press Tab until the focus returns to the first widget."""
    window = opened.window
    window.timeline.setFocus()
    found: list[QWidget] = [window.timeline]
    while len(found) < 100:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        if window.focusWidget() is found[0]:
            return found
        found.append(window.focusWidget())
    pytest.fail("Tab does not return to the first widget")


def test_tab_reaches_every_control_that_can_be_used(opened: OpenWindow) -> None:
    reached = tab_round(opened)
    bar, table = opened.window.shift_bar, opened.window.table
    for widget in (bar.slider, bar.value, bar.ranges, bar.ratio, bar.line, bar.scope, table.view, table.search):
        assert widget in reached
    for button in opened.window.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert button in reached, button.accessibleName()


def test_space_plays_wherever_the_focus_is_except_in_text_fields(opened: OpenWindow) -> None:
    playing = opened.window.actions_.transport.play
    bar, presses = opened.window.shift_bar, []
    playing.triggered.connect(lambda: presses.append(True))
    panel, clock = opened.window.editing.editor.panel, opened.window.transport.position
    typing = (opened.window.table.search, bar.value, bar.ratio, bar.line, panel.text, *panel.times.values(), clock)
    for widget in tab_round(opened):
        widget.setFocus()
        before = len(presses)
        QTest.keyClick(widget, Qt.Key.Key_Space)
        assert len(presses) - before == (0 if widget in typing else 1), widget.accessibleName()
    opened.until(opened.idle)


def test_enter_presses_the_button_that_has_the_focus(opened: OpenWindow) -> None:
    opened.session.undo.clear()
    opened.window.shift_bar.nudge(-500)
    opened.window.shift_bar.finish()
    opened.window.shift_bar.reset.setFocus()
    QTest.keyClick(opened.window.shift_bar.reset, Qt.Key.Key_Return)
    assert opened.session.retiming == Retiming()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_after_typing_the_keys_work_on_the_timeline_again(opened: OpenWindow, key: Qt.Key) -> None:
    for field in (opened.window.shift_bar.value, opened.window.shift_bar.line, opened.window.table.search):
        field.setFocus()
        QTest.keyClick(field, key)
        assert opened.window.focusWidget() is opened.window.timeline


def test_a_found_subtitle_is_the_one_that_is_clicked(opened: OpenWindow) -> None:
    table = opened.window.table
    QTest.keyClicks(table.search, "lamp")
    assert table.view.model().rowCount() == 1
    place = table.view.visualRect(table.view.model().index(0, 3)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    current = opened.window.playback.current_cue
    assert "lamp" in opened.session.cues[current].text
    assert opened.window.playback.position_ms == opened.session.cues[current].start_ms
    opened.window.navigator.choose(0)
    table.search.setText("nothing like this")
    assert table.view.model().rowCount() == 0


def unnamed(interface: QAccessibleInterface, path: str = "") -> list[str]:
    """Return the controls without a name, text or value for a screen reader."""
    found = []
    role = interface.role()
    controls = (
        QAccessible.Role.Button,
        QAccessible.Role.CheckBox,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.SpinBox,
        QAccessible.Role.Slider,
        QAccessible.Role.Table,
        QAccessible.Role.ProgressBar,
        QAccessible.Role.MenuItem,
    )
    here = f"{path}/{role.name}"
    is_inner = interface.parent() is not None and interface.parent().role() in (
        QAccessible.Role.SpinBox,
        QAccessible.Role.ComboBox,
    )
    is_named = bool(interface.text(QAccessible.Text.Name))
    if role in controls and not is_named and not is_inner and not interface.state().invisible:
        found.append(here)
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid():
            found += unnamed(child, here)
    return found


def test_everything_that_can_be_used_has_a_name_to_be_read_out(opened: OpenWindow) -> None:
    assert unnamed(QAccessible.queryAccessibleInterface(opened.window)) == []


def test_what_the_window_says_is_read_out_as_it_is_written(opened: OpenWindow) -> None:
    opened.window.status.show_message("Something was said.")
    opened.window.shift_bar.nudge(-3000)
    opened.window.shift_bar.finish()
    for widget, part, text in (
        (opened.window.status._message, QAccessible.Text.Name, "Something was said."),
        (opened.window.transport.position, QAccessible.Text.Name, "Position of the playhead"),
        (opened.window.transport.position, QAccessible.Text.Value, "00:00:00.000"),
    ):
        assert QAccessible.queryAccessibleInterface(widget).text(part) == text
    slider = QAccessible.queryAccessibleInterface(opened.window.shift_bar.slider)
    assert slider.text(QAccessible.Text.Description) == "−3.000 s"


def test_every_button_of_the_main_rows_tells_its_key(opened: OpenWindow) -> None:
    transport = opened.window.actions_.transport
    for action in (transport.play, transport.loop, transport.separate, *transport.sources):
        assert f"({action.shortcut().toString()})" in action.toolTip()


def test_no_key_means_two_things(opened: OpenWindow) -> None:
    keys = [key.toString() for action in opened.window.findChildren(QAction) for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
