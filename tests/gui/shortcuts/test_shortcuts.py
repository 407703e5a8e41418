"""Keyboard shortcuts: listed, changed, saved, and never ambiguous."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from deepdub_gui.base.settings import Settings
from deepdub_gui.shortcuts.action_entries import find_entries, mark_refilled, plain_text
from deepdub_gui.shortcuts.actions import make_action
from deepdub_gui.shortcuts.dialog import ShortcutsDialog
from deepdub_gui.shortcuts.keymap import Keymap, is_allowed
from deepdub_gui.shortcuts.tooltips import keep_shortcuts_in_tooltips, tip_with_key
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow, open_window


@pytest.fixture
def dialog(opened: OpenWindow) -> ShortcutsDialog:
    opened.window.actions_.keys.trigger()
    dialog = opened.window.preferences.keys
    opened.qtbot.waitUntil(dialog.isActiveWindow, timeout=10_000)
    yield dialog
    dialog.close()


def press(
    dialog: ShortcutsDialog, name: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
):
    """Choose an action and press a key in the shortcut field."""
    dialog.choose(name)
    dialog.field.setFocus()
    QTest.keyClick(dialog.field, key, modifiers)


def shown(dialog: ShortcutsDialog) -> list[str]:
    items = (dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount()))
    return [item.text(0) for item in items if not item.isHidden()]


def keys_of(opened: OpenWindow) -> list[str]:
    """Return all shortcuts, each with the window in which it works."""
    entries = opened.window.preferences.keymap.entries
    return [
        f"{window} {key.toString()}"
        for entry in entries
        for window in entry.windows
        for key in entry.action.shortcuts()
    ]


def test_every_action_of_the_menus_is_listed_with_its_key(opened: OpenWindow, dialog: ShortcutsDialog) -> None:
    def listed(menu) -> list[QAction]:
        inner = [action for action in menu.actions() if action.menu()]
        own = [action for action in menu.actions() if action.text() and not (action.menu() or action.isSeparator())]
        return own + [action for one in inner if not one.menu().property("isRefilled") for action in listed(one.menu())]

    wanted = listed(opened.window.menuBar())
    assert len(wanted) > 60
    wanted += opened.window.listening.abx.actions()
    assert {entry.action for entry in opened.window.preferences.keymap.entries} == set(wanted)
    rows = {dialog.list.topLevelItem(row).text(0): row for row in range(dialog.list.topLevelItemCount())}
    row = dialog.list.topLevelItem(rows["Open subtitles"])
    assert (row.text(1), row.text(2)) == ("File", "Ctrl+Shift+O")
    assert dialog.list.topLevelItem(rows["Mute vocals"]).text(1) == "Stems, Mixer"


def test_an_action_that_another_module_adds_is_found_as_well(qapp: QApplication, qtbot, tmp_path) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    menu = bar.addMenu("&Cue")
    action = menu.addAction("&Split at the playhead…")
    action.setShortcut("Ctrl+D")
    fleeting = menu.addMenu("Recent")
    fleeting.addAction("a file")
    mark_refilled(fleeting)
    assert [(entry.place, entry.text, entry.name) for entry in find_entries(bar)] == [
        ("Cue", "Split at the playhead", "split_at_the_playhead")
    ]
    keymap = Keymap(bar, Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)), bar)
    assert action.toolTip() == "Split at the playhead (Ctrl+D)"
    keymap.give(keymap.entries[0], [QKeySequence("F9")])
    assert action.toolTip() == "Split at the playhead (F9)"


def test_searching_finds_by_name_menu_and_key(dialog: ShortcutsDialog) -> None:
    QTest.keyClicks(dialog.search, "mute voc")
    assert shown(dialog) == ["Mute vocals"]
    dialog.search.clear()
    QTest.keyClicks(dialog.search, "ctrl+shift+e")
    assert shown(dialog) == ["Export sentence folder"]
    dialog.search.clear()
    QTest.keyClicks(dialog.search, "no such thing")
    assert shown(dialog) == []
    assert not dialog.set.isEnabled()
    assert not dialog.reset.isEnabled()


def test_a_changed_key_works_at_once_and_is_told_where_the_old_one_was(
    opened: OpenWindow, dialog: ShortcutsDialog
) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    press(dialog, "play", Qt.Key.Key_F15)
    assert dialog.note.text() == "F15 is available."
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.note.text() == "“Play or pause” now has F15."
    dialog.close()
    window = opened.window
    assert "Play or pause (F15)" in window.actions_.transport.play.toolTip()
    window.activateWindow()
    opened.qtbot.waitUntil(window.isActiveWindow, timeout=10_000)
    window.timeline.setFocus()
    presses: list[bool] = []
    window.actions_.transport.play.triggered.connect(lambda: presses.append(True))
    QTest.keyClick(window.timeline, Qt.Key.Key_Space)
    assert len(presses) == 0
    QTest.keyClick(window.timeline, Qt.Key.Key_F15)
    assert len(presses) == 1
    opened.until(opened.idle)


def test_tooltips_of_other_controls_tell_a_changed_key_too(opened: OpenWindow) -> None:
    window, keymap = opened.window, opened.window.preferences.keymap
    assert window.shift_bar.reset.toolTip().endswith("(Ctrl+0)")
    assert "([, ], \\)" in window.listening.controls.speed.toolTip()
    entry = next(entry for entry in keymap.entries if entry.name == "reset_shift")
    keymap.give(entry, [QKeySequence("Ctrl+Backspace")])
    assert window.shift_bar.reset.toolTip().endswith("(Ctrl+Backspace)")
    keymap.give(entry, [])
    assert window.shift_bar.reset.toolTip() == "Restore the times in the file"
    assert entry.action.toolTip() == "Reset shift"


def test_a_key_that_is_taken_is_told_and_taken_over_only_when_asked(
    opened: OpenWindow, dialog: ShortcutsDialog
) -> None:
    press(dialog, "save_as", Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert dialog.note.text() == "Ctrl+S is assigned to “Save subtitles”."
    QTest.mouseClick(dialog.set, Qt.MouseButton.LeftButton)
    assert opened.window.actions_.save.shortcut().toString() == "Ctrl+S"
    assert dialog.reassign.isVisible()
    QTest.keyClick(dialog.reassign, Qt.Key.Key_Space)
    assert opened.window.actions_.save.shortcut().toString() == ""
    assert opened.window.actions_.save_as.shortcut().toString() == "Ctrl+S"
    assert len(keys_of(opened)) == len(set(keys_of(opened)))


def test_one_key_or_all_can_be_reset(opened: OpenWindow, dialog: ShortcutsDialog) -> None:
    before = keys_of(opened)
    press(dialog, "save_as", Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog.set.click()
    dialog.reassign.click()
    dialog.choose("save")
    dialog.reset.click()
    assert dialog.note.text() == "Ctrl+S is assigned to “Save subtitles as”. Reassign it, or press another shortcut."
    dialog.reassign.click()
    assert opened.window.actions_.save.shortcut().toString() == "Ctrl+S"
    assert not dialog.reset.isEnabled()
    press(dialog, "redo", Qt.Key.Key_F16)
    dialog.add.click()
    redo = next(entry.action for entry in opened.window.preferences.keymap.entries if entry.name == "redo")
    assert [key.toString() for key in redo.shortcuts()] == ["Ctrl+Shift+Z", "Ctrl+Y", "F16"]
    dialog.remove.click()
    assert redo.shortcuts() == []
    dialog.reset_all.click()
    assert keys_of(opened) == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_keys_that_move_about_stay_what_they_are(opened: OpenWindow, dialog: ShortcutsDialog, key: Qt.Key) -> None:
    assert not is_allowed(QKeySequence(key))
    press(dialog, "save", key)
    assert not dialog.field.hasFocus()
    assert dialog.isVisible()
    assert opened.window.actions_.save.shortcut().toString() == "Ctrl+S"


def test_changed_keys_are_there_at_the_next_start(qapp: QApplication, qtbot, tmp_path) -> None:
    first = open_window(qapp, qtbot, tmp_path)
    keymap = first.window.preferences.keymap
    by_name = {entry.name: entry for entry in keymap.entries}
    keymap.give(by_name["zoom_fit"], [QKeySequence("F"), QKeySequence("Ctrl+,")])
    keymap.give(by_name["loop"], [])
    first.close()
    second = open_window(qapp, qtbot, tmp_path)
    assert [key.toString() for key in second.window.actions_.zoom_fit.shortcuts()] == ["F", "Ctrl+,"]
    assert second.window.actions_.transport.loop.shortcuts() == []
    second.close()


@pytest.mark.parametrize("kept", ["rubbish+", "Ctrl+A, Ctrl+B", "Esc", "@Variant(\\0\\0\\0\\x7f)", "Ctrl+O\nCtrl+O"])
def test_damaged_or_doubled_keys_in_the_settings_are_put_right(qapp: QApplication, qtbot, tmp_path, kept: str) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue("keys/save", kept)
    store.setValue("keys/save_as", "Ctrl+O")
    store.sync()
    opened = open_window(qapp, qtbot, tmp_path)
    assert len(keys_of(opened)) == len(set(keys_of(opened)))
    assert opened.window.actions_.save_as.shortcut().toString() in ("Ctrl+O", "")
    assert opened.window.actions_.open_clip.shortcut().toString() == ""
    opened.close()


def test_names_that_keep_the_keys_are_unique_and_hold_no_values(opened: OpenWindow) -> None:
    names = [entry.name for entry in opened.window.preferences.keymap.entries]
    assert len(names) == len(set(names))
    odd = [name for name in names if not (name.isascii() and name.replace("_", "").isalnum() and name == name.lower())]
    assert odd == []


def test_tooltips_and_texts_are_put_together_and_taken_apart() -> None:
    assert tip_with_key("Play", (), "Space") == "Play (Space)"
    assert tip_with_key("Play (Space)\nHold it", ("Space",), "F8") == "Play (F8)\nHold it"
    assert tip_with_key("Play (Space)", ("Space",), "") == "Play"
    assert plain_text("Save subtitles &as…\tCtrl+S") == "Save subtitles as"
    assert plain_text("R&&B") == "R&B"
    assert plain_text("저장(&S)…") == "저장"


def test_the_dialog_needs_no_mouse(opened: OpenWindow, dialog: ShortcutsDialog) -> None:
    reached: list[QWidget] = []
    dialog.search.setFocus()
    while dialog.focusWidget() not in reached:
        reached.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    for widget in (dialog.list, dialog.field, dialog.reset_all, dialog.close_):
        assert widget in reached
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_tooltips_leave_out_the_mnemonic_behind_a_korean_text_that_ends_with_an_ellipsis(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    action = make_action(window, "클립 열기(&O)…", "Ctrl+O")
    keep_shortcuts_in_tooltips([action])
    assert action.toolTip() == "클립 열기 (Ctrl+O)"
