"""The sentences of a session: what an export would cut, and which cues are in each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from deepdub_engine.sentences.grouping import SentenceBreaks, SpokenTexts, group_parts, spoken_parts
from deepdub_engine.sentences.marks import SentenceMarks
from deepdub_engine.sentences.sentences import Sentence, sentences_from_cues
from deepdub_engine.subtitles import Cue

Cues = tuple[Cue, ...]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """Where sentences end: by rule, and where the person has split or joined them.

    Parameters
    ----------
    breaks, marks
        The rules, and the marks that come before them.
    """

    breaks: SentenceBreaks
    marks: SentenceMarks

    def sentences(self, cues: Cues) -> tuple[Sentence, ...]:
        """Return the sentences of cues."""
        return sentences_from_cues(cues, self.breaks, self.marks)


@dataclass(frozen=True, slots=True, eq=False)
class SentenceSpans:
    """The cues of each sentence, and when it is spoken.

    Parameters
    ----------
    groups
        Indices of the cues of each sentence, in order of their starts.
    starts_ms, ends_ms
        int64 ``[n]``: start and end of each sentence; both ascend.
    """

    groups: tuple[tuple[int, ...], ...]
    starts_ms: Ints
    ends_ms: Ints

    def place_of(self, cue: int) -> tuple[int, int] | None:
        """Return the index of a cue's sentence and its place in it; None if nothing is spoken."""
        found = ((number, group.index(cue)) for number, group in enumerate(self.groups) if cue in group)
        return next(found, None)


class SentenceGrouper:
    """Groups cues into sentences, again and again while a person works; a uniform shift needs no grouping."""

    def __init__(self) -> None:
        self._texts = SpokenTexts()
        self._last: tuple[Cues, SentenceRules, SentenceSpans] | None = None

    def spans(self, cues: Cues, rules: SentenceRules) -> SentenceSpans:
        """Return the sentences of cues."""
        last = self._last
        if last is not None and last[1] == rules:
            by_ms = _uniform_shift(last[0], cues)
            if by_ms == 0:
                return last[2]
            if by_ms is not None:
                spans = last[2]
                spans = SentenceSpans(spans.groups, spans.starts_ms + by_ms, spans.ends_ms + by_ms)
                self._last = cues, rules, spans
                return spans
        groups = group_parts(spoken_parts(cues, self._texts), rules.breaks, rules.marks)
        starts = np.array([group[0].start_ms for group in groups], np.int64)
        ends = np.array([max(part.end_ms for part in group) for group in groups], np.int64)
        if len(groups):
            ends = np.maximum.accumulate(np.maximum(ends, starts))
        found = SentenceSpans(tuple(tuple(part.cue for part in group) for group in groups), starts, ends)
        self._last = cues, rules, found
        return found


def _uniform_shift(before: Cues, after: Cues) -> int | None:
    """Return by how much all cues have moved; None if they have moved apart, or across the start of the clip."""
    if before is after:
        return 0
    if len(before) != len(after) or not before:
        return None
    by_ms = after[0].start_ms - before[0].start_ms
    same = all(
        new.start_ms - old.start_ms == by_ms
        and new.end_ms - old.end_ms == by_ms
        and old.start_ms >= 0
        and new.start_ms >= 0
        and new.text == old.text
        for old, new in zip(before, after, strict=True)
    )
    return by_ms if same else None


def boundaries(spans: SentenceSpans, marks: SentenceMarks) -> list[tuple[int, bool]]:
    """Return the cues before which the person has split (True) or joined (False), as far as there is a place before."""
    known = marks.by_cue()
    order = [cue for group in spans.groups for cue in group]
    return [(cue, known[cue]) for _, cue in pairwise(order) if cue in known]
