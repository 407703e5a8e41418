"""Opens the window of the season, and connects it with the main window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from deepdub_gui.base.i18n import tr
from deepdub_gui.shell.notifier import Notifier
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action

if TYPE_CHECKING:
    from deepdub_gui.features.season.review import Save
    from deepdub_gui.features.season.window import SeasonWindow


class SeasonController(QObject):
    """The season of a window; what it needs is imported when it is opened.

    Parameters
    ----------
    services, widgets
        The document and its services, and the widgets of the window.
    notifier
        Shows errors while the season's window is closed.
    open_files, save
        Opens a project; saves the subtitles and the project, and calls its argument.
    window
        The main window.
    """

    def __init__(
        self,
        services: Services,
        widgets: WindowWidgets,
        notifier: Notifier,
        open_files: Callable[[list[Path]], object],
        save: Save,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._services, self._widgets, self._notifier = services, widgets, notifier
        self._open_files, self._save, self._window = open_files, save, window
        self.window: SeasonWindow | None = None
        self.season = make_action(window, tr("Seas&on…"), "Ctrl+Alt+B")
        self.next_to_check = make_action(window, tr("Ne&xt to check"), "Ctrl+Alt+N")
        self.next_to_check.setEnabled(False)
        set_action_names(self)
        connect_actions({self.season: self.show, self.next_to_check: self._check_next})

    def show_in(self, menu: QMenu, before: QAction) -> None:
        """Add the actions to a menu, before another one."""
        menu.insertActions(before, [self.season, self.next_to_check])
        menu.insertSeparator(before)

    def show(self) -> SeasonWindow:
        """Open the season's window with the last season, or bring it to the front."""
        is_new = self.window is None
        window = self._show_window()
        if is_new:
            window.memory.restore_last()
        return window

    def takes(self, paths: list[Path]) -> bool:
        """Take a folder that was dropped on the main window; return whether there is one."""
        folders = [path for path in paths if path.is_dir()]
        if folders:
            self._show_window().service.add(folders)
        return bool(folders)

    def may_close(self) -> bool:
        """Return whether the program may close; ask if the season is being prepared."""
        is_running = self.window is not None and self.window.service.is_running
        return not is_running or self._services.dialogs.ask_ending(self._window)

    def close(self) -> None:
        """Close the season's window; the jobs end with those of the main window."""
        if self.window is not None:
            self.window.memory.flush()
            self.window.leave()

    def _show_window(self) -> SeasonWindow:
        window = self.window or self._make()
        window.show()
        window.activateWindow()
        return window

    def _make(self) -> SeasonWindow:
        from deepdub_gui.features.season.memory import SeasonMemory
        from deepdub_gui.features.season.review import SeasonReview
        from deepdub_gui.features.season.service import SeasonService
        from deepdub_gui.features.season.window import SeasonWindow

        services = self._services
        season = SeasonService(services.jobs, services.settings, self)
        review = SeasonReview(services, season, self._widgets.status, self._open_files, self._save, self)
        memory = SeasonMemory(season, services.jobs, services.settings.folder, self)
        self.window = window = SeasonWindow(season, review, memory, services.dialogs, self._window)
        season.changed.connect(lambda: self.next_to_check.setEnabled(bool(season.doubts)))
        season.failed.connect(self._show_error)
        review.opened.connect(lambda _: self._window.activateWindow())
        return window

    def _check_next(self) -> None:
        if self.window is not None:
            self.window.review.next()

    def _show_error(self, error: Exception) -> None:
        if self.window is None or not self.window.isVisible():
            self._notifier.show_error(error)
