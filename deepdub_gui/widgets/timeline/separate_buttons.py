"""The Separate buttons in the empty lanes of the stems."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QPushButton

from deepdub_gui.base.i18n import tr
from deepdub_gui.widgets.timeline.view import TimelineView


class SeparateButtons(QObject):
    """One button in the middle of each empty lane; `clicked` is emitted by any of them.

    Parameters
    ----------
    canvas, lanes
        The view, and the numbers of the lanes that have a button.
    """

    clicked = Signal()

    def __init__(self, canvas: TimelineView, lanes: Sequence[int]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._buttons = {lane: self._button() for lane in lanes}

    def set_enabled(self, is_enabled: bool) -> None:
        """Enable or disable the buttons."""
        for button in self._buttons.values():
            button.setEnabled(is_enabled)

    def place(self) -> None:
        """Show the buttons where a lane is empty and has room."""
        for lane, button in self._buttons.items():
            band = self._canvas.lanes[lane]
            is_empty = band.source is None and band.progress is None and not band.is_folded
            place = QRect(QPoint(), button.sizeHint())
            place.moveCenter(self._canvas.lane_middle(lane))
            has_room = self._canvas.viewport().rect().contains(place)
            button.setVisible(is_empty and has_room and self._canvas.duration_ms is not None)
            button.setGeometry(place)

    def _button(self) -> QPushButton:
        button = QPushButton(tr("Separate"), self._canvas.viewport())
        button.setAccessibleName(tr("Separate vocals from music and effects"))
        button.setToolTip(tr("Separate the vocals of the clip from its music and effects"))
        button.clicked.connect(self.clicked)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
