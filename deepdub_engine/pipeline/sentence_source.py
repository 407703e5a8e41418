"""Where the sentences of a command come from: joined from the cues, or read from a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from deepdub_engine.base.messages import Message, message
from deepdub_engine.pipeline.requests import CueRequest, TimedCues
from deepdub_engine.sentences.grouping import spoken_parts
from deepdub_engine.sentences.sentences import Sentence, sentences_from_cues
from deepdub_engine.sentences.table_files import read_sentence_table
from deepdub_engine.subtitles import Cue


def sentences_of(request: CueRequest, timed: TimedCues) -> tuple[tuple[Sentence, ...], tuple[Message, ...]]:
    """Return the sentences that a request asks for, and warnings about them.

    Parameters
    ----------
    request
        Where sentences end, or the table to read.
    timed
        The cues, timed from the start of the clip.

    Raises
    ------
    FileMissing, FileUnreadable, SentencesInvalid
        If there is a table and it cannot be read.
    """
    if request.sentences is None:
        speakers = timed.voice_step.details.speakers
        return sentences_from_cues(timed.cues, request.breaks, speakers=speakers), ()
    sentences = read_sentence_table(request.sentences)
    outside = _outside(timed.cues, sentences)
    if not outside:
        return sentences, ()
    note = message(
        "Subtitles outside all sentences of “{name}”: {count}. They are not cut: check that the table belongs to them.",
        count=outside,
        name=request.sentences.name,
    )
    return sentences, (note,)


def _outside(cues: Sequence[Cue], sentences: Sequence[Sentence]) -> int:
    """Return how many spoken cues share no time with a sentence."""
    starts = [sentence.start_ms for sentence in sentences]
    count = 0
    for part in spoken_parts(cues):
        place = bisect_right(starts, part.end_ms - 1) - 1
        count += part.end_ms > part.start_ms and (place < 0 or sentences[place].end_ms <= part.start_ms)
    return count
