"""Look what of a season is done already, without doing anything."""

from __future__ import annotations

import os.path
from dataclasses import dataclass

from deepdub_engine.base.errors import DeepdubError, FileMissing
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.batch.batch import EpisodeResult
from deepdub_engine.batch.items import Item
from deepdub_engine.batch.markers import content_key, digesting, known_digests, marker_key, read_marker
from deepdub_engine.batch.running import Outcome
from deepdub_engine.batch.season import SeasonPlan
from deepdub_engine.batch.tasks import Task, tasks_for

_WHAT = mark("Reading")


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What is done of an episode.

    Parameters
    ----------
    result
        The outcomes of the commands that are done; an error if a file of the episode is missing.
    steps
        How many commands there are.
    """

    result: EpisodeResult
    steps: int

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do."""
        return bool(self.steps) and len(self.result.outcomes) == self.steps


@dataclass(frozen=True, slots=True)
class SurveyProgress(Progress):
    """The progress of a survey, with what was found so far."""

    found: tuple[Surveyed, ...] = ()


def survey_season(plan: SeasonPlan) -> Job[tuple[Surveyed, ...]]:
    """Return what is done of each episode of a season.

    A file is read only if its size or time has changed since the command was done.

    Yields
    ------
    SurveyProgress
        Episodes that were looked at.
    """
    found: list[Surveyed] = []
    for number, item in enumerate(plan.items):
        yield SurveyProgress(number, len(plan.items), _WHAT, tuple(found))
        found.append((yield from _survey(item, plan)))
    return tuple(found)


def _survey(item: Item, plan: SeasonPlan) -> Job[Surveyed]:
    missing = next((path for path in (item.media, item.subtitles) if path and not os.path.isfile(path)), None)  # noqa: PTH113 - never raises
    if missing is not None:
        error = FileMissing(missing)
        return Surveyed(EpisodeResult(item, (), str(error), error.to_message()), 0)
    outcomes: list[Outcome] = []
    try:
        tasks = tasks_for(item, plan.kinds, plan.root, plan.options)
        for task in tasks:
            values = yield from _values(task)
            if values is None:
                break
            outcomes.append(Outcome(task, values=values, was_done=True))
    except DeepdubError:  # whoever starts the season gets the sentence
        return Surveyed(EpisodeResult(item, tuple(outcomes)), len(outcomes) + 1)
    return Surveyed(EpisodeResult(item, tuple(outcomes)), len(tasks))


def _values(task: Task) -> Job[dict[str, object] | None]:
    """Return what a task reported when it was done with the files that are there; None if it has to be done."""
    if not marker_key(task):
        return None
    known = known_digests(task)
    for path in (*task.inputs, *task.mixed):
        if path not in known:
            known[path] = yield from digesting(path)
    return read_marker(task, content_key(task, known.__getitem__))
