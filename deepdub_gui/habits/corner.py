"""Creates the preference and help features, and connects them to the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from deepdub_engine.resources import handbook
from deepdub_gui.habits.choices import Takers, choices_of
from deepdub_gui.habits.handbook import Handbook
from deepdub_gui.habits.settings_dialog import SettingsDialog
from deepdub_gui.habits.stops import stops_of
from deepdub_gui.habits.tour import Tour
from deepdub_gui.help import show_about
from deepdub_gui.keys.dialog import KeysDialog
from deepdub_gui.keys.keymap import Keymap
from deepdub_gui.keys.letters import TimelineLetters
from deepdub_gui.keys.mnemonics import settle_mnemonics
from deepdub_gui.keys.tips import tell_keys
from deepdub_gui.listening.actions import SPEEDS
from deepdub_gui.listening.corner import ListeningCorner
from deepdub_gui.settings import Settings
from deepdub_gui.suggesting.corner import SuggestCorner
from deepdub_gui.surfaces import Surfaces
from deepdub_gui.words import tr


class HabitsCorner(QObject):
    """The shortcuts, settings and help of a window; its menus must be complete.

    `theme_changed` is emitted when another theme is chosen.

    Parameters
    ----------
    surfaces, listening, suggesting
        The widgets that the tour explains, and those whose tooltips show shortcuts.
    models
        The models panel, which can open the handbook too.
    settings
        The stored settings.
    takers
        Apply changed settings immediately.
    window
        The main window.
    """

    theme_changed = Signal()

    def __init__(
        self,
        surfaces: Surfaces,
        listening: ListeningCorner,
        suggesting: SuggestCorner,
        models: QWidget,
        settings: Settings,
        takers: Takers,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._surfaces, self._listening, self._suggesting, self._models = surfaces, listening, suggesting, models
        self._window, self._settings, self._takers = window, settings, takers
        settle_mnemonics(window.menuBar())
        self.keymap = Keymap(window.menuBar(), settings, self, (listening.abx,))
        homes = (surfaces.timeline, surfaces.shift_bar.slider, suggesting.strip)
        self._letters = TimelineLetters(homes, window, self._tell_letter)
        self.keys: KeysDialog | None = None
        self.settings: SettingsDialog | None = None
        self.handbook: Handbook | None = None
        actions = surfaces.actions
        self.tour = Tour(stops_of(surfaces, window.menuBar()), window)
        for action, target in {
            actions.keys: self.show_keys,
            actions.settings: self.show_settings,
            actions.tour: self.tour.begin,
            actions.handbook: self.show_handbook,
            actions.about: lambda: show_about(window),
        }.items():
            action.triggered.connect(lambda _checked=False, target=target: target())
        models.addAction(actions.handbook)
        self._tell_keys()

    def welcome(self) -> None:
        """Start the tour if it has never been shown."""
        if not self._settings.toured:
            self._settings.toured = True
            self.tour.begin()

    def show_handbook(self) -> Handbook:
        """Open the handbook at the chapter on the active window."""
        self.handbook = self.handbook or Handbook(handbook(), self._window)
        self.handbook.open_at("Models" if self._models.isActiveWindow() else "Using the window")
        return self.handbook

    def show_keys(self) -> KeysDialog:
        """Open the shortcuts dialog, or bring it to the front."""
        self.keys = self.keys or KeysDialog(self.keymap, self._window)
        self.keys.show()
        self.keys.activateWindow()
        return self.keys

    def show_settings(self) -> SettingsDialog:
        """Open the settings dialog, or bring it to the front."""
        if self.settings is None:
            choices = choices_of(self._settings, self._takers, self.theme_changed.emit)
            self.settings = SettingsDialog(choices, self._window)
        self.settings.show()
        self.settings.activateWindow()
        return self.settings

    def _tell_letter(self, key: QKeySequence) -> None:
        if any(key in entry.action.shortcuts() for entry in self.keymap.entries):
            letter = key.toString(QKeySequence.SequenceFormat.NativeText)
            self._surfaces.status.say(
                tr("{letter} is a timeline shortcut: press Escape to focus the timeline.", letter=letter)
            )

    def close(self) -> None:
        """Close the open dialogs."""
        for dialog in (self.keys, self.settings, self.handbook):
            if dialog is not None:
                dialog.close()

    def _tell_keys(self) -> None:
        """Add shortcuts to the tooltips of controls that have no action of their own."""
        actions, bar = self._surfaces.actions, self._surfaces.shift_bar
        listening, suggest = self._listening, self._suggesting.suggest
        normal = listening.actions.speeds[SPEEDS.index(1.0)]
        for widget, same in (
            (bar.reset, (actions.reset_shift,)),
            (bar.suggest, (suggest,)),
            (bar.value, (actions.earlier, actions.later)),
            (listening.controls.speed, (listening.actions.slower, listening.actions.faster, normal)),
            (listening.controls.fader, (listening.actions.towards_accompaniment, listening.actions.towards_vocals)),
        ):
            tell_keys(widget, widget.toolTip(), *same)
