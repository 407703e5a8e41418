"""Which files a project may read and save over: what the person has opened here or confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from deepdub_engine.project import Reach, confirmable
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.features.project.loading import LoadedProject


class Consent:
    """Asks once for the files that a project names outside its folder, and before its subtitles are saved over.

    Parameters
    ----------
    settings
        Keeps the answers.
    dialogs, window
        Ask, and the parent of the questions.
    """

    def __init__(self, settings: Settings, dialogs: Dialogs, window: QWidget) -> None:
        self._settings, self._dialogs, self._window = settings, dialogs, window
        self._held: Path | None = None
        self._holds_subtitles = False

    def reach(self, project: Path | None) -> Reach:
        """Return the files within reach of a project; None for work without a project file."""
        return Reach(project and project.parent, self._settings.confirmed(project) if project else frozenset())

    def ask(self, project: Path, ready: LoadedProject) -> bool:
        """Ask for the files that a project has named; return whether it may use them."""
        may = self._dialogs.ask_reach(self._window, project.name, ready.unconfirmed)
        if may:
            self.confirm(project, ready.unconfirmed)
        return may

    def confirm(self, project: Path, files: Iterable[Path]) -> None:
        """Remember files that the person has opened or confirmed for a project, except a file that is held back."""
        known = confirmable(file for file in files if file != self._held)
        self._settings.confirm(project, self._settings.confirmed(project) | known)

    def hold(self, ready: LoadedProject) -> None:
        """Hold back the subtitle file of a loaded project if it must not be saved over without asking."""
        is_ours = ready.subtitles is None or (ready.is_file_confirmed and ready.holds_subtitles)
        self._held = None if is_ours or ready.subtitles is None else ready.subtitles.path
        self._holds_subtitles = ready.holds_subtitles

    def release(self, subtitles: Path | None = None) -> None:
        """Note that the person has opened other subtitles, or has chosen this file to save to."""
        if subtitles is None or self._held == subtitles:
            self._held = None

    def may_save(self, subtitles: Path, project: Path | None) -> bool:
        """Return whether the subtitles may be saved to their file, asking once if only a project has named it."""
        if self._held != subtitles:
            return True
        name = (project or subtitles).name
        if not self._holds_subtitles or not self._dialogs.ask_reach(self._window, name, [subtitles]):
            return False
        self._held = None
        if project is not None:
            self.confirm(project, [subtitles])
        return True
