"""Creates the preference and help features, and connects them to the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.settings import Settings
from deepdub_gui.features.preferences.setting_targets import SettingTargets
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.actions import connect_actions
from deepdub_gui.shortcuts.keymap import Keymap
from deepdub_gui.shortcuts.mnemonics import assign_mnemonics
from deepdub_gui.shortcuts.shortcut_filter import ShortcutFilter
from deepdub_gui.shortcuts.tooltips import show_shortcuts_in_tooltip

if TYPE_CHECKING:
    from deepdub_gui.features.preferences.settings_dialog import SettingsDialog
    from deepdub_gui.features.preferences.tour import Tour
    from deepdub_gui.shortcuts.dialog import ShortcutsDialog


@dataclass(frozen=True, slots=True, eq=False)
class KeyedWidgets:
    """Widgets and windows of the features that have shortcuts.

    Parameters
    ----------
    homes
        Widgets on which single letters work as shortcuts.
    hints
        Controls that are not buttons of an action, with the actions that do the same.
    windows
        Dialogs whose actions have shortcuts.
    """

    homes: tuple[QWidget, ...]
    hints: tuple[tuple[QWidget, tuple[QAction, ...]], ...]
    windows: tuple[QDialog, ...]


class PreferencesController(QObject):
    """The shortcuts, settings and help of a window; its menus must be complete.

    `theme_changed` is emitted when another theme is chosen, `reopen_wanted` when the window must be made anew, because
    another language or size is chosen. `pause_changed` carries the pause that ends a sentence, in milliseconds.

    Parameters
    ----------
    widgets, keyed
        The widgets that the tour explains, and those that have shortcuts.
    settings
        The stored settings.
    targets
        Apply changed settings immediately.
    window
        The main window.
    """

    theme_changed = Signal()
    reopen_wanted = Signal()
    pause_changed = Signal(int)

    def __init__(
        self,
        widgets: WindowWidgets,
        keyed: KeyedWidgets,
        settings: Settings,
        targets: SettingTargets,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._widgets, self._keyed = widgets, keyed
        self._window, self._settings, self._targets = window, settings, targets
        assign_mnemonics(window.menuBar())
        self.keymap = Keymap(window.menuBar(), settings, self, keyed.windows)
        self._letters = ShortcutFilter(keyed.homes, window, self._explain_blocked_key)
        self.keys: ShortcutsDialog | None = None
        self.settings: SettingsDialog | None = None
        actions = widgets.actions
        self._tour: Tour | None = None
        connect_actions(
            {
                actions.keys: self.show_keys,
                actions.settings: self.show_settings,
                actions.tour: self._begin_tour,
                actions.about: self._show_about,
            }
        )
        self._show_shortcuts_in_tooltips()

    def welcome(self) -> None:
        """Start the tour if it has never been shown."""
        if not self._settings.tour_shown:
            self._settings.tour_shown = True
            self._begin_tour()

    @property
    def tour(self) -> Tour:
        """The tour through the window."""
        if self._tour is None:
            from deepdub_gui.features.preferences.tour import Tour
            from deepdub_gui.features.preferences.tour_steps import make_tour_steps

            self._tour = Tour(make_tour_steps(self._widgets, self._window.menuBar()), self._window)
        return self._tour

    def _begin_tour(self) -> None:
        self.tour.begin()

    def _show_about(self) -> None:
        from deepdub_gui.features.preferences.about import show_about

        show_about(self._window)

    def show_keys(self) -> ShortcutsDialog:
        """Open the shortcuts dialog, or bring it to the front."""
        from deepdub_gui.shortcuts.dialog import ShortcutsDialog

        self.keys = self.keys or ShortcutsDialog(self.keymap, self._window)
        self.keys.show()
        self.keys.activateWindow()
        return self.keys

    def show_settings(self) -> SettingsDialog:
        """Open the settings dialog, or bring it to the front."""
        from deepdub_gui.features.preferences.setting_choices import make_setting_choices
        from deepdub_gui.features.preferences.settings_dialog import SettingsDialog

        if self.settings is None:
            choices = make_setting_choices(
                self._settings,
                self._targets,
                self.theme_changed.emit,
                self.reopen_wanted.emit,
                self.pause_changed.emit,
            )
            self.settings = SettingsDialog(choices, self._window)
        self.settings.show()
        self.settings.activateWindow()
        return self.settings

    def _explain_blocked_key(self, key: QKeySequence) -> None:
        if any(key in entry.action.shortcuts() for entry in self.keymap.entries):
            letter = key.toString(QKeySequence.SequenceFormat.NativeText)
            self._widgets.status.show_message(tr("Press Escape, then {letter}.", letter=letter))

    def close(self) -> None:
        """Close the open dialogs."""
        for dialog in (self.keys, self.settings):
            if dialog is not None:
                dialog.close()

    def _show_shortcuts_in_tooltips(self) -> None:
        """Add shortcuts to the tooltips of controls that have no action of their own."""
        actions, bar = self._widgets.actions, self._widgets.shift_bar
        for widget, same in (
            (bar.reset, (actions.reset_shift,)),
            (bar.value, (actions.earlier, actions.later)),
            *self._keyed.hints,
        ):
            show_shortcuts_in_tooltip(widget, widget.toolTip(), *same)
