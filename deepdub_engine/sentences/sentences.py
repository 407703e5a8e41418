"""Join cues to sentences like the original notebook, but without losing speech where the notebook does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deepdub_engine.base.timing import ms_to_sample, sample_to_ms
from deepdub_engine.sentences.grouping import Part, SentenceBreaks, group_parts, spoken_parts
from deepdub_engine.sentences.marks import SentenceMarks
from deepdub_engine.sentences.tables import hash_spans, span_frame, table_csv, with_texts
from deepdub_engine.subtitles.cues import Cue

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Sentence",
    "SentenceBreaks",
    "fit_sentences",
    "sentence_table",
    "sentences_from_cues",
    "span_hash",
    "table_csv",
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the interval of the clip in which it is spoken.

    Parameters
    ----------
    start_ms, end_ms
        Times from the start of the clip; the end is after the start.
    text
        The spoken text, on one line.
    """

    start_ms: int
    end_ms: int
    text: str

    @property
    def hash(self) -> int:
        """The notebook's hash of the sentence, a 64-bit unsigned integer."""
        return span_hash(self.start_ms, self.end_ms)


_BREAKS, _NO_MARKS = SentenceBreaks(), SentenceMarks()


def span_hash(start_ms: int, end_ms: int, *, from_epoch: bool = False) -> int:
    """Return the notebook's hash of an interval; `from_epoch` is for a first segment without speech."""
    return int(hash_spans(span_frame([start_ms], [end_ms], [from_epoch]))[0])


def sentences_from_cues(
    cues: Iterable[Cue],
    breaks: SentenceBreaks = _BREAKS,
    marks: SentenceMarks = _NO_MARKS,
    speakers: Sequence[str] = (),
) -> tuple[Sentence, ...]:
    """Join cues to sentences.

    Cues are sorted by start, reduced to spoken text (`spoken_text`), and joined until one *contains* a terminator:
    ``.``, ``?``, ``!``, ``…`` or one of another script. ``...`` does not count, because it becomes ``;`` as in the
    notebook. A sentence also ends at a long pause, before it becomes too long, where another speaker is named, and
    where music notes (``♪``) begin or end. Marks come before all these rules. A final sentence without a terminator is
    kept. A sentence lasts from the start of its first cue to the latest end of its cues. Anything before the start of
    the clip, after a shift, is cut off.

    Where sentences overlap, the later one starts at the end of the earlier one. If that leaves it no duration, it is
    joined to the earlier one, so that its words are not lost.

    Parameters
    ----------
    cues
        Cues in any order.
    breaks
        Where sentences end without a terminator.
    marks
        Where a person has split or joined sentences, by the indices of the cues.
    speakers
        The speaker of each cue, empty where unknown; those named in the texts by default.

    Returns
    -------
    tuple of Sentence
        In time order, not empty and not overlapping.
    """
    cues = tuple(cues)
    named = speakers if len(speakers) == len(cues) else ()
    return _disjoint(map(_joined, group_parts(spoken_parts(cues), breaks, marks, named)))


def fit_sentences(sentences: Iterable[Sentence], samples: int, rate_hz: int) -> tuple[Sentence, ...]:
    """Return the sentences inside a clip, cut at its ends; exactly these become spoken segments.

    Parameters
    ----------
    sentences
        Sentences in any order; overlaps are resolved as in `sentences_from_cues`.
    samples, rate_hz
        Length of the clip in samples, and its sample rate.
    """
    end_ms = sample_to_ms(samples, rate_hz)
    heard = (
        replace(sentence, start_ms=max(0, sentence.start_ms), end_ms=min(end_ms, sentence.end_ms))
        for sentence in sorted(sentences, key=lambda sentence: sentence.start_ms)
        if sentence.start_ms < end_ms and sentence.end_ms > 0
    )
    return tuple(
        sentence
        for sentence in _disjoint(heard)
        if ms_to_sample(sentence.start_ms, rate_hz) < min(samples, ms_to_sample(sentence.end_ms, rate_hz))
    )


def sentence_table(sentences: Sequence[Sentence]) -> pd.DataFrame:
    """Return the notebook's ``sentence_df``: ``start``, ``end`` (``datetime64[ns]``), ``sentence`` and ``hash``."""
    table = span_frame([sentence.start_ms for sentence in sentences], [sentence.end_ms for sentence in sentences])
    table = with_texts(table, "sentence", [sentence.text for sentence in sentences])
    table["hash"] = hash_spans(table)
    return table


def _joined(parts: Sequence[Part]) -> Sentence:
    text = " ".join(part.spoken.text for part in parts)
    return Sentence(parts[0].start_ms, max(part.end_ms for part in parts), text)


def _disjoint(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    apart: list[Sentence] = []
    homeless: list[str] = []
    for sentence in sentences:
        start_ms = max(sentence.start_ms, apart[-1].end_ms) if apart else sentence.start_ms
        if start_ms < sentence.end_ms:
            apart.append(Sentence(start_ms, sentence.end_ms, " ".join([*homeless, sentence.text])))
            homeless = []
        elif apart:
            apart[-1] = replace(apart[-1], text=f"{apart[-1].text} {sentence.text}")
        else:
            homeless.append(sentence.text)
    return tuple(apart)
