"""The bar above the list with a misspelled word and what may be meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from deepdub_gui.base.elided_label import ElidedLabel
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.quiet_combo_box import QuietComboBox

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LEAST_PX = 60


class SpellingBar(QWidget):
    """A misspelled word; Enter corrects it, Escape closes the bar.

    `corrected` carries what the word becomes; `ignored`, `added` and `skipped` what else is done about it; `closed`
    follows after the bar was closed.
    """

    corrected = Signal(str)
    ignored = Signal()
    added = Signal()
    skipped = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.told = ElidedLabel(self, name="")
        self.words = QuietComboBox(self)
        self.words.setEditable(True)
        self.words.setInsertPolicy(QuietComboBox.InsertPolicy.NoInsert)
        self.words.setMinimumWidth(_LEAST_PX)
        self.words.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.words.setAccessibleName(tr("Correct to"))
        self.correct = self._button(tr("&Correct"), tr("Correct this word and go to the next (Enter)"))
        self.ignore = self._button(tr("&Ignore"), tr("Ignore this word until the program ends"))
        self.add = self._button(tr("Add to &dictionary"), tr("Add this word to your own dictionary"))
        self.close_ = QToolButton(self)
        self.close_.setText("✕")
        self.close_.setToolTip(tr("Close (Escape)"))
        self.close_.setAccessibleName(tr("Close (Escape)"))
        self.next = QToolButton(self)
        self.next.setText("↓")
        self.next.setToolTip(tr("Next misspelled word"))
        self.next.setAccessibleName(tr("Next misspelled word"))
        self._lay_out()
        self.correct.clicked.connect(lambda: self.corrected.emit(self.words.currentText()))
        self.ignore.clicked.connect(self.ignored)
        self.add.clicked.connect(self.added)
        self.next.clicked.connect(self.skipped)
        self.close_.clicked.connect(self.closed)
        for widget in (self.words, self.words.lineEdit(), self.correct, self.ignore, self.add, self.next, self.close_):
            if widget is not None:
                widget.installEventFilter(self)
        self.hide()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The controls in the order of Tab."""
        return (self.next, self.close_, self.words, self.correct, self.ignore, self.add)

    def tell(self, text: str, word: str) -> None:
        """Show a sentence about a misspelled word, or one without a word."""
        self.told.setText(text)
        self.words.clear()
        self.words.setEditText(word)
        for button in (self.words, self.correct, self.ignore, self.add):
            button.setEnabled(bool(word))

    def offer(self, words: Sequence[str]) -> None:
        """Show suggestions, the first one in the field."""
        self.words.clear()
        self.words.addItems(list(words))
        field = self.words.lineEdit()
        if field is not None:
            field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle Enter and Escape; nothing of them reaches the window."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if event.key() in _ENTER and watched in (self.words, self.words.lineEdit()):
                self.corrected.emit(self.words.currentText())
                return True
        return super().eventFilter(watched, event)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        return button

    def _lay_out(self) -> None:
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.told, 1)
        first.addWidget(self.next)
        first.addWidget(self.close_)
        second.addWidget(self.words, 1)
        second.addWidget(self.correct)
        third.addWidget(self.ignore)
        third.addWidget(self.add)
        third.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in (first, second, third):
            row.setSpacing(4)
            column.addLayout(row)
