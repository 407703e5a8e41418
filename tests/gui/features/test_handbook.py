"""The handbook in the window: pages, search, pictures, and the page on the window that is in front."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from deepdub_engine.base.resources import handbook_folder
from deepdub_gui.base.help_pages import set_help
from deepdub_gui.features.handbook.pages import load_pages, search
from deepdub_gui.features.handbook.window import HandbookWindow
from tests.helpers.open_window import OpenWindow

PAGES = load_pages(handbook_folder("en"))


@pytest.fixture
def book(opened: OpenWindow) -> HandbookWindow:
    return opened.window.handbook.open()


def test_the_key_opens_the_contents_and_in_a_dialog_its_page(opened: OpenWindow) -> None:
    window = opened.window
    QTest.keyClick(window.timeline, Qt.Key.Key_F1)
    book = window.handbook.handbook
    assert (book.isVisible(), book.view.page_name) == (True, "index.md")
    book.close()
    window.models.manage.trigger()
    opened.until(opened.idle)
    panel = window.models.panel
    opened.qtbot.waitUntil(panel.isActiveWindow, timeout=10_000)
    QTest.keyClick(panel, Qt.Key.Key_F1)
    assert book.view.page_name == "models.md"
    book.close()
    panel.close()


def test_a_dialog_that_blocks_the_window_has_a_handbook_of_its_own(opened: OpenWindow) -> None:
    dialog = QDialog(opened.window)
    set_help(dialog, "formats.md", "encodings")
    dialog.setModal(True)
    dialog.show()
    opened.qtbot.waitUntil(dialog.isActiveWindow, timeout=10_000)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    book = dialog.findChild(HandbookWindow)
    assert (book.isVisible(), book.view.page_name) == (True, "formats.md")
    assert book.view.textCursor().block().text() == "Encodings"
    assert book.view.viewport().rect().contains(book.view.cursorRect().center())
    book.close()
    dialog.close()


def test_every_page_and_chapter_is_in_the_contents_and_opens(book: HandbookWindow) -> None:
    rows = [book.list.topLevelItem(row) for row in range(book.list.topLevelItemCount())]
    assert [row.text(0) for row in rows] == [page.title for page in PAGES]
    for page, row in zip(PAGES, rows, strict=True):
        chapters = [each for each in page.chapters if each.title]
        assert [row.child(number).text(0) for number in range(row.childCount())] == [each.title for each in chapters]
        for number, chapter in enumerate(chapters):
            book.list.setCurrentItem(row.child(number))
            assert book.view.page_name == page.name
            assert book.view.textCursor().block().text() == chapter.title
    assert "<kbd>" not in book.view.toPlainText()


def test_a_search_finds_chapters_and_shows_the_first(book: HandbookWindow) -> None:
    QTest.keyClicks(book.search, "sami LANGUAGE")
    found = [book.list.topLevelItem(row) for row in range(book.list.topLevelItemCount())]
    assert "Formats: Subtitle files" in [item.text(0) for item in found]
    assert book.view.page_name == PAGES[[page.title for page in PAGES].index(found[0].text(0).split(":")[0])].name
    book.search.setText("no such word at all, surely")
    assert book.list.topLevelItem(0).text(0) == "No page has all these words."
    book.search.clear()
    assert book.list.topLevelItemCount() == len(PAGES)


@pytest.mark.parametrize("word", ["shift", "encoding", "voice", "Ctrl+Shift+E"])
def test_found_chapters_contain_the_words(word: str) -> None:
    hits = search(PAGES, word)
    texts = [f"{hit.page.title} {hit.chapter.title} {re.sub('</?kbd>', '', hit.chapter.text)}" for hit in hits]
    assert texts
    assert all(word.casefold() in text.casefold() for text in texts)


def test_links_go_to_pages_here_and_elsewhere_to_other_programs(
    book: HandbookWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toString()))
    book.view.anchorClicked.emit(QUrl("formats.md#encodings"))
    assert (book.view.page_name, book.view.textCursor().block().text()) == ("formats.md", "Encodings")
    book.view.anchorClicked.emit(QUrl("#media-files"))
    assert book.view.textCursor().block().text() == "Media files"
    for link in ("../../models/film.md", "../no/such/file.md", "https://example.org/"):
        book.view.anchorClicked.emit(QUrl(link))
    assert [link.rsplit("/", 1)[-1] for link in asked] == ["film.md", ""]


def test_pictures_fit_the_page_in_the_colours_of_the_window(opened: OpenWindow) -> None:
    book = opened.window.handbook.open()
    book.go_to("tutorial.md")
    name = QUrl("../pictures/window-light.png")
    image = book.view.loadResource(QTextDocument.ResourceType.ImageResource.value, name)
    assert 0 < image.width() / image.devicePixelRatio() < book.view.viewport().width()
    is_dark = image.pixelColor(900, 500).lightness() < 128
    assert is_dark == (book.view.palette().base().color().lightness() < 128)
    elsewhere = QUrl("https://example.org/a.png")
    assert book.view.loadResource(QTextDocument.ResourceType.ImageResource.value, elsewhere) is None


def test_a_missing_handbook_is_reported(qtbot, tmp_path: Path) -> None:
    book = HandbookWindow(tmp_path / "none", None)
    qtbot.addWidget(book)
    book.open_at("models.md")
    assert "reinstall Deepdub" in book.view.toPlainText()
    book.close()
