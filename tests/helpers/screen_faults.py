"""Opens the window on a made screen and prints what is cut, covered or outside; run as a child process.

Qt reads the size and the scale of the screen only once in each process.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

FRAME_PX = (8, 40)  # what a title bar takes


def faults(window) -> Iterator[str]:
    """Yield each fault of the visible controls of a window."""
    shown = [control for control in controls(window) if control.isVisible()]
    for control in shown:
        name = f"{type(control).__name__} “{text_of(control) or control.accessibleName()}”"
        place = rect(control, window)
        if not window.rect().contains(place):
            yield f"{name} outside the window: {place}"
        if not control.parentWidget().rect().contains(control.geometry()):
            yield f"{name} outside its parent: {control.geometry()} in {control.parentWidget().rect()}"
        needed, has = text_room(control)
        if needed[0] > has[0] or needed[1] > has[1]:
            yield f"{name} cut: {has} of {needed} px"
    for one, other in itertools.combinations(shown, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        if rect(one, window).intersects(rect(other, window)):
            yield f"“{text_of(one)}” {rect(one, window)} covers “{text_of(other)}” {rect(other, window)}"


def controls(window) -> list:
    from PySide6 import QtWidgets as w

    kinds = (w.QAbstractButton, w.QComboBox, w.QLabel, w.QAbstractSpinBox, w.QLineEdit, w.QAbstractSlider)
    found = [widget for kind in kinds for widget in window.findChildren(kind) if widget.window() is window]
    inner = (w.QScrollBar, w.QAbstractSpinBox, w.QComboBox, w.QLineEdit, w.QHeaderView, w.QTableView)
    return [
        widget for widget in found if not isinstance(widget, w.QScrollBar) and not isinstance(widget.parent(), inner)
    ]


def rect(widget, window):
    from PySide6.QtCore import QPoint, QRect

    return QRect(widget.mapTo(window, QPoint()), widget.size())


def text_of(control) -> str:
    for name in ("currentText", "text"):
        if hasattr(control, name):
            return getattr(control, name)()
    return ""


def text_room(control) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the size that the text of a control needs, and the one that it has, in px."""
    from PySide6 import QtWidgets as w
    from PySide6.QtCore import Qt

    from deepdub_gui.base.elided_label import ElidedLabel

    text, size = text_of(control), (control.width(), control.height())
    metrics = control.fontMetrics()
    if isinstance(control, ElidedLabel) or isinstance(control, w.QLineEdit) or not text:
        return (0, 0), size
    if isinstance(control, w.QLabel):
        if control.wordWrap():
            return (0, control.heightForWidth(control.width())), size
        return (metrics.horizontalAdvance(text.replace("&", "")), metrics.height()), size
    if isinstance(control, w.QComboBox):
        option = w.QStyleOptionComboBox()
        control.initStyleOption(option)
        field = control.style().subControlRect(
            w.QStyle.ComplexControl.CC_ComboBox, option, w.QStyle.SubControl.SC_ComboBoxEditField, control
        )
        return (metrics.horizontalAdvance(text), metrics.height()), (field.width(), field.height())
    if isinstance(control, w.QAbstractSpinBox):
        field = control.lineEdit()
        return (metrics.horizontalAdvance(text), metrics.height()), (field.width(), field.height())
    if isinstance(control, w.QToolButton):
        if control.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not control.icon().isNull():
            return (control.iconSize().width(), control.iconSize().height()), size
        if control.minimumWidth() == control.maximumWidth():
            return (metrics.horizontalAdvance(text), metrics.height()), size
    return (control.sizeHint().width(), metrics.height()), size


def main(width: int, height: int, scale: float, language: str, picture: str = "", font: str = "") -> list[str]:
    """Return the faults of every state of the window that matters."""
    screen = {"name": "made", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    folder = Path(tempfile.mkdtemp())
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": [screen]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
    os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
    from PySide6.QtCore import QEventLoop, QSettings, QTimer
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    from deepdub_engine.base.progress import Progress
    from deepdub_engine.player import Player
    from deepdub_engine.player.offline import OfflineOutput
    from deepdub_gui.app import build_window
    from deepdub_gui.base.i18n import install_translator, tr
    from deepdub_gui.base.settings import Settings
    from deepdub_gui.dialogs.dialogs import Dialogs

    app = QApplication([])
    if font:  # for pictures: Korean, where the system has no font for it
        QFontDatabase.addApplicationFont(font)
    install_translator(app, language)
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = build_window(app, settings, Dialogs(settings), Player(output=OfflineOutput()), folder / "c", folder / "j")
    window.show()

    def settle(wait_ms: int = 50) -> None:
        loop = QEventLoop()
        QTimer.singleShot(wait_ms, loop.quit)
        loop.exec()

    found = []

    def look(state: str) -> None:
        settle()
        found.extend(f"{state}: {fault}" for fault in faults(window))

    room = app.primaryScreen().availableGeometry()
    if window.width() + FRAME_PX[0] > room.width() or window.height() + FRAME_PX[1] > room.height():
        found.append(f"the window has {window.size()} of {room.size()}")
    if window.minimumSizeHint().width() > 960:
        found.append(f"the smallest width is {window.minimumSizeHint().width()} px")
    look("empty")
    window.open_sample()
    while window.jobs.running:
        settle()
    look("sample")
    view = window.table.view
    letters = view.columnWidth(3) / view.fontMetrics().averageCharWidth()
    if letters < 25:
        found.append(f"{letters:.0f} characters of text in the list")
    window.listening.actions.mixer.trigger()
    look("mixer")
    window.status.show_message(
        tr("There is no generated speech yet. Load a sentence folder that contains generated speech."),
        tr("Load"),
        lambda: None,
        error=True,
    )
    ends = []

    def work():
        while not ends:
            yield Progress(1, 100)

    for number in range(3):
        window.jobs.start(f"{tr('Separating')} {number}", work, succeeded=print, failed=print)
        settle(500)
        look(f"error and {number + 1} jobs")
    ends.append(True)
    if picture:
        window.grab().save(picture)
    window.jobs.cancel_all()
    window.close()
    return found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), *sys.argv[4:])))
