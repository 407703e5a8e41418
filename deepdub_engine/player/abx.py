"""ABX listening tests: the listener decides whether X is A or B, and the result includes a p-value."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, replace
from math import comb


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial of an ABX test.

    Parameters
    ----------
    x, answer
        The identity of X and the listener's answer: 0 for A, 1 for B.
    place_ms
        Playhead position when the listener answered.
    """

    x: int
    answer: int
    place_ms: int

    @property
    def correct(self) -> bool:
        """Whether the answer is right."""
        return self.x == self.answer


@dataclass(frozen=True, slots=True)
class Abx:
    """An immutable ABX session; each answer returns a new one.

    Parameters
    ----------
    seed
        Seed of the random order of X.
    names
        Names of A and B.
    trials
        The trials so far.
    """

    seed: int
    names: tuple[str, str]
    trials: tuple[Trial, ...] = ()

    @property
    def x(self) -> int:
        """The identity of X in the current trial: 0 for A, 1 for B."""
        return random.Random(f"{self.seed} {len(self.trials)}").randrange(2)  # noqa: S311

    def answered(self, answer: int, place_ms: int) -> Abx:
        """Return the session after an answer, 0 for A or 1 for B."""
        return replace(self, trials=(*self.trials, Trial(self.x, answer, place_ms)))

    @property
    def correct(self) -> int:
        """Number of correct answers."""
        return sum(trial.correct for trial in self.trials)

    @property
    def p_value(self) -> float:
        """Probability that guessing scores as well or better: the upper tail of the binomial distribution, p = ½."""
        count = len(self.trials)
        return sum(comb(count, hits) for hits in range(self.correct, count + 1)) / float(2**count)

    def table(self) -> str:
        """Return the trials as CSV with the result in the last row."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["trial", "place_ms", "x", "answer", "correct"])
        for number, trial in enumerate(self.trials, 1):
            names = (self.names[trial.x], self.names[trial.answer])
            writer.writerow([number, trial.place_ms, *names, int(trial.correct)])
        writer.writerow(["all", "", "", f"p = {self.p_value:.4f}", f"{self.correct}/{len(self.trials)}"])
        return text.getvalue()
