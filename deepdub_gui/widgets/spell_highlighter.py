"""Underlines misspelled words in a field while they are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette, QSyntaxHighlighter, QTextDocument

from deepdub_gui.widgets.text_marks import MarkKind, char_format

if TYPE_CHECKING:
    from deepdub_engine.subtitles.spelling.words import WordSpan


class SpellHighlighter(QSyntaxHighlighter):
    """The underlines of one document, which owns it.

    Parameters
    ----------
    document
        The text of a field.
    wrong_words
        Returns the misspelled words of a text.
    palette
        Returns the palette to draw with.
    """

    def __init__(
        self, document: QTextDocument, wrong_words: Callable[[str], list[WordSpan]], palette: Callable[[], QPalette]
    ) -> None:
        super().__init__(document)
        self._wrong_words, self._palette = wrong_words, palette

    def highlightBlock(self, text: str) -> None:
        """Underline the misspelled words of a line."""
        shape = char_format(MarkKind.MISSPELLED, self._palette())
        for span in self._wrong_words(text):
            self.setFormat(span.start, span.stop - span.start, shape)
