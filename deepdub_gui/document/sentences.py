"""The sentences of a session: what an export would cut, and which cues are in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

    def place_of(self, cue: int) -> tuple[int, int] | None:
        """Return the index of a cue's sentence and its place in it; None if nothing is spoken."""
        found = ((number, group.index(cue)) for number, group in enumerate(self.groups) if cue in group)
        return next(found, None)


@dataclass(frozen=True, slots=True, eq=False)
class _Grouped:
    """What was grouped last: the cues before their retiming, whether they are in order after it, and the sentences."""

    base: Cues
    retiming: Retiming
    rules: SentenceRules
    is_in_order: bool
    spans: SentenceSpans

    def shift_to(self, base: Cues, retiming: Retiming, rules: SentenceRules) -> int | None:
        """Return by how much all cues have moved since; None if anything else has changed."""
        return retiming.shift_from(self.retiming) if base is self.base and rules == self.rules else None


class SentenceGrouper:
    """Groups cues into sentences, again and again while a person works.

    A shift of all cues changes no sentence inside the clip, and only those at its start are grouped again: what lies
    before the clip is cut off.
    """

    def __init__(self) -> None:
        self._texts = SpokenTexts()
        self._last: _Grouped | None = None

    def shown(self, base: Cues, retiming: Retiming, rules: SentenceRules) -> SentenceSpans:
        """Return the sentences of cues that are retimed."""
        last = self._last
        by_ms = None if last is None else last.shift_to(base, retiming, rules)
        if last is not None and by_ms == 0:
            return last.spans
        moved = None if last is None or by_ms is None else self._shifted(last, retiming, by_ms)
        if last is not None and moved is not None:
            spans, is_in_order = moved, last.is_in_order
        else:
            cues = retiming.apply(base)
            spans = self.spans(cues, rules)
            is_in_order = all(one.start_ms <= other.start_ms for one, other in pairwise(cues))
        self._last = _Grouped(base, retiming, rules, is_in_order, spans)
        return spans

    def spans(self, cues: Cues, rules: SentenceRules) -> SentenceSpans:
        """Return the sentences of cues."""
        return self._spans(cues, rules, rules.speakers if len(rules.speakers) == len(cues) else ())

    def _shifted(self, last: _Grouped, retiming: Retiming, by_ms: int) -> SentenceSpans | None:
        """Return the sentences after a shift of all cues; None if all cues must be grouped again."""
        spans, rules = last.spans, last.rules
        inside = int(np.searchsorted(spans.starts_ms, max(0, -by_ms), "right"))  # before the shift and after it
        if not last.is_in_order or inside == len(spans.groups):
            return None
        first = spans.groups[inside][0]
        speakers = rules.speakers if len(rules.speakers) == len(last.base) else ()
        head = self._spans(retiming.apply(last.base[: first + 1]), rules, speakers)
        if head.groups[-1] != (first,):  # it goes on a sentence from the start now
            return None
        return SentenceSpans(
            head.groups[:-1] + spans.groups[inside:],
            np.concatenate((head.starts_ms[:-1], spans.starts_ms[inside:] + by_ms)),
            np.concatenate((head.ends_ms[:-1], spans.ends_ms[inside:] + by_ms)),
        )

    def _spans(self, cues: Cues, rules: SentenceRules, speakers: Sequence[str]) -> SentenceSpans:
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
