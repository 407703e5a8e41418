"""Find and replace, and the spelling check: their actions, and which of their bars is above the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from deepdub_gui.base.i18n import tr
from deepdub_gui.features.finding.spelling_controller import SpellingController
from deepdub_gui.shell.cue_navigator import CueNavigator
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.actions import connect_actions, make_action

if TYPE_CHECKING:
    from deepdub_gui.features.finding.text_search import TextSearch


class FindingController(QObject):
    """Find and replace in a window, and its spelling check.

    Parameters
    ----------
    services
        Provides session, playback and jobs.
    widgets
        Provides the list, in which the matches are marked, and the timeline.
    navigator
        Goes to a subtitle.
    finish
        Commits text that is being edited.
    mark_problems
        Checks the subtitles against the limits of the settings.
    """

    def __init__(
        self,
        services: Services,
        widgets: WindowWidgets,
        navigator: CueNavigator,
        finish: Callable[[], None],
        mark_problems: Callable[[], None],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._services, self._widgets, self._navigator = services, widgets, navigator
        self._finish, self._mark_problems = finish, mark_problems
        self._search: TextSearch | None = None
        self.find = make_action(window, tr("&Find…"), "Ctrl+F", name="find_text")
        self.replace = make_action(window, tr("Find and &replace…"), "Ctrl+H", name="replace_text")
        self.next = make_action(window, tr("Next matc&h"), "F3", name="next_match")
        self.previous = make_action(window, tr("Previo&us match"), "Shift+F3", name="previous_match")
        self.spelling = SpellingController(services, widgets, navigator, window)
        self.spelling.give_way = self._hide_search  # the list keeps its room
        connect_actions(
            {
                self.find: lambda: self.search.open(replaces=False),
                self.replace: lambda: self.search.open(replaces=True),
                self.next: lambda: self.search.step(1),
                self.previous: lambda: self.search.step(-1),
            }
        )

    @property
    def search(self) -> TextSearch:
        """Find and replace; its bar is made when it is first wanted."""
        if self._search is None:
            from deepdub_gui.features.finding.text_search import TextSearch

            self._search = TextSearch(
                self._services, self._widgets, self._navigator, self._finish, self.spelling.hide, self
            )
        return self._search

    def show_in(self, menu: QMenu, before: QAction) -> None:
        """Insert the actions into a menu before another action."""
        finding = QMenu(tr("&Find"), menu)
        finding.setToolTipsVisible(True)
        finding.addActions([self.find, self.replace, self.next, self.previous])
        menu.insertMenu(before, finding)
        self.spelling.show_in(menu, before)

    def check_again(self) -> None:
        """Check the subtitles with other settings of limits and spelling."""
        self._mark_problems()
        self.spelling.refresh()

    def end(self) -> None:
        """End the process of the spelling check when the window closes."""
        self.spelling.close()

    def _hide_search(self) -> None:
        if self._search is not None:
            self._search.hide()
