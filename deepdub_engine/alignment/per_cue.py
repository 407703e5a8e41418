"""Checks of single cues against speech: cues off speech, onsets to snap them to, and speech without a cue."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deepdub_engine.alignment.evidence import is_spoken
from deepdub_engine.alignment.speech import HOP_MS, SpeechActivity
from deepdub_engine.alignment.speech.activity import LEAD_IN
from deepdub_engine.subtitles.cues import Cue

Marks = npt.NDArray[np.bool_]

_SURE = 128
_SHORTEST_SPEECH_MS = 150
_LONGEST_BREATH_MS = 250  # longest pause within a phrase
_LEAST_COVERED = 0.25
_FARTHEST_MS = 2000
_CLOSE_MS = 150  # a start this near to an onset is left alone
_LEAD_IN_MS = round(LEAD_IN * HOP_MS)


@dataclass(frozen=True, slots=True)
class SpeechInterval:
    """An interval of the clip, in milliseconds."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class CueCheck:
    """The result of checking one cue against speech.

    Parameters
    ----------
    number
        Index of the cue.
    covered
        The part of its duration that is speech, 0 to 1.
    before_ms, after_ms
        Moves, ≤ 0 and > 0, that bring its start to the speech onset before and after it; None if there is none within
        2 s.
    off_speech
        Whether a cue with spoken words has less than a quarter of its duration on speech.
    """

    number: int
    covered: float
    before_ms: int | None
    after_ms: int | None
    off_speech: bool

    @property
    def move_ms(self) -> int | None:
        """The shorter of the two moves, None if there is neither."""
        moves = [move for move in (self.before_ms, self.after_ms) if move is not None]
        return min(moves, key=abs, default=None)


def speech_intervals(activity: SpeechActivity) -> tuple[SpeechInterval, ...]:
    """Return the speech intervals; pauses up to 250 ms are bridged, and intervals under 150 ms are dropped."""
    speech = _bridged(activity.likelihood >= _SURE)
    return tuple(SpeechInterval(int(start) * HOP_MS, int(stop) * HOP_MS) for start, stop in _runs(speech))


def onsets_and_ends(activity: SpeechActivity) -> tuple[list[int], list[int]]:
    """Return ideal cue starts and ends for all speech, in milliseconds; starts include a short lead-in."""
    stretches = speech_intervals(activity)
    return [stretch.start_ms - _LEAD_IN_MS for stretch in stretches], [stretch.end_ms for stretch in stretches]


def check_cues(activity: SpeechActivity, cues: Sequence[Cue]) -> tuple[CueCheck, ...]:
    """Check each cue against speech.

    Parameters
    ----------
    activity
        The speech activity of the clip.
    cues
        Cues on the clip's timeline. Cues without spoken words are never off speech.
    """
    speech = _bridged(activity.likelihood >= _SURE)
    sums = np.concatenate([[0], np.cumsum(speech)])
    onsets_ms = _runs(speech)[:, 0] * HOP_MS - _LEAD_IN_MS
    checks = []
    for number, cue in enumerate(cues):
        first, last = _frame(cue.start_ms, len(speech)), _frame(cue.end_ms, len(speech))
        covered = float(sums[last] - sums[first]) * HOP_MS / max(HOP_MS, cue.end_ms - cue.start_ms)
        place = int(np.searchsorted(onsets_ms, cue.start_ms, side="right"))
        before = _move(onsets_ms, place - 1, cue.start_ms)
        after = _move(onsets_ms, place, cue.start_ms)
        off = covered < _LEAST_COVERED and is_spoken(cue.text)
        checks.append(CueCheck(number, min(1.0, covered), before, after, off))
    return tuple(checks)


def snap_cues(activity: SpeechActivity, cues: Sequence[Cue], chosen: Collection[int] | None = None) -> tuple[Cue, ...]:
    """Return the cues, the chosen ones moved to the speech onset nearest to their start.

    A cue moves by at most 2 s, never past the start of the cue before or after it, and stays if it is less than
    150 ms away.

    Parameters
    ----------
    activity, cues
        As for `check_cues`.
    chosen
        Indices of the cues to move; all if None.
    """
    result = list(cues)
    order = sorted(range(len(cues)), key=lambda number: cues[number].start_ms)
    rank = {number: place for place, number in enumerate(order)}
    for check in check_cues(activity, cues):
        move_ms, number = check.move_ms, check.number
        if move_ms is None or abs(move_ms) < _CLOSE_MS or (chosen is not None and number not in chosen):
            continue
        cue, place = cues[number], rank[number]
        start_ms = cue.start_ms + move_ms
        after_former = place == 0 or start_ms > result[order[place - 1]].start_ms
        before_next = place + 1 == len(order) or start_ms < cues[order[place + 1]].start_ms
        if start_ms >= 0 and after_former and before_next:
            result[number] = Cue(start_ms, cue.end_ms + move_ms, cue.text)
    return tuple(result)


def speech_without_cues(
    activity: SpeechActivity, cues: Sequence[Cue], shortest_ms: int = 700
) -> tuple[SpeechInterval, ...]:
    """Return the speech intervals of at least `shortest_ms` that no cue covers."""
    bare = _bridged(activity.likelihood >= _SURE)
    for cue in cues:
        first, last = _frame(cue.start_ms, len(bare)), _frame(cue.end_ms, len(bare))
        bare[first:last] = False
    found = (SpeechInterval(int(start) * HOP_MS, int(stop) * HOP_MS) for start, stop in _runs(bare))
    return tuple(stretch for stretch in found if stretch.end_ms - stretch.start_ms >= shortest_ms)


def _frame(time_ms: int, frames: int) -> int:
    return min(max(round(time_ms / HOP_MS), 0), frames)


def _move(onsets_ms: npt.NDArray[np.int64], place: int, start_ms: int) -> int | None:
    if not 0 <= place < len(onsets_ms):
        return None
    move_ms = int(onsets_ms[place]) - start_ms
    return move_ms if abs(move_ms) <= _FARTHEST_MS else None


def _bridged(speech: Marks) -> Marks:
    result = speech.copy()
    for start, stop in _runs(~speech):
        if start > 0 and stop < len(speech) and (stop - start) * HOP_MS <= _LONGEST_BREATH_MS:
            result[start:stop] = True
    for start, stop in _runs(result):
        if (stop - start) * HOP_MS < _SHORTEST_SPEECH_MS:
            result[start:stop] = False
    return result


def _runs(marks: Marks) -> npt.NDArray[np.int64]:
    """Return the starts and stops of the runs of true values, ``[n, 2]``."""
    steps = np.diff(np.concatenate([[False], marks, [False]]).astype(np.int8))
    return np.stack([np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)], axis=1)
