"""The bar above the list that shows the cast mode, its keys, and a way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from deepdub_gui.base.elided_label import ElidedLabel
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel


class CastBar(QWidget):
    """A bar that is visible in the cast mode only; `closed` is emitted by its button."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("castBar")
        self.title = PlainLabel(tr("Cast mode: who speaks?"), self)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.keys = PlainLabel(self, objectName="dim")
        self.keys.setWordWrap(True)
        self.line = ElidedLabel(self)
        self.close_ = QToolButton(self)
        self.close_.setText("✕")
        self.close_.setToolTip(tr("End the cast mode (Escape)"))
        self.close_.setAccessibleName(tr("End the cast mode"))
        self.close_.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.close_)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.line)
        column.addWidget(self.keys)
        self.show_typed("")
        self.hide()

    def show_typed(self, typed: str) -> None:
        """Show what is typed of a number of two digits, ``-1``, or else the keys of the mode."""
        text = tr("1–9 speaker · - and two digits from 10 on · 0 nobody · Enter accept · Escape end")
        if typed:
            text = tr("Speaker {digits} · Escape takes it back", digits=f"{typed[1:]:_<2}")
        self.keys.setText(text)

    def show_line(self, text: str) -> None:
        """Show which lines the next key is for."""
        self.line.setText(text)
