"""The tour at the first start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow


def test_the_tour_is_shown_once_and_has_four_steps(opened: OpenWindow) -> None:
    window, tour = opened.window, opened.window.preferences.tour
    window.preferences.welcome()
    assert tour.isVisible()
    seen = []
    while tour.isVisible():
        seen.append((tour.title.text(), tour.count.text()))
        place = QRect(tour.mapTo(window, QPoint()), tour.size())
        assert window.rect().contains(place)
        assert not tour.text.text().endswith("()")
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert seen == [
        ("See", "1 of 4"),
        ("Shift", "2 of 4"),
        ("Separate and listen", "3 of 4"),
        ("Save and export", "4 of 4"),
    ]
    window.preferences.welcome()
    assert not tour.isVisible()
    window.actions_.tour.trigger()
    assert (tour.isVisible(), tour.number) == (True, 0)
    QTest.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    QTest.mouseClick(tour.back, Qt.MouseButton.LeftButton)
    assert tour.title.text() == "See"
    QTest.mouseClick(tour.skip, Qt.MouseButton.LeftButton)
    assert not tour.isVisible()


def test_escape_ends_the_tour_whatever_has_the_focus(opened: OpenWindow) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    window, tour = opened.window, opened.window.preferences.tour
    for widget in (tour.next, window.shift_bar.slider, window.table.view, window.timeline):
        window.actions_.tour.trigger()
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert not tour.isVisible(), widget


def test_the_window_can_be_used_during_the_tour_which_follows_its_size(opened: OpenWindow) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    window, tour = opened.window, opened.window.preferences.tour
    window.actions_.tour.trigger()
    tour.next.click()
    window.shift_bar.slider.step(-500)
    window.shift_bar.finish()
    assert opened.session.retiming.offset_ms == -500
    window.resize(1100, 700)
    opened.qtbot.waitUntil(lambda: window.rect().contains(tour.geometry()), timeout=5000)
    target = window.shift_bar
    assert not QRect(target.mapTo(window, QPoint()), target.size()).intersects(tour.geometry())


@pytest.mark.parametrize(("stored", "shown"), [("", True), ("[window]\ntoured=yes\n", False)])
def test_only_the_first_start_shows_the_tour(tmp_path: Path, stored: str, shown: bool) -> None:
    code = (
        "import sys\nfrom PySide6.QtWidgets import QApplication\nfrom deepdub_gui import app\n"
        "class Once(QApplication):\n"
        "    def exec(self):\n"
        "        window = next(top for top in self.topLevelWidgets() if hasattr(top, 'preferences'))\n"
        "        print(window.preferences.tour.isVisible())\n        window.close()\n"
        "app.QApplication = Once\napp.main([])\n"
    )
    (tmp_path / "Deepdub").mkdir()
    (tmp_path / "Deepdub" / "Deepdub.ini").write_text(stored)
    folders = {f"XDG_{kind}_HOME": str(tmp_path) for kind in ("CONFIG", "CACHE", "DATA", "STATE")}
    environment = {**os.environ, **folders, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(shown)
