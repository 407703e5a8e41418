"""The season: its episodes, what is done with them, and the job that does it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.batch.batch import EpisodeResult
from deepdub_engine.batch.checked import mark_checked
from deepdub_engine.batch.gathering import gather
from deepdub_engine.batch.items import CHOSEN_STEPS, Item, StepKind
from deepdub_engine.batch.needs import BatchNeeds, measure
from deepdub_engine.batch.pairing import Pairing
from deepdub_engine.batch.pools import default_workers
from deepdub_engine.batch.review import Doubt
from deepdub_engine.batch.season import SeasonPlan, SeasonProgress, SeasonResult, prepare_season
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.base.settings import Settings
from deepdub_gui.features.season.rows import FINISHED, SeasonRow, Standing, ended_results, row_after, rows_now

_FOLDER = "Deepdub"  # of the results, in the folder of the clips
_REPORT = "report.html"


class SeasonService(QObject):
    """The episodes of a season, and the job that prepares them.

    `listed` is emitted when episodes were added, removed or changed, `moved` when they stand otherwise than before,
    `changed` when anything else may have changed. `failed` carries an error.

    Parameters
    ----------
    jobs
        Runs the work.
    settings
        The chosen separation model.
    """

    listed = Signal()
    moved = Signal()
    changed = Signal()
    failed = Signal(object)

    def __init__(self, jobs: JobRunner, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._settings = jobs, settings
        self.rows: list[SeasonRow] = []
        self.unpaired: tuple[Path, ...] = ()
        self.kinds: tuple[StepKind, ...] = CHOSEN_STEPS
        self.workers = default_workers()
        self.root: Path | None = None
        self.language = ""
        self.needs: BatchNeeds | None = None
        self.progress: Progress | None = None
        self.doubts: tuple[Doubt, ...] = ()
        self._results: dict[str, EpisodeResult] = {}
        self._job: RunningJob | None = None
        self._pairing: RunningJob | None = None
        self._pausing = threading.Event()
        self._is_stopping = False
        self._measuring: RunningJob | None = None

    # What there is

    @property
    def is_running(self) -> bool:
        """Whether the season is being prepared."""
        return self._job is not None

    @property
    def is_pairing(self) -> bool:
        """Whether files are being paired."""
        return self._pairing is not None

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

    # The list

    def add(self, paths: Sequence[Path]) -> None:
        """Pair clips and subtitles among folders, lists and files in the background, and add them to the list."""
        if self.is_running or self.is_pairing:
            return
        known, language = tuple(row.item for row in self.rows), self.language

        def pairing() -> Job[Pairing]:
            yield Progress(0, 0, tr("Reading"))
            return gather(paths, language, known)

        self._pair(pairing, paths[0])

    def set_language(self, language: str) -> None:
        """Prefer subtitles with a language in their name, and pair the clips that are listed again."""
        if language == self.language or self.is_running or self.is_pairing:
            return
        self.language = language
        if self.rows:
            files = [row.item.media for row in self.rows]
            files += [row.item.subtitles for row in self.rows if row.item.subtitles is not None]
            folders = dict.fromkeys(path.parent for path in files)

            def pairing() -> Job[Pairing]:
                yield Progress(0, 0, tr("Reading"))
                return gather(tuple(folders), language)

            self._pair(pairing, None)

    def _pair(self, make: Callable[[], Job[Pairing]], first: Path | None) -> None:
        def done(found: Pairing) -> None:
            if first is None:
                self._pair_again(found)
            else:
                self._take(found, first)

        def ended() -> None:
            self._pairing = None
            self.changed.emit()

        self._pairing = self._jobs.start(
            tr("Pairing clips and subtitles"), make, succeeded=done, failed=self.failed.emit, ended=ended
        )
        self.changed.emit()

    def _take(self, found: Pairing, first: Path) -> None:
        doubtful = frozenset(found.doubtful)
        self.rows += [SeasonRow(item, item.media in doubtful) for item in found.items]
        self.unpaired = tuple(dict.fromkeys((*self.unpaired, *found.unpaired)))
        if self.root is None and self.rows:
            self.root = (first if first.is_dir() else first.parent) / _FOLDER
        self._list()

    def _pair_again(self, found: Pairing) -> None:
        pairs = {item.media: item.subtitles for item in found.items}
        doubtful = frozenset(found.doubtful)
        for number, row in enumerate(self.rows):
            subtitles = pairs.get(row.item.media, row.item.subtitles)
            is_same = subtitles == row.item.subtitles
            fresh = row if is_same else self._fresh(row, replace(row.item, subtitles=subtitles))
            self.rows[number] = replace(fresh, is_pair_doubtful=row.item.media in doubtful)
        self.unpaired = found.unpaired
        self._list()

    def set_subtitles(self, number: int, subtitles: Path | None) -> None:
        """Change the subtitles of an episode; None takes those inside its clip."""
        row = self.rows[number]
        if self.is_running or (subtitles == row.item.subtitles and not row.is_pair_doubtful):
            return
        self.rows[number] = self._fresh(row, replace(row.item, subtitles=subtitles))
        former = row.item.subtitles
        taken = {each.item.subtitles for each in self.rows}
        left = (*self.unpaired, *((former,) if former is not None else ()))
        self.unpaired = tuple(path for path in dict.fromkeys(left) if path not in taken)
        self._list()

    def remove(self, numbers: Iterable[int]) -> None:
        """Remove episodes from the list; no file is touched."""
        if self.is_running:
            return
        gone = frozenset(numbers)
        names = {self.rows[number].item.name for number in gone}
        freed = [self.rows[number].item.subtitles for number in sorted(gone)]
        self.rows = [row for number, row in enumerate(self.rows) if number not in gone]
        self._forget(names)
        if self.rows:
            self.unpaired = tuple(dict.fromkeys((*self.unpaired, *(path for path in freed if path is not None))))
        else:
            self.unpaired, self.root = (), None
        self._list()

    def _fresh(self, row: SeasonRow, item: Item) -> SeasonRow:
        self._forget({row.item.name})
        return row.fresh(item)

    def _forget(self, names: set[str]) -> None:
        for name in names:
            self._results.pop(name, None)
        self.doubts = tuple(doubt for doubt in self.doubts if doubt.item.name not in names)

    def set_kinds(self, kinds: Sequence[StepKind]) -> None:
        """Choose the commands."""
        self.kinds = tuple(kinds)
        self.changed.emit()

    def set_root(self, root: Path) -> None:
        """Choose the folder of the results."""
        if not self.is_running:
            self.root = root
            self._forget({row.item.name for row in self.rows})
            self.rows = [row.fresh(row.item) for row in self.rows]
            self._list()

    def _list(self) -> None:
        self._measure()
        self.listed.emit()
        self.changed.emit()

    def _measure(self) -> None:
        """Find out in the background what the season needs."""
        if self._measuring is not None:
            self._measuring.cancel()
        self.needs, self._measuring = None, None
        items, root = tuple(row.item for row in self.rows), self.root
        if not items or root is None:
            return

        def done(needs: BatchNeeds) -> None:
            if self._measuring is job:
                self.needs, self._measuring = needs, None
                self.changed.emit()

        job = self._jobs.start("", lambda: measure(items, root), succeeded=done, failed=self.failed.emit)
        self._measuring = job

    # The work

    def start(self) -> None:
        """Prepare all episodes; what is done already is not done again."""
        self._start(tuple(row.item.name for row in self.rows))

    def retry(self) -> None:
        """Prepare the episodes that failed once more."""
        self._start(self.failures)

    def _start(self, names: Sequence[str]) -> None:
        root = self.root
        if not (self.may_start and names) or root is None:
            return
        chosen = frozenset(names)
        items = tuple(row.item for row in self.rows if row.item.name in chosen)
        for name in chosen:
            self._results.pop(name, None)
        before = tuple(self._results.values())
        model = self._settings.model
        plan = SeasonPlan(items, self.kinds, root, self.workers, {"model": model} if model else {})
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

    def _unchecked(self) -> frozenset[str]:
        return frozenset(doubt.item.name for doubt in self.doubts)

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
