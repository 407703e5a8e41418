"""What a screen reader announces, and what can be done without a mouse."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QMenu, QMenuBar, QWidget

from deepdub_gui.shortcuts.mnemonics import with_free_mnemonic
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow

SAY_NOTHING = {QAccessible.Role.Client, QAccessible.Role.NoRole, QAccessible.Role.Border, QAccessible.Role.Pane}
INNER = {QAccessible.Role.SpinBox, QAccessible.Role.ComboBox}  # their child widgets are announced with them


def tree(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Walk Qt's accessibility tree, skipping table cells."""
    yield interface
    if interface.role() in (QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List):
        return
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from tree(child)


def told(interface: QAccessibleInterface) -> str:
    """Return a control's role, name and class path."""
    classes, thing = [], interface.object()
    while thing is not None:
        classes.append(type(thing).__name__)
        thing = thing.parent()
    return f"{interface.role().name} “{interface.text(QAccessible.Text.Name)}”: {' in '.join(classes)}"


def focusable(top: QWidget) -> list[QAccessibleInterface]:
    found = []
    for interface in tree(QAccessible.queryAccessibleInterface(top)):
        thing, parent = interface.object(), interface.parent()
        takes_focus = isinstance(thing, QWidget) and thing.focusPolicy() != Qt.FocusPolicy.NoFocus
        takes_focus = takes_focus and thing.focusProxy() is None and not thing.isHidden()
        if takes_focus and not thing.isWindow() and not (parent is not None and parent.role() in INNER):
            found.append(interface)
    return found


def all_windows(opened: OpenWindow) -> list[QWidget]:
    """Open every dialog and panel; return all windows."""
    window = opened.window
    window.listening.actions.mixer.trigger()
    window.projects.history.toggleViewAction().trigger()
    for action in (window.models.manage, window.listening.actions.abx, window.actions_.keys, window.actions_.settings):
        action.trigger()
    opened.until(opened.idle)
    return [window, *(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())]


@pytest.fixture
def opened(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, LATE_SUBS)
    return opened


def test_every_focusable_control_announces_its_role_and_name(opened: OpenWindow) -> None:
    tops = all_windows(opened)
    assert len(tops) >= 5
    controls = [interface for top in tops for interface in focusable(top)]
    assert len(controls) > 80
    assert "\n".join(told(one) for one in controls if not one.text(QAccessible.Text.Name)) == ""
    drawn = [one for one in controls if one.role() in SAY_NOTHING]
    # Qt has no role for these; they have a description instead.
    own = {"Timeline", "ScoreStrip", "VideoWidget", "QKeySequenceEdit"}
    assert {type(one.object()).__name__ for one in drawn} == own, "\n".join(map(told, drawn))
    assert all(one.text(QAccessible.Text.Description) for one in drawn)
    for dialog in tops[1:]:
        dialog.close()


def test_the_shift_slider_is_a_slider_that_a_screen_reader_can_move(opened: OpenWindow) -> None:
    slider = opened.window.shift_bar.slider
    interface = QAccessible.queryAccessibleInterface(slider)
    assert interface.role() == QAccessible.Role.Slider
    slider.step(-1500)
    assert interface.text(QAccessible.Text.Description) == "−1.500 s"
    slider.setValue(-2000)  # as assistive technology sets it
    opened.window.shift_bar.finish()
    assert opened.session.retiming.offset_ms == -2000
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert slider.value_ms == -2000


def test_every_button_is_reached_with_tab_in_every_window(opened: OpenWindow) -> None:
    for top in all_windows(opened):
        top.activateWindow()
        opened.qtbot.waitUntil(top.isActiveWindow, timeout=10_000)
        reached: list[QWidget] = []
        while top.focusWidget() not in reached:
            reached.append(top.focusWidget())
            QTest.keyClick(top.focusWidget() or top, Qt.Key.Key_Tab)
        for button in top.findChildren(QAbstractButton):
            if button.window() is top and button.isVisible() and button.isEnabled() and button.focusPolicy():
                assert button in reached, (button.accessibleName(), button.text())
        if top is not opened.window:
            top.close()


def menus(menu: QMenuBar | QMenu) -> Iterator[tuple[str, list[QAction]]]:
    actions = [action for action in menu.actions() if not action.isSeparator()]
    yield (menu.title() if isinstance(menu, QMenu) else "the menu bar"), actions
    for action in actions:
        if isinstance(action.menu(), QMenu):
            yield from menus(action.menu())


def test_no_letter_opens_two_things_in_a_menu(opened: OpenWindow) -> None:
    doubled = {}
    for title, actions in menus(opened.window.menuBar()):
        letters = [match[1].lower() for action in actions if (match := re.search(r"&([^&\s])", action.text()))]
        twice = [letter for letter, count in Counter(letters).items() if count > 1]
        if twice:
            doubled[title] = twice
    assert doubled == {}


def test_a_letter_that_is_taken_gives_way_to_another() -> None:
    assert with_free_mnemonic("&Save", "") == "&Save"
    assert with_free_mnemonic("&Save as", "s") == "Save &as"
    assert with_free_mnemonic("&Save as", "sa") == "Sa&ve as"
    assert with_free_mnemonic("&as", "as") == "as"
    assert with_free_mnemonic("저장(&S)…", "sa") == "저장(&B)…"


def test_every_action_of_the_window_is_in_a_menu(opened: OpenWindow) -> None:
    listed = {action for _, actions in menus(opened.window.menuBar()) for action in actions}
    left_out = [
        action.text()
        for action in opened.window.findChildren(QAction)
        if action.shortcuts() and action not in listed and not isinstance(action.parent(), QDialog)
    ]
    assert left_out == ["Cancel snapping"]  # Escape, while something is offered
