"""Sets of samples as sorted spans ``(start, stop)`` that neither overlap nor touch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Spans = tuple[Span, ...]


def merge_spans(spans: Iterable[Span], samples: int) -> Spans:
    """Return spans sorted, clipped to ``[0, samples)`` and merged where they overlap or touch."""
    result: list[Span] = []
    for start, stop in sorted((max(0, start), min(samples, stop)) for start, stop in spans):
        if stop <= start:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], stop))
        else:
            result.append((start, stop))
    return tuple(result)


def subtract_spans(spans: Spans, others: Spans) -> Spans:
    """Return the difference of two sets of spans, both as `merge_spans` returns them."""
    result: list[Span] = []
    for start, stop in spans:
        at = start
        for other_start, other_stop in overlapping(others, start, stop):
            if other_start > at:
                result.append((at, other_start))
            at = max(at, other_stop)
        if at < stop:
            result.append((at, stop))
    return tuple(result)


def intersect_spans(spans: Spans, others: Spans) -> Spans:
    """Return what two sets of spans, both as `merge_spans` returns them, have in common."""
    return subtract_spans(spans, subtract_spans(spans, others))


def overlapping(spans: Sequence[Span], start: int, stop: int) -> Sequence[Span]:
    """Return the joined spans that overlap ``[start, stop)``."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = first
    while last < len(spans) and spans[last][0] < stop:
        last += 1
    return spans[first:last]


def covers(spans: Spans, start: int, stop: int) -> bool:
    """Return whether joined spans cover all of ``[start, stop)``."""
    return start >= stop or any(first <= start and stop <= last for first, last in overlapping(spans, start, stop))


def length(spans: Spans) -> int:
    """Return the total number of samples in spans."""
    return sum(stop - start for start, stop in spans)
