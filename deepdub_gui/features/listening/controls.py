"""The listening controls in the transport row: speed, stem fader, level meter and mixer button."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.features.listening.actions import speed_text
from deepdub_gui.features.listening.centre_detent_slider import CentreDetentSlider
from deepdub_gui.features.listening.meter import Meter

_FADER = 100
_CATCH = 6


class ListeningControls(QWidget):
    """The listening controls; `faded` carries the fader position, from −1 (accompaniment) to 1 (vocals)."""

    faded = Signal(float)

    def __init__(self, speeds: QMenu, mixer: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speed = QToolButton(self, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speed.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.speed.setMenu(speeds)
        self.speed.setToolTip(tr("Playback speed, at the same pitch"))
        self.fader = CentreDetentSlider(-_FADER, _FADER, _CATCH, self)
        self.fader.setAccessibleName(tr("Fader from music and effects to the vocals"))
        self.fader.setToolTip(
            tr(
                "Fade from music and effects to the vocals, with the original in the middle\n"
                "Double-click to centre (Home)"
            )
        )
        self.fader.setMinimumWidth(48)
        self.meter = Meter(tr("Output level"), self)
        self.meter.setMinimumWidth(40)
        self.mixer = QToolButton(self)
        self.mixer.setDefaultAction(mixer)
        self.mixer.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        for button in (self.speed, self.mixer):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.speed)
        row.addSpacing(4)
        self.ends = (_end(tr("Music+FX"), self), _end(tr("Voice"), self))
        for widget, stretch in ((self.ends[0], 0), (self.fader, 2), (self.ends[1], 0)):
            row.addWidget(widget, stretch)
        row.addSpacing(4)
        row.addWidget(self.meter, 1)
        row.addWidget(self.mixer)
        self.fader.valueChanged.connect(lambda value: self.faded.emit(value / _FADER))
        self.show_speed(0.75)
        self.speed.setMinimumWidth(self.speed.sizeHint().width())  # so that the row does not move
        self.show_speed(1.0)

    def show_speed(self, speed: float) -> None:
        """Show the playback speed."""
        self.speed.setText(speed_text(speed))
        self.speed.setAccessibleName(tr("Speed: {speed}", speed=speed_text(speed)))

    def show_fader(self, position: float, *, usable: bool) -> None:
        """Set the fader position without emitting `faded`."""
        with QSignalBlocker(self.fader):
            self.fader.setValue(round(position * _FADER))
        self.fader.setEnabled(usable)

    def show_mixer(self, *, is_changed: bool) -> None:
        """Mark the mixer button if mute, solo or gain is in use."""
        self.mixer.defaultAction().setIconText(tr("Mix •") if is_changed else tr("Mix"))
        self.mixer.setAccessibleName(tr("Mixer (in use)") if is_changed else tr("Mixer"))


def _end(text: str, parent: QWidget) -> QLabel:
    return PlainLabel(text, parent, objectName="dim")
