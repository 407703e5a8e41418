"""The introductory tour: a short text beside each main part of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel

_WIDTH_PX = 380
_GAP_PX = 10
_ESCAPE = (QEvent.Type.KeyPress, Qt.Key.Key_Escape)


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step of the tour: the widget it points at, its title and its text."""

    target: QWidget
    title: str
    text: Callable[[], str]


class Tour(QFrame):
    """A balloon that explains the parts of a window one by one without blocking it; Escape ends the tour.

    Parameters
    ----------
    stops
        The steps of the tour.
    window
        The window to explain.
    """

    def __init__(self, stops: Sequence[TourStep], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self._stops, self._window, self._number = tuple(stops), window, 0
        self._outline = _Outline(window)
        self.title = PlainLabel(self)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.count = PlainLabel(self, objectName="dim")
        self.text = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.RichText)  # its height fits every script
        self.skip = QPushButton(tr("Skip"), self)
        self.back = QPushButton(tr("Back"), self)
        self.next = QPushButton(tr("Next"), self)
        self.skip.setToolTip(tr("End the tour (Esc); the Help menu starts it again"))
        self._lay_out()
        self.skip.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self._go(self._number - 1))
        self.next.clicked.connect(lambda: self._go(self._number + 1))
        window.installEventFilter(self)
        self.hide()

    @property
    def number(self) -> int:
        """The number of the current step, from 0."""
        return self._number

    def begin(self) -> None:
        """Show the first step."""
        self.show()
        self._go(0)

    def end(self) -> None:
        """Hide the tour."""
        had_focus = self.isAncestorOf(self._window.focusWidget() or self._window)
        self.hide()
        self._outline.hide()
        if had_focus:
            self._stops[0].target.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow layout changes of the window, and end on Escape wherever the focus is."""
        if self.isVisible():
            if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
                self._place()
            elif isinstance(event, QKeyEvent) and (event.type(), event.key()) == _ESCAPE:
                self.end()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.count)
        bottom = QHBoxLayout()
        bottom.addWidget(self.skip)
        bottom.addStretch(1)
        bottom.addWidget(self.back)
        bottom.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.text)
        column.addLayout(bottom)
        self.setFixedWidth(_WIDTH_PX)

    def _go(self, number: int) -> None:
        if number >= len(self._stops):
            self.end()
            return
        self._number = number
        stop = self._stops[number]
        self.title.setText(stop.title)
        text = stop.text()
        self.text.setText(escape(text))
        self.count.setText(tr("{number} of {count}", number=number + 1, count=len(self._stops)))
        self.back.setEnabled(number > 0)
        is_last = number == len(self._stops) - 1
        self.next.setText(tr("Done") if is_last else tr("Next"))
        self.skip.setVisible(not is_last)
        self.setAccessibleName(f"{stop.title}. {text}")
        self.next.setAccessibleDescription(text)
        self._place()
        self.next.setFocus()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _place(self) -> None:
        """Move next to the target, where there is room, and outline the target."""
        target, area = self._stops[self._number].target, self._window.rect()
        around = QRect(target.mapTo(self._window, QPoint()), target.size())
        self._outline.setGeometry(around.adjusted(-3, -3, 3, 3).intersected(area))
        self.setFixedHeight(self.heightForWidth(_WIDTH_PX))
        own = QRect(QPoint(), self.size())
        own.moveCenter(around.center())
        below, above = around.bottom() + _GAP_PX, around.top() - _GAP_PX - own.height()
        if below + own.height() <= area.height():
            own.moveTop(below)
        elif above >= 0:
            own.moveTop(above)
        own.moveLeft(max(_GAP_PX, min(own.left(), area.width() - own.width() - _GAP_PX)))
        self.setGeometry(own)
        self._outline.show()
        self._outline.raise_()
        self.raise_()


class _Outline(QWidget):
    """A frame around the target of the current step; it ignores the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
