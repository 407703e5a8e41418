"""Where voices go: inside the clip, whole, within limits or said to be beyond them."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.pipeline.dub.plan import Placement, Request, plan_voices
from deepdub_engine.pipeline.dub.voice import SlotFacts, VoiceFacts

RATE_HZ = 1000  # so a sample is a millisecond
OPTIONS = RemixOptions()


def voice(*spans: tuple[int, int], tail: int = 0) -> VoiceFacts:
    return VoiceFacts(spans[-1][1] + tail, spans, -20.0, clipped=False, damaged=False)


def place(slot: tuple[int, int], facts: VoiceFacts, onset: int = 0, samples: int = 20_000) -> Placement:
    heard = SlotFacts(onset, slot[1] - slot[0], -20.0)
    (placed,) = plan_voices([Request(*slot, facts, heard)], [slot], samples, RATE_HZ, OPTIONS)
    assert placed is not None
    return placed


def test_a_short_voice_starts_where_the_original_speaks() -> None:
    placed = place((5000, 8000), voice((0, 1000)), onset=300)
    assert (placed.start, placed.stop, placed.speed) == (5300, 6300, 1.0)


def test_its_own_silence_goes_with_it_as_far_as_there_is_room() -> None:
    placed = place((5000, 8000), voice((500, 1500), tail=700), onset=300)
    assert placed.pieces == ((460, 1540),)
    assert placed.start == 5260


def test_one_that_ends_just_before_the_original_is_slowed_to_its_end() -> None:
    placed = place((5000, 8000), voice((0, 2600)), onset=200)
    assert placed.speed == 2600 / 2800
    assert placed.stop == 8000


def test_pauses_are_shortened_before_free_time_is_used() -> None:
    placed = place((5000, 7000), voice((0, 900), (1500, 2300)))
    assert (placed.before, placed.behind, placed.speed, placed.over) == (0, 0, 1.0, 0)
    assert placed.shortened >= 300
    assert placed.samples <= 2000


def test_free_time_behind_is_used_before_that_in_front_and_both_before_a_stretch() -> None:
    assert place((5000, 7000), voice((0, 2900))).behind == 900
    both = place((5000, 7000), voice((0, 3150)))
    assert (both.behind, both.before, both.speed, both.start) == (1000, 150, 1.0, 4850)
    stretched = place((5000, 7000), voice((0, 3520)))
    assert (stretched.before, stretched.behind, round(stretched.speed, 3), stretched.over) == (200, 1000, 1.1, 0)


def test_what_is_still_too_long_is_laid_whole_and_said() -> None:
    placed = place((5000, 7000), voice((0, 6000)))
    assert (placed.speed, placed.samples, placed.over) == (1.2, 5000, 1800)


def test_at_the_end_of_the_clip_it_starts_earlier_and_not_a_word_is_lost() -> None:
    placed = place((18_000, 20_000), voice((0, 6000)))
    assert (placed.stop, placed.samples) == (20_000, 5000)


@given(
    st.lists(
        st.tuples(st.integers(0, 3000), st.integers(300, 4000), st.integers(0, 9000), st.integers(0, 900)), max_size=12
    )
)
def test_voices_are_whole_and_free_time_is_nobody_elses(lines: list[tuple[int, int, int, int]]) -> None:
    slots: list[tuple[int, int]] = []
    requests: list[Request | None] = []
    at = 0
    for gap, length, spoken, pause in lines:
        slots.append((at + gap, at + gap + length))
        at += gap + length
        if spoken < 100:
            requests.append(None)
            continue
        half = spoken // 2
        facts = voice((0, half), (half + pause, spoken + pause)) if pause else voice((0, spoken))
        requests.append(Request(*slots[-1], facts, SlotFacts(length // 10, length, -20.0)))
    samples = at + 30_000
    placements = plan_voices(requests, slots, samples, RATE_HZ, OPTIONS)
    for request, placed in zip(requests, placements, strict=True):
        assert (request is None) == (placed is None)
        if request is None or placed is None:
            continue
        assert placed.start >= 0
        assert placed.stop <= samples
        assert 0.9 <= placed.speed <= 1.2
        for start, stop in request.voice.spans:  # only silence is taken out
            kept = sum(max(0, min(stop, last) - max(start, first)) for first, last in placed.pieces)
            assert kept == stop - start
    for (placed, slot), (after, _) in itertools.pairwise(zip(placements, slots, strict=True)):
        if placed and after and not placed.over:
            assert placed.stop <= after.start + 1 or after.stop <= after.start
            assert placed.stop <= slot[1] + 1000 + 1
