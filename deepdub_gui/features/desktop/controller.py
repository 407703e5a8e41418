"""Creates what makes the window at home on the desktop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deepdub_gui.features.desktop.announcer import JobAnnouncer
from deepdub_gui.features.desktop.launcher import LauncherProgress
from deepdub_gui.features.desktop.returning import OpenProject, ReturnController
from deepdub_gui.features.desktop.stem_drag import StemDrag
from deepdub_gui.shell.notifier import Notifier
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.widgets.welcome_page import WelcomePage


class DesktopController(QObject):
    """Announces long jobs, shows their progress in the task bar, offers the last work, and lets stems be dragged out.

    Parameters
    ----------
    services, widgets, notifier
        The document and its services, the widgets of the window, and what shows results.
    page
        The welcome page.
    project
        The open project.
    open_files
        Opens files of any kind.
    window
        The main window.
    """

    def __init__(
        self,
        services: Services,
        widgets: WindowWidgets,
        notifier: Notifier,
        page: WelcomePage,
        project: OpenProject,
        open_files: Callable[[list[Path]], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        JobAnnouncer(services.jobs, window)
        self.launcher = LauncherProgress(services.jobs, window)
        self.returning = ReturnController(services, page, project, open_files, window)
        self.drag = StemDrag(services, widgets, notifier, window)

    def close(self) -> None:
        """Remove the progress from the task bar, and offer nothing more."""
        self.launcher.clear()
        self.returning.stop()
