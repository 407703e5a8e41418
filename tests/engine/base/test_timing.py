"""Parsing and formatting times, and the rounding rule."""

import contextlib
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import BadShift, BadTime, UnitMissing
from deepdub_engine.base.timing import (
    format_clock,
    format_shift,
    ms_to_sample,
    parse_clock,
    parse_ratio,
    parse_shift,
    parse_signed_clock,
    round_half_up,
    sample_to_ms,
)

TIMES_MS = st.integers(-(10**10), 10**10)
RATES_HZ = st.sampled_from([8000, 11025, 16000, 22050, 32000, 44100, 48000, 88200, 96000, 192000])


@pytest.mark.parametrize(
    ("text", "time_ms"),
    [
        ("10_33", 633_000),
        ("1_02_10", 3_730_000),
        ("10:33", 633_000),
        ("1:02:10.250", 3_730_250),
        ("1:02:10,25", 3_730_250),
        ("90", 90_000),
        ("0.0005", 1),
        ("340ms", 340),
        ("3.4s", 3400),
        ("3,4 S", 3400),
        ("1:02.5", 62_500),
        ("3000", 3_000_000),
        (" 00:00:00 ", 0),
        ("75:00", 4_500_000),
    ],
)
def test_a_slice_can_be_written_in_each_of_the_usual_ways(text, time_ms):
    assert parse_clock(text) == time_ms


@pytest.mark.parametrize(
    "text", ["", "x", "10:60", "1:60:00", "1:2:3:4", "-1:00", "1..5", "9" * 5000, "٣:٣٣", "10:33 s"]
)
def test_text_that_is_not_a_time_is_refused(text):
    with pytest.raises(BadTime, match="is not a time: write it as"):
        parse_clock(text)


@pytest.mark.parametrize(
    ("value", "shift_ms"),
    [
        (3000, 3000),
        (-7420, -7420),
        ("+3", 3000),
        ("-3", -3000),
        ("−3", -3000),
        ("3", 3000),
        ("-59", -59_000),
        ("-60", -60_000),
        ("999", 999_000),
        ("3000.0", 3_000_000),
        (".5", 500),
        ("3.4s", 3400),
        ("340ms", 340),
        ("1:02.5", 62_500),
        ("-0:03.4", -3400),
        ("3s", 3000),
        ("-420ms", -420),
        ("+1.5 S", 1500),
        ("-0:00:07.420", -7420),
        ("0:01", 1000),
        ({"seconds": 3}, 3000),
        ({"hours": -1, "minutes": 2, "seconds": "3.5", "milliseconds": 4}, -3_600_000 + 120_000 + 3504),
    ],
)
def test_a_shift_can_be_written_in_each_of_the_usual_ways(value, shift_ms):
    assert parse_shift(value) == (shift_ms, 1)


def test_the_seeds_dictionary_may_name_a_ratio():
    assert parse_shift({"ratio": "25/23.976", "seconds": -1}) == (-1000, Fraction(25) / Fraction("23.976"))


@pytest.mark.parametrize(
    "value",
    ["", "fast", "--3", "3 minutes", "9" * 5000, "9" * 13, {"weeks": 1}, {"seconds": "soon"}, {"hours": 1e12}, 10**13],
)
def test_text_that_is_not_a_shift_is_refused(value):
    with pytest.raises(BadShift, match="is not a shift: write a shift as"):
        parse_shift(value)


@pytest.mark.parametrize(("text", "written"), [("3000", "3000ms or 3000s"), ("−3000", "−3000ms or −3000s")])
def test_a_shift_of_thousands_without_a_unit_is_refused_with_what_to_write(text, written):
    with pytest.raises(UnitMissing, match=f"milliseconds or seconds: write {written}"):
        parse_shift(text)
    assert [abs(parse_shift(one)[0]) for one in written.split(" or ")] == [3000, 3_000_000]


@given(st.integers(-999, 999), st.sampled_from(["", ".0", ".25", ",75"]))
def test_a_number_without_a_unit_is_seconds_in_every_reader(whole, decimals):
    number = f"{whole}{decimals}"
    expected = parse_shift(f"{number}s")
    assert parse_shift(number) == expected
    assert parse_signed_clock(number) == expected[0]
    if whole >= 0:
        assert parse_clock(number) == parse_clock(f"{number} s") == expected[0]


@given(st.integers(0, 10**9), st.sampled_from(["", "-", "+", "−"]))
def test_a_time_is_the_same_with_each_unit_and_as_a_clock(size_ms, sign):
    expected = -size_ms if sign in ("-", "−") else size_ms
    seconds = f"{size_ms // 1000}.{size_ms % 1000:03}"
    for written in (f"{size_ms}ms", f"{seconds}s", seconds, format_clock(size_ms), format_clock(size_ms)[3:]):
        if written != format_clock(size_ms)[3:] or size_ms < 3_600_000:
            assert parse_shift(sign + written) == (expected, 1)


@given(st.text("0123456789.,:_ +-−ms", max_size=16))
def test_whatever_is_typed_is_a_time_or_refused_and_never_two_times(text):
    with contextlib.suppress(BadShift, BadTime):
        assert parse_clock(text) == parse_signed_clock(text)
        with contextlib.suppress(UnitMissing):
            assert parse_shift(text)[0] == parse_clock(text)


@pytest.mark.parametrize("text", ["", "0", "-1", "1/0", "1/2/3", "11", "0.05", "nan", "inf", "two"])
def test_text_that_is_not_a_ratio_is_refused(text):
    with pytest.raises(BadShift):
        parse_ratio(text)


def test_a_monstrous_ratio_is_refused_at_once():
    began = time.monotonic()
    with pytest.raises(BadShift):
        parse_ratio("1e999999999")
    with pytest.raises(BadShift):
        parse_shift({"seconds": "1e999999999"})
    assert time.monotonic() - began < 1


@given(st.integers(0, 9999 * 3_600_000))
def test_a_printed_time_reads_as_itself(time_ms):
    assert parse_clock(format_clock(time_ms)) == time_ms


@given(st.integers(-(10**9), 10**9))
def test_a_printed_shift_reads_as_itself(shift_ms):
    assert parse_shift(format_shift(shift_ms)) == (shift_ms, 1)


def test_times_before_the_start_are_printed_with_a_minus():
    assert format_clock(-1500) == "−00:00:01.500"
    assert format_clock(3_661_001, separator=",") == "01:01:01,001"


@given(TIMES_MS, RATES_HZ)
def test_a_time_falls_on_the_nearest_sample_ties_upwards(time_ms, rate_hz):
    assert ms_to_sample(time_ms, rate_hz) == round_half_up(Fraction(time_ms * rate_hz, 1000))


@given(TIMES_MS, RATES_HZ)
def test_a_time_survives_the_way_to_samples_and_back(time_ms, rate_hz):
    assert sample_to_ms(ms_to_sample(time_ms, rate_hz), rate_hz) == time_ms


@given(TIMES_MS, TIMES_MS, RATES_HZ)
def test_the_order_of_times_is_the_order_of_samples(one_ms, other_ms, rate_hz):
    early, late = sorted([one_ms, other_ms])
    assert ms_to_sample(early, rate_hz) <= ms_to_sample(late, rate_hz)


@pytest.mark.parametrize(("value", "rounded"), [(0.5, 1), (-0.5, 0), (1.5, 2), (Fraction(-3, 2), -1), (2.4, 2)])
def test_halves_are_rounded_up(value, rounded):
    assert round_half_up(value) == rounded
