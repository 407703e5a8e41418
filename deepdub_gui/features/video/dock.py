"""The video dock; no frame is decoded while it is hidden."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolButton, QWidget

from deepdub_engine.audio.media.video import VideoPicture
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.features.video.video_thread import VideoThread

_NO_CLIP = mark("Open a clip to see its picture here.")
_NO_FILM = mark("This clip has no video.")


class VideoWidget(QWidget):
    """Shows one frame centred on black, or a message."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Picture of the clip"))
        self.setMinimumSize(160, 90)
        self.start_ms: float | None = None
        self._image: QImage | None = None
        self._text = tr(_NO_CLIP)

    @property
    def image(self) -> QImage | None:
        """The frame on display, if any."""
        return self._image

    @property
    def text(self) -> str:
        """The message shown instead of a frame."""
        return self._text

    def show_picture(self, picture: VideoPicture) -> None:
        """Show a frame."""
        height, width = picture.pixels.shape[:2]
        data, pitch = picture.pixels.data, 4 * width
        self._image = QImage(data, width, height, pitch, QImage.Format.Format_RGB32).copy()
        self.start_ms, self._text = picture.start_ms, ""
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame; after a resize, scale it until one of the new size arrives."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._image is None:
            painter.setPen(Qt.GlobalColor.lightGray)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(12, 12, -12, -12), flags, self._text)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), size)
        place.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)


class VideoDock(QDockWidget):
    """A dock with the video frame at the playhead; hidden by default.

    Parameters
    ----------
    session, playback
        The clip, and the position to follow.
    docks
        The window that holds the docks.
    """

    def __init__(self, session: Session, playback: Playback, docks: QMainWindow) -> None:
        super().__init__(tr("Picture"), docks)
        self.setObjectName("picture")  # the saved window layout refers to this name
        self._session, self._playback = session, playback
        self._projector: VideoThread | None = None
        self.canvas = VideoWidget(self)
        self.setWidget(self.canvas)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Close") if "close" in button.objectName() else tr("Undock"))
        action = self.toggleViewAction()
        action.setObjectName("picture")
        action.setText(tr("&Picture"))
        action.setShortcut("Ctrl+Alt+V")
        action.setToolTip(tr("Show the video in sync with the sound"))
        docks.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        session.media_changed.connect(self._update_thread)
        playback.moved.connect(self._want)
        self.canvas.resized.connect(self._want)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether frames are being decoded."""
        return self._projector is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Start decoding."""
        super().showEvent(event)
        self._update_thread()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop decoding."""
        super().hideEvent(event)
        self._stop()

    def _update_thread(self) -> None:
        """Start or stop decoding to match the open clip and the visibility of the dock."""
        media = self._session.media
        path = media.path if media is not None and media.has_video and self.isVisible() else None
        if path is None or self._projector is None or self._projector.path != path:
            self._stop()
        if path is None:
            self.canvas.show_message(tr(_NO_FILM) if media is not None else tr(_NO_CLIP))
        elif self._projector is None:
            self._projector = VideoThread(path, self)
            self._projector.shown.connect(self.canvas.show_picture)
            self._projector.failed.connect(lambda error: self.canvas.show_message(error_text(error)))
        self._want()

    def _stop(self) -> None:
        projector, self._projector = self._projector, None
        if projector is not None:
            projector.close()
            projector.deleteLater()

    def _want(self, time_ms: int | None = None) -> None:
        if self._projector is not None:
            scale = self.devicePixelRatioF()
            width, height = (round(size * scale) for size in (self.canvas.width(), self.canvas.height()))
            self._projector.want(self._playback.position_ms if time_ms is None else time_ms, width, height)
