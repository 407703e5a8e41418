"""Long-running jobs as plain generators, which yield `Progress` and return their result.

The command line, the window and the tests run the same generators. Closing a generator cancels the job; its
``finally`` blocks clean up.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

from deepdub_engine.base.formatting import duration

T = TypeVar("T")


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
    """Estimates the time left from the work done since the start.

    Parameters
    ----------
    began_s
        Monotonic clock time when the job started, in seconds.
    """

    began_s: float

    def left_s(self, now_s: float, fraction: float) -> float | None:
        """Return the seconds left, or None while it is too early to estimate."""
        spent_s = now_s - self.began_s
        if fraction < 0.01 or spent_s < 0.5:
            return None
        return spent_s * (1 - fraction) / fraction


def left_text(left_s: float | None) -> str:
    """Return the time left as text, ``1 min 12 s left``; empty if unknown."""
    return "" if left_s is None else f"{duration(left_s)} left"
