"""Creates the parts that edit cues and connects them with the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from deepdub_engine.alignment.cue_checks import CueChecks
from deepdub_engine.subtitles.editing.ghosts import Cues, OriginalCues
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.problems import problem_text
from deepdub_gui.document.snap_times import SnapTimes
from deepdub_gui.features.editing.actions import EditingActions
from deepdub_gui.features.editing.commands import CueCommands
from deepdub_gui.features.editing.cue_editor import CueEditor
from deepdub_gui.features.editing.dragging import CueDragging
from deepdub_gui.features.editing.go_to import GoTo
from deepdub_gui.features.editing.in_place_editor import InPlaceTextEditor
from deepdub_gui.features.editing.problem_marks import ProblemMarks
from deepdub_gui.features.editing.selection import CueSelection
from deepdub_gui.features.editing.sentences import SentenceCommands
from deepdub_gui.features.editing.service import EditingService
from deepdub_gui.shell.cue_navigator import CueNavigator
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.actions import connect_actions
from deepdub_gui.widgets.cue_editor import CueColumn
from deepdub_gui.widgets.status_bar import About


class EditingController(QObject):
    """The cue editing of a window.

    Parameters
    ----------
    services
        Provides session, playback and settings.
    widgets
        Provides timeline, cue table, shift bar and status line.
    navigator
        Navigates between cues.
    checks
        Returns the comparison of the cues with speech.
    snap_times
        Times that drags snap to, besides those of other cues.
    """

    def __init__(
        self,
        services: Services,
        widgets: WindowWidgets,
        navigator: CueNavigator,
        checks: Callable[[], CueChecks],
        snap_times: SnapTimes,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        session, playback = services.session, services.playback
        self._session, self._navigator, self._checks = session, navigator, checks
        self._timeline, self._table, self._bar = widgets.timeline, widgets.table, widgets.shift_bar
        self._status = widgets.status
        timeline, table = widgets.timeline, widgets.table
        self.service = EditingService(session, services.settings, self)
        self.selection = CueSelection(session, playback, timeline, table)
        self.text = InPlaceTextEditor(session, timeline, table)
        self.commands = CueCommands(
            self.service, self.selection, self.text, lambda: playback.position_ms, self._speech_at
        )
        self.sentences = SentenceCommands(session, self.selection, widgets.status, self)
        self.column = CueColumn(table, window)
        panel, set_text = self.column.panel, self.commands.set_text
        self.editor = CueEditor(self.service, services, navigator, panel, set_text, self._settle, self._leave)
        clock = widgets.transport.position
        self.go_to = GoTo(session, navigator, widgets.status, clock, self.editor, self._leave, window)
        self.marks = ProblemMarks(session, checks, timeline, lambda: services.settings.limits)
        self._settings = services.settings
        panel.set_limits(services.settings.limits)
        self._dragging = CueDragging(self.service, session, timeline, self._select_for_drag, snap_times.starts_and_ends)
        self.actions = EditingActions(window)
        self._ghosts = OriginalCues()
        self.service.failed.connect(lambda error: self._status.show_message(error_text(error)))
        self._connect()

    def show_in(self, menu: QMenu, before: QAction) -> QAction:
        """Insert the actions into a menu before another action; return the end of the submenus."""
        return self.actions.show_in(menu, before)

    def ghosts(self) -> Cues:
        """Return the cues on screen with their times in the file."""
        session = self._session
        return self._ghosts.of(session.file_cues, session.shown.cues_or(session.file_cues), session.cues)

    def refresh(self) -> None:
        """Update the selection and the actions after the cues have changed in table and timeline."""
        self.selection.update_after_edit()
        has_cues = bool(self._session.cues)
        for action in self.actions.needing_cues:
            action.setEnabled(has_cues)
        self.actions.insert.setEnabled(self._session.subtitles is not None)

    def check_again(self) -> None:
        """Compare the subtitles with other limits."""
        self.column.panel.set_limits(self._settings.limits)
        self.marks.show()

    def finish(self) -> None:
        """Commit what is typed in a text field or in the editor before another edit."""
        self.text.finish()
        self.editor.finish()

    def _connect(self) -> None:
        actions, commands = self.actions, self.commands
        targets: dict[QAction, Callable[[], object]] = {
            actions.text: commands.begin_text,
            actions.below: self.editor.begin,
            actions.go_to: self.go_to.ask,
            actions.insert: commands.insert,
            actions.split: commands.split,
            actions.merge: commands.merge,
            actions.delete: commands.delete,
            actions.start: commands.set_start,
            actions.end: commands.set_end,
            actions.rest: commands.move_rest,
            actions.begin_sentence: self.sentences.begin,
            actions.join_sentence: self.sentences.join,
            actions.free_sentence: self.sentences.free,
            actions.next: lambda: self._go_to_problem(1),
            actions.previous: lambda: self._go_to_problem(-1),
            actions.all: lambda: self._table.select_rows(range(len(self._session.cues))),
        }
        connect_actions({action: partial(self._run, command) for action, command in targets.items()})
        for signal in (self._timeline.cue_menu_requested, self._table.menu_requested):
            signal.connect(self._show_menu)

    def _leave(self) -> None:
        """Give the keyboard back to the timeline, or to the list while there is no clip."""
        (self._timeline if self._timeline.isVisible() else self._table.view).setFocus()

    def _show_menu(self, index: int, place: QPoint) -> None:
        """Show the context menu for a cue, or for the whole selection if the cue is part of it."""
        self._select_for_drag(index)
        self.actions.menu().popup(place)

    def _run(self, target: Callable[[], object]) -> None:
        """Run a command after committing the text field and the shift gesture and cancelling any drag."""
        self.finish()
        self._settle()
        target()

    def _settle(self) -> None:
        self._timeline.drag.cancel()
        self._bar.finish()

    def _select_for_drag(self, index: int) -> frozenset[int]:
        self.finish()
        self._bar.finish()
        return self.selection.select_for_drag(index)

    def _speech_at(self, time_ms: int) -> tuple[int, int] | None:
        uncued = self._checks().uncued
        return next(((one.start_ms, one.end_ms) for one in uncued if one.start_ms <= time_ms < one.end_ms), None)

    def _go_to_problem(self, step: int) -> None:
        index = self.marks.beyond(self.selection.target, step)
        if index is None:
            self._status.show_message(tr("No problems found."))
            return
        self._table.select_rows([index], index)
        self._navigator.choose(index)
        text = tr("Subtitle {number}: {problem}", number=index + 1, problem=problem_text(self.marks.found[index]))
        self._status.show_message(text, about=About.CUE)
