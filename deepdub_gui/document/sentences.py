"""The sentences of a session: what an export would cut, and which cues are in each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from deepdub_engine.sentences.grouping import SentenceBreaks, SpokenTexts, group_parts, spoken_parts
from deepdub_engine.sentences.marks import SentenceMarks
from deepdub_engine.sentences.sentences import Sentence, sentences_from_cues
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming

Cues = tuple[Cue, ...]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """Where sentences end: by rule, and where the person has split or joined them.

    Parameters
    ----------
    breaks, marks
        The rules, and the marks that come before them.
    speakers
        The speaker of each cue; empty if only the texts can name them.
    """

    breaks: SentenceBreaks
    marks: SentenceMarks
    speakers: tuple[str, ...] = ()

    def sentences(self, cues: Cues) -> tuple[Sentence, ...]:
        """Return the sentences of cues."""
        return sentences_from_cues(cues, self.breaks, self.marks, self.speakers)


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

    def shifted(self, by_ms: int) -> SentenceSpans:
        """Return the sentences moved."""
        return SentenceSpans(self.groups, self.starts_ms + by_ms, self.ends_ms + by_ms)

    def place_of(self, cue: int) -> tuple[int, int] | None:
        """Return the index of a cue's sentence and its place in it; None if nothing is spoken."""
        found = ((number, group.index(cue)) for number, group in enumerate(self.groups) if cue in group)
        return next(found, None)


@dataclass(frozen=True, slots=True, eq=False)
class _Grouped:
    """What was grouped last: the cues before and after their retiming, the rules, and the sentences."""

    base: Cues
    retiming: Retiming
    rules: SentenceRules
    first_ms: int
    spans: SentenceSpans

    def shift_to(self, base: Cues, retiming: Retiming, rules: SentenceRules) -> int | None:
        """Return by how much all cues have moved since; None if anything else has changed."""
        if base is not self.base or rules != self.rules:
            return None
        by_ms = retiming.offset_ms - self.retiming.offset_ms
        if replace(retiming, offset_ms=self.retiming.offset_ms) != self.retiming:
            return None
        # What a shift moves before the start of the clip is cut off.
        return by_ms if not by_ms or min(self.first_ms, self.first_ms + by_ms) >= 0 else None


class SentenceGrouper:
    """Groups cues into sentences, again and again while a person works; a shift of all cues needs no grouping."""

    def __init__(self) -> None:
        self._texts = SpokenTexts()
        self._last: _Grouped | None = None

    def shown(self, base: Cues, retiming: Retiming, rules: SentenceRules) -> SentenceSpans:
        """Return the sentences of cues that are retimed."""
        last = self._last
        by_ms = None if last is None else last.shift_to(base, retiming, rules)
        if last is None or by_ms is None:
            cues = retiming.apply(base)
            first_ms, spans = min((cue.start_ms for cue in cues), default=0), self.spans(cues, rules)
        elif not by_ms:
            return last.spans
        else:
            first_ms, spans = last.first_ms + by_ms, last.spans.shifted(by_ms)
        self._last = _Grouped(base, retiming, rules, first_ms, spans)
        return spans

    def spans(self, cues: Cues, rules: SentenceRules) -> SentenceSpans:
        """Return the sentences of cues."""
        speakers = rules.speakers if len(rules.speakers) == len(cues) else ()
        groups = group_parts(spoken_parts(cues, self._texts), rules.breaks, rules.marks, speakers)
        starts = np.array([group[0].start_ms for group in groups], np.int64)
        ends = np.array([max(part.end_ms for part in group) for group in groups], np.int64)
        ends = np.maximum.accumulate(np.maximum(ends, starts)) if groups else ends
        return SentenceSpans(tuple(tuple(part.cue for part in group) for group in groups), starts, ends)


def boundaries(spans: SentenceSpans, marks: SentenceMarks) -> list[tuple[int, bool]]:
    """Return the cues before which the person has split (True) or joined (False), as far as there is a place before."""
    known = marks.by_cue()
    order = [cue for group in spans.groups for cue in group]
    return [(cue, known[cue]) for _, cue in pairwise(order) if cue in known]
