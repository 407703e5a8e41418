"""Run the commands for all episodes, several at a time; failures do not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError, OutputBusy
from deepdub_engine.base.locks import FileLock
from deepdub_engine.base.messages import MessageOrText, mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.pools import Pool
from deepdub_engine.batch.running import Outcome
from deepdub_engine.batch.tasks import Task, tasks_for

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
        Of its commands, in order; those behind one that failed are missing.
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
    """An episode with its commands, or the reason why there are none."""

    item: Item
    tasks: tuple[Task, ...] = ()
    error: str = ""
    reason: MessageOrText = ""


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
    items: Sequence[Item], kinds: Sequence[StepKind], root: Path, options: Mapping[str, str]
) -> tuple[Episode, ...]:
    """Return the commands for every episode; an episode that cannot be done has the reason instead."""
    episodes = []
    for item in items:
        try:
            episodes.append(Episode(item, tasks_for(item, kinds, root, options)))
        except DeepdubError as error:
            episodes.append(Episode(item, error=str(error), reason=error.to_message()))
    return tuple(episodes)


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
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock.take(root / _LOCK)
    if lock is None:
        raise OutputBusy(root)
    shares: dict[Task, float] = {}
    pool = make_pool(shares.__setitem__)
    try:
        return (yield from _drain(episodes, pool, shares))
    finally:
        pool.close()
        lock.release()


def _drain(episodes: Sequence[Episode], pool: Pool, shares: dict[Task, float]) -> Job[tuple[EpisodeResult, ...]]:
    done: dict[str, list[Outcome]] = {episode.item.name: [] for episode in episodes}
    total = sum(len(episode.tasks) for episode in episodes)
    waiting = {episode.item.name: list(episode.tasks) for episode in episodes}
    running: set[Future[Outcome]] = {pool.submit(tasks.pop(0)) for tasks in waiting.values() if tasks}
    while running:
        finished, running = wait(running, timeout=_POLL_S, return_when=FIRST_COMPLETED)
        for future in finished:
            outcome = future.result()
            name = outcome.task.item
            done[name].append(outcome)
            shares[outcome.task] = 1.0
            if outcome.error:
                total -= len(waiting[name])
            elif waiting[name]:
                running.add(pool.submit(waiting[name].pop(0)))
        spent = dict(shares)
        outcomes = tuple(outcome for each in done.values() for outcome in each)
        yield BatchProgress(round(1000 * sum(spent.values())), 1000 * total, _WHAT, tuple(episodes), spent, outcomes)
    return tuple(_result(episode, done[episode.item.name]) for episode in episodes)


def _result(episode: Episode, outcomes: Sequence[Outcome]) -> EpisodeResult:
    failed = next((outcome for outcome in outcomes if outcome.error), None)
    if failed is not None and not episode.error:
        return EpisodeResult(episode.item, tuple(outcomes), failed.error, failed.reason or failed.error)
    return EpisodeResult(episode.item, tuple(outcomes), episode.error, episode.reason)
