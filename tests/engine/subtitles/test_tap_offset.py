"""Tapping along with the lines measures the offset of the subtitles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.subtitles.retime import estimate_shift, match_taps

OFFS = st.lists(st.floats(-10_000, 10_000), min_size=1, max_size=30)


@given(OFFS, st.integers(-100_000, 100_000), st.integers(0, 500))
def test_taps_that_all_come_later_shift_by_as_much_more(offs, more_ms, reaction_ms):
    plain, later = estimate_shift(offs, reaction_ms), estimate_shift([off + more_ms for off in offs], reaction_ms)
    assert abs(later.shift_ms - plain.shift_ms - more_ms) <= 1
    assert plain.used + plain.left_out == len(offs)


@given(OFFS, st.integers(0, 500), st.randoms())
def test_the_shift_lies_among_the_taps_whatever_their_order(offs, reaction_ms, chance):
    found = estimate_shift(offs, reaction_ms)
    assert min(offs) - 1 <= found.shift_ms + reaction_ms <= max(offs) + 1
    mixed = list(offs)
    chance.shuffle(mixed)
    assert abs(estimate_shift(mixed, reaction_ms).shift_ms - found.shift_ms) <= 1


@given(st.lists(st.floats(-60, 60), min_size=5, max_size=20), st.integers(1000, 100_000))
def test_a_tap_that_is_far_from_the_others_does_not_count(offs, far_ms):
    found = estimate_shift([*offs, far_ms], 0)
    assert found.left_out == 1
    assert abs(found.shift_ms - estimate_shift(offs, 0).shift_ms) <= 1


def test_the_reaction_time_is_taken_off():
    assert estimate_shift([3200, 3230, 3170], 200).shift_ms == 3000
    assert estimate_shift([3200], 200).spread_ms == 0


def test_no_tap_says_nothing():
    with pytest.raises(ValueError, match="no tap"):
        estimate_shift([], 200)


@given(
    st.lists(st.integers(1500, 10_000), min_size=1, max_size=30),
    st.integers(-60_000, 60_000),
    st.data(),
)
def test_every_tap_is_for_the_line_that_began_then(gaps_ms, shift_ms, data):
    starts = [sum(gaps_ms[:number]) for number in range(len(gaps_ms) + 1)]
    rows = sorted(data.draw(st.sets(st.integers(1, len(starts) - 1))))
    late = [data.draw(st.integers(100, 400)) for _ in (0, *rows)]
    taps = [starts[row] + shift_ms + off for row, off in zip((0, *rows), late, strict=True)]
    matched = match_taps(starts, 0, taps)
    assert [row for row, _ in matched] == [0, *rows]
    assert abs(estimate_shift([off for _, off in matched], 250).shift_ms - shift_ms) <= 151


def test_a_second_press_for_the_same_line_does_not_count():
    assert match_taps([0, 5000, 9000], 0, [3000, 3100, 8000]) == ((0, 3000), (1, 3000))
    assert match_taps([0, 5000], 1, [3000, 9000]) == ((1, -2000),)
