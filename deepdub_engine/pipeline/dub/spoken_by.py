"""Who speaks a sentence, as the table for the voice step says it."""

from __future__ import annotations

from typing import Any

from deepdub_engine.sentences.details import SentenceDetails
from deepdub_engine.speakers.cast import Cast, Line, Source


def speaker_values(cast: Cast, detail: SentenceDetails) -> dict[str, Any]:
    """Return the values of a row that say who speaks; none without a cast.

    Of several speakers the first counts, a settled one before a suggested one, and a sure one before an unsure one.
    """
    if not cast:
        return {}
    lines = [line for line in map(cast.line_of, detail.cues) if line is not None]
    line = min(lines, key=_doubt, default=None)
    speaker = None if line is None else cast.speaker(line.speaker)
    source = Source.SUBTITLE if line is None else line.source
    name = detail.speaker if speaker is None else speaker.label
    return {
        "speaker": name or None,
        "speaker_source": str(source) if name else None,
        "speaker_unsure": line is not None and line.is_unsure,
        "overlapped": any(line.is_overlapped for line in lines),
        "suggested_speaker": name if source is Source.SUGGESTED else None,
    }


def _doubt(line: Line) -> tuple[bool, bool]:
    return not line.is_settled, line.is_unsure
