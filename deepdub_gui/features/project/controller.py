"""Creates the project features of a window and connects them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow

from deepdub_engine.project import SUFFIX
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import tr
from deepdub_gui.features.project.history_dock import HistoryDock
from deepdub_gui.features.project.journal_writer import JournalWriter
from deepdub_gui.features.project.recovery import RecoveryBar, RecoveryController
from deepdub_gui.features.project.saver import SaveController
from deepdub_gui.features.project.service import ProjectService
from deepdub_gui.features.project.snapshot import ViewState
from deepdub_gui.shell.notifier import Notifier
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets


class ProjectController(QObject):
    """The project of a window, its journal, undo history and recovery bar.

    Parameters
    ----------
    services
        The session and the services that work on it.
    widgets
        The widgets of the window.
    notifier
        Shows results and errors.
    open_files
        Opens files of any kind: project, clip or subtitles.
    """

    def __init__(
        self,
        services: Services,
        widgets: WindowWidgets,
        notifier: Notifier,
        open_files: Callable[[list[Path]], object],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        session, jobs, dialogs = services.session, services.jobs, services.dialogs
        self._services, self._widgets, self._open_files, self._window = services, widgets, open_files, window
        self.recorder = JournalWriter(session, self)
        self.service = ProjectService(services, self.recorder, window)
        self.saver = SaveController(session, services.saver, dialogs, self.service, window)
        self.bar = RecoveryBar(window)
        self.recovery = RecoveryController(session, jobs, self.service, self.recorder, self.saver, self.bar, self)
        self.history = HistoryDock(session, widgets.shift_bar, window)
        # A nested main window: docks sit beside the timeline, and the bars below keep the full width.
        self.docks = QMainWindow(window, Qt.WindowType.Widget)
        self.docks.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.history)
        self.service.message_posted.connect(notifier.show_message)
        self.service.failed.connect(notifier.show_error)
        self.service.replace_wanted.connect(notifier.offer_replacing)
        self.service.file_differs.connect(self._show_file_changed)
        self.service.is_elsewhere.connect(self._show_elsewhere)
        self.recorder.failed.connect(self._show_journal_error)
        widgets.timeline.view_changed.connect(self.recorder.note_view)
        services.playback.moved.connect(self.recorder.note_view)

    def follow_view(self, choose_source: Callable[[int], None]) -> None:
        """Start to track the view; `choose_source` restores the monitored source."""
        services = self._services
        self.service.set_viewer(
            ViewState(services.session, self._widgets.timeline, services.playback, choose_source, self)
        )

    def takes(self, paths: list[Path]) -> bool:
        """Open a project, or the missing clip, if the paths contain one; return whether they do."""
        projects = [path for path in paths if path.suffix.lower() == SUFFIX]
        if self.service.awaits_clip and len(paths) == 1 and self._services.opener.brings_clip(paths) and not projects:
            self.service.take_clip(paths[0])
            return True
        if not projects:
            return False
        self._open(projects[0])
        return True

    def choose(self) -> None:
        """Ask for a project and open it."""
        path = self._services.dialogs.choose_project(self._window)
        if path is not None:
            self._open_files([path])

    def leave(self) -> Path | None:
        """Leave the work to a window that opens after this one; return the folder that it takes it from.

        None if there is nothing to leave, or if it cannot be written; then closing asks about unsaved changes as usual.
        """
        session = self._services.session
        if session.media is None and session.subtitles is None:
            return None
        folder = self.recorder.leave()
        self.saver.is_left = folder is not None
        return folder

    def _show_journal_error(self, error: Exception) -> None:
        text = tr("Unsaved changes cannot be recovered after a crash; save often. {error}", error=error_text(error))
        self._widgets.status.show_message(text, error=True)

    def _show_file_changed(self, path: Path) -> None:
        what = tr(
            "“{name}” was changed by another program. The project still has the earlier subtitles.", name=path.name
        )
        self._widgets.status.show_message(what, tr("Open the file"), lambda: self._open_files([path]), warning=True)

    def _show_elsewhere(self, path: Path) -> None:
        what = tr("“{name}” is already open in another window.", name=path.name)
        self._widgets.status.show_message(what, tr("Open anyway"), lambda: self._open(path, anyway=True), warning=True)

    def _open(self, path: Path, *, anyway: bool = False) -> None:
        if self.saver.confirm_unsaved(lambda: self.service.open(path, anyway=anyway)):
            self.service.open(path, anyway=anyway)

    def close(self) -> None:
        """Close the journal, and keep recoverable work for the next start."""
        self.history.hide()  # it may be floating
        self.recovery.close()
        self.recorder.close()
        self.service.close()
