"""The computations behind the score strip."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.alignment.curve import ScoreCurve, refined_peak_ms, score_curve
from deepdub_engine.alignment.evidence import SpeechEvidence
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming, ShiftScope

_SHIFTS = 4000  # per curve, at most: as many as the widest strip has pixels
_GRID_MS = 10
_NEAR_MS = 150


@dataclass(frozen=True, slots=True, eq=False)
class ScoreRequest:
    """A request for a score curve.

    Parameters
    ----------
    evidence, cues
        The speech, and the cues before the retiming.
    retiming, late_ms
        The retiming at shift 0, and a shift that it still contains.
    scope, reach_ms
        Which cues to score, and the largest shift to either side.
    """

    evidence: SpeechEvidence
    cues: tuple[Cue, ...]
    retiming: Retiming
    late_ms: int
    scope: ShiftScope
    reach_ms: int

    def same_as(self, other: ScoreRequest | None) -> bool:
        """Return whether both requests have the same result; evidence and cues are compared by identity."""
        if other is None or self.evidence is not other.evidence or self.cues is not other.cues:
            return False
        return self.asked == other.asked

    def placed(self) -> tuple[Cue, ...]:
        """Return the cues in scope at shift 0."""
        placed = self.retiming.apply(self.scope.of(self.cues))
        return Retiming(-self.late_ms).apply(placed)

    @property
    def asked(self) -> tuple[object, ...]:
        """The fields that `same_as` compares by value."""
        return self.retiming, self.late_ms, self.scope, self.reach_ms

    @property
    def step_ms(self) -> int:
        """Distance between two shifts of the curve."""
        return max(_GRID_MS, -(-2 * self.reach_ms // (_SHIFTS * _GRID_MS)) * _GRID_MS)


def curve_of(question: ScoreRequest) -> ScoreCurve:
    """Return the score of every shift within reach."""
    reach_ms = question.reach_ms
    return score_curve(question.evidence, question.placed(), -reach_ms, reach_ms, question.step_ms)


def exact_shift(peak: tuple[ScoreRequest, int]) -> int:
    """Return the exact shift of a peak of a curve."""
    question, shift_ms = peak
    return refined_peak_ms(question.evidence, question.placed(), shift_ms, max(_NEAR_MS, question.step_ms))
