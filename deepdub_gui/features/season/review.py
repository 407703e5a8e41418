"""Opens the doubtful alignments of a season one after the other, with the suggestion shown and not yet taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.batch.review import Doubt, write_review
from deepdub_engine.project import confirmable
from deepdub_gui.base.i18n import tr
from deepdub_gui.features.season.service import SeasonService
from deepdub_gui.shell.services import Services
from deepdub_gui.widgets.status_bar import About, StatusBar

Save = Callable[[Callable[[], object]], object]


class SeasonReview(QObject):
    """Opens the project of a doubtful alignment, and notes when a person has decided.

    Taking the suggestion saves the subtitles, and counts as checked; so does saving them with any other times. `opened`
    is emitted when a project is opened, with its alignment.

    Parameters
    ----------
    services, season
        The document and its services, and the season.
    status
        Says what is left to check.
    open_files, save
        Opens a project; saves the subtitles and the project, and calls its argument.
    """

    opened = Signal(object)

    def __init__(
        self,
        services: Services,
        season: SeasonService,
        status: StatusBar,
        open_files: Callable[[list[Path]], object],
        save: Save,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._season, self._status = services, season, status
        self._open_files, self._save = open_files, save
        self.current: Doubt | None = None
        self._wanted: Doubt | None = None
        services.opener.opened.connect(self._show)
        services.suggestions.taken.connect(self._take)
        services.saver.saved.connect(self._note_saved)

    def next(self) -> None:
        """Open the next alignment to check."""
        doubt = self._season.next_doubt(self.current)
        if doubt is not None:
            self.open(doubt)

    def open(self, doubt: Doubt) -> None:
        """Open the project of an alignment."""

        def writing() -> Job[Path]:
            yield Progress(0, 0, tr("Opening"))
            return write_review(doubt)

        def done(project: Path) -> None:
            settings = self._services.settings
            files = (doubt.item.media, doubt.task.output)
            settings.confirm(project, settings.confirmed(project) | confirmable(files))
            self._wanted = doubt
            self._open_files([project])
            self.opened.emit(doubt)

        self._services.jobs.start(
            tr("Opening “{name}”", name=doubt.item.name), writing, succeeded=done, failed=self._season.failed.emit
        )

    def _show(self, media: Path, subtitles: Path | None) -> None:
        """Show the suggestion as soon as clip and subtitles are open."""
        files, wanted = (media, subtitles), self._wanted
        if wanted is not None and files == (wanted.item.media, wanted.task.output):
            self.current, self._wanted = wanted, None
            self._services.suggestions.propose(wanted.suggestion)
        elif self.current is not None and files != (self.current.item.media, self.current.task.output):
            self.current = None  # the person has opened something else

    def _take(self, suggestion: object) -> None:
        doubt = self.current
        if doubt is not None and suggestion is doubt.suggestion:
            self._save(self._tell_rest)

    def _note_saved(self, path: Path) -> None:
        doubt = self.current
        if doubt is not None and path == doubt.task.output:
            self._season.set_checked(doubt)

    def _tell_rest(self) -> None:
        """Say how many alignments are left, and offer the next one."""
        left = len(self._season.doubts)
        if left:
            text = tr("Checked and saved; {count:episode is|episodes are} left to check.", count=left)
            self._status.show_message(text, tr("Next to check"), self.next, about=About.FILES)
        else:
            text = tr("Checked and saved; this was the last one. Start the season again to use the new times.")
            self._status.show_message(text, about=About.FILES)
