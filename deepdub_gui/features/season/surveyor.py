"""Looks in the background what of a season is done already."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.batch.review import Doubt, find_doubts
from deepdub_engine.batch.season import SeasonPlan
from deepdub_engine.batch.survey import Surveyed, SurveyProgress, survey_season
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner, RunningJob


class Surveyor(QObject):
    """Looks at the latest season that it is asked for.

    `found` carries what is done of its episodes, while it looks of the first ones, and their alignments to check.
    `failed` carries an error.
    """

    found = Signal(object, object)
    failed = Signal(object)

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: RunningJob | None = None

    def look(self, plan: SeasonPlan | None) -> None:
        """Look at a season; None only ends the look at another one."""
        former, self._job = self._job, None
        if former is not None:
            former.cancel()
        if plan is None:
            return
        shown = 0

        def looking() -> Job[tuple[Surveyed, ...]]:
            return survey_season(plan)

        def progressed(progress: Progress) -> None:
            nonlocal shown
            if self._job is job and isinstance(progress, SurveyProgress) and len(progress.found) > shown:
                shown = len(progress.found)
                self._tell(progress.found)

        def done(found: tuple[Surveyed, ...]) -> None:
            if self._job is job:
                self._tell(found)

        def ended() -> None:
            if self._job is job:
                self._job = None

        title = tr("Looking what is done of the season")
        self._job = job = self._jobs.start(
            title, looking, succeeded=done, failed=self.failed.emit, progressed=progressed, ended=ended
        )

    def _tell(self, found: tuple[Surveyed, ...]) -> None:
        doubts: tuple[Doubt, ...] = find_doubts([each.result for each in found])
        self.found.emit(found, doubts)
