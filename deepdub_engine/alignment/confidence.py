"""The confidence of a suggestion, and a sentence that explains it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from deepdub_engine.alignment.correlation import PeakProminence
from deepdub_engine.base.messages import Message, message
from deepdub_engine.base.timing import format_clock, format_shift
from deepdub_engine.subtitles.retime import Retiming

# Height + 20 × margin, measured on excerpts of 40 s to 20 min over six backgrounds: subtitles of another programme
# reached 7.8; correct ones stayed above 10.1 from 2 min upwards.
_MARGIN_WEIGHT = 20.0
_MIDDLE = 9.5
_MORE_PER_BREAK = 1.2  # every break is another free parameter
# Shorter cue lists go through the permutation test. Measured on excerpts of 40 s to 5 min: subtitles of another
# programme and random ones reached 2.6 standard deviations; correct ones started at 5 from 2 min upwards.
FEW_CUES, _TOO_FEW_CUES = 30, 4
_MIDDLE_CHANCE = 4.2
_STEEPNESS = 1.5
_LEAST_MARGIN = 0.1  # over a rival beyond the largest shift
# Exact copies of 1 to 5 min lie within 0.021 of each other; confident results without a copy had a margin of 0.16.
_TIE = 0.05
_SURE, _UNSURE = 0.5, 0.3
_HIGHEST = 30.0  # higher peaks add no confidence
_MINUTES_PER_BREAK = 4.0


@dataclass(frozen=True, slots=True)
class ScoredReason:
    """A confidence, 0 to 1, and the sentence that explains it."""

    confidence: float
    reason: Message


def rate_suggestion(
    stands: PeakProminence,
    cues: int,
    minutes: float,
    retiming: Retiming,
    rival_ms: int | None,
    limit_ms: int,
    chance: float | None = None,
) -> ScoredReason:
    """Rate a suggestion.

    Parameters
    ----------
    stands
        The correlation peak of the retimed cues.
    cues, minutes
        The number of cues, and the length of the clip.
    retiming, rival_ms
        The suggested retiming, and the next best offset; None if the clip is too short for one.
    limit_ms
        Largest shift allowed; the rival may lie beyond it.
    chance
        Result of `above_chance` in standard deviations; None for long cue lists.
    """
    above = min(stands.z, _HIGHEST) + _MARGIN_WEIGHT * stands.next_margin - _MIDDLE
    above -= _MORE_PER_BREAK * len(retiming.breaks)
    confidence = _logistic(_STEEPNESS * (above if chance is None else chance - _MIDDLE_CHANCE))
    if cues < _TOO_FEW_CUES:
        confidence = min(confidence, _UNSURE)
    if len(retiming.breaks) > 1 + minutes / _MINUTES_PER_BREAK:
        confidence = min(confidence, 0.4)
    if rival_ms is None:
        return ScoredReason(round(confidence, 3), _lone_sentence(confidence, retiming))
    beyond = abs(rival_ms) > limit_ms and stands.margin < _LEAST_MARGIN
    if beyond:
        confidence = min(confidence, _UNSURE)
    rated = ScoredReason(round(confidence, 3), _sentence(confidence, stands, retiming, rival_ms, beyond=beyond))
    if stands.margin < _TIE:
        return rate_tie(rated, retiming, replace(retiming, offset_ms=rival_ms))
    return rated


def rate_tie(rated: ScoredReason, retiming: Retiming, rival: Retiming) -> ScoredReason:
    """Return a low confidence if another retiming fits about as well as a confident one."""
    if rated.confidence < _SURE:
        return rated
    reason = message(
        "The subtitles fit the speech about equally well at {place} and at {rival}. Compare both.",
        place=shifts_text(retiming),
        rival=shifts_text(rival),
    )
    return ScoredReason(_UNSURE, reason)


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, value))))


def _sentence(confidence: float, stands: PeakProminence, retiming: Retiming, rival_ms: int, *, beyond: bool) -> Message:
    place = shifts_text(retiming)
    margin = f"{stands.margin:.0%}".removesuffix("%")
    rival = message("the next candidate ({shift}) scores {margin} % lower", shift=_short(rival_ms), margin=margin)
    if confidence >= _SURE:
        return message("Moved by {place} to fit the speech: clear result; {rival}.", place=place, rival=rival)
    if beyond and stands.z > 0:
        return message(
            "Speech fits equally well at {shift}, which exceeds the largest shift allowed.", shift=_short(rival_ms)
        )
    return message(
        "No shift stands out: the best is {place}; {rival}. The subtitles may belong to another video.",
        place=place,
        rival=rival,
    )


def _lone_sentence(confidence: float, retiming: Retiming) -> Message:
    place = shifts_text(retiming)
    if confidence >= _SURE:
        return message("Moved by {place} to fit the speech: clear result.", place=place)
    return message("No shift stands out: the best is {place}. The subtitles may belong to another video.", place=place)


def shifts_text(retiming: Retiming) -> Message | str:
    """Return the shift, and the shifts after the first three breaks, as text."""
    place: Message | str = _short(retiming.offset_ms)
    at_ms = retiming.offset_ms
    for one in retiming.breaks[:3]:
        at_ms += one.jump_ms
        time = format_clock(one.at_ms)[:-4]
        place = message("{place}, {shift} from {time}", place=place, shift=_short(at_ms), time=time)
    if len(retiming.breaks) > 3:
        place = message("{place} and {count:more break|more breaks}", place=place, count=len(retiming.breaks) - 3)
    return place


def _short(offset_ms: int) -> str:
    """Return a shift as text, to a hundredth of a second."""
    text = format_shift(10 * round(offset_ms / 10))
    return f"{text[:-3]} s"
