"""Returns to the last project or clip when the program starts."""

from __future__ import annotations

import contextlib
import os.path
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

from deepdub_gui.base.settings import STARTS
from deepdub_gui.shell.services import Services
from deepdub_gui.widgets.welcome_page import WelcomePage


class OpenProject(Protocol):
    """What is known of the open project."""

    @property
    def path(self) -> Path | None:
        """The project file; None if there is none."""

    renamed: SignalInstance


class ReturnController(QObject):
    """Offers the last work on the welcome page, or opens it at once if the person has chosen so.

    Parameters
    ----------
    services
        The document, and the settings with the recent files.
    page
        The welcome page.
    project
        The open project.
    open_files
        Opens files of any kind.
    parent
        The Qt parent.
    """

    _found = Signal(object)

    def __init__(
        self,
        services: Services,
        page: WelcomePage,
        project: OpenProject,
        open_files: Callable[[list[Path]], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._settings, self._project = services.session, services.settings, project
        self._page, self._open_files = page, open_files
        self._is_early = True  # nothing has been opened yet
        self._found.connect(self._return, Qt.ConnectionType.QueuedConnection)
        page.continue_wanted.connect(lambda files: open_files(list(files)))
        services.opener.opening.connect(self._note_haste)
        for signal in (services.opener.opened, project.renamed, services.session.media_changed):
            signal.connect(self._note)
        services.session.subtitles_changed.connect(self.stop)

    def look(self, has_offer: bool) -> None:
        """Look for the last work, unless unsaved work of a crash is offered.

        This happens in a thread of its own, because a disk in the network that is gone can hang for minutes.
        """
        candidates = self._settings.last_files
        if has_offer or not self._is_early or not candidates:
            return

        def looking() -> None:
            found = next(filter(None, map(present, candidates)), None)
            with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
                self._found.emit(found)

        threading.Thread(target=looking, name="last-work", daemon=True).start()

    def stop(self) -> None:
        """Offer and open nothing any more: something else is opened."""
        self._is_early = False
        self._page.offer(())

    def _note_haste(self) -> None:
        self._is_early = False

    def _return(self, files: Sequence[Path] | None) -> None:
        if files is None or not self._is_early:
            return
        if self._settings.start == STARTS[1]:
            self._is_early = False
            self._open_files(list(files))
        self._page.offer(files)  # also if it cannot be opened

    def _note(self) -> None:
        if self._project.path is not None or self._session.media is not None:
            self._settings.last_work = "clip" if self._project.path is None else "project"
            self.stop()


def present(files: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files that are there, the first of which must be."""
    there = [path for path in files if os.path.isfile(path)]  # noqa: PTH113 - never raises
    return tuple(there) if files and files[0] in there else ()
