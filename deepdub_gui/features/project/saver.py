"""Saving the subtitles and the project, and never losing a change that was not saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from deepdub_engine.base.resources import resource
from deepdub_gui.base.file_stamps import stamp_of
from deepdub_gui.dialogs.dialogs import Dialogs, Saving
from deepdub_gui.document.session import Session
from deepdub_gui.document.workbench import Workbench
from deepdub_gui.features.project.service import ProjectDesk

GoOn = Callable[[], object]


class Saver:
    """Saves the subtitles of a session, asking where and whether where that is not clear.

    Parameters
    ----------
    session, workbench, dialogs
        What is saved, what does it, and how questions are asked.
    projects
        Saves the project, if there is one.
    window
        Over which they are asked.
    """

    def __init__(
        self, session: Session, workbench: Workbench, dialogs: Dialogs, projects: ProjectDesk, window: QWidget
    ) -> None:
        self._projects = projects
        self._session = session
        self._workbench = workbench
        self._dialogs = dialogs
        self._window = window

    def save(self, then: GoOn | None = None) -> None:
        """Save under the name opened or chosen last, then go on; the sample stays as it is for the next person.

        Subtitles that are in no file yet, as those from a clip, need a name first. An open project is saved along,
        because it knows the subtitle file on the disk.
        """
        file = self._session.subtitles
        if file is None:
            return
        if self._is_of_the_sample(file.path) or stamp_of(file.path) is None:
            self.save_as(then)
        else:
            self._workbench.save_subtitles(file.path, then=self._with_project(then))

    def save_as(self, then: GoOn | None = None) -> None:
        """Ask for a name and save under it, then go on."""
        file = self._session.subtitles
        if file is None:
            return
        name = file.path.name
        if stamp_of(file.path) is not None:
            name = f"{file.path.stem.removesuffix('_shifted')}_shifted{file.path.suffix}"
        suggestion = Path(name) if self._is_of_the_sample(file.path) else file.path.with_name(name)
        path = self._dialogs.choose_target(self._window, suggestion)
        if path is not None:
            self._workbench.save_subtitles(path, then=self._with_project(then))

    def _with_project(self, then: GoOn | None) -> GoOn | None:
        return then if self._projects.path is None else lambda: self._projects.save(then)

    def _is_of_the_sample(self, path: Path) -> bool:
        return path.is_relative_to(resource("sample"))

    def unless_unsaved(self, paths: Sequence[Path], go_on: GoOn) -> None:
        """Open files: at once, or after the question about changes to the subtitles that they replace."""
        if not self._workbench.brings_subtitles(paths) or self.may_go_on(go_on):
            go_on()

    def may_discard(self, work: str) -> bool:
        """Ask whether work that was never saved may be forgotten."""
        return self._dialogs.ask_discarding(self._window, work)

    def may_go_on(self, later: GoOn) -> bool:
        """Ask about changes that were not saved; tell whether to go on now. Saving goes on by itself, `later`."""
        subtitles, project = self._session.subtitles, self._projects.path
        if subtitles is None or not self._session.modified:
            return True
        answer = self._dialogs.ask_saving(self._window, project.name if project else subtitles.path.name)
        if answer is Saving.SAVE and project is not None:
            self._projects.save(later)
        elif answer is Saving.SAVE:
            self.save(later)
        return answer is Saving.DISCARD
