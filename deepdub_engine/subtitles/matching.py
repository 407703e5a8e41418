"""Match edited cues with the original cues of a file, by text and time, because cues have no identifiers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import pairwise

from deepdub_engine.subtitles.cues import Cue

CueKey = Callable[[Cue], Hashable]
Pairs = Sequence[tuple[Cue, int | None]]  # each new cue and the index of its original; None for an added cue


def kept_cues(pairs: Pairs) -> dict[int, Cue]:
    """Return the cues that have an original, by its index."""
    return {index: cue for cue, index in pairs if index is not None}


def spans_after(former: Sequence[Cue], kept: Mapping[int, Cue]) -> list[tuple[int, int]]:
    """Return the new start and end of each original cue, in milliseconds; deleted cues keep their old times."""
    cues = (kept.get(index, cue) for index, cue in enumerate(former))
    return [(cue.start_ms, cue.end_ms) for cue in cues]


def origins(former: Sequence[Cue], cues: Sequence[Cue]) -> tuple[int | None, ...]:
    """Return for each edited cue the index of its original, or None if it was added.

    The indices rise. Equal cues are matched first, then equal texts. Between two matches, an equal number of cues is
    matched in order; otherwise cues that overlap in time are matched.

    Parameters
    ----------
    former
        The original cues.
    cues
        The edited cues, before any retiming.
    """
    found: list[int | None] = [None] * len(cues)
    pending = [(0, len(former), 0, len(cues), 0)]
    while pending:
        first, stop, begin, end, level = pending.pop()
        if first == stop or begin == end:
            continue
        if level == len(_KEYS):
            pairs = _in_order(former, cues, (first, stop, begin, end))
        else:
            pairs = _equal(former, cues, (first, stop, begin, end), _KEYS[level])
            edges = [(first - 1, begin - 1), *pairs, (stop, end)]
            pending += [
                (one + 1, other, one_now + 1, other_now, level + 1)
                for (one, one_now), (other, other_now) in pairwise(edges)
            ]
        for before, now in pairs:
            found[now] = before
    return tuple(found)


_KEYS: tuple[CueKey, ...] = (lambda cue: cue, lambda cue: cue.text)
_Part = tuple[int, int, int, int]  # ranges of original and edited cues
_Pairs = list[tuple[int, int]]


def _equal(former: Sequence[Cue], cues: Sequence[Cue], part: _Part, key: CueKey) -> _Pairs:
    """Match equal keys at both ends, and between them keys that are unique on both sides."""
    first, stop, begin, end = part
    front: _Pairs = []
    while first < stop and begin < end and key(former[first]) == key(cues[begin]):
        front.append((first, begin))
        first, begin = first + 1, begin + 1
    back: _Pairs = []
    while first < stop and begin < end and key(former[stop - 1]) == key(cues[end - 1]):
        stop, end = stop - 1, end - 1
        back.append((stop, end))
    before, now = [key(cue) for cue in former[first:stop]], [key(cue) for cue in cues[begin:end]]
    counts, counts_now = Counter(before), Counter(now)
    places = {name: first + place for place, name in enumerate(before) if counts[name] == 1}
    common = [
        (places[name], begin + place) for place, name in enumerate(now) if counts_now[name] == 1 and name in places
    ]
    return [*front, *_rising(common), *reversed(back)]


def _rising(pairs: _Pairs) -> _Pairs:
    """Return the longest subsequence of pairs whose first members rise (patience sorting)."""
    tops: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    for place, (member, _) in enumerate(pairs):
        pile = bisect_left(tops, member)
        before.append(chosen[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [member]
        chosen[pile : pile + 1] = [place]
    result: _Pairs = []
    place = chosen[-1] if chosen else -1
    while place >= 0:
        result.append(pairs[place])
        place = before[place]
    return result[::-1]


def _in_order(former: Sequence[Cue], cues: Sequence[Cue], part: _Part) -> _Pairs:
    first, stop, begin, end = part
    if stop - first == end - begin:
        return list(zip(range(first, stop), range(begin, end), strict=True))
    pairs: _Pairs = []
    for now in range(begin, end):
        cue = cues[now]
        while first < stop and former[first].end_ms <= cue.start_ms:
            first += 1
        if first < stop and former[first].start_ms < cue.end_ms:
            pairs.append((first, now))
            first += 1
    return pairs
