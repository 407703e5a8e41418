"""Speech activity over time, in memory and on disk."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import FileMissing
from deepdub_engine.base.regular import open_regular
from deepdub_engine.subtitles.cues import Cue

HOP_MS = 10
LEAD_IN = 4.0  # frames by which a cue usually starts before its words
_FORM = 1  # version of the file format; other versions are not read
_LOG = logging.getLogger(__name__)
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class SpeechActivity:
    """The likelihood of speech, every 10 ms.

    Parameters
    ----------
    likelihood
        uint8 ``[frames]``, 255 for certain speech; frame `i` is centred ``10 · i`` ms from the start of the clip.
    level
        uint8 ``[frames]``: level of the speech band, 300 to 3400 Hz, in half decibels above −100 dBFS.
    """

    likelihood: Bytes
    level: Bytes

    @property
    def duration_ms(self) -> int:
        """Length of the analysed clip."""
        return len(self.likelihood) * HOP_MS

    @property
    def speech_ms(self) -> int:
        """Total duration of likely speech."""
        return int(np.count_nonzero(self.likelihood >= 128)) * HOP_MS

    @classmethod
    def from_cues(cls, cues: Iterable[Cue]) -> SpeechActivity:
        """Return the activity implied by correctly timed subtitles in any language.

        Speech lasts to the end of each cue and begins a little after its start (`LEAD_IN`), as the search expects.
        """
        spans = [
            (min(cue.start_ms / HOP_MS + LEAD_IN, (cue.start_ms + cue.end_ms) / 2 / HOP_MS), cue.end_ms / HOP_MS)
            for cue in cues
            if cue.end_ms > 0
        ]
        frames = max((round(stop) for _, stop in spans), default=0)
        likelihood = np.zeros(frames, np.uint8)
        for start, stop in spans:
            likelihood[max(0, round(start)) : round(stop)] = 255
        return cls(likelihood, likelihood)


def save_activity(activity: SpeechActivity, path: Path) -> None:
    """Write speech activity to a file, about 300 kB per hour of sound.

    Raises
    ------
    DiskFull, OutputNotWritable
        If it cannot be written.
    """
    with replacing(path, private=True) as temporary, temporary.open("wb") as file:
        np.savez_compressed(file, form=np.uint8(_FORM), likelihood=activity.likelihood, level=activity.level)


def load_activity(path: Path) -> SpeechActivity | None:
    """Read a file that `save_activity` wrote; None if it is missing, damaged, or of another version."""
    try:
        with open_regular(path) as packed, np.load(packed, allow_pickle=False) as file:
            likelihood, level = file["likelihood"], file["level"]
            known = int(file["form"]) == _FORM
        shapes = likelihood.ndim == 1 and likelihood.shape == level.shape
        is_sound = known and shapes and likelihood.dtype == level.dtype == np.uint8
    except FileMissing:
        return None
    except Exception:  # noqa: BLE001 - a damaged file can raise anything, and is only made again
        _LOG.info("stored speech activity cannot be read: %s", path, exc_info=True)
        return None
    return SpeechActivity(likelihood, level) if is_sound else None
