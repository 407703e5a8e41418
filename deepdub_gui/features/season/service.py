"""The season: its episodes, what is done with them, and the job that does it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.batch.checked import mark_checked
from deepdub_engine.batch.review import Doubt
from deepdub_engine.batch.season import SeasonProgress, SeasonResult, prepare_season
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.settings import Settings
from deepdub_gui.features.season.episodes import SeasonList
from deepdub_gui.features.season.rows import FINISHED, Standing, ended_results, row_after, rows_now

_REPORT = "report.html"


class SeasonService(SeasonList):
    """The episodes of a season, and the job that prepares them; the parameters are those of `SeasonList`."""

    def __init__(self, jobs: JobRunner, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(jobs, settings, parent)
        self.progress: Progress | None = None
        self._pausing = threading.Event()
        self._is_stopping = False

    # What there is

    @property
    def is_paused(self) -> bool:
        """Whether no command begins."""
        return self.is_running and self._pausing.is_set()

    @property
    def is_stopping(self) -> bool:
        """Whether the running commands are being ended."""
        return self._is_stopping

    @property
    def may_start(self) -> bool:
        """Whether there is something to do, and a place for it."""
        return bool(self.rows and self.kinds and self.root) and not self.is_running and not self.is_pairing

    @property
    def failures(self) -> tuple[str, ...]:
        """The names of the episodes that failed."""
        return tuple(row.item.name for row in self.rows if row.standing is Standing.FAILED)

    @property
    def finished(self) -> int:
        """How many episodes are done."""
        return sum(row.standing in FINISHED for row in self.rows)

    @property
    def report(self) -> Path | None:
        """The report of the season; None if there is none yet."""
        path = self.root / _REPORT if self.root is not None else None
        return path if path is not None and path.is_file() else None

    # The work

    def start(self) -> None:
        """Prepare all episodes; what is done already is not done again."""
        self._start(tuple(row.item.name for row in self.rows))

    def retry(self) -> None:
        """Prepare the episodes that failed once more."""
        self._start(self.failures)

    def _start(self, names: Sequence[str]) -> None:
        if not (self.may_start and names):
            return
        chosen = frozenset(names)
        items = tuple(row.item for row in self.rows if row.item.name in chosen)
        for name in chosen:
            self._results.pop(name, None)
        before = tuple(self._results.values())
        plan = self._plan(items)
        self._surveyor.look(None)
        self._pausing = pausing = threading.Event()
        self.rows = [
            replace(row.fresh(), standing=Standing.WAITING, is_pair_doubtful=row.is_pair_doubtful)
            if row.item.name in chosen
            else row
            for row in self.rows
        ]
        self._is_stopping, self.progress = False, None
        self._job = self._jobs.start(
            tr("Preparing the season “{name}”", name=items[0].media.parent.name),
            lambda: prepare_season(plan, pausing, before),
            succeeded=self._take_result,
            failed=self.failed.emit,
            progressed=self._show_progress,
            ended=self._end,
        )
        self.moved.emit()
        self.changed.emit()

    def pause(self, is_on: bool) -> None:
        """Let no further command begin, or go on; those that run are not interrupted."""
        if is_on:
            self._pausing.set()
        else:
            self._pausing.clear()
        self.changed.emit()

    def cancel(self) -> None:
        """End the running commands; they remove what is unfinished, and what is done stays."""
        if self._job is not None:
            self._is_stopping = True
            self._job.cancel()
            self.changed.emit()

    def _show_progress(self, progress: Progress) -> None:
        if isinstance(progress, SeasonProgress) and progress.batch is not None:
            self.progress, self.doubts = progress, progress.doubts
            self.rows = rows_now(self.rows, progress.batch, self._unchecked())
            self.moved.emit()
            self.changed.emit()

    def _take_result(self, result: SeasonResult) -> None:
        self._results |= {each.item.name: each for each in result.episodes}
        self.doubts = result.doubts
        unchecked = self._unchecked()
        self.rows = [
            row_after(row, self._results[row.item.name], unchecked) if row.item.name in self._results else row
            for row in self.rows
        ]

    def _end(self) -> None:
        progress = self.progress
        if isinstance(progress, SeasonProgress) and progress.batch is not None:
            self._results = {**ended_results(progress.batch), **self._results}
        self._job, self._is_stopping, self.progress = None, False, None
        open_ = (Standing.WAITING, Standing.RUNNING)
        self.rows = [
            replace(row, standing=Standing.STOPPED, share=0.0) if row.standing in open_ else row for row in self.rows
        ]
        self.moved.emit()
        self.changed.emit()

    # Checking

    def set_checked(self, doubt: Doubt) -> None:
        """Record that a person has checked an alignment."""
        name = doubt.item.name

        def marking() -> Job[None]:
            yield Progress(0, 0)
            mark_checked(doubt.task)

        self.doubts = tuple(each for each in self.doubts if each.item.name != name)
        self.rows = [
            replace(row, standing=Standing.CHECKED) if row.item.name == name and row.standing is Standing.CHECK else row
            for row in self.rows
        ]
        self._jobs.start("", marking, succeeded=lambda _: None, failed=self.failed.emit)
        self.moved.emit()
        self.changed.emit()

    def next_doubt(self, after: Doubt | None) -> Doubt | None:
        """Return the alignment to check next: the least certain one, or the one behind that which is open."""
        if not self.doubts:
            return None
        if after is None:
            return self.doubts[0]
        place = (after.suggestion.confidence, after.item.name)
        later = (doubt for doubt in self.doubts if (doubt.suggestion.confidence, doubt.item.name) > place)
        return next(later, self.doubts[0])
