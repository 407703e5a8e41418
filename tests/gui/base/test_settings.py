"""Settings take effect at once, persist, and stay within limits."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS, PRESETS
from deepdub_gui.base import theme
from deepdub_gui.base.settings import KEPT_GB, RANGES_S, ROLLS_MS, SCALES_PERCENT, THEMES, SettingKey, Settings
from deepdub_gui.features.preferences.settings_dialog import SettingsDialog
from tests.helpers.open_window import OpenWindow, open_window
from tests.helpers.written_subtitles import open_cues


@pytest.fixture
def dialog(opened: OpenWindow) -> SettingsDialog:
    opened.window.actions_.settings.trigger()
    dialog = opened.window.preferences.settings
    opened.qtbot.waitUntil(dialog.isActiveWindow, timeout=10_000)
    yield dialog
    dialog.close()


def choose(box: QComboBox, text: str) -> None:
    """Choose an item with the keyboard."""
    box.setFocus()
    for _ in range(box.count()):
        QTest.keyClick(box, Qt.Key.Key_Up)
    while box.currentText() != text:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before, f"no item {text}"


@pytest.mark.parametrize(("text", "wanted"), [("Dark", theme.dark), ("Light", theme.light)])
def test_another_theme_is_applied_at_once(qapp, opened: OpenWindow, dialog: SettingsDialog, text: str, wanted) -> None:
    other = theme.light() if wanted().is_dark else theme.dark()
    theme.apply(qapp, other)
    choose(dialog.box("Colours"), "System default")
    choose(dialog.box("Colours"), text)
    assert qapp.palette().color(QPalette.ColorRole.Base) == wanted().panel
    assert opened.window._theme.name == wanted().name
    assert opened.settings.theme == wanted().name
    theme.apply(qapp, theme.light())


def test_what_is_set_is_there_at_the_next_start(qapp: QApplication, qtbot, tmp_path: Path) -> None:
    first = open_window(qapp, qtbot, tmp_path)
    dialog = first.window.preferences.show_settings()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=10_000)
    for label, text in {
        "Slider range": "±60 s",
        "Keep stems up to": "5 GB",
        "Repeat before the subtitle": "0.5 s",
        "Repeat after the subtitle": "1 s",
        "Loop while shifting": "No",
        "Match loudness": "Yes",
        "Size": "150 %",
        "While playing": "Keep the playhead in the middle",
    }.items():
        choose(dialog.box(label), text)
    assert first.window.shift_bar.slider.reach_ms == 60_000
    first.close()
    assert not dialog.isVisible()
    second = open_window(qapp, qtbot, tmp_path)
    assert second.window.shift_bar.slider.reach_ms == 60_000
    assert second.settings.stem_cache_gb == 5
    assert second.settings.pre_post_roll_ms == (500, 1000)
    assert second.settings.scale_percent == 150
    assert second.window.timeline.following == "centred"
    assert not second.window.listening.actions.loops_shift.isChecked()
    assert second.window.listening.actions.matching.isChecked()
    second.close()


def test_menus_and_dialog_show_the_same(opened: OpenWindow, dialog: SettingsDialog) -> None:
    choose(dialog.box("Keep stems up to"), "100 GB")
    opened.window.scopes._kept.aboutToShow.emit()
    assert [action.text() for action in opened.window.scopes._kept.actions() if action.isChecked()] == ["100 GB"]
    dialog.close()
    opened.window.listening.actions.matching.trigger()
    opened.window.actions_.settings.trigger()
    assert dialog.box("Match loudness").currentText() == "Yes"


def test_all_can_be_reset(opened: OpenWindow, dialog: SettingsDialog) -> None:
    choose(dialog.box("Slider range"), "±1 s")
    choose(dialog.box("Repeat before the subtitle"), "2 s")
    QTest.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    assert opened.window.shift_bar.slider.reach_ms == 10_000
    assert opened.settings.pre_post_roll_ms == (0, 0)
    assert dialog.box("Slider range").currentText() == "±10 s"


def test_every_setting_has_a_name_and_says_what_it_is_for(dialog: SettingsDialog) -> None:
    for box in dialog.boxes:
        interface = QAccessible.queryAccessibleInterface(box)
        assert interface.role() == QAccessible.Role.ComboBox
        assert interface.text(QAccessible.Text.Name)
        assert interface.text(QAccessible.Text.Description)
        assert box.toolTip()


KEYS = [str(key) for key in SettingKey]


@given(
    st.dictionaries(
        st.sampled_from(KEYS), st.text(st.characters(codec="utf-8"), max_size=20) | st.integers(-(2**31), 2**31 - 1)
    )
)
def test_invalid_stored_values_are_replaced(tmp_path_factory, stored: dict[str, str | int]) -> None:
    store = QSettings(str(tmp_path_factory.mktemp("s") / "s.ini"), QSettings.Format.IniFormat)
    for key, value in stored.items():
        store.setValue(key, value)
    settings = Settings(store)
    assert settings.range_s in RANGES_S
    assert settings.stem_cache_gb in KEPT_GB
    assert settings.theme in THEMES
    assert settings.scale_percent in SCALES_PERCENT
    assert set(settings.pre_post_roll_ms) <= set(ROLLS_MS)
    assert settings.last_folder.is_dir()
    assert all(clip.is_absolute() for clip, _ in settings.recent)
    assert all(project.is_absolute() for project in settings.recent_projects)
    assert settings.moved_to(Path("/nowhere")) is None or "moved" in stored
    assert settings.pace("x") is None
    assert {type(settings.model), type(settings.exact), type(settings.matched), type(settings.loops_shift)} == {
        str,
        bool,
    }
    for key in (SettingKey.GEOMETRY, SettingKey.SPLITTER, SettingKey.DOCKS):
        assert settings.layout(key).size() == 0
    assert settings.output is None or settings.output


GARBAGE = {
    "noise": bytes(range(256)) * 20,
    "cut short": b"[window]\ngeometry=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3\\0\\0\\0\n[shift",
    "other types": b"[General]\nrecent=@Variant(\\0\\0\\0\\t\\0\\0\\0\\x1)\n[shift]\nrange_s=@Rect(1 2 3 4)\n"
    b"[window]\ngeometry=@ByteArray(no geometry)\nsplitter=7\ndocks=@ByteArray(\\xff\\xff)\n[keys]\nsave=@Invalid()\n",
}


@pytest.mark.parametrize("content", GARBAGE.values(), ids=GARBAGE)
def test_a_damaged_settings_file_never_stops_the_start(qapp, qtbot, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.ini").write_bytes(content)
    opened = open_window(qapp, qtbot, tmp_path)
    assert opened.window.isVisible()
    opened.window.preferences.show_settings()
    opened.close()


def test_without_a_place_for_settings_the_window_opens_all_the_same(qapp, qtbot, tmp_path: Path) -> None:
    (tmp_path / "settings.ini").mkdir()
    opened = open_window(qapp, qtbot, tmp_path)
    opened.window.preferences.show_settings().box("Slider range").activated.emit(0)
    assert opened.window.shift_bar.slider.reach_ms == 1000
    opened.close()


def test_the_size_is_that_of_the_settings_when_the_program_starts(tmp_path: Path) -> None:
    code = (
        "import os\nfrom deepdub_gui import app\n"
        "app.build_window = lambda *_: print(os.environ['QT_SCALE_FACTOR']) or exit()\napp.main([])\n"
    )
    (tmp_path / "Deepdub").mkdir()
    (tmp_path / "Deepdub" / "Deepdub.ini").write_text("[window]\nscale_percent=175\n")
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path),
        "HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("QT_SCALE_FACTOR", None)
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "1.75"


def test_a_guideline_marks_what_exceeds_it_at_once_and_is_kept(qapp: QApplication, qtbot, tmp_path: Path) -> None:
    opened = open_window(qapp, qtbot, tmp_path)
    open_cues(opened, tmp_path, [Cue(0, 4000, "a" * 43), Cue(4020, 6000, "close"), Cue(7000, 9000, "fine")])
    marks = opened.window.editing.marks
    assert not marks.found
    dialog = opened.window.preferences.show_settings()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=10_000)
    choose(dialog.box("Limits"), "Netflix, English")
    assert {row: str(problem) for row, problem in marks.found.items()} == {
        0: "A line has 43 characters; 42 is the limit.",
        1: "Only 20 ms after the subtitle before it; 83 ms is the limit.",
    }
    assert dialog.box("Line length").currentText() == "42 characters"
    assert opened.window.editing.service.limits.gap_ms == 83, "dragging keeps the gap"
    choose(dialog.box("Line length"), "45 characters")
    assert dialog.box("Limits").currentText() == "Own"
    assert set(marks.found) == {1}
    opened.close()
    second = open_window(qapp, qtbot, tmp_path)
    assert second.settings.limits == replace(PRESETS["netflix"], line_characters=45)
    again = second.window.preferences.show_settings()
    again.reset.click()
    assert second.settings.limits == DEFAULT_LIMITS
    assert again.box("Reading speed").currentText() == "25 a second"
    second.close()


@pytest.mark.parametrize("stored", ["", "own", "nonsense"])
@pytest.mark.parametrize("own", ["", "cps=x", "cps=17.5,line=none"])
def test_any_stored_limits_are_limits(opened: OpenWindow, stored: str, own: str) -> None:
    opened.settings._store.setValue("checks/limits", stored)
    opened.settings._store.setValue("checks/own_limits", own)
    is_read = stored == "own" and own.startswith("cps=17.5")
    assert opened.settings.limits == (
        replace(DEFAULT_LIMITS, characters_per_second=17.5) if is_read else DEFAULT_LIMITS
    )
    dialog = opened.window.preferences.show_settings()
    assert dialog.box("Reading speed").currentText() == ("" if is_read else "25 a second")
    dialog.close()


def test_what_was_offered_is_remembered_up_to_a_limit(tmp_path: Path) -> None:
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    for number in range(510):
        settings.add_offered(f"digest {number}")
    settings.add_offered("digest 20")
    assert settings.was_offered("digest 509")
    assert settings.was_offered("digest 20")
    assert not settings.was_offered("digest 5")
    assert not settings.was_offered("another")
