"""Prepare a season from start to report, and say all along how its episodes stand."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.translation import ENGLISH, load_catalogue
from deepdub_engine.batch.batch import BatchProgress, Episode, EpisodeResult, plan_batch, run_batch
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.pools import LocalPool
from deepdub_engine.batch.report import write_report
from deepdub_engine.batch.review import Doubt, find_doubts
from deepdub_engine.batch.running import Outcome

_WHAT = mark("Reading")


@dataclass(frozen=True, slots=True)
class SeasonPlan:
    """What is done with a season, and where.

    Parameters
    ----------
    items, kinds
        The episodes, and the commands.
    root
        The folder of the batch.
    workers
        How many commands run at a time.
    options
        Options for all episodes.
    language
        The code of the language of the report.
    """

    items: tuple[Item, ...]
    kinds: tuple[StepKind, ...]
    root: Path
    workers: int
    options: Mapping[str, str] = field(default_factory=dict)
    language: str = ENGLISH


@dataclass(frozen=True, slots=True)
class SeasonProgress(Progress):
    """The progress of a season.

    Parameters
    ----------
    batch
        That of its episodes.
    doubts
        The alignments so far that a person has to check.
    """

    batch: BatchProgress | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class SeasonResult:
    """What became of a season: its episodes, and the alignments that a person has to check."""

    episodes: tuple[EpisodeResult, ...]
    doubts: tuple[Doubt, ...]


def prepare_season(
    plan: SeasonPlan, pausing: threading.Event | None = None, before: Sequence[EpisodeResult] = ()
) -> Job[SeasonResult]:
    """Run the commands of a season in child processes, and write its report.

    Parameters
    ----------
    plan
        What is done.
    pausing
        While it is set, no command begins.
    before
        Results of other episodes of this season, which the report lists as well.

    Yields
    ------
    SeasonProgress
        After the episodes were looked into.

    Raises
    ------
    OutputBusy
        If another batch is writing to the folder.
    """
    yield Progress(0, 0, _WHAT)
    episodes = plan_batch(plan.items, plan.kinds, plan.root, plan.options, workers=plan.workers)
    make_pool = partial(LocalPool, plan.workers, pausing=pausing)
    results = yield from _watched(run_batch(episodes, plan.root, make_pool), before)
    every = (*before, *results)
    write_report(every, plan.root, load_catalogue(plan.language))
    return SeasonResult(results, find_doubts(every))


def _watched(job: Job[tuple[EpisodeResult, ...]], before: Sequence[EpisodeResult]) -> Job[tuple[EpisodeResult, ...]]:
    doubts, seen = find_doubts(before), 0
    try:
        while True:
            progress = next(job)
            if isinstance(progress, BatchProgress):
                if len(progress.outcomes) != seen:
                    seen = len(progress.outcomes)
                    doubts = find_doubts((*before, *_so_far(progress.episodes, progress.outcomes)))
                yield SeasonProgress(progress.done, progress.total, progress.what, progress, doubts)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]
    finally:
        job.close()


def _so_far(episodes: Sequence[Episode], outcomes: Sequence[Outcome]) -> list[EpisodeResult]:
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.task.item, []).append(outcome)
    return [EpisodeResult(each.item, tuple(found.get(each.item.name, ()))) for each in episodes]
