"""Shows a page of the handbook, with its pictures in the window's colours and as wide as the page."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QPalette, QResizeEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.features.handbook.pages import Page, anchor_of

_KEY = re.compile(r"<kbd>(.*?)</kbd>")
_PAPER_PX, _ABOVE_HEADING_PX, _BELOW_PX = 16, 16, 6
_MIDDLE_GREY = 128


class PageView(QTextBrowser):
    """A text browser for one Markdown page at a time.

    Parameters
    ----------
    folder
        What the addresses of the pictures are relative to.
    """

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder, self._page, self._anchor = folder, Page("", "", ""), ""
        self.setAccessibleName(tr("Handbook"))
        self.setOpenLinks(False)

    @property
    def page_name(self) -> str:
        """The name of the page that is shown."""
        return self._page.name

    def show_page(self, page: Page, anchor: str = "") -> None:
        """Show a page from a chapter on; from its top if it has no such chapter."""
        self._anchor = anchor
        if page != self._page:
            self._page = page
            self._lay_out()
        self._scroll()

    def _lay_out(self) -> None:
        self.setMarkdown(_KEY.sub(r"`\1`", self._page.text))
        _space_out(self.document())

    def _scroll(self) -> None:
        block = self._heading(self._anchor) or self.document().begin()
        self.setTextCursor(QTextCursor(block))
        top_px = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top_px) - _ABOVE_HEADING_PX)

    def _heading(self, anchor: str) -> QTextBlock | None:
        block = self.document().begin()
        while anchor and block.isValid():
            if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
                return block
            block = block.next()
        return None

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture in the window's theme, at most as wide as the page; nothing from elsewhere."""
        address = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not address.isRelative():
            return None
        path = self._folder / address.path()
        if self.palette().color(QPalette.ColorRole.Base).lightness() < _MIDDLE_GREY:
            dark = path.with_name(path.name.replace("-light.", "-dark."))
            path = dark if dark.is_file() else path
        image = QImage(str(path))
        room_px = self.viewport().width() - 3 * _PAPER_PX
        if not image.isNull() and room_px > 0:
            image.setDevicePixelRatio(max(1.0, image.width() / room_px))
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures to the new width, and stay at the chapter."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            if "![" in self._page.text:
                self._lay_out()
            self._scroll()


def _space_out(document: QTextDocument) -> None:
    """Add space between paragraphs and above headings; Qt's Markdown import adds none."""
    document.setDocumentMargin(_PAPER_PX)
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        is_code = bool(shape.nonBreakableLines())
        shape.setBottomMargin(0 if is_code else _BELOW_PX)
        if shape.headingLevel():
            shape.setTopMargin(_ABOVE_HEADING_PX)
        QTextCursor(block).setBlockFormat(shape)
        block = block.next()
