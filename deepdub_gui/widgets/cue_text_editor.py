"""The text field for a cue, used in the table and over the cue's box in the timeline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPalette, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from deepdub_gui.base.i18n import tr
from deepdub_gui.widgets.text_marks import MarkSource, TextMark, draw_line, marks_on_line

Index = QModelIndex | QPersistentModelIndex
CUE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role of the index of the cue in a row."""
_MARGIN_PX = 3
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LEAST_PX = 260
_LINES = 3


class CueTextEditor(QPlainTextEdit):
    """A text field: Enter commits, Shift+Enter inserts a line break, Escape cancels.

    `ended` carries whether the text was committed.
    """

    ended = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Text of the subtitle"))
        self.setToolTip(tr("Enter applies the text · Shift+Enter inserts a line break · Escape cancels"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._is_over = False

    def begin(self, text: str) -> None:
        """Show a text and select all of it."""
        self.setPlainText(text)
        self.selectAll()

    def end(self, *, is_taken: bool) -> None:
        """Emit `ended`, but only the first time."""
        if not self._is_over:
            self._is_over = True
            self.ended.emit(is_taken)

    def place_at(self, place: QRect) -> None:
        """Cover a rectangle, enlarged to fit a few lines, inside the parent."""
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        height = max(place.height(), _LINES * self.fontMetrics().lineSpacing() + frame)
        parent = self.parentWidget()
        bounds = place if parent is None else parent.rect()
        width = min(max(place.width(), _LEAST_PX), bounds.width())
        left = min(max(place.left(), bounds.left()), bounds.right() + 1 - width)
        top = min(max(place.top(), bounds.top()), max(bounds.top(), bounds.bottom() + 1 - height))
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + width - 1, top + height - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit on Enter, cancel on Escape, break the line on Shift+Enter or Ctrl+Enter."""
        breaks = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.end(is_taken=False)
        elif event.key() in _ENTER and not breaks:
            self.end(is_taken=True)
        elif event.key() in _ENTER:
            self.textCursor().insertText("\n")
            self.moveCursor(QTextCursor.MoveOperation.NoMove)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit when the field loses focus, except to a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.end(is_taken=True)


class TextDelegate(QStyledItemDelegate):
    """The item delegate that edits cue text in the table, and draws it with marks; `opened` carries a new document.

    Parameters
    ----------
    then_focus
        Called to restore the focus after editing.
    """

    opened = Signal(object)

    def __init__(self, then_focus: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._then_focus = then_focus
        self.editor: CueTextEditor | None = None
        self.mark_sources: list[MarkSource] = []

    def finish(self) -> None:
        """Commit the open editor."""
        if self.editor is not None:
            self.editor.end(is_taken=True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the text with its marks."""
        cue = index.data(CUE_ROLE)
        marks = [mark for source in self.mark_sources for mark in source(cue)] if self.mark_sources else []
        if not marks:
            super().paint(painter, option, index)
            return
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        line, shown = marks_on_line(str(index.data(Qt.ItemDataRole.EditRole)), marks)
        begin = len(own.text) - len(line)  # behind the mark of a problem
        text = own.fontMetrics.elidedText(own.text, Qt.TextElideMode.ElideRight, option.rect.width() - 2 * _MARGIN_PX)
        own.text = ""
        style = own.widget.style() if own.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        is_selected = bool(own.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        place = option.rect.adjusted(_MARGIN_PX, 0, -_MARGIN_PX, 0)
        moved = [TextMark(mark.start + begin, mark.stop + begin, mark.kind) for mark in shown]
        draw_line(painter, place, text, moved, own.font, own.palette, own.palette.color(role))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a new text field."""
        self.editor = editor = CueTextEditor(parent)
        editor.ended.connect(self._end)
        editor.destroyed.connect(self._forget)
        self.opened.emit(editor.document())
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cue's text, tags included."""
        if isinstance(editor, CueTextEditor):
            editor.begin(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write the text to the model."""
        if isinstance(editor, CueTextEditor):
            model.setData(index, editor.toPlainText(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Place the field over the row and a few more."""
        if isinstance(editor, CueTextEditor):
            editor.place_at(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Do nothing; the text field handles its own keys."""
        return False

    def _forget(self) -> None:
        self.editor = None  # resetting the table has closed the editor

    def _end(self, is_taken: bool) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            had_focus = editor.hasFocus()
            if is_taken:
                self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            if had_focus:
                self._then_focus()
