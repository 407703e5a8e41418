"""Saves the subtitles and the project, and prompts before unsaved changes are lost."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from PySide6.QtWidgets import QWidget

from deepdub_engine.base.errors import DeepdubError, FrameRateUnknown, SubtitleFormatDiffers
from deepdub_engine.base.resources import resource
from deepdub_engine.base.timing import parse_frame_rate
from deepdub_engine.subtitles import check_name
from deepdub_gui.base.file_stamps import stamp_of
from deepdub_gui.base.i18n import tr
from deepdub_gui.dialogs.dialogs import Dialogs, SaveAnswer
from deepdub_gui.document.saving import SubtitleSaver
from deepdub_gui.document.session import Session
from deepdub_gui.features.project.service import ProjectService

GoOn = Callable[[], object]


class SaveController:
    """Saves the subtitles of a session, and prompts where needed.

    Parameters
    ----------
    session, saver, dialogs
        The document, what writes its subtitles, and the dialogs.
    projects
        Saves the open project, if there is one.
    window
        The parent of the dialogs.
    """

    def __init__(
        self, session: Session, saver: SubtitleSaver, dialogs: Dialogs, projects: ProjectService, window: QWidget
    ) -> None:
        self._projects = projects
        self.is_left = False  # whether another window takes the changes over
        self._session = session
        self._saver = saver
        self._dialogs = dialogs
        self._window = window
        self._copying: tuple[Path, GoOn | None] | None = None
        saver.conversion_failed.connect(self._ask_frame_rate)

    def save(self, then: GoOn | None = None) -> None:
        """Save to the current file, then call `then`.

        Ask for a file if the subtitles have none yet, or belong to the sample, which is never overwritten. Save an open
        project too, because it stores the checksum of the subtitle file.
        """
        file = self._session.subtitles
        if file is None:
            return
        has_file = not self._is_of_the_sample(file.path) and stamp_of(file.path) is not None
        if has_file and self._projects.consent.may_save(file.path, self._projects.path):
            self._saver.save(file.path, then=self._with_project(then))
        else:
            self.save_as(then)

    def save_as(self, then: GoOn | None = None) -> None:
        """Ask for a file and save to it, then call `then`."""
        file = self._session.subtitles
        if file is None:
            return
        name = file.path.name
        if stamp_of(file.path) is not None:
            name = f"{file.path.stem.removesuffix('_shifted')}_shifted{file.path.suffix}"
        suggestion = Path(name) if self._is_of_the_sample(file.path) else file.path.with_name(name)
        path = self._dialogs.choose_target(self._window, suggestion)
        if path is None:
            return
        self._projects.consent.release(path)
        try:
            check_name(file.format, path, file.path)
        except SubtitleFormatDiffers:
            self._save_copy(path, then)
        else:
            self._saver.save(path, then=self._with_project(then))

    def _save_copy(self, path: Path, then: GoOn | None, fps: Fraction | None = None) -> None:
        """Save a copy in another format, after a question if the format cannot keep everything."""
        self._copying = (path, then)
        self._saver.save_copy(
            path, lambda lost: self._dialogs.ask_converting(self._window, path.name, tr(lost)), then=then, fps=fps
        )

    def _ask_frame_rate(self, error: Exception) -> None:
        """Ask for the frame rate that a copy needs; pass any other error on."""
        copying, self._copying = self._copying, None
        if copying is None or not isinstance(error, FrameRateUnknown):
            self._saver.failed.emit(error)
            return
        answer = self._dialogs.choose_frame_rate(self._window, copying[0].name)
        if answer is None:
            return
        try:
            self._save_copy(*copying, parse_frame_rate(answer))
        except DeepdubError as wrong:
            self._saver.failed.emit(wrong)

    def _with_project(self, then: GoOn | None) -> GoOn | None:
        return then if self._projects.path is None else lambda: self._projects.save(then)

    def _is_of_the_sample(self, path: Path) -> bool:
        return path.is_relative_to(resource("sample"))

    def may_discard(self, work: str) -> bool:
        """Ask whether to delete unsaved work permanently."""
        return self._dialogs.ask_discarding(self._window, work)

    def confirm_unsaved(self, later: GoOn) -> bool:
        """Ask about unsaved changes; return whether to continue now. If the user saves, call `later` afterwards."""
        subtitles, project = self._session.subtitles, self._projects.path
        if self.is_left or subtitles is None or not self._session.modified:
            return True
        answer = self._dialogs.ask_saving(self._window, project.name if project else subtitles.path.name)
        if answer is SaveAnswer.SAVE and project is not None:
            self._projects.save(later)
        elif answer is SaveAnswer.SAVE:
            self.save(later)
        return answer is SaveAnswer.DISCARD
