"""Which cues lie off speech, and which speech has no cue. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from deepdub_engine.alignment import CueCheck, Stretch, check_cues, snap_cues, uncued_speech
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.base.messages import Said, worded
from deepdub_engine.base.timing import round_half_up
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming

_MOST_OFF = 0.4  # where more cues are off speech, all of them are: no one of them need be looked at
_FAR_MS = 500
_LITTLE, _WELL = 0.25, 0.75  # of a cue's time that is speech


@dataclass(frozen=True, slots=True)
class OffSpeech:
    """A cue that should be looked at: where it starts, where speech begins, and a sentence."""

    start_ms: int
    onset_ms: int | None
    text: Said


@dataclass(frozen=True, slots=True)
class Checks:
    """What stands out when cues are compared with speech; nothing as long as most cues are elsewhere.

    Parameters
    ----------
    off
        Cues off speech, by their index.
    uncued
        Speech under which there is no cue.
    """

    off: Mapping[int, OffSpeech] = field(default_factory=lambda: MappingProxyType({}))
    uncued: tuple[Stretch, ...] = ()


def checks_of(question: tuple[SpeechActivity, tuple[Cue, ...]]) -> Checks:
    """Compare cues, as they stand on the clip's time, with speech."""
    activity, cues = question
    off = [check for check in check_cues(activity, cues) if check.off_speech]
    if not cues or len(off) > _MOST_OFF * len(cues):
        return Checks()
    return Checks({check.number: _told(check, cues[check.number]) for check in off}, uncued_speech(activity, cues))


def snapped(question: tuple[SpeechActivity, tuple[Cue, ...], Retiming, frozenset[int]]) -> tuple[Cue, ...]:
    """Return cues before their retiming, those in some rows moved to the onset of speech nearest to them.

    One that lies on speech already is not taken far away, one without words not at all; one that would come to the
    other side of a break stays, too.
    """
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
    """Tell whether the onset of speech nearest to a cue is the cue's: within speech, it is another one's."""
    far = abs(check.move_ms or 0) > _FAR_MS
    return check.off_speech or (check.covered >= _LITTLE and not (far and check.covered >= _WELL))


def _told(check: CueCheck, cue: Cue) -> OffSpeech:
    move_ms = check.move_ms
    if move_ms is None:
        return OffSpeech(cue.start_ms, None, worded("Hardly any speech here, and none begins within 2 s."))
    side = worded("later") if move_ms > 0 else worded("earlier")
    text = worded("Hardly any speech here: it begins {seconds:.2f} s {side}.", seconds=abs(move_ms) / 1000, side=side)
    return OffSpeech(cue.start_ms, cue.start_ms + move_ms, text)
