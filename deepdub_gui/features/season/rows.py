"""The rows of a season: an episode each, with how it stands."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from deepdub_engine.base.messages import MessageOrText
from deepdub_engine.batch.batch import BatchProgress, Episode, EpisodeResult
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.review import is_doubtful
from deepdub_engine.batch.running import Outcome
from deepdub_engine.batch.survey import Surveyed
from deepdub_engine.batch.tasks import Task
from deepdub_gui.base.i18n import mark, tr

_STEPS = {
    StepKind.EXTRACT: mark("Reading subtitles"),
    StepKind.ALIGN: mark("Aligning"),
    StepKind.RUN: mark("Writing sentences"),
    StepKind.SEPARATE: mark("Separating"),
    StepKind.REMIX: mark("Laying voices"),
}


class Standing(enum.Enum):
    """How an episode stands."""

    NEW = enum.auto()
    WAITING = enum.auto()
    RUNNING = enum.auto()
    DONE = enum.auto()
    CHECK = enum.auto()
    CHECKED = enum.auto()
    FAILED = enum.auto()
    STOPPED = enum.auto()


_PLAIN = {Standing.WAITING: mark("Waiting"), Standing.RUNNING: mark("Waiting"), Standing.STOPPED: mark("Stopped")}
FINISHED = frozenset({Standing.DONE, Standing.CHECK, Standing.CHECKED})


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """An episode in the list.

    Parameters
    ----------
    item
        The episode.
    is_pair_doubtful
        Whether several subtitle files fit its clip equally well.
    standing, step, share
        How it stands, the command that runs, and how much of the episode is done, 0 to 1.
    reason
        Why it failed.
    confidence
        Of its alignment, if that is doubtful.
    was_done
        Whether there was nothing to do.
    steps_done, steps
        How many commands of a new episode are done already, and how many there are.
    """

    item: Item
    is_pair_doubtful: bool = False
    standing: Standing = Standing.NEW
    step: StepKind | None = None
    share: float = 0.0
    reason: MessageOrText = ""
    confidence: float = 0.0
    was_done: bool = False
    steps_done: int = 0
    steps: int = 0

    @property
    def subtitles_text(self) -> str:
        """The subtitles, with a sign if another file fits as well."""
        if self.item.subtitles is None:
            return tr("those inside the clip")
        return f"⚠ {self.item.subtitles.name}" if self.is_pair_doubtful else self.item.subtitles.name

    @property
    def state_text(self) -> str:
        """How the episode stands, in words."""
        percent = round(100 * self.confidence)
        match self.standing:
            case Standing.RUNNING if self.step is not None:
                text = f"{tr(_STEPS[self.step])} · {round(100 * self.share)} %"
            case Standing.DONE:
                text = "✓ " + (tr("Done before") if self.was_done else tr("Done"))
            case Standing.CHECK:
                text = "⚠ " + tr("To check: confidence {percent} %", percent=percent)
            case Standing.CHECKED:
                text = "✓ " + tr("Checked")
            case Standing.NEW if self.steps_done:
                text = tr("{done} of {count:step|steps} done", done=self.steps_done, count=self.steps)
            case Standing.FAILED:
                text = f"✕ {tr(self.reason)}"
            case _:
                text = tr(_PLAIN.get(self.standing, ""))
        return text

    def fresh(self, item: Item | None = None) -> SeasonRow:
        """Return the row as if nothing had been done, with another item if there is one."""
        return SeasonRow(item or self.item, self.is_pair_doubtful and item is None)


def rows_now(rows: Sequence[SeasonRow], progress: BatchProgress, unchecked: frozenset[str]) -> list[SeasonRow]:
    """Return rows as they stand while a batch runs; those that it does not do stay as they are."""
    ended = ended_results(progress)
    episodes = {episode.item.name: episode for episode in progress.episodes}
    begun: dict[str, list[Task]] = {}
    for task in progress.shares:
        begun.setdefault(task.item, []).append(task)

    def now(row: SeasonRow) -> SeasonRow:
        name = row.item.name
        if name in ended:
            return row_after(row, ended[name], unchecked)
        if name in episodes:
            return _under_way(row, episodes[name], begun.get(name, ()), progress.shares)
        return row

    return [now(row) for row in rows]


def _under_way(row: SeasonRow, episode: Episode, begun: Sequence[Task], shares: Mapping[Task, float]) -> SeasonRow:
    share = sum(shares[task] for task in begun) / max(len(episode.tasks), len(begun))
    running = next((task for task in begun if shares[task] < 1), None)
    standing = Standing.RUNNING if running is not None else Standing.WAITING
    step = running.kind if running is not None else None
    return replace(row, standing=standing, step=step, share=share, reason="")


def ended_results(progress: BatchProgress) -> dict[str, EpisodeResult]:
    """Return the results of the episodes that have ended already, by name."""
    outcomes: dict[str, list[Outcome]] = {}
    for outcome in progress.outcomes:
        outcomes.setdefault(outcome.task.item, []).append(outcome)
    found = {}
    for episode in progress.episodes:
        every = tuple(outcomes.get(episode.item.name, ()))
        done = [outcome for outcome in every if outcome.task in episode.tasks]
        failed = next((outcome for outcome in done if outcome.error), None)
        if failed is not None:
            found[episode.item.name] = EpisodeResult(episode.item, every, failed.error, failed.reason or failed.error)
        elif episode.error or len(done) == len(episode.tasks):
            found[episode.item.name] = EpisodeResult(episode.item, every, episode.error, episode.reason)
    return found


def row_after(row: SeasonRow, result: EpisodeResult, unchecked: frozenset[str]) -> SeasonRow:
    """Return a row when its episode has ended; `unchecked` holds the names of the alignments to check."""
    if result.error:
        return replace(row, standing=Standing.FAILED, share=0.0, step=None, reason=result.reason or result.error)
    was_done = bool(result.outcomes) and all(outcome.was_done for outcome in result.outcomes)
    confidence = next((outcome.values["confidence"] for outcome in result.outcomes if is_aligned(outcome)), 0.0)
    standing = Standing.DONE
    if is_doubtful(result):
        standing = Standing.CHECK if row.item.name in unchecked else Standing.CHECKED
    return replace(row, standing=standing, share=1.0, step=None, reason="", confidence=confidence, was_done=was_done)


def row_surveyed(row: SeasonRow, found: Surveyed, unchecked: frozenset[str]) -> SeasonRow:
    """Return a row as its files say, before anything is done; what failed or was stopped stays."""
    if found.is_done or found.result.error:
        return row_after(row, found.result, unchecked)
    if row.standing not in (Standing.NEW, *FINISHED):
        return row
    return replace(row.fresh(), steps_done=len(found.result.outcomes), steps=found.steps)


def is_aligned(outcome: Outcome) -> bool:
    """Return whether an outcome is that of an alignment, with its confidence."""
    return outcome.task.kind is StepKind.ALIGN and "confidence" in outcome.values
