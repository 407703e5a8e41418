"""The spans of a clip for the selected subtitles, for the sentences and for a preview."""

from __future__ import annotations

from collections.abc import Sequence

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.spans import Span, Spans, merge_spans, subtract_spans
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.sentences.segments import cut_segments
from deepdub_engine.sentences.sentences import Sentence
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.segment_plan import segments_needed
from deepdub_engine.separation.stems import Stems
from deepdub_engine.subtitles import Cue

PREVIEW_MS = 20_000
_BEFORE_MS = 5_000  # the part of the preview before the playhead
_MOST_EARLIER_MS, _MOST_LATER_MS, _STEP_MS = 9_000, 4_000, 250


def cue_spans(clip: PcmClip, cues: Sequence[Cue], rows: Sequence[int]) -> Spans:
    """Return the spans of the given cues; the gap between two consecutive rows is included."""
    spans: list[tuple[int, int]] = []
    last = -2
    for row in sorted(rows):
        cue = cues[row]
        if row == last + 1 and spans:
            spans[-1] = (min(spans[-1][0], cue.start_ms), max(spans[-1][1], cue.end_ms))
        else:
            spans.append((cue.start_ms, cue.end_ms))
        last = row
    return merge_spans(((_sample(clip, start), _sample(clip, stop)) for start, stop in spans), clip.samples)


def sentence_spans(clip: PcmClip, sentences: Sequence[Sentence]) -> Spans:
    """Return the spans of the sentences for which an export writes files."""
    rows = cut_segments(sentences, clip.samples, clip.rate_hz)
    return merge_spans(((row.start_sample, row.stop_sample) for row in rows if row.spoken), clip.samples)


def has_all(stems: Stems, spans: Spans) -> bool:
    """Return whether there are spans and all of them have been separated."""
    return bool(spans) and not subtract_spans(spans, stems.spans)


def in_ms(stems: Stems, clip: PcmClip) -> tuple[tuple[float, float], ...]:
    """Return the separated spans, in milliseconds."""
    return tuple((1000 * start / clip.rate_hz, 1000 * stop / clip.rate_hz) for start, stop in stems.spans)


def preview_span(clip: PcmClip, time_ms: int, spec: NetworkSpec | None = None) -> Span:
    """Return a span of 20 s around a time, or all of a shorter clip.

    Given a network, its start is moved by a few seconds so that the fewest network segments cover it.
    """
    longest = _sample(clip, PREVIEW_MS)

    def beginning(moved_ms: int) -> Span:
        start = max(0, min(_sample(clip, time_ms - _BEFORE_MS + moved_ms), clip.samples - longest))
        return start, min(clip.samples, start + longest)

    if spec is None:
        return beginning(0)
    nearest_first = sorted(range(-_MOST_EARLIER_MS, _MOST_LATER_MS + 1, _STEP_MS), key=abs)
    return min(map(beginning, nearest_first), key=lambda span: segments_needed(clip, spec, (span,)))


def first_part(clip: PcmClip, spans: Spans) -> Span:
    """Return the span from the start of the first to the end of the last, cut to 20 s."""
    start = spans[0][0]
    return start, min(spans[-1][1], start + _sample(clip, PREVIEW_MS))


def _sample(clip: PcmClip, time_ms: int) -> int:
    return ms_to_sample(max(0, time_ms), clip.rate_hz)
