"""Run the commands for all episodes, several at a time; failures do not stop the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError, OutputBusy, from_os_error
from deepdub_engine.base.locks import FileLock
from deepdub_engine.base.messages import MessageOrText, mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.pools import Pool
from deepdub_engine.batch.running import Outcome
from deepdub_engine.batch.splitting import SplitRule, pieces_for
from deepdub_engine.batch.tasks import PIECES, Task, piece_tasks, tasks_for

_WHAT = mark("Working on the episodes")
_POLL_S = 0.1
_LOCK = ".batch.lock"


@dataclass(frozen=True, slots=True)
class EpisodeResult:
    """What became of an episode.

    Parameters
    ----------
    item
        The episode.
    outcomes
        Of its commands, in order, and of its pieces; those behind a command that failed are missing.
    error
        Why it failed, in one sentence; empty if it did not.
    reason
        The error as a message that can be translated, or its text.
    """

    item: Item
    outcomes: tuple[Outcome, ...]
    error: str = ""
    reason: MessageOrText = ""


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode with its commands, or the reason why there are none.

    Parameters
    ----------
    item
        The episode.
    tasks
        Its commands, in order.
    error, reason
        Why there are none, as in `EpisodeResult`; empty if there are some.
    pieces
        Tasks that separate parts of its clip beforehand, in any order, also beside its first commands.
    """

    item: Item
    tasks: tuple[Task, ...] = ()
    error: str = ""
    reason: MessageOrText = ""
    pieces: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchProgress(Progress):
    """The progress of a batch, with that of its episodes.

    Parameters
    ----------
    episodes
        All episodes with their tasks.
    shares
        How much of each task that has begun is done, 0 to 1.
    outcomes
        What has become of the finished tasks.
    """

    episodes: tuple[Episode, ...] = ()
    shares: Mapping[Task, float] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()


def plan_batch(
    items: Sequence[Item],
    kinds: Sequence[StepKind],
    root: Path,
    options: Mapping[str, str],
    *,
    workers: int = 1,
    rule: SplitRule | None = None,
) -> tuple[Episode, ...]:
    """Return the commands for every episode; an episode that cannot be done has the reason instead.

    Parameters
    ----------
    items, kinds, root, options
        As for `tasks_for`, but all episodes.
    workers
        How many there are; if they are more than the episodes, long clips are separated in pieces.
    rule
        When that pays.
    """
    planned: list[Episode] = []
    for item in items:
        try:
            planned.append(Episode(item, tasks_for(item, kinds, root, options)))
        except DeepdubError as error:
            planned.append(Episode(item, error=str(error), reason=error.to_message()))
    good = [episode.item for episode in planned if episode.tasks]
    counts = pieces_for(good, kinds, options, workers, rule or SplitRule())
    return tuple(
        replace(episode, pieces=piece_tasks(episode.item, episode.tasks, counts.get(episode.item.name, 0), options))
        for episode in planned
    )


def run_batch(
    episodes: Sequence[Episode], root: Path, make_pool: Callable[[Callable[[Task, float], None]], Pool]
) -> Job[tuple[EpisodeResult, ...]]:
    """Run all commands; each begins when the one before it has succeeded.

    Parameters
    ----------
    episodes
        What `plan_batch` returned.
    root
        The folder of the batch; created if missing.
    make_pool
        Makes the pool, given a function that takes the progress of each task.

    Yields
    ------
    BatchProgress
        Tasks that are done, in thousandths of a task.

    Raises
    ------
    OutputBusy
        If another batch is writing to the folder.
    OutputNotWritable, DiskFull
        If the folder cannot be made or written to.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock.take(root / _LOCK)
    except OSError as error:
        raise from_os_error(error, root, writing=True) from error
    if lock is None:
        raise OutputBusy(root)
    shares: dict[Task, float] = {}
    try:
        pool = make_pool(shares.__setitem__)
        try:
            return (yield from _drain(episodes, pool, shares))
        finally:
            pool.close()
    finally:
        lock.release()


def _drain(episodes: Sequence[Episode], pool: Pool, shares: dict[Task, float]) -> Job[tuple[EpisodeResult, ...]]:
    runs = {episode.item.name: _EpisodeRun(episode) for episode in episodes}
    commands = [task for run in runs.values() for task in run.begin_command()]
    pieces = [task for episode in episodes for task in episode.pieces]
    running = {pool.submit(task) for task in (*commands, *pieces)}  # other commands wait for those: they come first
    while running:
        finished, running = wait(running, timeout=_POLL_S, return_when=FIRST_COMPLETED)
        for future in finished:
            outcome = future.result()
            shares[outcome.task] = 1.0
            running |= {pool.submit(task) for task in runs[outcome.task.item].add_outcome(outcome)}
        total = sum(run.total for run in runs.values())
        spent = dict(shares)
        outcomes = tuple(outcome for run in runs.values() for outcome in run.outcomes)
        yield BatchProgress(round(1000 * sum(spent.values())), 1000 * total, _WHAT, tuple(episodes), spent, outcomes)
    return tuple(run.result() for run in runs.values())


class _EpisodeRun:
    """What is done of an episode, and what can begin."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode
        self._waiting, self._open_pieces = list(episode.tasks), len(episode.pieces)
        self._is_busy = False
        self.outcomes: list[Outcome] = []
        self.total = len(episode.tasks) + len(episode.pieces)

    def begin_command(self) -> list[Task]:
        """Return the next command if it can begin, and count it as running."""
        if self._is_busy or not self._waiting or (self._open_pieces and self._waiting[0].joins):
            return []
        self._is_busy = True
        return [self._waiting.pop(0)]

    def add_outcome(self, outcome: Outcome) -> list[Task]:
        """Add the outcome of a task that has ended; return what can begin now."""
        self.outcomes.append(outcome)
        if outcome.task.part is not None:
            self._open_pieces -= 1  # whatever a piece lacks is separated when the pieces are joined
        else:
            self._is_busy = False
            if outcome.error:
                self.total -= len(self._waiting)
                self._waiting.clear()
        ready = self.begin_command()
        if not (ready or self._is_busy or self._waiting or self._open_pieces or self.result().error):
            shutil.rmtree(outcome.task.folder / PIECES, ignore_errors=True)
        return ready

    def result(self) -> EpisodeResult:
        """Return what became of the episode."""
        item, outcomes = self._episode.item, tuple(self.outcomes)
        if self._episode.error:
            return EpisodeResult(item, outcomes, self._episode.error, self._episode.reason)
        failed = next((one for one in outcomes if one.task.part is None and one.error), None)
        if failed is None:
            return EpisodeResult(item, outcomes)
        return EpisodeResult(item, outcomes, failed.error, failed.reason or failed.error)
