"""Plan where each voice is laid: a pure function of lengths, without a sound.

All values are in samples. Pauses are shortened before free time is used, and free time before the voice is stretched;
what is then still too long is laid whole, over what follows.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.audio.stretch import stretched_length
from deepdub_engine.base.spans import Span, Spans
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.pipeline.dub.voice import SlotFacts, VoiceFacts

SPLICE_MS = 5  # the crossfade where silence was taken out
_LEAST_PAUSE_MS = 120  # what stays of a pause
_EDGE_MS = 40  # silence that stays before the first and behind the last word, if there is room
_UNHEARD = 0.03  # a smaller difference of speeds is not worth a stretch


@dataclass(frozen=True, slots=True)
class Request:
    """A voice that waits for its place: its slot, and what was measured of both."""

    start: int
    stop: int
    voice: VoiceFacts
    slot: SlotFacts


@dataclass(frozen=True, slots=True)
class Placement:
    """Where and how a voice is laid.

    Parameters
    ----------
    start
        Where its first sample lies in the clip.
    pieces
        The parts of the voice that are kept, joined by crossfades of `SPLICE_MS`.
    speed
        Speed of the joined pieces.
    samples
        Length in the clip.
    before, behind
        Free time used before and behind the slot.
    shortened
        Silence taken out of the voice.
    over
        What sounds beyond the slot and the free time allowed.
    moved_ms
        How far it was moved by hand from where the fit lays it.
    """

    start: int
    pieces: Spans
    speed: float
    samples: int
    before: int = 0
    behind: int = 0
    shortened: int = 0
    over: int = 0
    moved_ms: int = 0

    @property
    def stop(self) -> int:
        """Where it ends in the clip."""
        return self.start + self.samples


def plan_voices(
    requests: Sequence[Request | None], slots: Sequence[Span], samples: int, rate_hz: int, options: RemixOptions
) -> tuple[Placement | None, ...]:
    """Place the voices of a clip.

    Parameters
    ----------
    requests
        The voice of each line; None where there is none.
    slots
        The slot of each line, in order.
    samples, rate_hz
        Length of the clip, and sample rate.
    options
        Limits of speed and of free time.
    """
    planner = _Planner(rate_hz, options)
    needs = [planner.need(request) if request else 0 for request in requests]
    placements: list[Placement | None] = []
    taken = 0  # up to here the clip is occupied
    for number, (request, slot) in enumerate(zip(requests, slots, strict=True)):
        last = number + 1 == len(slots)
        following = samples if last else slots[number + 1][0]
        placed = None
        if request is not None:
            claim = 0 if last else planner.claim(needs[number + 1])
            behind = max(0, min(planner.behind, following - slot[1] - claim))
            before = max(0, min(planner.before, slot[0] - taken))
            placed = planner.place(request, before, behind, samples)
        placements.append(placed)
        taken = max(taken, slot[1], placed.stop if placed else 0)
    return tuple(placements)


@dataclass(frozen=True, slots=True)
class _Planner:
    rate_hz: int
    options: RemixOptions

    @property
    def before(self) -> int:
        return ms_to_sample(self.options.before_ms, self.rate_hz)

    @property
    def behind(self) -> int:
        return ms_to_sample(self.options.behind_ms, self.rate_hz)

    def need(self, request: Request) -> int:
        """Return what does not fit after pauses were shortened."""
        pieces = _shortest(request.voice.spans, self.rate_hz)
        return max(0, _length(pieces, self.rate_hz) - (request.stop - request.start)) if pieces else 0

    def claim(self, need: int) -> int:
        """Return how much of the gap before it a line needs, if it uses all that it may use behind."""
        return min(self.before, max(0, need - self.behind))

    def place(self, request: Request, before: int, behind: int, samples: int) -> Placement:
        spans = request.voice.spans or ((0, 0),)
        words = ((spans[0][0], spans[-1][1]),)
        slot = request.stop - request.start
        spoken = words[0][1] - words[0][0]
        if spoken <= slot:
            return self._inside(request, spoken, before, behind, samples)
        pieces = _pieces(spans, spoken - slot, self.rate_hz)
        length = _length(pieces, self.rate_hz)
        shortened = spoken - length
        need = max(0, length - slot)
        used_behind = min(need, behind)
        used_before = min(need - used_behind, before)
        room = slot + used_before + used_behind
        speed = 1.0 if length <= room else min(length / room, self.options.speed_max)
        laid = stretched_length(length, speed)
        start = max(0, min(request.start - used_before, samples - laid))
        over = max(0, laid - room)
        return Placement(start, pieces, speed, laid, used_before, used_behind, shortened, over)

    def _inside(self, request: Request, spoken: int, before: int, behind: int, samples: int) -> Placement:
        """Place a voice that fits where the original's speech starts, with as much silence around it as has room."""
        original = request.slot.stop - request.slot.start
        speed = 1.0
        if request.slot.lufs is not None and self.options.speed_min <= spoken / original < 1 - _UNHEARD:
            speed = spoken / original  # a little slower, it ends with the original
        laid = stretched_length(spoken, speed)
        start = min(request.start + request.slot.start, request.stop - laid)
        first, last = (request.voice.spans or ((0, 0),))[0][0], (request.voice.spans or ((0, 0),))[-1][1]
        edge = ms_to_sample(_EDGE_MS, self.rate_hz)
        lead = max(0, min(edge, first, int((start - request.start + before) * speed)))
        free = min(request.stop + behind, samples) - start - laid
        tail = max(0, min(edge, request.voice.samples - last, int(free * speed) - 1))
        piece = (first - lead, last + tail)
        length = stretched_length(piece[1] - piece[0], speed)
        return Placement(max(0, start - stretched_length(lead, speed)), (piece,), speed, length)


def _length(pieces: Spans, rate_hz: int) -> int:
    return sum(stop - start for start, stop in pieces) - (len(pieces) - 1) * ms_to_sample(SPLICE_MS, rate_hz)


def _shortest(spans: Spans, rate_hz: int) -> Spans:
    return _pieces(spans, 1 << 62, rate_hz) if spans else ()


def _pieces(spans: Spans, excess: int, rate_hz: int) -> Spans:
    """Return the parts to keep so that a voice becomes shorter by `excess`, or as much as its pauses allow.

    Each pause gives in proportion to what it can give.
    """
    splice = ms_to_sample(SPLICE_MS, rate_hz)
    least = ms_to_sample(_LEAST_PAUSE_MS, rate_hz)
    gives = [max(0, after[0] - span[1] - least) for span, after in itertools.pairwise(spans)]
    share = min(1.0, excess / sum(gives)) if sum(gives) else 0.0
    pieces: list[Span] = []
    start = spans[0][0]
    for (_, stop), after, give in zip(spans, spans[1:], gives, strict=False):
        cut = -int(-give * share // 1)  # rounded up
        if cut > splice:
            kept = after[0] - stop - cut + splice
            pieces.append((start, stop + kept // 2))
            start = after[0] - (kept - kept // 2)
    pieces.append((start, spans[-1][1]))
    return tuple(pieces)
