"""Cues that do not match the speech, and speech without a cue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.base.messages import MessageOrText, message
from deepdub_engine.base.timing import round_half_up
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming

if TYPE_CHECKING:
    from deepdub_engine.alignment.per_cue import CueCheck, SpeechInterval

_MOST_OFF = 0.4  # with a larger share off speech, all cues are out of sync and single ones need no check
_FAR_MS = 500
_LITTLE, _WELL = 0.25, 0.75  # share of a cue's duration that is speech


@dataclass(frozen=True, slots=True)
class OffSpeech:
    """A cue that does not match the speech: its start, the nearest onset of speech, and an explanation."""

    start_ms: int
    onset_ms: int | None
    text: MessageOrText


@dataclass(frozen=True, slots=True)
class CueChecks:
    """The result of comparing cues with speech; empty if most cues are out of sync.

    Parameters
    ----------
    off
        Cues that do not match the speech, by index.
    uncued
        Spans of speech without a cue.
    """

    off: Mapping[int, OffSpeech] = field(default_factory=lambda: MappingProxyType({}))
    uncued: tuple[SpeechInterval, ...] = ()


def check_against_speech(question: tuple[SpeechActivity, tuple[Cue, ...]]) -> CueChecks:
    """Compare cues, after their retiming, with the speech."""
    from deepdub_engine.alignment.per_cue import check_cues, speech_without_cues

    activity, cues = question
    off = [check for check in check_cues(activity, cues) if check.off_speech]
    if not cues or len(off) > _MOST_OFF * len(cues):
        return CueChecks()
    return CueChecks(
        {check.number: _told(check, cues[check.number]) for check in off}, speech_without_cues(activity, cues)
    )


def snapped(question: tuple[SpeechActivity, tuple[Cue, ...], Retiming, frozenset[int]]) -> tuple[Cue, ...]:
    """Return the cues before their retiming, with the given rows moved to the nearest onset of speech.

    A cue that already matches the speech is not moved far, and a cue without words is not moved at all. A cue that
    would cross a break stays, too.
    """
    from deepdub_engine.alignment.per_cue import check_cues, snap_cues

    activity, base, retiming, rows = question
    before = retiming.apply(base)
    result = list(base)
    movable = {check.number for check in check_cues(activity, before) if check.number in rows and _may_move(check)}
    for row, wanted in enumerate(snap_cues(activity, before, movable)):
        move_ms = wanted.start_ms - before[row].start_ms
        if move_ms:
            by_ms = round_half_up(move_ms / retiming.ratio)
            cue = Cue(base[row].start_ms + by_ms, base[row].end_ms + by_ms, base[row].text)
            if abs(retiming.apply((cue,))[0].start_ms - wanted.start_ms) <= 1:
                result[row] = cue
    return tuple(result)


def _may_move(check: CueCheck) -> bool:
    """Return whether a cue may move to its nearest onset: if it is far from a well covered cue, it is another cue's."""
    far = abs(check.move_ms or 0) > _FAR_MS
    return check.off_speech or (check.covered >= _LITTLE and not (far and check.covered >= _WELL))


def _told(check: CueCheck, cue: Cue) -> OffSpeech:
    move_ms = check.move_ms
    if move_ms is None:
        return OffSpeech(cue.start_ms, None, message("Hardly any speech here, and none begins within 2 s."))
    side = message("later") if move_ms > 0 else message("earlier")
    text = message("Hardly any speech here: it begins {seconds:.2f} s {side}.", seconds=abs(move_ms) / 1000, side=side)
    return OffSpeech(cue.start_ms, cue.start_ms + move_ms, text)
