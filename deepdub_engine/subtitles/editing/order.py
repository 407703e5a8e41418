"""Cues in the order of time, whatever that of their file is."""

from __future__ import annotations

from collections.abc import Sequence

from deepdub_engine.subtitles.cues import Cue


def by_start(cues: Sequence[Cue]) -> list[int]:
    """Return the indices of cues in the order in which they start; of equal ones, in that of the file."""
    starts_ms = [cue.start_ms for cue in cues]
    return sorted(range(len(cues)), key=starts_ms.__getitem__)
