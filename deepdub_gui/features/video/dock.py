"""The dock with the moving picture; nothing is decoded while it is hidden."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolButton, QWidget

from deepdub_engine.audio.media.video import Picture
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.features.video.video_thread import Projector

_NO_CLIP = mark("Open a clip to see its picture here.")
_NO_FILM = mark("This clip has sound only.")


class Screen(QWidget):
    """Shows one picture, as it is, in the middle of black; or a sentence."""

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
        """What is seen."""
        return self._image

    @property
    def text(self) -> str:
        """The sentence that is seen instead of a picture."""
        return self._text

    def show_picture(self, picture: Picture) -> None:
        """Show a picture."""
        height, width = picture.pixels.shape[:2]
        data, pitch = picture.pixels.data, 4 * width
        self._image = QImage(data, width, height, pitch, QImage.Format.Format_RGB32).copy()
        self.start_ms, self._text = picture.start_ms, ""
        self.update()

    def say(self, text: str) -> None:
        """Show a sentence."""
        self._image, self.start_ms, self._text = None, None, text
        self.update()

    def sizeHint(self) -> QSize:
        """Be large enough to read lips."""
        return QSize(320, 180)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for pictures of another size."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it pixel by pixel; while a new size is on its way, stretched."""
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


class FilmDock(QDockWidget):
    """The picture at the playhead, beside the timeline; hidden until it is asked for.

    Parameters
    ----------
    session, playback
        The clip, and the clock that is followed.
    docks
        The window of docks that it lies in.
    """

    def __init__(self, session: Session, playback: Playback, docks: QMainWindow) -> None:
        super().__init__(tr("Picture"), docks)
        self.setObjectName("picture")  # its place is remembered by this name
        self._session, self._playback = session, playback
        self._projector: Projector | None = None
        self.canvas = Screen(self)
        self.setWidget(self.canvas)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Close") if "close" in button.objectName() else tr("Take out of the window"))
        action = self.toggleViewAction()
        action.setObjectName("picture")
        action.setText(tr("&Picture"))
        action.setShortcut("Ctrl+Alt+V")
        action.setToolTip(tr("Show the moving picture, on the clock of what is heard"))
        docks.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        session.media_changed.connect(self._follow)
        playback.moved.connect(self._want)
        self.canvas.resized.connect(self._want)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether pictures are decoded."""
        return self._projector is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to decode."""
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Decode nothing that nobody sees."""
        super().hideEvent(event)
        self._stop()

    def _follow(self) -> None:
        """Show the film of the clip that is open."""
        media = self._session.media
        path = media.path if media is not None and media.has_video and self.isVisible() else None
        if path is None or self._projector is None or self._projector.path != path:
            self._stop()
        if path is None:
            self.canvas.say(tr(_NO_FILM) if media is not None else tr(_NO_CLIP))
        elif self._projector is None:
            self._projector = Projector(path, self)
            self._projector.shown.connect(self.canvas.show_picture)
            self._projector.failed.connect(lambda error: self.canvas.say(error_text(error)))
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
