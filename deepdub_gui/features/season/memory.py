"""Keeps the season between two starts of the program, and the seasons before it."""

from __future__ import annotations

import os.path
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.errors import DeepdubError, FileUnreadable, SeasonMissing, SeasonsDamaged
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.batch.gathering import gather
from deepdub_engine.batch.items import Item
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.latest_only_worker import LatestOnlyWorker
from deepdub_gui.features.season.saved import SavedSeason, read_seasons, with_season, write_seasons
from deepdub_gui.features.season.service import SeasonService

_NAME = "seasons.json"


class SeasonMemory(QObject):
    """The recent seasons, in a file beside the settings.

    Every change of the list or of a choice is stored. `failed` carries an error, and `grown` the number of clips that
    have come into the folders of a season since it was listed.

    Parameters
    ----------
    service, jobs
        The season, and the job runner.
    folder
        That of the settings.
    """

    failed = Signal(object)
    grown = Signal(int)

    def __init__(self, service: SeasonService, jobs: JobRunner, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._service, self._jobs, self._path = service, jobs, folder / _NAME
        self._key = _new_key()
        self._unwritten: dict[str, SavedSeason | None] = {}
        self._writer = LatestOnlyWorker(jobs, "", self._write, self)
        self._writer.answered.connect(lambda written, _: self._note_written(written))
        self._writer.failed.connect(self.failed)
        service.edited.connect(self._store)

    @property
    def recent(self) -> tuple[SavedSeason, ...]:
        """The recent seasons, the newest first; a list that cannot be read is set aside."""
        try:
            return _merged(read_seasons(self._path), self._unwritten)
        except FileUnreadable as error:
            self.failed.emit(self._set_aside(error))
            return ()

    def _set_aside(self, error: FileUnreadable) -> DeepdubError:
        aside = self._path.with_suffix(".damaged.json")
        try:
            self._path.replace(aside)
        except OSError:
            return error
        return SeasonsDamaged(self._path, aside)

    def restore_last(self) -> None:
        """Show the last season, if there is one."""
        recent = self.recent
        if recent:
            self.restore(recent[0])

    def restore(self, season: SavedSeason) -> None:
        """Show a recent season as it was left; nothing happens while another is being prepared."""
        if self._service.is_running or self._service.is_pairing:
            return

        def looking() -> Job[int]:
            yield Progress(0, 0, tr("Reading"))
            if not any(os.path.isfile(each.media) for each in season.episodes):  # noqa: PTH113 - never raises
                raise SeasonMissing(season.folder)
            return len(_new_items(season))

        def done(count: int) -> None:
            self._key = season.key
            self._service.restore(season)
            if count:
                self.grown.emit(count)

        self._service.run_pairing(looking, done)

    def begin_anew(self) -> None:
        """Empty the list for another season; the former one stays among the recent ones."""
        if not self._service.is_running:
            self._key = _new_key()
            self._service.clear()

    def flush(self) -> None:
        """Write what has not been written yet, because the program ends."""
        if self._unwritten:
            try:
                self._write(self._unwritten)
            except DeepdubError as error:
                self.failed.emit(error)

    def _store(self) -> None:
        self._unwritten = {**self._unwritten, self._key: self._service.saved(self._key)}
        self._writer.ask(self._unwritten)

    def _write(self, changes: Mapping[str, SavedSeason | None]) -> None:
        try:
            former = read_seasons(self._path)
        except FileUnreadable:  # the person was told when it was read for the first time
            former = ()
        seasons = _merged(former, changes)
        if seasons or former:
            write_seasons(seasons, self._path)

    def _note_written(self, written: Mapping[str, SavedSeason | None]) -> None:
        if written is self._unwritten:
            self._unwritten = {}


def _merged(seasons: Sequence[SavedSeason], changes: Mapping[str, SavedSeason | None]) -> tuple[SavedSeason, ...]:
    found = tuple(each for each in seasons if each.key not in changes)
    for season in changes.values():
        found = found if season is None else with_season(found, season)
    return found


def _new_items(season: SavedSeason) -> tuple[Item, ...]:
    """Return the clips that have come into the folders of a season."""
    known = [each.item for each in season.episodes]
    known += [Item(path.name, path) for path in season.left_out]
    found: list[Item] = []
    for folder in season.sources:
        try:
            found += gather([folder], season.language, (*known, *found)).items
        except (DeepdubError, OSError):  # it is empty or gone; the missing clips have their own sentences
            continue
    return tuple(found)


def _new_key() -> str:
    return uuid.uuid4().hex
