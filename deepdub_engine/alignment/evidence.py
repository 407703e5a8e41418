"""Inputs of the alignment search: speech over time, and the spans of spoken cues."""

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
class SpeechEvidence:
    """Speech likelihood over time, prepared for the search.

    Parameters
    ----------
    values
        float32 ``[frames]``: likelihood of speech per frame of 10 ms, mean removed; taken as 0 outside the clip.
    sums
        float64 ``[frames + 1]``: running sum of `values`.
    """

    values: Floats
    sums: Doubles

    @classmethod
    def of(cls, activity: SpeechActivity) -> SpeechEvidence:
        """Return the evidence in a clip's speech activity."""
        values = activity.likelihood.astype(np.float32) / np.float32(255)
        if len(values):
            values -= values.mean()
        return cls(values, np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)]))

    def within(self, start: Doubles, stop: Doubles) -> Doubles:
        """Return the sums over the intervals ``[start, stop)``, given in fractional frames."""
        return self._sums_at(stop) - self._sums_at(start)

    def _sums_at(self, places: Doubles) -> Doubles:
        if not len(self.values):
            return np.zeros_like(places)
        places = np.clip(places, 0, len(self.values))
        whole = np.minimum(places.astype(np.int64), len(self.values) - 1)
        sums: Doubles = self.sums[whole] + (places - whole) * self.values[whole]
        return sums


@lru_cache(maxsize=1 << 16)  # every curve checks the same cues again
def is_spoken(text: str) -> bool:
    """Return whether a cue holds spoken words, not just sound descriptions in brackets, or lyrics."""
    return _NOTES.isdisjoint(text) and bool(spoken_text(_SOUNDS.sub(" ", text)))


def spoken_spans(cues: Sequence[Cue], *, spoken_only: bool = True) -> Doubles:
    """Return the spans of the cues to align, float64 ``[n, 2]`` in frames of 10 ms, sorted by start.

    Cues without spoken words are dropped unless fewer than 30 % would remain. Spans are capped at 15 s, and cues more
    than 12 h from the median start are dropped as errors.
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


def span_mask(spans: Doubles, first: int, frames: int) -> Floats:
    """Return the part of each frame, starting at `first`, that lies in a span, float32 ``[frames]``, 0 to 1."""
    edges = np.zeros(frames + 2, np.float64)
    for ends, sign in ((spans[:, 0], 1.0), (spans[:, 1], -1.0)):
        # These two steps make the running sum ramp to 1 within the frame that holds the edge.
        places = np.clip(ends - first, 0, frames)
        whole = np.floor(places).astype(np.int64)
        part = places - whole
        np.add.at(edges, whole, sign * (1 - part))
        np.add.at(edges, whole + 1, sign * part)
    mask: Floats = np.clip(np.cumsum(edges[:frames]), 0, 1).astype(np.float32)
    return mask
