"""Retiming is a value: the original cues stay unchanged, and every retiming can be undone."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import BadShift
from deepdub_engine.base.timing import parse_ratio, round_half_up
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Break, Retiming, frame_rate_ratio

TIMES_MS = st.integers(-(10**8), 10**8)
SHIFTS_MS = st.integers(-(10**8), 10**8)
RATIOS = st.fractions(Fraction(1, 10), 10, max_denominator=100_000)


@st.composite
def cue_lists(draw):
    spans = draw(st.lists(st.tuples(TIMES_MS, st.integers(0, 10**6)), max_size=20))
    return tuple(Cue(start_ms, start_ms + length_ms, "words") for start_ms, length_ms in spans)


@given(cue_lists(), SHIFTS_MS)
def test_a_shift_and_back_is_the_identity(cues, shift_ms):
    shift = Retiming(shift_ms)
    assert shift.inverse().apply(shift.apply(cues)) == cues
    assert Retiming(-shift_ms).apply(shift.apply(cues)) == cues


@given(TIMES_MS, SHIFTS_MS, st.fractions(Fraction(1, 2), 10, max_denominator=100_000))
def test_a_ratio_and_back_moves_nothing_by_more_than_a_millisecond(time_ms, shift_ms, ratio):
    there = Retiming(shift_ms, ratio)
    assert abs(there.inverse().time_ms(there.time_ms(time_ms)) - time_ms) <= (1 if ratio > Fraction(1, 2) else 2)


@given(TIMES_MS, SHIFTS_MS, RATIOS)
def test_the_ratio_comes_first_and_is_exact(time_ms, shift_ms, ratio):
    assert Retiming(shift_ms, ratio).time_ms(time_ms) == round_half_up(time_ms * ratio) + shift_ms


@given(cue_lists(), SHIFTS_MS, RATIOS)
def test_no_cue_is_reversed_cut_or_reordered(cues, shift_ms, ratio):
    moved = Retiming(shift_ms, ratio).apply(cues)
    assert all(cue.start_ms <= cue.end_ms for cue in moved)
    assert [cue.text for cue in moved] == [cue.text for cue in cues]
    order = sorted(range(len(cues)), key=lambda number: cues[number].start_ms)
    starts = [moved[number].start_ms for number in order]
    assert starts == sorted(starts)


@given(cue_lists())
def test_no_retiming_leaves_everything_as_it_is(cues):
    assert Retiming().is_identity
    assert Retiming().apply(cues) == cues


def test_times_may_become_negative_and_come_back():
    cues = (Cue(1000, 2000, "early"),)
    assert Retiming(-5000).apply(cues) == (Cue(-4000, -3000, "early"),)
    assert Retiming(5000).apply(Retiming(-5000).apply(cues)) == cues


@pytest.mark.parametrize(
    ("retiming", "text"),
    [
        (Retiming(3000), "+3.000 s"),
        (Retiming(-420), "−0.420 s"),
        (Retiming(), "+0.000 s"),
        (Retiming(3000, parse_ratio("25/23.976")), "+3.000 s, ×25/23.976"),
        (Retiming(0, Fraction(25 * 1001, 24000)), "+0.000 s, ×25/23.976"),
        (Retiming(0, Fraction(24000, 25 * 1001)), "+0.000 s, ×23.976/25"),
        (Retiming(0, Fraction(1001, 1000)), "+0.000 s, ×24/23.976"),
        (Retiming(0, Fraction(25, 24)), "+0.000 s, ×25/24"),
        (Retiming(0, Fraction(24, 25)), "+0.000 s, ×24/25"),
        (Retiming(0, Fraction(30, 24)), "+0.000 s, ×30/24"),
        (Retiming(0, parse_ratio("29.97/25")), "+0.000 s, ×29.97/25"),
        (Retiming(7, Fraction("1.002")), "+0.007 s, ×1.00200"),
        (
            Retiming(3000, frame_rate_ratio("25/23.976"), (Break(2_467_120, -7500),)),
            "+3.000 s, ×25/23.976, break of −7.500 s at 00:41:07",
        ),
    ],
)
def test_a_retiming_is_described_in_plain_words(retiming, text):
    assert str(retiming) == text


@pytest.mark.parametrize("ratio", [Fraction(0), Fraction(-1)])
def test_time_cannot_stand_still_or_run_backwards(ratio):
    with pytest.raises(BadShift):
        Retiming(0, ratio)


@pytest.mark.parametrize("name", ["25/23.976", "23.976/25", "24/23.976", "23.976/24", "25/24", "24/25"])
def test_a_standard_ratio_is_written_as_it_is_named(name):
    assert str(Retiming(0, frame_rate_ratio(name))) == f"+0.000 s, ×{name}"


@given(cue_lists(), SHIFTS_MS, st.lists(st.tuples(TIMES_MS, SHIFTS_MS), max_size=5))
def test_after_a_break_cues_are_moved_by_what_has_jumped_so_far(cues, shift_ms, jumps):
    retiming = Retiming(shift_ms, breaks=tuple(Break(*jump) for jump in jumps))
    for before, after in zip(cues, retiming.apply(cues), strict=True):
        passed_ms = sum(jump_ms for at_ms, jump_ms in jumps if at_ms <= before.start_ms)
        assert after == Cue(before.start_ms + shift_ms + passed_ms, before.end_ms + shift_ms + passed_ms, before.text)
        assert retiming.time_ms(before.start_ms) == after.start_ms


@given(
    cue_lists(),
    SHIFTS_MS,
    st.fractions(Fraction(1, 2), 10, max_denominator=100_000),
    st.lists(st.tuples(TIMES_MS, st.integers(0, 10**6)), max_size=5),
)
def test_breaks_that_open_gaps_and_back_move_nothing_by_more_than_a_few_milliseconds(cues, shift_ms, ratio, jumps):
    there = Retiming(shift_ms, ratio, tuple(Break(*jump) for jump in jumps))
    back = there.inverse().apply(there.apply(cues))
    assert all(abs(one.start_ms - other.start_ms) <= 2 for one, other in zip(back, cues, strict=True))


def test_breaks_are_kept_in_order_once_each_and_not_for_nothing():
    breaks = (Break(5000, 100), Break(1000, -300), Break(5000, 50), Break(7000, 0))
    assert Retiming(0, breaks=breaks).breaks == (Break(1000, -300), Break(5000, 150))
    assert Retiming(0, breaks=(Break(1000, 5), Break(1000, -5))).is_identity
    assert not Retiming(0, breaks=breaks).is_identity


def test_the_shift_moves_all_pieces_together():
    pieces = Retiming(0, breaks=(Break(2000, 500),))
    cues = (Cue(1000, 1500, "before"), Cue(1999, 2500, "still before"), Cue(2000, 2500, "after"))
    assert pieces.apply(cues) == (*cues[:2], Cue(2500, 3000, "after"))
    later = replace(pieces, offset_ms=1000)
    assert later.apply(cues) == Retiming(1000).apply(pieces.apply(cues))
