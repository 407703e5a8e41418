"""The field for the text of the current subtitle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from deepdub_gui.base.i18n import tr

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LEAST_LINES, _LINES = 2, 3


class CueTextBox(QPlainTextEdit):
    """A text field in which Enter breaks the line, as in other subtitle editors.

    `entered` carries a text that was changed, when the focus leaves or on Ctrl+Enter; `next` is emitted after
    Ctrl+Enter, `left` on Escape, which discards the changes.
    """

    entered = Signal(str)
    next = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setAccessibleName(tr("Text of the subtitle"))
        self.setToolTip(tr("Enter breaks the line · Ctrl+Enter applies and goes on to the next · Escape discards"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def is_modified(self) -> bool:
        """Whether the text was changed and not entered."""
        return self.toPlainText() != self._shown

    def show_text(self, text: str) -> None:
        """Show a text, and forget what was typed."""
        self._shown = text
        if self.toPlainText() != text:
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
        self.document().clearUndoRedoStacks()

    def revert(self) -> None:
        """Discard the changes."""
        self.show_text(self._shown)

    def enter(self) -> None:
        """Report the text if it was changed."""
        if self.is_modified:
            self._shown = self.toPlainText()
            self.entered.emit(self._shown)

    def sizeHint(self) -> QSize:
        """Return the height of a few lines."""
        return QSize(super().sizeHint().width(), self._height_px(_LINES))

    def minimumSizeHint(self) -> QSize:
        """Return the least usable size."""
        return QSize(120, self._height_px(_LEAST_LINES))

    def event(self, event: QEvent) -> bool:
        """Leave Undo and Redo to the window once the text itself has nothing to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for key, has_any in (
                (QKeySequence.StandardKey.Undo, self.document().isUndoAvailable()),
                (QKeySequence.StandardKey.Redo, self.document().isRedoAvailable()),
            ):
                if event.matches(key) and not has_any:
                    event.ignore()
                    return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Apply with Ctrl+Enter, discard with Escape; Enter and Shift+Enter break the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.revert()
            self.left.emit()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enter()
            self.next.emit()
        elif event.key() in _ENTER:
            self.textCursor().insertText("\n")
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Apply the text when the focus leaves, except to a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.enter()

    def _height_px(self, lines: int) -> int:
        margins = 2 * (self.frameWidth() + round(self.document().documentMargin())) + 4
        return lines * self.fontMetrics().lineSpacing() + margins
