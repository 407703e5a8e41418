"""The handbook window: the README with a list of its chapters."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from deepdub_gui.base.i18n import tr

_KEY = re.compile(r"<kbd>(.*?)</kbd>")
_CHAPTER_LEVEL = 2
_LIST_PX = 170
_PAPER_PX, _ABOVE_HEADING_PX, _BELOW_PX = 16, 16, 6


def chapters_of(markdown: str) -> tuple[str, ...]:
    """Return the chapter titles (level 2 headings) of a Markdown text, in order."""
    is_code, titles = False, []
    for line in markdown.splitlines():
        is_code ^= line.startswith("```")
        if line.startswith("## ") and not is_code:
            titles.append(line.removeprefix("## ").strip())
    return tuple(titles)


class Handbook(QDialog):
    """A dialog that shows a Markdown file beside a list of its chapters.

    Parameters
    ----------
    path
        The Markdown file; if it is missing, the dialog says so.
    """

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = path.parent
        self.setWindowTitle(tr("Handbook"))
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            text = tr("The handbook is missing (`{path}`): reinstall Deepdub.", path=path)
        self.list = QListWidget(self)
        self.list.addItems(list(chapters_of(text)))
        self.list.setFixedWidth(_LIST_PX)
        self.list.setAccessibleName(tr("Chapters"))
        self.page = QTextBrowser(self)
        self.page.setAccessibleName(tr("Handbook"))
        self.page.setOpenLinks(False)
        self.page.setMarkdown(_KEY.sub(r"`\1`", text))
        _space_out(self.page.document())
        self.page.anchorClicked.connect(self._follow)
        self.list.currentTextChanged.connect(self._scroll_to)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(8)
        row.addWidget(self.list)
        row.addWidget(self.page, 1)
        self.resize(980, 720)

    def open_at(self, chapter: str) -> None:
        """Show the window at a chapter; do not scroll if no chapter has this title."""
        self.show()
        self.activateWindow()
        found = self.list.findItems(chapter, Qt.MatchFlag.MatchExactly)
        self.list.setCurrentRow(self.list.row(found[0]) if found else -1)
        self._scroll_to(chapter)
        self.page.setFocus()

    def _scroll_to(self, chapter: str) -> None:
        block = self._heading(chapter)
        if block is not None:
            self.page.setTextCursor(QTextCursor(block))
            layout = self.page.document().documentLayout()
            self.page.verticalScrollBar().setValue(round(layout.blockBoundingRect(block).top()))

    def _heading(self, chapter: str) -> QTextBlock | None:
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == _CHAPTER_LEVEL and block.text() == chapter:
                return block
            block = block.next()
        return None

    def _follow(self, link: QUrl) -> None:
        """Open a link; resolve a relative path against the folder of the handbook."""
        is_file = link.isRelative() and (self._folder / link.path()).is_file()
        if is_file or not link.isRelative():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder / link.path())) if is_file else link)


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
