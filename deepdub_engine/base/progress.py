"""Long work as plain generators: they yield `Progress` and return their result.

The command line, the window and the tests drive the same generator. Closing it cancels the work; its ``finally``
blocks remove what is half done.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

from deepdub_engine.base.formatting import duration

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come.

    Parameters
    ----------
    done, total
        In any unit, as long as both use the same; a `total` of 0 means that the end is not known.
    what
        What is being done, for a person: "Separating", "Reading sound"; inside `mark` where it is written.
    """

    done: int
    total: int
    what: str = ""

    @property
    def fraction(self) -> float:
        """Part that is done, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total > 0 else 0.0


Job = Generator[Progress, None, T]


def finish(job: Job[T], on_progress: Callable[[Progress], None] | None = None) -> T:
    """Drive a job to its end in the calling thread and return its result."""
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
    """Map a job's progress into one stretch of a longer one; fractions run from `start` to `stop`."""
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
class Pace:
    """Estimates the time left from the work done since the start.

    Parameters
    ----------
    began_s
        Reading of a monotonic clock when the work began, in seconds.
    """

    began_s: float

    def left_s(self, now_s: float, fraction: float) -> float | None:
        """Return the seconds left, or None while too little is done to tell."""
        spent_s = now_s - self.began_s
        if fraction < 0.01 or spent_s < 0.5:
            return None
        return spent_s * (1 - fraction) / fraction


def left_text(left_s: float | None) -> str:
    """Write a remaining time as a person would say it, ``1 min 12 s left``; nothing if it is not known."""
    return "" if left_s is None else f"{duration(left_s)} left"
