"""A blind comparison: which of two sounds is X? What chance alone would score is told with the result."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, replace
from math import comb


@dataclass(frozen=True, slots=True)
class Trial:
    """One answer.

    Parameters
    ----------
    x, answer
        What X was, and what the listener took it for: 0 for A, 1 for B.
    place_ms
        Where in the clip the listener was when answering.
    """

    x: int
    answer: int
    place_ms: int

    @property
    def correct(self) -> bool:
        """Whether X was recognised."""
        return self.x == self.answer


@dataclass(frozen=True, slots=True)
class Abx:
    """A session, of which each answer makes a new one.

    Parameters
    ----------
    seed
        Decides the hidden order, which nothing else shows.
    names
        Of A and B.
    trials
        The answers so far.
    """

    seed: int
    names: tuple[str, str]
    trials: tuple[Trial, ...] = ()

    @property
    def x(self) -> int:
        """What X is in the trial under way: 0 for A, 1 for B."""
        return random.Random(f"{self.seed} {len(self.trials)}").randrange(2)  # noqa: S311

    def answered(self, answer: int, place_ms: int) -> Abx:
        """Return the session after an answer, 0 for A or 1 for B."""
        return replace(self, trials=(*self.trials, Trial(self.x, answer, place_ms)))

    @property
    def correct(self) -> int:
        """How often X was recognised."""
        return sum(trial.correct for trial in self.trials)

    @property
    def p_value(self) -> float:
        """How likely guessing scores as well or better: the upper tail of the binomial distribution with ½."""
        count = len(self.trials)
        return sum(comb(count, hits) for hits in range(self.correct, count + 1)) / float(2**count)

    def table(self) -> str:
        """Return the trials as CSV, with the result in the last line."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["trial", "place_ms", "x", "answer", "correct"])
        for number, trial in enumerate(self.trials, 1):
            names = (self.names[trial.x], self.names[trial.answer])
            writer.writerow([number, trial.place_ms, *names, int(trial.correct)])
        writer.writerow(["all", "", "", f"p = {self.p_value:.4f}", f"{self.correct}/{len(self.trials)}"])
        return text.getvalue()
