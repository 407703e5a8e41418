"""Icons from SVG files, drawn in the text colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.resources import resource
from deepdub_gui.base.theme import Theme

# 16, 20 and 24 px at scale factors 1, 1.5 and 2; Qt picks the pixmap with the right number of pixels.
_SIZES_PX = (16, 20, 24, 30, 32, 36, 40, 48)
_COLOURED_SIZES_PX = (*_SIZES_PX, 64, 128, 256)


def icon(name: str, theme: Theme, colour: QColor | None = None) -> QIcon:
    """Return one of the icons in ``resources/icons``.

    Parameters
    ----------
    name
        The file name without suffix: "open-media".
    theme
        Provides the colours of the normal and the disabled state.
    colour
        Replaces the text colour, for example by that of a stem. Icons with colours of their own keep them.

    Raises
    ------
    FileMissing, FileUnreadable
        If the installation lacks this icon.
    """
    path = resource("icons", f"{name}.svg")
    try:
        drawing = path.read_text("utf-8")
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    tinted = "currentColor" in drawing
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", (colour or theme.text).name()).encode()))
    result = QIcon()
    for size_px in _SIZES_PX if tinted else _COLOURED_SIZES_PX:
        pixmap = _pixmap(renderer, size_px)
        result.addPixmap(pixmap, QIcon.Mode.Normal)
        if tinted:
            result.addPixmap(pixmap, QIcon.Mode.Selected)
            result.addPixmap(_tinted(pixmap, theme.disabled), QIcon.Mode.Disabled)
    return result


def app_icon(theme: Theme) -> QIcon:
    """Return the program's own icon."""
    return icon("deepdub", theme)


def _pixmap(renderer: QSvgRenderer, size_px: int) -> QPixmap:
    pixmap = QPixmap(size_px, size_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap


def _tinted(pixmap: QPixmap, tint: QColor) -> QPixmap:
    """Return the same shape in another colour."""
    result = QPixmap(pixmap)
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(result.rect(), tint)
    painter.end()
    return result
