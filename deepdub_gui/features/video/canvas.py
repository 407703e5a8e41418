"""The widget that shows a frame of the video with subtitles over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.shortcuts.shortcut_override import override_shortcut

if TYPE_CHECKING:
    from deepdub_engine.audio.media.video import VideoPicture

_STEPS: dict[int, int] = {Qt.Key.Key_Comma: -1, Qt.Key.Key_Period: 1}


class VideoWidget(QWidget):
    """Shows one frame centred on black, or a message.

    `resized` is emitted when the size has changed, `step_wanted` carries −1 or 1 for the comma or the full stop, which
    step as in players while the picture has the focus.
    """

    resized = Signal()
    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None, text: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Picture of the clip"))
        self.setAccessibleDescription(tr("Comma and full stop step by one frame."))
        self.setMinimumSize(160, 90)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.start_ms: float | None = None
        self._image: QImage | None = None
        self._subtitles: QImage | None = None
        self._text = text

    @property
    def image(self) -> QImage | None:
        """The frame on display, if any."""
        return self._image

    @property
    def text(self) -> str:
        """The message shown instead of a frame."""
        return self._text

    @property
    def place(self) -> QRect:
        """Where the frame is drawn; empty without one."""
        if self._image is None:
            return QRect()
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), size)
        place.moveCenter(self.rect().center())
        return place

    def show_picture(self, picture: VideoPicture) -> None:
        """Show a frame."""
        height, width = picture.pixels.shape[:2]
        data, pitch = picture.pixels.data, 4 * width
        self._image = QImage(data, width, height, pitch, QImage.Format.Format_RGB32).copy()
        self.start_ms, self._text = picture.start_ms, ""
        self.update()

    def show_subtitles(self, image: QImage | None) -> None:
        """Show a transparent image over the frame."""
        self._subtitles = image
        self.update()

    def show_message(self, text: str) -> None:
        """Show a message instead of a frame."""
        self._image, self.start_ms, self._text = None, None, text
        self.update()

    def sizeHint(self) -> QSize:
        """Return the preferred size, large enough for lip-reading."""
        return QSize(320, 180)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Emit `resized`, so that frames are decoded at the new size."""
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that step from triggering shortcuts of the window."""
        if override_shortcut(event, _STEPS):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by one frame."""
        step = None if event.modifiers() else _STEPS.get(event.key())
        if step is not None:
            self.step_wanted.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame; after a resize, scale it until one of the new size arrives."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._image is None:
            painter.setPen(Qt.GlobalColor.lightGray)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(12, 12, -12, -12), flags, self._text)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.place, self._image)
        if self._subtitles is not None:
            painter.drawImage(self.place, self._subtitles)
