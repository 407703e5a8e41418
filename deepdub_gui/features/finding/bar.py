"""The bar above the list in which texts are found and replaced."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from deepdub_engine.subtitles.editing.finding import Search
from deepdub_gui.base.elided_label import ElidedLabel
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LEAST_PX = 60


class FindBar(QWidget):
    """Fields and buttons; Enter goes to the next match, Shift+Enter back, Escape closes the bar.

    `changed` is emitted when something else is looked for, `stepped` carries 1 for the next match and −1 for the one
    before, `replaced` whether all matches are to be replaced, and `closed` follows after the bar was closed.
    """

    changed = Signal()
    stepped = Signal(int)
    replaced = Signal(bool)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.words = self._field(tr("Find")), self._field(tr("Replace with"))
        self.back = self._button("↑", tr("Previous match (Shift+Enter)"))
        self.next = self._button("↓", tr("Next match (Enter)"))
        self.close_ = self._button("✕", tr("Close (Escape)"))
        self.case = self._switch(tr("Aa"), tr("Match case"))
        self.whole = self._switch(tr("“ab”"), tr("Whole words"))
        self.expression = self._switch(".*", tr("Regular expression; groups are $1 or \\1 in the replacement"))
        self.tags = self._switch("</>", tr("Search the tags, too; otherwise they are neither found nor changed"))
        self.selection = self._switch("▤", tr("Only in the selected subtitles"))
        self.one = QPushButton(tr("&Replace"), self)
        self.one.setToolTip(tr("Replace this match and go to the next"))
        self.all = QPushButton(tr("Replace &all"), self)
        self.all.setToolTip(tr("Replace all matches, as one step that can be undone"))
        self.count = ElidedLabel(self)
        self.wrong = PlainLabel("", self)
        self.wrong.setWordWrap(True)
        self._lay_out()
        self._connect()
        self.hide()

    def search(self) -> Search:
        """Return what is looked for."""
        return Search(
            self.field.text(),
            self.expression.isChecked(),
            self.case.isChecked(),
            self.whole.isChecked(),
            self.tags.isChecked(),
        )

    def open(self, words: str, *, replaces: bool) -> None:
        """Show the bar, with the row of the replacement or without, and focus its first field."""
        self._rows.setVisible(replaces)
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def tell(self, text: str, *, is_wrong: bool = False) -> None:
        """Show how many matches there are, or what is wrong."""
        self.count.setText("" if is_wrong else text)
        self.wrong.setText(text if is_wrong else "")
        self.wrong.setVisible(is_wrong)
        self.field.setProperty("wrong", is_wrong)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    def allow(self, *, has_matches: bool) -> None:
        """Enable what needs matches; a button that loses them leaves the keyboard to the field."""
        needing = (self.back, self.next, self.one, self.all)
        if not has_matches and any(button.hasFocus() for button in needing):
            self.field.setFocus()
        for button in needing:
            button.setEnabled(has_matches)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The controls in the order of Tab: what is looked for, what replaces it, and the buttons."""
        return (self.field, self.words, self.one, self.all, self.back, self.next, self.close_, *self._switches)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle Enter and Escape in the bar; nothing of them reaches the window."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if event.key() in _ENTER and watched is self.field:
                self.stepped.emit(-1 if is_shifted else 1)
                return True
            if event.key() in _ENTER and watched is self.words:
                self.replaced.emit(False)
                return True
        return super().eventFilter(watched, event)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self, placeholderText=name)
        field.setAccessibleName(name)
        field.setMinimumWidth(_LEAST_PX)
        return field

    def _button(self, sign: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _switch(self, sign: str, tip: str) -> QToolButton:
        button = self._button(sign, tip)
        button.setCheckable(True)
        return button

    @property
    def _switches(self) -> tuple[QToolButton, ...]:
        return self.case, self.whole, self.expression, self.tags, self.selection

    def _lay_out(self) -> None:
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.field, 1)
        for button in (self.back, self.next, self.close_):
            first.addWidget(button)
        for button in self._switches:
            second.addWidget(button)
        second.addWidget(self.count, 1)
        third.setContentsMargins(0, 0, 0, 0)
        third.addWidget(self.words, 1)
        third.addWidget(self.one)
        third.addWidget(self.all)
        self._rows = QWidget(self)
        self._rows.setLayout(third)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in (first, second, third):
            row.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.wrong)
        self.wrong.hide()
        column.addWidget(self._rows)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.changed)
        for switch in self._switches:
            switch.toggled.connect(self.changed)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.close_.clicked.connect(self.closed)
        self.one.clicked.connect(lambda: self.replaced.emit(False))
        self.all.clicked.connect(lambda: self.replaced.emit(True))
        for widget in (self.field, self.words, self.back, self.next, self.close_, self.one, self.all, *self._switches):
            widget.installEventFilter(self)
