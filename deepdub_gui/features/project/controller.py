"""All that a window has for projects, made and wired."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow

from deepdub_engine.project import SUFFIX
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import tr
from deepdub_gui.features.project.history_panel import HistoryPanel
from deepdub_gui.features.project.journal_writer import Recorder
from deepdub_gui.features.project.recovery import Recovery, RecoveryBar
from deepdub_gui.features.project.saver import Saver
from deepdub_gui.features.project.service import ProjectDesk
from deepdub_gui.features.project.snapshot import Viewer
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import Surfaces


class ProjectParts(QObject):
    """The project of a window, its journal, its list of steps, and the bar that offers lost work.

    Parameters
    ----------
    services
        What is being worked on, and what works.
    surfaces
        What is seen, and where it is told.
    open_files
        Opens whatever the files are.
    """

    def __init__(
        self,
        services: Services,
        surfaces: Surfaces,
        open_files: Callable[[list[Path]], object],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        session, jobs, workbench, dialogs = services.session, services.jobs, services.workbench, services.dialogs
        self._services, self._surfaces, self._open_files, self._window = services, surfaces, open_files, window
        self.recorder = Recorder(session, self)
        self.desk = ProjectDesk(session, jobs, workbench, services.settings, dialogs, self.recorder, window)
        self.saver = Saver(session, workbench, dialogs, self.desk, window)
        self.bar = RecoveryBar(window)
        self.recovery = Recovery(session, jobs, self.desk, self.recorder, self.saver, self.bar, self)
        self.history = HistoryPanel(session, surfaces.shift_bar, window)
        # A window within the window: its docks lie beside the timeline, and leave the bars below it their width.
        self.docks = QMainWindow(window, Qt.WindowType.Widget)
        self.docks.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.history)
        self.desk.said.connect(workbench.said)
        self.desk.failed.connect(workbench.failed)
        self.desk.replace_wanted.connect(workbench.replace_wanted)
        self.desk.file_differs.connect(self._tell_of_file)
        self.recorder.failed.connect(self._tell_of_journal)
        surfaces.timeline.view_changed.connect(self.recorder.note_view)
        services.playback.moved.connect(self.recorder.note_view)

    def follow_view(self, choose_source: Callable[[int], None]) -> None:
        """Begin to keep what is seen; `choose_source` brings back what was listened to."""
        services = self._services
        self.desk.set_viewer(Viewer(services.session, self._surfaces.timeline, services.playback, choose_source, self))

    def takes(self, paths: list[Path]) -> bool:
        """Open the project among some paths; tell whether there is one."""
        projects = [path for path in paths if path.suffix.lower() == SUFFIX]
        if self.desk.awaits_clip and len(paths) == 1 and self._services.workbench.brings_clip(paths) and not projects:
            self.desk.take_clip(paths[0])
            return True
        if not projects:
            return False
        if self.saver.may_go_on(lambda: self.desk.open(projects[0])):
            self.desk.open(projects[0])
        return True

    def choose(self) -> None:
        """Ask for a project and open it."""
        path = self._services.dialogs.choose_project(self._window)
        if path is not None:
            self._open_files([path])

    def _tell_of_journal(self, error: Exception) -> None:
        text = tr("What is not saved would be lost in a crash; save often. {error}", error=error_text(error))
        self._surfaces.status.say(text, error=True)

    def _tell_of_file(self, path: Path) -> None:
        what = tr(
            "“{name}” was changed by another program since; the project has the subtitles as they were.", name=path.name
        )
        self._surfaces.status.say(what, tr("Open the file"), lambda: self._open_files([path]))

    def close(self) -> None:
        """End the journal, and leave what was offered for the next start."""
        self.history.hide()  # it may float beside the window
        self.recovery.close()
        self.recorder.close()
