"""The mixer panel: mute, solo, gain and meter for each source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QWidget

from deepdub_engine.player import MeterLevel
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.base.theme import Theme, tabular_font
from deepdub_gui.features.listening.centre_detent_slider import CentreDetentSlider
from deepdub_gui.features.listening.meter import Meter, level_text
from deepdub_gui.features.listening.metering import Metering
from deepdub_gui.features.listening.monitor import MixerState
from deepdub_gui.features.listening.monitor_controller import MonitorController
from deepdub_gui.shortcuts.action_entries import plain_text

NAMES = (mark("Original"), mark("Vocals"), mark("Accompaniment"), mark("Generated"))
_LEAST_DB, _MOST_DB = -24, 12
_LETTER_PX = 28


class ChannelStrip(QWidget):
    """The channel strip of one source: name, mute, solo, gain and level."""

    gain_changed = Signal(float)

    def __init__(self, name: str, mute: QAction, solo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lower = name.lower()
        self.gain = CentreDetentSlider(_LEAST_DB * 2, _MOST_DB * 2, 2, self)
        self.gain.setAccessibleName(tr("Gain of {name}", name=lower))
        self.gain.setToolTip(tr("Gain of {name}\nDouble-click to reset to 0 dB (Home)", name=lower))
        self.meter = Meter(tr("Level of {name}", name=lower), self)
        self.decibels = PlainLabel(self)
        self.numbers = PlainLabel(tr("silent"), self, objectName="dim")
        for label in (self.decibels, self.numbers):
            label.setFont(tabular_font(12))
        self.decibels.setMinimumWidth(self.decibels.fontMetrics().horizontalAdvance("−24.0 dB "))
        self.numbers.setMinimumWidth(self.numbers.fontMetrics().horizontalAdvance("−24.0 dB, peak −24.0 dBTP "))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(PlainLabel(name, self))
        top.addStretch(1)
        for action in (mute, solo):
            top.addWidget(_letter(action, self))
        top.addWidget(self.gain, 2)
        top.addWidget(self.decibels)
        grid.addLayout(top, 0, 0, 1, 2)
        grid.addWidget(self.meter, 1, 0)
        grid.addWidget(self.numbers, 1, 1)
        grid.setColumnStretch(0, 1)
        self.gain.valueChanged.connect(lambda value: self.gain_changed.emit(value / 2))
        self.show_gain(0.0)

    def show_gain(self, gain_db: float) -> None:
        """Set the slider and the label without emitting `gain_changed`."""
        with QSignalBlocker(self.gain):
            self.gain.setValue(round(gain_db * 2))
        sign = "−" if gain_db < 0 else "+" if gain_db else "±"
        self.decibels.setText(f"{sign}{abs(gain_db):.1f} dB")

    def update_description(self) -> None:
        """Update the level text and the accessible description of the meter."""
        self.numbers.setText(level_text(self.meter.level))
        self.meter.update_description()


class MixerPanel(QWidget):
    """The channel strips side by side, shown above the transport row on demand.

    Parameters
    ----------
    monitor, metering
        Takes the gains, and supplies the levels.
    mutes, solos
        The mute and solo actions, one for each source.
    """

    def __init__(
        self,
        monitor: MonitorController,
        metering: Metering,
        mutes: Sequence[QAction],
        solos: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._monitor, self._metering = monitor, metering
        self.setAccessibleName(tr("Mixer"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(20)
        self.strips = tuple(ChannelStrip(*parts, self) for parts in zip(map(tr, NAMES), mutes, solos, strict=True))
        for number, strip in enumerate(self.strips):
            row.addWidget(strip, 1)
            strip.gain_changed.connect(lambda gain_db, number=number: self._set_gain(number, gain_db))
            strip.meter.reset_wanted.connect(metering.reset)
        metering.measured.connect(self._show_levels)
        metering.descriptions_due.connect(self._update_descriptions)
        self.hide()

    def show_state(self, state: MixerState) -> None:
        """Show the gains of the mixer settings."""
        for strip, gain_db in zip(self.strips, state.gain_db, strict=True):
            strip.show_gain(gain_db)

    def set_theme(self, theme: Theme) -> None:
        """Set the colours of the meters to those of their sources."""
        for strip, colour in zip(self.strips, colours(theme), strict=True):
            strip.meter.set_theme(theme, colour)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure all sources while the mixer is visible."""
        super().showEvent(event)
        self._metering.wants_all = True

    def hideEvent(self, event: QHideEvent) -> None:
        """Measure only the audible sources again."""
        super().hideEvent(event)
        self._metering.wants_all = False

    def _set_gain(self, source: int, gain_db: float) -> None:
        self._monitor.set_mixer_state(self._monitor.mixer_state.with_gain(source, gain_db))

    def _show_levels(self, levels: Sequence[MeterLevel]) -> None:
        if self.isVisible():
            for strip, level in zip(self.strips, levels, strict=False):
                strip.meter.set_level(level)

    def _update_descriptions(self) -> None:
        if self.isVisible():
            for strip in self.strips:
                strip.update_description()


def colours(theme: Theme) -> tuple[QColor, ...]:
    """Return the colour of each source."""
    return theme.original, theme.vocals, theme.accompaniment, theme.accent


def _letter(action: QAction, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setFixedWidth(_LETTER_PX)
    button.setAccessibleName(plain_text(action.text()))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
