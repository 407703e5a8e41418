"""Choosing a model, and the time estimate before separation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from deepdub_engine.audio.pcm import PcmClip
from tests.helpers.models_menu import choose, menu
from tests.helpers.open_window import SAMPLE, TRUE_SUBS, OpenWindow, open_window

pytestmark = pytest.mark.usefixtures("no_environment")


def test_the_menu_says_what_each_model_is_good_for_and_the_choice_is_remembered(
    opened: OpenWindow, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = [action.text() for action in menu(opened)]
    assert lines[0] == "Film: dialogue over music and effects, best quality  (not installed)"
    assert lines[1] == "Speech: dialogue over music and effects, quickest; needs no download"
    assert [line.split(":")[0] for line in lines[2:4]] == ["Spleeter, 2 stems", "Spleeter, 2 stems, 16 kHz"]
    assert all(line.endswith("(not installed)") for line in lines[2:6])
    assert menu(opened)[1].isChecked()  # the best one that is installed
    assert not menu(opened)[6].isEnabled()  # Speech has no exact mode
    choose(opened, "Spleeter, 2 stems, 16 kHz")
    choose(opened, "&Exact")
    opened.close()
    again = open_window(qapp, qtbot, tmp_path)
    choice = again.window.models.choice
    assert choice.model().name == "spleeter-2stems-16khz"
    assert choice.is_exact(choice.model())
    assert [action.isChecked() for action in menu(again)[:7]] == [False, False, False, True, False, False, True]
    choose(again, "Speech")
    assert not choice.is_exact(choice.model())
    again.close()


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform logs this for menus
def test_the_menu_beside_separate_opens_with_enter(opened: OpenWindow) -> None:
    opened.window.resize(1800, 900)  # narrow windows fold the button
    menu = opened.window.models.menu
    button = next(found for found in opened.window.findChildren(QToolButton) if found.menu() is menu)
    shown: list[str] = []
    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu, lambda: (shown.append(menu.title()), menu.close())))
    button.setFocus()
    assert opened.window.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Return)
    opened.until(lambda: shown == ["&Model"] and not menu.isVisible())
    assert button.accessibleName() == "Model: Speech"


def test_the_estimate_is_shown_in_the_tooltip_and_learns_from_runs(
    opened: OpenWindow, clip: Path, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    separate = opened.window.actions_.transport.separate
    opened.open(clip)
    assert re.search(r"With Speech: perhaps \d+ s and 0.7 MB of disk for the whole clip", separate.toolTip())
    assert "(Ctrl+E)" in separate.toolTip()
    assert (
        menu(opened)[7].text()
        == f"The whole clip: {separate.toolTip().split(': ')[1].removesuffix(' for the whole clip')}"
    )
    opened.separate()
    assert "separated with this model already" in separate.toolTip()
    sizes = [source.path.stat().st_size for source in opened.session.sources()[1:]]
    assert sum(sizes) == opened.window.models.choice.estimate(opened.session.clip).size
    expected = opened.window.models.choice.estimate(opened.session.clip)
    opened.close()
    again = open_window(qapp, qtbot, tmp_path)
    again.open(clip)
    assert again.window.models.choice.estimate(again.session.clip).seconds == pytest.approx(expected.seconds, rel=0.01)
    again.close()


def test_parts_of_a_clip_are_estimated_where_one_asks_for_them(opened: OpenWindow) -> None:
    opened.open(SAMPLE, TRUE_SUBS)
    stems = opened.window.actions_.stems
    stems.aboutToShow.emit()
    opened.until(opened.idle)
    texts = [action.text().split("\t") for action in stems.actions() if "\t" in action.text()]
    assert [text.replace("&", "") for text, _ in texts] == ["Separate sentences only"]  # nothing is selected
    assert re.fullmatch(r"perhaps \d+ s and \d+ MB of disk", texts[0][1])
    whole = opened.window.models.choice.estimate(opened.session.clip)
    assert 0 < int(texts[0][1].split()[4]) < whole.size / 1e6
    opened.window.table.select(3)
    stems.aboutToShow.emit()
    opened.until(opened.idle)
    assert len([action for action in stems.actions() if "\t" in action.text()]) == 2


def test_a_separation_that_cannot_fit_is_refused_before_it_begins(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    here = opened.session.clip
    opened.session.set_clip(PcmClip(here.path, here.rate_hz, 2, 10**15))
    opened.window.actions_.transport.separate.trigger()
    opened.until(opened.idle)
    assert re.match(
        r"This needs \d+ GB of disk space, but the disk of .* free: free some space", opened.window.status.message
    )
    assert [path.name for path in here.path.parent.iterdir()] == ["mixture.pcm"]


@pytest.mark.parametrize("value", ["", "1", "x y", "-1 2", "nan 1", "1 2 3", "1 inf"])
def test_an_implausible_pace_is_ignored(opened: OpenWindow, value: str) -> None:
    opened.settings._store.setValue("separation/pace/speech", value)
    opened.settings._store.setValue("separation/model", "gone")
    clip = PcmClip(Path("clip.pcm"), 48_000, 2, 48_000)
    assert not opened.window.models.choice.estimate(clip).measured
    assert opened.window.models.choice.model().name == "speech"


def test_a_missing_model_is_named_once_when_one_separates(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    opened.window.actions_.transport.separate.trigger()
    assert "“film” are not installed" in opened.window.status.message
    opened.until(opened.idle)
    opened.window.status.clear()
    opened.window.actions_.transport.separate.trigger()
    assert "“film”" not in opened.window.status.message
    opened.until(opened.idle)
