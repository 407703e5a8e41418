"""What speaks for a place of the subtitles: speech over time, and which cues are spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from deepdub_engine.alignment.speech import HOP_MS, SpeechActivity
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.speech_text import spoken_text

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

_SOUNDS = re.compile(r"\[[^\[\]]*\]|［[^［］]*］|【[^【】]*】|^\s*#.*#\s*$", re.MULTILINE)  # noqa: RUF001
_NOTES = frozenset("♪♫♬♩")
_LEAST_SPOKEN = 0.3
_LONGEST_CUE_MS = 15_000
_FARTHEST_MS = 12 * 3_600_000


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Speech over time as the search reads it.

    Parameters
    ----------
    values
        float32 ``[frames]``: how likely speech is in every 10 ms, less the mean; 0 beyond both ends.
    sums
        float64 ``[frames + 1]``: running sum of `values`.
    """

    values: Floats
    sums: Doubles

    @classmethod
    def of(cls, activity: SpeechActivity) -> Evidence:
        """Read speech activity."""
        values = activity.likelihood.astype(np.float32) / np.float32(255)
        if len(values):
            values -= values.mean()
        return cls(values, np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)]))

    def within(self, start: Doubles, stop: Doubles) -> Doubles:
        """Return the sums over stretches ``[start, stop)``, given in frames with their fractions."""
        return self._sums_at(stop) - self._sums_at(start)

    def _sums_at(self, places: Doubles) -> Doubles:
        if not len(self.values):
            return np.zeros_like(places)
        places = np.clip(places, 0, len(self.values))
        whole = np.minimum(places.astype(np.int64), len(self.values) - 1)
        sums: Doubles = self.sums[whole] + (places - whole) * self.values[whole]
        return sums


@lru_cache(maxsize=1 << 16)  # the same cues are looked at again for every curve
def is_spoken(text: str) -> bool:
    """Tell whether words of a cue are spoken: not only sounds in brackets or parentheses, and no song."""
    return _NOTES.isdisjoint(text) and bool(spoken_text(_SOUNDS.sub(" ", text)))


def spans_of(cues: Sequence[Cue], *, spoken_only: bool = True) -> Doubles:
    """Return the spans of the cues that count, float64 ``[n, 2]`` in frames of 10 ms, by their start.

    Cues without speech are left out, unless hardly any would remain. What is shown for very long is counted for
    the first 15 s, and a stray time, more than 12 h from the middle, is passed over.
    """
    spoken = [cue for cue in cues if cue.end_ms > cue.start_ms and is_spoken(cue.text)] if spoken_only else []
    if len(spoken) < _LEAST_SPOKEN * len(cues):
        spoken = [cue for cue in cues if cue.end_ms > cue.start_ms]
    spans = np.array([(cue.start_ms, min(cue.end_ms, cue.start_ms + _LONGEST_CUE_MS)) for cue in spoken], np.float64)
    spans = spans.reshape(-1, 2)
    if len(spans):
        spans = spans[np.abs(spans[:, 0] - np.median(spans[:, 0])) <= _FARTHEST_MS]
    ordered: Doubles = spans[np.argsort(spans[:, 0], kind="stable")] / HOP_MS
    return ordered


def mask_of(spans: Doubles, first: int, frames: int) -> Floats:
    """Return how much of every frame from `first` on lies in a span, float32 ``[frames]``, 0 to 1."""
    edges = np.zeros(frames + 2, np.float64)
    for ends, sign in ((spans[:, 0], 1.0), (spans[:, 1], -1.0)):
        # The running sum of these two steps rises to 1 over the frame that the edge lies in.
        places = np.clip(ends - first, 0, frames)
        whole = np.floor(places).astype(np.int64)
        part = places - whole
        np.add.at(edges, whole, sign * (1 - part))
        np.add.at(edges, whole + 1, sign * part)
    mask: Floats = np.clip(np.cumsum(edges[:frames]), 0, 1).astype(np.float32)
    return mask
