"""Times as they are typed and shown, on a clock and in frames."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import BadTime, BadTimecode, FramesUnknown
from deepdub_engine.base.time_notation import TimeNotation
from deepdub_engine.base.timecodes import FRAME_RATES

RATES = st.sampled_from(sorted(FRAME_RATES))
TIMES = st.integers(0, 80_000_000)


@given(TIMES)
def test_a_clock_time_is_read_as_it_was_written(time_ms: int) -> None:
    notation = TimeNotation()
    assert notation.read(notation.write(time_ms)) == time_ms


@given(RATES, TIMES)
def test_a_frame_is_read_as_it_was_written_and_is_at_most_half_a_frame_away(rate: str, time_ms: int) -> None:
    notation = TimeNotation(rate, in_frames=True)
    read_ms = notation.read(notation.write(time_ms))
    assert abs(read_ms - time_ms) <= 500 / FRAME_RATES[rate] + 1
    assert notation.write(read_ms) == notation.write(time_ms)


@given(RATES, TIMES, st.integers(0, 60_000))
def test_a_duration_in_frames_is_read_as_it_was_written(rate: str, start_ms: int, length_ms: int) -> None:
    notation = TimeNotation(rate, in_frames=True)
    end_ms = start_ms + length_ms
    text = notation.write_length(start_ms, end_ms)
    read_ms = notation.read_end(text, start_ms)
    assert abs(read_ms - end_ms) <= 500 / FRAME_RATES[rate] + 1
    assert notation.write_length(start_ms, read_ms) == text


@given(RATES, TIMES, st.integers(-20, 20))
def test_steps_in_frames_come_back_to_the_same_frame(rate: str, time_ms: int, steps: int) -> None:
    notation = TimeNotation(rate, in_frames=True)
    there_ms = notation.stepped(time_ms, steps, 100)
    assert notation.write(notation.stepped(there_ms, -steps, 100)) == notation.write(time_ms)


@pytest.mark.parametrize(
    ("text", "time_ms"),
    [("1:02:03.450", 3_723_450), ("62,5", 62_500), ("12", 12_000), ("420ms", 420), ("00:00:01:12", 1480)],
)
def test_what_is_typed_is_understood_without_a_choice_of_unit(text: str, time_ms: int) -> None:
    for in_frames in (False, True):
        assert TimeNotation("25", in_frames=in_frames).read(text) == time_ms


def test_durations_are_seconds_or_seconds_and_frames() -> None:
    clock, frames = TimeNotation("25"), TimeNotation("25", in_frames=True)
    assert clock.write_length(1000, 3345) == "2.345"
    assert clock.write_length(0, 61_005) == "1:01.005"
    assert frames.write_length(1000, 3360) == "2:09"
    assert clock.read_end("2.5", 1000) == 3500
    assert clock.read_end("1:02", 0) == 62_000
    assert frames.read_end("1:02", 0) == 1080
    assert frames.read_end("1.5", 0) == 1500


@pytest.mark.parametrize(
    ("notation", "text", "error"),
    [
        (TimeNotation(), "00:00:01:12", FramesUnknown),
        (TimeNotation("25"), "00:00:01:25", BadTimecode),
        (TimeNotation("25"), "soon", BadTime),
        (TimeNotation("25"), "1.2.3s", BadTime),
    ],
)
def test_what_is_no_time_is_refused(notation: TimeNotation, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        notation.read(text)


def test_a_duration_with_too_many_frames_is_refused() -> None:
    with pytest.raises(BadTimecode):
        TimeNotation("25", in_frames=True).read_end("1:25", 0)


def test_times_that_no_time_code_has_are_shown_on_the_clock() -> None:
    assert TimeNotation("25", in_frames=True).write(-1000) == "−00:00:01.000"
    assert TimeNotation("25", in_frames=True).write(90_000_000) == "25:00:00.000"
