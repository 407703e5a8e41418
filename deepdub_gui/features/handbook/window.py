"""The handbook window: contents and search on the left, a page on the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.features.handbook.page_view import PageView
from deepdub_gui.features.handbook.pages import CONTENTS, Hit, Page, load_pages, search

_LIST_PX = 230
_PLACE = Qt.ItemDataRole.UserRole


class HandbookWindow(QDialog):
    """A dialog that shows the pages of the handbook beside their contents.

    Parameters
    ----------
    folder
        The pages; if they are missing, the dialog says so.
    """

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setWindowTitle(tr("Handbook"))
        self.pages = _pages_in(folder)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Search the handbook"))
        self.search.setAccessibleName(tr("Search the handbook"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.list = QTreeWidget(self)
        self.list.setHeaderHidden(True)
        self.list.setAccessibleName(tr("Chapters"))
        self.list.currentItemChanged.connect(self._show_item)
        self.view = PageView(folder, self)
        self.view.anchorClicked.connect(self._follow)
        side = QVBoxLayout()
        side.addWidget(self.search)
        side.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(8)
        row.addLayout(side)
        row.addWidget(self.view, 1)
        self.search.setFixedWidth(_LIST_PX)
        self.list.setFixedWidth(_LIST_PX)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self.resize(1020, 720)
        self._fill_contents()

    def open_at(self, page: str, anchor: str = "") -> None:
        """Show the window at a page, and at a chapter of it; show the contents if there is no such page."""
        self.search.clear()
        self.show()
        self.activateWindow()
        self.go_to(page, anchor)
        self.view.setFocus()

    def go_to(self, page: str, anchor: str = "") -> None:
        """Show a page, from the top or from a chapter on."""
        name = page if any(each.name == page for each in self.pages) else CONTENTS
        item = self._item_of(name, anchor) or self._item_of(name, "")
        with QSignalBlocker(self.list):
            if item is not None:
                self.list.setCurrentItem(item)
        self._show(name, anchor)

    def _fill_contents(self) -> None:
        self.list.clear()
        for page in self.pages:
            item = _item(page.title, page.name, "")
            item.addChildren([_item(each.title, page.name, each.anchor) for each in page.chapters if each.title])
            self.list.addTopLevelItem(item)

    def _search(self, words: str) -> None:
        if not words.strip():
            self._fill_contents()
            return
        self.list.clear()
        self.list.addTopLevelItems([_hit_item(hit) for hit in search(self.pages, words)])
        if not self.list.topLevelItemCount():
            nothing = QTreeWidgetItem([tr("No page has all these words.")])
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addTopLevelItem(nothing)
        elif (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)

    def _item_of(self, page: str, anchor: str) -> QTreeWidgetItem | None:
        flags = Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchContains
        every = self.list.findItems("", flags)
        return next((item for item in every if item.data(0, _PLACE) == (page, anchor)), None)

    def _show_item(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (place := item.data(0, _PLACE)):
            self._show(*place)

    def _show(self, name: str, anchor: str) -> None:
        page = next(each for each in self.pages if each.name == name)
        self.view.show_page(page, anchor)

    def _follow(self, link: QUrl) -> None:
        """Open a link: a page here, a file or a web address with the program that the system has for it."""
        if link.isRelative() and (not link.path() or (self._folder / link.path()).parent == self._folder):
            self.go_to(link.path() or self.view.page_name, link.fragment())
        elif not link.isRelative():
            QDesktopServices.openUrl(link)
        elif (self._folder / link.path()).is_file():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str((self._folder / link.path()).resolve())))


def _pages_in(folder: Path) -> Sequence[Page]:
    try:
        return load_pages(folder)
    except (OSError, UnicodeDecodeError):
        text = tr("The handbook is missing (`{path}`): reinstall Deepdub.", path=folder)
        return (Page(CONTENTS, tr("Handbook"), text),)


def _item(title: str, page: str, anchor: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([title])
    item.setData(0, _PLACE, (page, anchor))
    item.setToolTip(0, title)
    return item


def _hit_item(hit: Hit) -> QTreeWidgetItem:
    where = ": ".join(part for part in (hit.page.title, hit.chapter.title) if part)
    item = _item(where, hit.page.name, hit.chapter.anchor)
    item.setToolTip(0, hit.excerpt)
    return item
