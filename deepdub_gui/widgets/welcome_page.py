"""The welcome page, shown instead of an empty timeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel, tooltip
from deepdub_gui.shortcuts.action_entries import plain_text

_NAME_PX = 240


class WelcomePage(QWidget):
    """Invites the user to drop files or to open the sample; each button triggers an action of the window.

    The first button is its focus proxy. `continue_wanted` carries the files of the last work.
    """

    continue_wanted = Signal(object)

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
        self._offered: tuple[Path, ...] = ()
        self.continue_ = QPushButton(self)
        self.continue_.clicked.connect(lambda: self.continue_wanted.emit(self._offered))
        self.continue_.hide()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(hint)
        column.addLayout(row)
        column.addWidget(self.continue_, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def offer(self, files: Sequence[Path]) -> None:
        """Offer to continue with files, of which the first one is named; with none, offer nothing."""
        self._offered = tuple(files)
        self.continue_.setVisible(bool(files))
        if files:
            name = self.fontMetrics().elidedText(files[0].name, Qt.TextElideMode.ElideMiddle, _NAME_PX)
            self.continue_.setText(tr("Continue with “{name}”", name=name).replace("&", "&&"))
            self.continue_.setAccessibleName(tr("Continue with “{name}”", name=files[0].name))
            self.continue_.setToolTip(tooltip("\n".join(map(str, files))))

    def ask_for_clip(self, *, has_subtitles: bool) -> None:
        """Set the title: ask for the clip and its subtitles, or only for the clip."""
        self.title.setText(tr("Now drop the clip here") if has_subtitles else tr("Drop a clip and its subtitles here"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame of the drop area."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(24, 24, -24, -24), 12, 12)
