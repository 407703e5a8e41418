"""Long-running jobs as plain generators, which yield `Progress` and return their result.

The command line, the window and the tests run the same generators. Closing a generator cancels the job; its
``finally`` blocks clean up.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from typing import TypeVar

from deepdub_engine.base.formatting import duration

T = TypeVar("T")
_LEAST_DONE, _LEAST_SPENT_S = 0.01, 0.5  # before anything is estimated
_LEAST_PATIENCE_S, _PATIENCE_MOVES = 3.0, 4  # for a move, in seconds and in moves of the usual time


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a job.

    Parameters
    ----------
    done, total
        Work done and total work in the same unit; a `total` of 0 means unknown.
    what
        Description for the user, such as "Separating"; wrapped in `mark` where it is written.
    """

    done: int
    total: int
    what: str = ""

    @property
    def fraction(self) -> float:
        """The part of the work that is done, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total > 0 else 0.0


Job = Generator[Progress, None, T]


def finish(job: Job[T], on_progress: Callable[[Progress], None] | None = None) -> T:
    """Run a job to completion in the calling thread and return its result."""
    try:
        while True:
            progress = next(job)
            if on_progress is not None:
                on_progress(progress)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]
    finally:
        job.close()


def staged(job: Job[T], start: float, stop: float) -> Job[T]:
    """Run a job as a stage of a longer one, its progress mapped to the fractions `start` to `stop`."""
    try:
        while True:
            progress = next(job)
            share = start + (stop - start) * progress.fraction
            yield Progress(round(share * 10_000), 10_000, progress.what)
    except StopIteration as stop_iteration:
        return stop_iteration.value  # type: ignore[no-any-return]
    finally:
        job.close()


@dataclass(frozen=True, slots=True)
class RemainingTime:
    """Estimates the time left from how fast the work goes.

    The time until it first moves, as while a model loads, says nothing about that; and while it stands still, nothing
    is estimated, because the estimate would only climb. After such a halt, the pace is measured anew.

    Parameters
    ----------
    began_s
        Monotonic clock time when the job started, in seconds.
    since
        Time and fraction from which on the pace is measured; None before the work has moved.
    latest
        Time of the last move, and the fraction then; None before the first report.
    moves
        How often it has moved since then.
    patience_s
        How long it may stand still before that counts as a halt; more if its moves are rare.
    """

    began_s: float
    since: tuple[float, float] | None = None
    latest: tuple[float, float] | None = None
    moves: int = 0
    patience_s: float = _LEAST_PATIENCE_S

    def after(self, now_s: float, fraction: float) -> RemainingTime:
        """Return the estimate after another report."""
        here = (now_s, fraction)
        if self.latest is None:
            return replace(self, latest=here)
        if fraction == self.latest[1]:
            return self
        if self.since is None or fraction < self.latest[1]:
            return replace(self, since=here, latest=here, moves=0)
        if self._is_halted(now_s):  # if this was the first move, perhaps all of them are that rare
            patience_s = self.patience_s * (1 if self.moves else _PATIENCE_MOVES)
            return replace(self, since=here, latest=here, moves=0, patience_s=patience_s)
        moves = self.moves + 1
        patience_s = max(_LEAST_PATIENCE_S, _PATIENCE_MOVES * (now_s - self.since[0]) / moves)
        return replace(self, latest=here, moves=moves, patience_s=patience_s)

    def left_s(self, now_s: float) -> float | None:
        """Return the seconds left, or None while it is too early to estimate, or while the work stands still."""
        if self.since is None or self.latest is None or self._is_halted(now_s):
            return None
        spent_s, done = self.latest[0] - self.since[0], self.latest[1] - self.since[1]
        if done < _LEAST_DONE or spent_s < _LEAST_SPENT_S:
            return None
        return max(0.0, spent_s * (1 - self.latest[1]) / done - (now_s - self.latest[0]))

    def _is_halted(self, now_s: float) -> bool:
        return self.latest is not None and now_s - self.latest[0] > self.patience_s


def left_text(left_s: float | None) -> str:
    """Return the time left as text, ``1 min 12 s left``; empty if unknown."""
    return "" if left_s is None else f"{duration(left_s)} left"
