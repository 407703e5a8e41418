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

from PySide6 import QtWidgets
from PySide6.QtCore import QEventLoop, QPoint, QRect, QSettings, Qt, QTimer
from PySide6.QtGui import QFontDatabase

from deepdub_engine.base.progress import Progress
from deepdub_engine.player import Player
from deepdub_engine.player.offline import OfflineOutput
from deepdub_gui.app import build_window
from deepdub_gui.base.elided_label import ElidedLabel
from deepdub_gui.base.i18n import install_translator, tr
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.main_window import MainWindow

FRAME_PX = (8, 40)  # what a title bar takes
FEWEST_LETTERS = 25  # of text that the list shows
_TRIES = 10
Room = tuple[tuple[int, int], tuple[int, int]]


def faults(window: MainWindow) -> Iterator[str]:
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


def controls(window: MainWindow) -> list[QtWidgets.QWidget]:
    w = QtWidgets
    kinds = (w.QAbstractButton, w.QComboBox, w.QLabel, w.QAbstractSpinBox, w.QLineEdit, w.QAbstractSlider)
    found = [widget for kind in kinds for widget in window.findChildren(kind) if widget.window() is window]
    inner = (w.QScrollBar, w.QAbstractSpinBox, w.QComboBox, w.QLineEdit, w.QHeaderView, w.QTableView)
    return [
        widget for widget in found if not isinstance(widget, w.QScrollBar) and not isinstance(widget.parent(), inner)
    ]


def rect(widget: QtWidgets.QWidget, window: MainWindow) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def text_of(control: QtWidgets.QWidget) -> str:
    for name in ("currentText", "text"):
        if hasattr(control, name):
            return getattr(control, name)()
    return ""


def text_room(control: QtWidgets.QWidget) -> Room:
    """Return the size that the text of a control needs, and the one that it has, in px."""
    text, metrics = text_of(control), control.fontMetrics()
    if isinstance(control, (ElidedLabel, QtWidgets.QLineEdit)) or not text:
        return (0, 0), size_of(control)
    if isinstance(control, QtWidgets.QLabel) and control.wordWrap():
        return (0, control.heightForWidth(control.width())), size_of(control)
    needed = metrics.horizontalAdvance(text.replace("&", "")), metrics.height()
    if isinstance(control, QtWidgets.QComboBox):
        return needed, size_of(control.lineEdit()) if control.isEditable() else field_of(control)
    if isinstance(control, QtWidgets.QAbstractSpinBox):
        return needed, size_of(control.lineEdit())
    if isinstance(control, QtWidgets.QToolButton):
        icon_only = control.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not control.icon().isNull()
        if icon_only:
            needed = control.iconSize().toTuple()
        elif control.minimumWidth() != control.maximumWidth():
            needed = control.sizeHint().width(), metrics.height()
    elif isinstance(control, QtWidgets.QAbstractButton):
        needed = control.sizeHint().width(), metrics.height()
    return needed, size_of(control)


def size_of(widget: QtWidgets.QWidget) -> tuple[int, int]:
    return widget.width(), widget.height()


def field_of(box: QtWidgets.QComboBox) -> tuple[int, int]:
    option = QtWidgets.QStyleOptionComboBox()
    box.initStyleOption(option)
    control, part = QtWidgets.QStyle.ComplexControl.CC_ComboBox, QtWidgets.QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(control, option, part, box).size().toTuple()


def settle(wait_ms: int = 50) -> None:
    loop = QEventLoop()
    QTimer.singleShot(wait_ms, loop.quit)
    loop.exec()


def size_faults(window: MainWindow) -> Iterator[str]:
    room = window.screen().availableGeometry()
    if window.width() + FRAME_PX[0] > room.width() or window.height() + FRAME_PX[1] > room.height():
        yield f"the window has {window.size()} of {room.size()}"
    if window.minimumSizeHint().width() > 960:
        yield f"the smallest width is {window.minimumSizeHint().width()} px"


def look(window: MainWindow) -> Iterator[str]:
    """Yield the faults of every state of the window that matters."""

    def now(state: str) -> list[str]:
        for _ in range(_TRIES):  # a busy machine takes longer than a moment to lay out
            settle()
            found = [f"{state}: {fault}" for fault in faults(window)]
            if not found:
                break
        return found

    yield from now("empty")
    window.open_sample()
    while window.jobs.running:
        settle()
    yield from now("sample")
    view = window.table.view
    letters = view.columnWidth(3) / view.fontMetrics().averageCharWidth()
    if letters < FEWEST_LETTERS:
        yield f"{letters:.0f} characters of text in the list"
    window.finding.search.open(replaces=True)
    window.finding.search.bar.expression.setChecked(True)
    window.finding.search.bar.field.setText("(")
    settle(500)
    yield from now("find and replace")
    window.finding.search.close()
    window.finding.spelling.bar.show()
    window.finding.spelling.bar.tell(tr("No misspelled words."), "word")
    yield from now("spelling")
    window.finding.spelling.bar.hide()
    window.listening.actions.mixer.trigger()
    settle(200)
    yield from now("mixer")
    text = tr("There is no generated speech yet. Load a sentence folder that contains generated speech.")
    window.status.show_message(text, tr("Load"), lambda: None, error=True)

    def work() -> Iterator[Progress]:
        while True:
            yield Progress(1, 100)

    for count in range(3):
        window.jobs.start(f"{tr('Separating')} {count}", work, succeeded=print, failed=print)
        settle(500)
        yield from now(f"error and {count + 1} jobs")


def main(width: int, height: int, scale: float, language: str, picture: str = "", font: str = "") -> list[str]:
    """Return the faults of a window on a screen of this many device pixels."""
    folder = Path(tempfile.mkdtemp())
    screen = {"name": "made", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": [screen]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
    os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
    app = QtWidgets.QApplication([])
    if font:  # for pictures: Korean, where the system has no font for it
        QFontDatabase.addApplicationFont(font)
    install_translator(app, language)
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = build_window(app, settings, Dialogs(settings), Player(output=OfflineOutput()), folder / "c", folder / "j")
    window.show()
    found = [*size_faults(window), *look(window)]
    if picture:
        window.grab().save(picture)
    window.jobs.cancel_all()
    window.close()
    return found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), *sys.argv[4:])))
