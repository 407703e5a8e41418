"""Suggest a retiming that aligns subtitles with speech, with a confidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from deepdub_engine.alignment.confidence import FEW_CUES, ScoredReason, rate_suggestion, rate_tie
from deepdub_engine.alignment.correlation import correlate, peak_prominence
from deepdub_engine.alignment.evidence import Doubles, SpeechEvidence, spoken_spans
from deepdub_engine.alignment.permutation_test import gain_significance
from deepdub_engine.alignment.piecewise import ShiftGrid, ShiftPiece, best_gain, find_pieces, merge_short_pieces
from deepdub_engine.alignment.ratios import free_ratios
from deepdub_engine.alignment.refinement import onset_match, refine_shift
from deepdub_engine.alignment.search_options import SearchOptions
from deepdub_engine.alignment.speech import HOP_MS, SpeechActivity
from deepdub_engine.alignment.ties import REFINING, Pieces, equal_pieces, nearest_equal, placed, refined
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.timing import round_half_up
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.retime import Break, Retiming

WHAT = mark("Fitting subtitles to speech")
_RATIO_COST = 300.0  # frames of evidence that a ratio other than 1 must gain
_CLOSE_GAIN = 1500.0  # distance from the best gain within which a ratio is refined
_MOST_CLOSE = 3
_FINE_COST = 4.0  # for a ratio or a break, times the square root of the number of cues


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested retiming with its confidence.

    Parameters
    ----------
    retiming
        The retiming to apply to the cues of the file.
    confidence
        0 to 1; reliable from 0.5 upwards.
    reason
        A sentence that explains the confidence.
    """

    retiming: Retiming
    confidence: float
    reason: Message

    @property
    def confident(self) -> bool:
        """Whether the suggestion is reliable enough to apply without asking."""
        return self.confidence >= 0.5


def suggest(activity: SpeechActivity, cues: Sequence[Cue], search: SearchOptions | None = None) -> Job[Suggestion]:
    """Find the retiming that aligns cues with speech.

    Parameters
    ----------
    activity
        Speech activity of the clip, or of correctly timed subtitles (`SpeechActivity.from_cues`).
    cues
        The cues of the file, in any order.
    search
        Search options; the defaults if None.

    Yields
    ------
    Progress
        Number of ratios tried.
    """
    search = search or SearchOptions()
    spans = spoken_spans(cues)
    evidence = SpeechEvidence.of(activity)
    yield Progress(0, 1, WHAT)
    if not len(spans) or not evidence.values.any():
        return Suggestion(Retiming(), 0.0, _nothing(activity, spans))
    ratios = dict.fromkeys((*search.ratios, *(free_ratios(evidence, spans) if search.free_ratio else ())))
    grid = ShiftGrid(evidence, *_reach(evidence, spans, list(ratios), search))
    gains: dict[Fraction, float] = {}
    for number, ratio in enumerate(ratios):
        gains[ratio] = _gain(grid, spans, ratio, search)
        yield Progress(number + 1, len(ratios) + 2, WHAT)
    best = sorted(gains, key=gains.__getitem__, reverse=True)[:_MOST_CLOSE]
    fits: list[tuple[float, Fraction, Pieces]] = []
    for ratio in (ratio for ratio in best if gains[ratio] >= gains[best[0]] - _CLOSE_GAIN):
        stretched = spans * float(ratio)
        pieces = refined(evidence, stretched, merge_short_pieces(find_pieces(grid, stretched, breaks=search.breaks)))
        fit = sum(onset_match(evidence, stretched[piece.first : piece.last], piece.shift) for piece in pieces)
        simple = len(pieces) + (ratio != 1)
        fits.append((fit - _FINE_COST * math.sqrt(len(spans)) * simple, ratio, pieces))
        yield Progress(len(ratios) + 1, len(ratios) + 2, WHAT)
    _, ratio, pieces = max(fits, key=lambda fit: fit[0])
    stretched = spans * float(ratio)
    pieces = nearest_equal(evidence, stretched, pieces)
    retiming = _retiming(spans, ratio, pieces)
    chance = None
    if 1 < len(spans) < FEW_CUES:
        gain_of = partial(_best_gain, grid, ratios=tuple(ratios), search=search)
        chance = yield from staged(gain_significance(gain_of, spans, gains[best[0]], WHAT), 0.9, 1.0)
    verdict = _judge(evidence, stretched, pieces, retiming, search, chance)
    other = equal_pieces(evidence, stretched, pieces)
    if other is not None:
        verdict = rate_tie(verdict, retiming, _retiming(spans, ratio, other))
    return Suggestion(retiming, verdict.confidence, verdict.reason)


def _reach(
    evidence: SpeechEvidence, spans: Doubles, ratios: Sequence[Fraction], search: SearchOptions
) -> tuple[float, float]:
    """Return the lowest and highest shift to search, in frames: within the limit, with cues and clip overlapping."""
    most = search.largest_offset_ms / HOP_MS
    ends = [float(end * ratio) for ratio in (min(ratios), max(ratios)) for end in (spans.min(), spans.max())]
    return max(-most, min(most, -max(ends))), min(most, max(-most, len(evidence.values) - min(ends)))


def _nothing(activity: SpeechActivity, spans: Doubles) -> Message:
    if not len(spans):
        return message("No subtitle has a duration, so there is nothing to fit.")
    if activity.speech_ms == 0:
        return message("No speech was detected.")
    return message("Speech never pauses, so every shift fits equally well.")


def _retiming(spans: Doubles, ratio: Fraction, pieces: Sequence[ShiftPiece]) -> Retiming:
    offsets_ms = [round_half_up(piece.shift * HOP_MS) for piece in pieces]
    breaks = tuple(
        Break(_between(spans, piece.first), after_ms - before_ms)
        for piece, before_ms, after_ms in zip(pieces[1:], offsets_ms, offsets_ms[1:], strict=False)
    )
    return Retiming(offsets_ms[0], ratio, breaks)


def _between(spans: Doubles, number: int) -> int:
    """Return the time of a break before a span: the start of the span, in the file's time."""
    return round_half_up(float(spans[number, 0]) * HOP_MS)


def _gain(grid: ShiftGrid, spans: Doubles, ratio: Fraction, search: SearchOptions) -> float:
    return best_gain(grid, spans * float(ratio), breaks=search.breaks) - (_RATIO_COST if ratio != 1 else 0.0)


def _best_gain(grid: ShiftGrid, spans: Doubles, ratios: Sequence[Fraction], search: SearchOptions) -> float:
    return max(_gain(grid, spans, ratio, search) for ratio in ratios)


def _judge(
    evidence: SpeechEvidence,
    spans: Doubles,
    pieces: Pieces,
    retiming: Retiming,
    search: SearchOptions,
    chance: float | None,
) -> ScoredReason:
    at = placed(spans, pieces)
    stands = peak_prominence(correlate(evidence, at), 0.0)
    minutes = len(evidence.values) * HOP_MS / 60_000
    rival_ms = None
    if stands.rival is not None:
        rival_ms = retiming.offset_ms + round(HOP_MS * refine_shift(evidence, at, stands.rival, REFINING))
    return rate_suggestion(stands, len(spans), minutes, retiming, rival_ms, search.largest_offset_ms, chance)
