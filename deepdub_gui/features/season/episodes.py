"""The episodes of a season: the list, the choices, and what of it is done already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.batch.batch import EpisodeResult
from deepdub_engine.batch.gathering import gather
from deepdub_engine.batch.items import CHOSEN_STEPS, Item, StepKind
from deepdub_engine.batch.needs import BatchNeeds, measure
from deepdub_engine.batch.pairing import Pairing
from deepdub_engine.batch.pools import default_workers
from deepdub_engine.batch.review import Doubt
from deepdub_engine.batch.season import SeasonPlan
from deepdub_engine.batch.survey import Surveyed
from deepdub_gui.base.i18n import language_of, tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.base.settings import Settings
from deepdub_gui.features.season.rows import SeasonRow, row_surveyed
from deepdub_gui.features.season.saved import SavedEpisode, SavedSeason
from deepdub_gui.features.season.surveyor import Surveyor

T = TypeVar("T")
_FOLDER = "Deepdub"  # of the results, in the folder of the clips


class SeasonList(QObject):
    """The episodes of a season, and what is chosen for them.

    `listed` is emitted when episodes were added, removed or changed, `moved` when they stand otherwise than before,
    `changed` when anything else may have changed, `edited` when there is something to keep, and `restored` when the
    choices are those of another season. `failed` carries an error.

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
    edited = Signal()
    restored = Signal()
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
        self.sources: tuple[Path, ...] = ()
        self.left_out: tuple[Path, ...] = ()
        self.needs: BatchNeeds | None = None
        self.doubts: tuple[Doubt, ...] = ()
        self._results: dict[str, EpisodeResult] = {}
        self._job: RunningJob | None = None
        self._pairing: RunningJob | None = None
        self._measuring: RunningJob | None = None
        self._surveyor = Surveyor(jobs, self)
        self._surveyor.found.connect(self._take_survey)
        self._surveyor.failed.connect(self.failed)

    @property
    def is_running(self) -> bool:
        """Whether the season is being prepared."""
        return self._job is not None

    @property
    def is_pairing(self) -> bool:
        """Whether files are being paired."""
        return self._pairing is not None

    def add(self, paths: Sequence[Path]) -> None:
        """Pair clips and subtitles among folders, lists and files in the background, and add them to the list."""
        if self.is_running or self.is_pairing:
            return
        known, language = tuple(row.item for row in self.rows), self.language

        def pairing() -> Job[Pairing]:
            yield Progress(0, 0, tr("Reading"))
            return gather(paths, language, known)

        self.run_pairing(pairing, lambda found: self._take(found, paths))

    def add_new(self) -> None:
        """Add the clips that have come into the folders since, but not those that were removed from the list."""
        known = (*(row.item for row in self.rows), *(Item(path.name, path) for path in self.left_out))
        sources, language = [folder for folder in self.sources if folder.is_dir()], self.language

        def pairing() -> Job[Pairing]:
            yield Progress(0, 0, tr("Reading"))
            return gather(sources, language, known)

        if sources and not (self.is_running or self.is_pairing):
            self.run_pairing(pairing, lambda found: self._take(found, sources))

    def restore(self, season: SavedSeason) -> None:
        """Show a season as it was kept, in place of this one."""
        self._forget({row.item.name for row in self.rows})
        self.rows, self.unpaired, self.root = season.rows, season.unpaired, season.root
        self.kinds, self.language, self.workers = season.kinds, season.language, season.workers
        self.sources, self.left_out = season.sources, season.left_out
        self.restored.emit()
        self._list()

    def clear(self) -> None:
        """Empty the list; no file is touched, and the choices stay."""
        if self._pairing is not None:
            self._pairing.cancel()
        self._forget({row.item.name for row in self.rows})
        self.rows = []
        self._list()

    def saved(self, key: str) -> SavedSeason | None:
        """Return the season as it is kept; None if the list is empty."""
        if not self.rows or self.root is None:
            return None
        episodes = tuple(map(SavedEpisode.of, self.rows))
        folders = self.unpaired, self.sources, self.left_out
        return SavedSeason(key, episodes, self.root, *folders, self.kinds, self.language, self.workers)

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

            self.run_pairing(pairing, self._pair_again)
        self.edited.emit()

    def run_pairing(self, make: Callable[[], Job[T]], done: Callable[[T], None]) -> None:
        """Run a job that changes the list; nothing else changes it meanwhile."""

        def ended() -> None:
            if self._pairing is job:
                self._pairing = None
            self.changed.emit()

        job = self._jobs.start(
            tr("Pairing clips and subtitles"), make, succeeded=done, failed=self.failed.emit, ended=ended
        )
        self._pairing = job
        self.changed.emit()

    def _take(self, found: Pairing, paths: Sequence[Path]) -> None:
        doubtful = frozenset(found.doubtful)
        self.rows += [SeasonRow(item, item.media in doubtful) for item in found.items]
        taken = {row.item.subtitles for row in self.rows}
        left = dict.fromkeys((*self.unpaired, *found.unpaired))
        self.unpaired = tuple(path for path in left if path not in taken)
        if self.root is None and self.rows:
            self.root = (paths[0] if paths[0].is_dir() else paths[0].parent) / _FOLDER
        added = {item.media for item in found.items}
        self.left_out = tuple(path for path in self.left_out if path not in added)
        self.sources = tuple(dict.fromkeys((*self.sources, *(path for path in paths if path.is_dir()))))
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
        self.left_out = (*self.left_out, *(self.rows[number].item.media for number in sorted(gone)))
        self.rows = [row for number, row in enumerate(self.rows) if number not in gone]
        self._forget(names)
        if self.rows:
            self.unpaired = tuple(dict.fromkeys((*self.unpaired, *(path for path in freed if path is not None))))
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
        self._measure()
        self._survey()
        self.edited.emit()
        self.changed.emit()

    def set_workers(self, workers: int) -> None:
        """Choose how many commands run at a time."""
        self.workers = workers
        self._measure()
        self.edited.emit()
        self.changed.emit()

    def set_root(self, root: Path) -> None:
        """Choose the folder of the results."""
        if not self.is_running:
            self.root = root
            self._forget({row.item.name for row in self.rows})
            self.rows = [row.fresh(row.item) for row in self.rows]
            self._list()

    def _list(self) -> None:
        if not self.rows:
            self.unpaired, self.root, self.sources, self.left_out = (), None, (), ()
        self._measure()
        self._survey()
        self.edited.emit()
        self.listed.emit()
        self.changed.emit()

    def _survey(self) -> None:
        """Find out in the background what is done already."""
        self._surveyor.look(self._plan(tuple(row.item for row in self.rows)) if self.rows and self.kinds else None)

    def _take_survey(self, found: Sequence[Surveyed], doubts: Sequence[Doubt]) -> None:
        surveyed = {each.result.item.name: each for each in found}
        self.doubts = tuple(doubt for doubt in self.doubts if doubt.item.name not in surveyed) + tuple(doubts)
        self._results |= {name: each.result for name, each in surveyed.items() if each.is_done}
        unchecked = self._unchecked()
        self.rows = [
            row_surveyed(row, surveyed[row.item.name], unchecked) if row.item.name in surveyed else row
            for row in self.rows
        ]
        self.moved.emit()
        self.changed.emit()

    def _plan(self, items: tuple[Item, ...]) -> SeasonPlan:
        model = self._settings.model
        options, language = {"model": model} if model else {}, language_of(self._settings.language)
        return SeasonPlan(items, self.kinds, self.root or Path(), self.workers, options, language)

    def _measure(self) -> None:
        """Find out in the background what the season needs."""
        if self._measuring is not None:
            self._measuring.cancel()
        self.needs, self._measuring = None, None
        plan = self._plan(tuple(row.item for row in self.rows))
        if not plan.items or self.root is None:
            return

        def done(needs: BatchNeeds) -> None:
            if self._measuring is job:
                self.needs, self._measuring = needs, None
                self.changed.emit()

        def measuring() -> Job[BatchNeeds]:
            return measure(plan.items, plan.root, plan.kinds, plan.options, plan.workers)

        job = self._jobs.start("", measuring, succeeded=done, failed=self.failed.emit)
        self._measuring = job

    def _unchecked(self) -> frozenset[str]:
        return frozenset(doubt.item.name for doubt in self.doubts)
