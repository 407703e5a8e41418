"""Lines of a cast follow their cues through edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deepdub_engine.sentences.marks import places_after
from deepdub_engine.speakers.cast import Cast, Line, trimmed
from deepdub_engine.subtitles.cues import Cue


def follow(cast: Cast, before: Sequence[Cue], after: Sequence[Cue]) -> Cast:
    """Return the cast after an edit of the cues.

    A line stays with its cue when that moves or gets another text. Both parts of a split cue keep the speaker. Joined
    cues keep the first speaker that is known, and are marked as overlapped if they had several. Who speaks an inserted
    cue is unknown.

    Parameters
    ----------
    cast
        The cast before the edit.
    before, after
        All cues before and after the edit, in the order of the file.
    """
    if not cast.lines or len(before) == len(after):
        return cast
    places = places_after(before, after)
    lines: list[Line | None] = [None] * len(after)
    taken: set[int] = set()
    for cue in sorted(places, key=lambda at: (before[at].start_ms, at)):
        place = places[cue]
        lines[place] = _joined(lines[place], cast.line_of(cue)) if place in taken else cast.line_of(cue)
        taken.add(place)
    changed = [cue for cue, place in places.items() if before[cue] != after[place]]
    for place in range(len(after)):
        if place not in taken:
            parts = (cue for cue in changed if _is_part(after[place], before[cue]))
            lines[place] = next((cast.line_of(cue) for cue in parts), None)
    return replace(cast, lines=trimmed(lines))


def _is_part(part: Cue, whole: Cue) -> bool:
    return whole.start_ms <= part.start_ms and part.end_ms <= whole.end_ms


def _joined(first: Line | None, other: Line | None) -> Line | None:
    if first is None or other is None:
        return first or other
    is_mixed = first.speaker != other.speaker
    return replace(
        first,
        is_unsure=first.is_unsure or (other.is_unsure and not is_mixed),
        is_overlapped=first.is_overlapped or other.is_overlapped or is_mixed,
    )
