"""The start offers the last work, or opens it if the person has chosen so."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deepdub_gui.base.settings import Settings
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow, open_window


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "R&D film.mkv"
    shutil.copy(SAMPLE, path)
    shutil.copy(LATE_SUBS, tmp_path / "mine.srt")
    return path


def looked(opened: OpenWindow, *, has_offer: bool = False) -> None:
    """Start as the program does, and wait until the files have been found or not."""
    opened.window.desktop.returning.look(has_offer)
    opened.qtbot.wait(200)


def test_the_welcome_page_continues_with_the_last_clip_and_its_subtitles(opened: OpenWindow, film: Path) -> None:
    opened.settings.add_recent(film, film.with_name("mine.srt"))
    page = opened.window._invitation
    assert not page.continue_.isVisible()
    looked(opened)
    assert page.continue_.isVisible()
    assert page.continue_.text() == "Continue with “R&&D film.mkv”"
    assert page.continue_.accessibleName() == "Continue with “R&D film.mkv”"
    assert opened.session.media is None
    QTest.mouseClick(page.continue_, Qt.MouseButton.LeftButton)
    opened.until(lambda: opened.session.clip is not None and opened.idle())
    assert opened.session.media.path == film
    assert opened.session.subtitles.path == film.with_name("mine.srt")


def test_a_clip_that_is_gone_is_not_offered(opened: OpenWindow, film: Path) -> None:
    opened.settings.add_recent(film, None)
    film.unlink()
    looked(opened)
    assert not opened.window._invitation.continue_.isVisible()


def test_the_first_start_offers_nothing(opened: OpenWindow) -> None:
    looked(opened)
    assert not opened.window._invitation.continue_.isVisible()


def test_the_last_work_opens_at_once_if_wanted(opened: OpenWindow, film: Path) -> None:
    opened.settings.add_recent(film, None)
    dialog = opened.window.preferences.show_settings()
    box = dialog.box("When Deepdub starts")
    assert box.currentText() == "Show the welcome page"
    box.setCurrentIndex(1)
    box.activated.emit(1)
    dialog.close()
    looked(opened)
    opened.until(lambda: opened.session.clip is not None and opened.idle())
    assert opened.session.media.path == film
    assert not opened.window._invitation.continue_.isVisible()


def test_unsaved_work_of_a_crash_comes_first(opened: OpenWindow, film: Path) -> None:
    opened.settings.add_recent(film, None)
    opened.settings.start = "last"
    looked(opened, has_offer=True)
    assert opened.idle()
    assert opened.session.media is None
    assert not opened.window._invitation.continue_.isVisible()


def test_what_the_person_opens_first_stays(opened: OpenWindow, film: Path) -> None:
    opened.settings.add_recent(film, None)
    opened.settings.start = "last"
    opened.window.desktop.returning.look(False)
    opened.open(SAMPLE)
    opened.qtbot.wait(100)
    assert opened.session.media.path == SAMPLE


def test_the_last_work_is_a_project_or_a_clip(opened: OpenWindow, film: Path) -> None:
    def last(settings: Settings) -> list[str]:
        return [files[0].name for files in settings.last_files]

    opened.open(film)
    assert last(opened.settings) == [film.name]
    opened.answers.project = film.with_name("film.deepdub")
    opened.window.actions_.save_project.trigger()
    opened.until(opened.idle)
    assert last(opened.settings) == ["film.deepdub", film.name]
    opened.open(SAMPLE)
    assert last(opened.settings) == [SAMPLE.name, "film.deepdub"]
    opened.open(film.with_name("film.deepdub"))
    assert last(opened.settings)[0] == "film.deepdub"


def test_a_project_that_is_open_already_is_not_opened_twice(opened: OpenWindow, qapp, film: Path) -> None:
    opened.open(film)
    opened.answers.project = film.with_name("film.deepdub")
    opened.window.actions_.save_project.trigger()
    opened.until(opened.idle)
    other = open_window(qapp, opened.qtbot, film.parent)  # the same settings and journals, as a second start
    other.open(film.with_name("film.deepdub"))
    assert other.session.media is None
    assert other.window.status.message == "“film.deepdub” is already open in another window."
    other.window.status.help_button.click()
    other.until(lambda: other.session.clip is not None and other.idle())
    assert other.window.projects.service.path == film.with_name("film.deepdub")
    other.close()
    opened.open(film.with_name("film.deepdub"))  # its own
    assert opened.window.projects.service.path == film.with_name("film.deepdub")
