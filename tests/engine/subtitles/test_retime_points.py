"""Anchors keep their place, scopes move only the chosen cues, and retimings can be described and parsed."""

import contextlib
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deepdub_engine.base.errors import AnchorsCross, BadShift
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import (
    STANDARD_RATIOS,
    Anchor,
    Break,
    Pin,
    Retiming,
    ShiftScope,
    exact_line,
    frame_rate_ratio,
    offset_in,
    pins_of,
    ratio_through,
    read_line,
    read_ratio,
    retiming_through,
    shifted,
)
from tests.engine.subtitles.test_retime import RATIOS, SHIFTS_MS, TIMES_MS, cue_lists

HOUR_MS = 3_600_000
PAL = frame_rate_ratio("25/23.976")
BREAKS = st.lists(st.builds(Break, TIMES_MS, SHIFTS_MS), max_size=4).map(tuple)


@st.composite
def pin_lists(draw, least=1):
    """Draw pins whose times increase both in the file and in the clip."""
    count = draw(st.integers(least, 6))
    steps = st.tuples(st.integers(1, 10**7), st.integers(1, 10**7))
    at_ms, true_ms = draw(TIMES_MS), draw(TIMES_MS)
    pins = [Pin(at_ms, true_ms)]
    for further, later in draw(st.lists(steps, min_size=count - 1, max_size=count - 1)):
        pins.append(Pin(pins[-1].at_ms + further, pins[-1].true_ms + later))
    return pins


@st.composite
def retimings(draw, breaks=BREAKS):
    pins = draw(st.one_of(st.just([]), pin_lists()))
    base = Retiming(draw(SHIFTS_MS), draw(RATIOS), draw(breaks))
    through = retiming_through(pins, Retiming(0, base.ratio), draw(st.none() | RATIOS))
    return Retiming(base.offset_ms + through.offset_ms, through.ratio, base.breaks, through.anchors)


def test_two_points_put_every_cue_of_a_drifting_film_within_200_ms():
    film = 122 * 60_000
    right = [Cue(start_ms, start_ms + 2000, "") for start_ms in range(20_000, film, 2500)]
    wrong = Retiming(ratio=1 / PAL).apply(right)

    def share_within(retiming: Retiming) -> float:
        moved = zip(retiming.apply(wrong), right, strict=True)
        return sum(abs(cue.start_ms - true.start_ms) <= 200 for cue, true in moved) / len(right)

    shifts = (true.start_ms - cue.start_ms for true, cue in zip(right, wrong, strict=True))
    assert max(share_within(Retiming(shift_ms)) for shift_ms in list(shifts)[::100]) < 0.01, "a shift cannot fix drift"
    ends = zip((wrong[3], wrong[-5]), (right[3], right[-5]), (70, -60), strict=True)
    by_hand = [Pin(cue.start_ms, true.start_ms + off_ms) for cue, true, off_ms in ends]
    assert share_within(retiming_through(by_hand, Retiming())) == 1


def test_two_points_fix_drift_over_a_whole_film():
    film = 2 * HOUR_MS
    times = range(10_000, film, 3000)
    late = retiming_through([Pin(10_000, round(10_000 * PAL) + 1500), Pin(film, round(film * PAL) + 1540)], Retiming())
    worst = max(abs(late.time_ms(time_ms) - (time_ms * PAL + 1500)) for time_ms in times)
    assert worst <= 41
    assert str(late).startswith("+1.500 s, ×25/23.976, anchor at 00:00:10")


@given(pin_lists(), BREAKS, st.none() | RATIOS)
def test_every_pin_is_exactly_where_it_was_put(pins, breaks, ratio):
    try:
        retiming = retiming_through(pins, Retiming(0, Fraction(1), breaks), ratio)
    except AnchorsCross:
        assume(False)
    assert [retiming.time_ms(pin.at_ms) for pin in pins] == [pin.true_ms for pin in pins]
    assert list(pins_of(retiming)) == pins


@given(pin_lists(2), cue_lists())
def test_time_runs_forward_between_anchors_and_beyond_them(pins, cues):
    retiming = retiming_through(pins, Retiming())
    ordered = sorted(cues, key=lambda cue: cue.start_ms)
    moved = retiming.apply(ordered)
    assert all(one.start_ms <= other.start_ms for one, other in pairwise(moved))
    assert all(cue.start_ms <= cue.end_ms for cue in moved)
    for before, after in zip(ordered, moved, strict=True):
        assert after.start_ms == retiming.time_ms(before.start_ms)
        length_ms = (before.end_ms - before.start_ms) * retiming.ratio
        assert abs(after.end_ms - after.start_ms - length_ms) <= Fraction(1, 2)


@given(pin_lists(2), TIMES_MS)
def test_between_two_pins_a_time_stays_between_their_places(pins, time_ms):
    retiming = retiming_through(pins, Retiming())
    for one, other in pairwise(pins):
        if one.at_ms <= time_ms <= other.at_ms:
            assert one.true_ms <= retiming.time_ms(time_ms) <= other.true_ms


@given(RATIOS, SHIFTS_MS, st.lists(st.integers(0, 3 * HOUR_MS), min_size=2, max_size=6, unique=True), TIMES_MS)
def test_pins_on_a_line_give_that_line_everywhere_between_them(ratio, shift_ms, times_ms, time_ms):
    assume(max(times_ms) - min(times_ms) >= 1000)
    line = Retiming(shift_ms, ratio)
    retiming = retiming_through([Pin(at_ms, line.time_ms(at_ms)) for at_ms in times_ms], Retiming(), ratio)
    assert abs(retiming.time_ms(time_ms) - line.time_ms(time_ms)) <= 2


@pytest.mark.parametrize("name", list(STANDARD_RATIOS))
@given(st.floats(-45, 45), st.floats(-45, 45), st.integers(0, 600_000))
def test_slightly_inaccurate_pins_still_give_the_frame_rate(name, one_off, other_off, start_ms):
    ratio, end_ms = STANDARD_RATIOS[name], start_ms + HOUR_MS
    pins = [Pin(start_ms, round(start_ms * ratio + one_off)), Pin(end_ms, round(end_ms * ratio + other_off))]
    assert ratio_through(pins) == ratio


def test_a_cut_between_two_pins_is_no_frame_rate():
    pins = [Pin(60_000, 60_000), Pin(65_000, 57_500)]
    with pytest.raises(AnchorsCross):
        retiming_through(pins, Retiming())
    pins = [Pin(60_000, 60_000), Pin(70_000, 62_500)]
    retiming = retiming_through(pins, Retiming())
    assert retiming.ratio == 1
    assert retiming.apply((Cue(60_000, 63_000, "before"), Cue(80_000, 81_000, "after"))) == (
        Cue(60_000, 63_000, "before"),
        Cue(72_500, 73_500, "after"),
    )


def test_short_stretches_do_not_stretch_the_film():
    retiming = retiming_through([Pin(0, 1000), Pin(60_000, 61_080)], Retiming())
    assert retiming.ratio == 1
    assert retiming.time_ms(2 * HOUR_MS) == 2 * HOUR_MS + 1080


def test_a_free_ratio_is_found_where_no_frame_rate_fits():
    pins = [Pin(0, 0), Pin(HOUR_MS, HOUR_MS + 7200)]
    assert ratio_through(pins) == Fraction("1.002")


def test_of_many_pins_one_that_is_wrong_does_not_change_the_ratio():
    true = [Pin(at_ms, round(at_ms * PAL)) for at_ms in range(0, 2 * HOUR_MS, HOUR_MS // 4)]
    wrong = [*true[:3], Pin(true[3].at_ms, true[3].true_ms + 40_000), *true[4:]]
    assert ratio_through(wrong) == PAL


def test_without_pins_the_anchors_go_and_the_rest_stays():
    base = Retiming(100, PAL, (Break(5, 5),), (Anchor(100),))
    assert retiming_through([], base) == Retiming(100, PAL, (Break(5, 5),))
    assert retiming_through([Pin(1000, 3000)], base).ratio == PAL


def test_anchors_that_cross_say_which():
    with pytest.raises(AnchorsCross) as raised:
        Retiming(0, anchors=(Anchor(60_000), Anchor(90_000, -30_000)))
    assert "60.0 s and 90.0 s" in str(raised.value)


@given(pin_lists(), cue_lists())
def test_anchors_and_back_move_nothing_by_more_than_rounding(pins, cues):
    there = retiming_through(pins, Retiming())
    flattest = min([there.ratio, *(_slope(one, other) for one, other in pairwise(pins))])
    back = there.inverse()
    for cue in cues:
        assert abs(back.time_ms(there.time_ms(cue.start_ms)) - cue.start_ms) <= 2 + 2 / flattest


def _slope(one: Pin, other: Pin) -> Fraction:
    return Fraction(other.true_ms - one.true_ms, other.at_ms - one.at_ms)


@given(retimings(), TIMES_MS)
def test_the_time_behind_what_is_seen_is_found(retiming, time_ms):
    seen_ms = retiming.time_ms(time_ms)
    found_ms = retiming.source_ms(seen_ms, time_ms)
    assert abs(retiming.time_ms(found_ms) - seen_ms) <= retiming.ratio + 2


@given(retimings(st.just(())), TIMES_MS, SHIFTS_MS)
def test_a_shift_from_here_on_leaves_earlier_cues_alone(retiming, at_ms, offset_ms):
    moved = retiming.with_offset_from(at_ms, offset_ms)
    assert moved.offset_at(at_ms) == offset_ms
    assert moved.time_ms(at_ms - 1) == retiming.time_ms(at_ms - 1)
    assert moved.with_offset_from(at_ms, retiming.offset_ms) == retiming


@given(cue_lists(), BREAKS, TIMES_MS, SHIFTS_MS)
def test_from_here_on_moves_all_that_follows_by_the_same(cues, breaks, at_ms, by_ms):
    retiming = Retiming(0, Fraction(1), breaks)
    after, same = shifted(retiming, cues, ShiftScope(from_ms=at_ms), by_ms)
    assert same is cues
    for cue, one, other in zip(cues, retiming.apply(cues), after.apply(cues), strict=True):
        assert other.start_ms - one.start_ms == (by_ms if cue.start_ms >= at_ms else 0)
    scope = ShiftScope(from_ms=at_ms)
    assert offset_in(scope, after) - offset_in(scope, retiming) == by_ms


@given(cue_lists(), st.frozensets(st.integers(0, 20)), SHIFTS_MS, RATIOS, BREAKS)
def test_selected_cues_alone_are_moved(cues, rows, by_ms, ratio, breaks):
    retiming = Retiming(0, ratio, breaks)
    after, moved = shifted(retiming, cues, ShiftScope(rows), by_ms)
    assert after == retiming
    pairs = zip(cues, moved, retiming.apply(cues), retiming.apply(moved), strict=True)
    for row, (cue, other, seen, seen_moved) in enumerate(pairs):
        assert other.text == cue.text
        assert other.end_ms - other.start_ms == cue.end_ms - cue.start_ms
        if row not in rows or not by_ms:
            assert other == cue
        elif not breaks:
            assert abs(seen_moved.start_ms - seen.start_ms - by_ms) <= ratio + 1


@given(cue_lists(), SHIFTS_MS, RATIOS)
def test_all_cues_are_moved_by_the_shift(cues, by_ms, ratio):
    after, same = shifted(Retiming(7, ratio), cues, ShiftScope(), by_ms)
    assert (after, same) == (Retiming(7 + by_ms, ratio), cues)


@given(retimings())
def test_a_line_is_read_back_as_it_was(retiming):
    assert read_line(exact_line(retiming)) == retiming


@given(st.builds(Retiming, SHIFTS_MS, st.sampled_from(list(STANDARD_RATIOS.values()))))
def test_the_short_line_is_read_back_too(retiming):
    assert read_line(str(retiming)) == retiming


@pytest.mark.parametrize(
    ("text", "retiming"),
    [
        ("+3.000 s, ×25/23.976, break of −7.500 s at 00:41:07", Retiming(3000, PAL, (Break(2_467_000, -7500),))),
        ("3s", Retiming(3000)),
        ("-420ms; x25/24", Retiming(-420, Fraction(25, 24))),
        ("+3,5 s, *1,001", Retiming(3500, Fraction("1.001"))),
        ("29.97/25", Retiming(0, Fraction(30000, 1001) / 25)),
        ("−0:01:02.250", Retiming(-62_250)),
        (
            "+1 s, Anchor at 1:00, anchor of -40ms at 0:02:00.5",
            Retiming(1000, anchors=(Anchor(60_000), Anchor(120_500, -40))),
        ),
    ],
)
def test_lines_are_read_as_people_type_them(text, retiming):
    assert read_line(text) == retiming


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "+3 s, +4 s",
        "×25/24, ×2",
        "×0",
        "×25/0",
        "break at 00:41:07",
        "break of 3 s at noon",
        "×" * 9,
        "1/2/3",
    ],
)
def test_text_that_is_not_a_retiming_is_refused(text):
    with pytest.raises(BadShift):
        read_line(text)


@given(st.text(max_size=60))
def test_nothing_that_is_typed_does_more_than_that(text):
    with contextlib.suppress(BadShift, AnchorsCross):
        assert isinstance(read_line(text), Retiming)


def test_a_frame_rate_means_its_exact_value():
    assert read_ratio("×25/23.976") == Fraction(25) / Fraction(24000, 1001)
    assert read_ratio("1.0427") == Fraction("1.0427")
