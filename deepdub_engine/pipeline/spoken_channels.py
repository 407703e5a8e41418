"""Where speech is in the channels of a film: heard by the speech detector, which takes seconds per hour."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deepdub_engine.alignment.speech import HOP_MS, SpeechActivity
from deepdub_engine.alignment.speech.detector import detect_speech
from deepdub_engine.audio.pcm import PcmClip, Samples
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.base.spans import Spans, length, merge_spans
from deepdub_engine.base.timing import ms_to_sample

# In 12 min of music and effects without speech, 6 % of the time ends up in parts; of speech 5 dB below such a bed,
# 85 % does, of speech 5 dB above it, 97 %.
_LIKELY, _CERTAIN = 128, 230
_CERTAIN_MS = 150  # of a run of likely speech
_LEAST_LEVEL = 60  # half decibels above −100 dBFS: nobody hears speech below −70 dBFS
_AROUND_MS, _LONGEST_GAP_MS = 400, 1500
_LEAST_SHARE = 0.5
_MOST_SIDE_SPEECH = 0.6


class SpeechPlace(enum.StrEnum):
    """Where a clip's vocals are looked for."""

    CENTRE = "centre"
    CENTRE_AND_SIDES = "centre and sides"
    MIX_DOWN = "mix-down"

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        return _SENTENCES[self]


_SENTENCES = {
    SpeechPlace.CENTRE: mark("The speech was found in the centre channel."),
    SpeechPlace.CENTRE_AND_SIDES: mark(
        "The speech was found in the centre channel, and in the mix-down where other channels hold speech, too."
    ),
    SpeechPlace.MIX_DOWN: mark("The centre channel does not carry the speech, so the mix-down was separated."),
}


@dataclass(frozen=True, slots=True)
class SpokenParts:
    """The parts of a clip that hold speech, with surroundings.

    Parameters
    ----------
    spans
        The parts, in samples.
    speech_ms
        Duration of likely speech in them.
    energy
        Sum over their 10 ms frames of the power in the speech band, full scale being 1.
    """

    spans: Spans
    speech_ms: int
    energy: float


@dataclass(frozen=True, slots=True)
class CentreSpeech:
    """How the vocals of a film with a centre channel are found.

    Parameters
    ----------
    place
        Where to look for them.
    centre_share
        The centre's share of the speech energy, 0 to 1.
    side_spans
        Parts in which other channels hold speech, too; empty unless they are looked at.
    """

    place: SpeechPlace
    centre_share: float
    side_spans: Spans = ()


@dataclass(frozen=True, slots=True)
class _OtherChannels(PcmClip):
    """A mix-down less its centre."""

    centre: PcmClip | None = None

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        block = PcmClip.read(self, start_sample, stop_sample)
        return block if self.centre is None else block - self.centre.read(start_sample, stop_sample)


def find_speech(clip: PcmClip) -> Job[SpokenParts]:
    """Return the parts of a clip that hold speech; raises like `detect_speech`."""
    activity = yield from detect_speech(clip)
    return spoken_parts(activity, clip)


def find_centre_speech(clip: PcmClip, centre: PcmClip) -> Job[CentreSpeech]:
    """Decide whether the centre carries the speech of a mix-down.

    It does if at least half of the energy at times of speech is its own, and the other channels hold speech in less
    than 60 % of the time in which it does. Singing counts as speech here, whatever the separation makes of it.

    Parameters
    ----------
    clip
        The mix-down.
    centre
        Its centre, from `centre_of`.

    Raises
    ------
    DeepdubError
        As `detect_speech`.
    """
    inside = yield from staged(find_speech(centre), 0.0, 0.5)
    others = _OtherChannels(clip.path, clip.rate_hz, clip.channels, clip.samples, clip.depth, centre)
    beside = yield from staged(find_speech(others), 0.5, 1.0)
    return centre_speech(inside, beside)


def centre_speech(inside: SpokenParts, beside: SpokenParts) -> CentreSpeech:
    """Return the decision for the speech in the centre and in all other channels."""
    total = inside.energy + beside.energy
    share = inside.energy / total if total > 0 else 0.0
    if share < _LEAST_SHARE or length(beside.spans) > _MOST_SIDE_SPEECH * length(inside.spans):
        return CentreSpeech(SpeechPlace.MIX_DOWN, share)
    place = SpeechPlace.CENTRE_AND_SIDES if beside.spans else SpeechPlace.CENTRE
    return CentreSpeech(place, share, beside.spans)


def spoken_parts(activity: SpeechActivity, clip: PcmClip) -> SpokenParts:
    """Return the parts of a clip with runs of likely speech, of which 150 ms or more are certain."""
    audible = activity.level >= _LEAST_LEVEL
    runs = _runs((activity.likelihood >= _LIKELY) & audible)
    certain = np.concatenate([[0], np.cumsum((activity.likelihood >= _CERTAIN) & audible)])
    runs = runs[(certain[runs[:, 1]] - certain[runs[:, 0]]) * HOP_MS >= _CERTAIN_MS]
    power = np.concatenate([[0.0], np.cumsum(10.0 ** (activity.level / 20 - 10))])
    energy = float((power[runs[:, 1]] - power[runs[:, 0]]).sum())
    spans = [
        (ms_to_sample(start_ms - _AROUND_MS, clip.rate_hz), ms_to_sample(stop_ms + _AROUND_MS, clip.rate_hz))
        for start_ms, stop_ms in _without_short_gaps((HOP_MS * runs).tolist())
    ]
    speech_ms = int((runs[:, 1] - runs[:, 0]).sum()) * HOP_MS
    return SpokenParts(merge_spans(spans, clip.samples), speech_ms, energy)


def _without_short_gaps(runs: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for start, stop in runs:
        if result and start - result[-1][1] < _LONGEST_GAP_MS:
            result[-1] = (result[-1][0], stop)
        else:
            result.append((start, stop))
    return result


def _runs(there: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return the runs of true frames, int64 ``[runs, 2]``, start and stop."""
    ends = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]])))
    return ends.astype(np.int64).reshape(-1, 2)
