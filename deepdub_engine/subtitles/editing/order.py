"""Time order of cues, independent of file order."""

from __future__ import annotations

from collections.abc import Sequence

from deepdub_engine.subtitles.cues import Cue


def by_start(cues: Sequence[Cue]) -> list[int]:
    """Return the indices of cues sorted by start; equal starts keep the file order."""
    starts_ms = [cue.start_ms for cue in cues]
    return sorted(range(len(cues)), key=starts_ms.__getitem__)
