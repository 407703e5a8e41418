"""Places that are typed, and the measures of a text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import BadTime, NoSuchCue
from deepdub_engine.base.time_notation import TimeNotation
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import characters_per_second, measure_text
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS, CueLimits
from deepdub_engine.subtitles.places import CuePlace, TimePlace, read_place

TEXTS = st.text(st.sampled_from("ab <i>{}\\an8/\n é한"), max_size=60)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("7", CuePlace(6)),
        (" #7 ", CuePlace(6)),
        ("0:07", TimePlace(7000)),
        ("7.5", TimePlace(7500)),
        ("1:02:03.450", TimePlace(3_723_450)),
        ("00:01:00:12", TimePlace(60_480)),
    ],
)
def test_a_number_is_a_subtitle_and_anything_else_a_time(text: str, place: CuePlace | TimePlace) -> None:
    assert read_place(text, 9, TimeNotation("25")) == place


@pytest.mark.parametrize("text", ["0", "10", "999999999"])
def test_a_subtitle_that_is_not_there_is_refused(text: str) -> None:
    with pytest.raises(NoSuchCue):
        read_place(text, 9, TimeNotation())


@pytest.mark.parametrize("text", ["", "soon", "#", "1:99", "٣"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        read_place(text, 9, TimeNotation())


@given(TEXTS, st.integers(1, 10_000))
def test_the_speed_is_that_of_the_checks(text: str, length_ms: int) -> None:
    assert measure_text(text, length_ms, DEFAULT_LIMITS).characters_per_second == pytest.approx(
        characters_per_second(Cue(0, length_ms, text))
    )


def test_tags_and_combining_marks_are_not_counted() -> None:
    found = measure_text("<i>Why is</i>\n{\\an8}it e\u0301?", 2000, DEFAULT_LIMITS)
    assert found.lines == (6, 5)
    assert found.characters_per_second == 5.5


def test_limits_are_what_is_still_allowed() -> None:
    limits = CueLimits(characters_per_second=10, line_characters=5)
    assert not measure_text("12345", 500, limits).has_long_line
    assert measure_text("12345\n123456", 1000, limits).has_long_line
    assert not measure_text("12345", 500, limits).is_fast
    assert measure_text("12345", 499, limits).is_fast
    assert measure_text("1", 0, limits).characters_per_second == math.inf
    assert not measure_text("", 0, limits).is_fast
    assert measure_text("가나, a", 1000, CueLimits(counts_halves=True)).lines == (3.5,)
