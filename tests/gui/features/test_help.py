"""The first-start tour and the handbook."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from deepdub_engine.base.resources import handbook
from deepdub_gui.features.preferences.handbook import Handbook, chapters_of
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


def top_heading(book: Handbook) -> str:
    """Return the last heading above the middle of the visible page."""
    cursor = book.page.cursorForPosition(QPoint(20, 20))
    block = cursor.block()
    while block.isValid() and block.blockFormat().headingLevel() != 2:
        block = block.previous()
    return block.text()


def test_the_handbook_opens_at_the_chapter_on_what_is_in_front(opened: OpenWindow) -> None:
    window = opened.window
    QTest.keyClick(window.timeline, Qt.Key.Key_F1)
    book = window.preferences.handbook
    assert book.isVisible()
    opened.qtbot.waitUntil(lambda: top_heading(book) == "Using the window", timeout=5000)
    book.close()
    window.models.manage.trigger()
    opened.until(opened.idle)
    panel = window.models.panel
    opened.qtbot.waitUntil(panel.isActiveWindow, timeout=10_000)
    QTest.keyClick(panel, Qt.Key.Key_F1)
    assert book.list.currentItem().text() == "Models"
    opened.qtbot.waitUntil(lambda: top_heading(book) == "Models", timeout=5000)
    book.close()
    panel.close()


def test_every_chapter_is_found_and_keys_are_written_as_keys(opened: OpenWindow) -> None:
    titles = chapters_of(handbook().read_text("utf-8"))
    assert {"Setting up", "Using the window", "Command line", "Models", "Troubleshooting"} <= set(titles)
    book = opened.window.preferences.show_handbook()
    assert [book.list.item(row).text() for row in range(book.list.count())] == list(titles)
    assert all(book._heading(title) is not None for title in titles)
    assert "<kbd>" not in book.page.toPlainText()
    assert "Ctrl+Shift+E" in book.page.toPlainText()
    book.close()


def test_valid_links_are_opened_and_broken_ones_are_not(opened: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toString()))
    book = opened.window.preferences.show_handbook()
    for link in ("CHANGELOG.md", "no/such/file.md", "https://example.org/"):
        book.page.anchorClicked.emit(QUrl(link))
    assert [link.rsplit("/", 1)[-1] for link in asked] == ["CHANGELOG.md", ""]
    book.close()


def test_a_missing_handbook_is_reported(qtbot, tmp_path: Path) -> None:
    book = Handbook(tmp_path / "README.md", None)
    qtbot.addWidget(book)
    book.open_at("Models")
    assert "reinstall Deepdub" in book.page.toPlainText()
    book.close()
