"""The welcome page, shown instead of an empty timeline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.shortcuts.action_entries import plain_text


class WelcomePage(QWidget):
    """Invites the user to drop files or to open the sample; each button triggers an action of the window.

    The first button is its focus proxy.
    """

    def __init__(self, actions: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title = PlainLabel(self)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = title.font()
        font.setPixelSize(20)
        title.setFont(font)
        self.ask_for_clip(has_subtitles=False)
        hint = PlainLabel(tr("Any video or audio file, with SRT, ASS or VTT subtitles."), self)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setObjectName("dim")
        row = QHBoxLayout()
        row.addStretch(1)
        for action in actions:
            button = QPushButton(plain_text(action.text()), self)
            button.clicked.connect(action.trigger)
            row.addWidget(button)
            if self.focusProxy() is None:
                self.setFocusProxy(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(hint)
        column.addLayout(row)
        column.addStretch(1)

    def ask_for_clip(self, *, has_subtitles: bool) -> None:
        """Set the title: ask for the clip and its subtitles, or only for the clip."""
        self.title.setText(tr("Now drop the clip here") if has_subtitles else tr("Drop a clip and its subtitles here"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame of the drop area."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(24, 24, -24, -24), 12, 12)
