"""Time codes are those of the standard, at every frame rate."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import BadTimecode
from deepdub_engine.base.timecodes import FRAME_RATES, nearest_frame_rate, parse_timecode, timecode_at


@given(st.sampled_from(sorted(FRAME_RATES)), st.data())
def test_a_frame_survives_being_written_and_read(rate: str, data: st.DataObject) -> None:
    frames = data.draw(st.integers(0, int(86_000 * FRAME_RATES[rate])))
    time_s = frames / FRAME_RATES[rate]
    assert parse_timecode(timecode_at(time_s, rate), rate) == time_s


@pytest.mark.parametrize(
    ("text", "rate", "time_s"),
    [
        ("01:00:00:00", "25", Fraction(3600)),
        ("01:00:00:00", "23.976", Fraction(86_400 * 1001, 24_000)),
        ("10:00:00:12", "24", Fraction(36_000) + Fraction(1, 2)),
        # Drop-frame leaves out two numbers a minute, except every tenth: an hour has 107,892 frames.
        ("01:00:00;00", "29.97", Fraction(107_892 * 1001, 30_000)),
        ("00:01:00;02", "29.97", Fraction(1800 * 1001, 30_000)),
    ],
)
def test_known_time_codes(text: str, rate: str, time_s: Fraction) -> None:
    assert parse_timecode(text, rate) == time_s
    assert timecode_at(time_s, rate) == text


@pytest.mark.parametrize("text", ["", "1:2", "01:00:00:25", "24:00:00:00", "01:60:00:00", "soon", "-01:00:00:00"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(BadTimecode):
        parse_timecode(text, "25")


def test_frame_rates_are_recognised() -> None:
    assert [nearest_frame_rate(fps) for fps in (23.976, Fraction(24_000, 1001), 25.0, 29.97, 12.5)] == [
        "23.976",
        "23.976",
        "25",
        "29.97",
        None,
    ]
