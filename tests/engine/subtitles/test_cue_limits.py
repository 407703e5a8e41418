"""Subtitles are checked against limits: the usual ones, those of a guideline, or one's own."""

from dataclasses import fields
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import BadLimits
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import characters_per_second, plain_length
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS, PRESET_NAMES, PRESETS, CueLimits
from deepdub_engine.subtitles.editing.limit_texts import limits_text, parse_limits
from deepdub_engine.subtitles.editing.problem_finder import ProblemFinder
from deepdub_engine.subtitles.editing.problems import find_problems
from deepdub_engine.subtitles.retime import Retiming


def cue(text: str, start_ms: int = 0, length_ms: int = 2000) -> Cue:
    return Cue(start_ms, start_ms + length_ms, text)


def told(cues: list[Cue], limits: CueLimits = DEFAULT_LIMITS, clip_ms: int | None = None) -> dict[int, str]:
    return {index: str(problem) for index, problem in find_problems(cues, clip_ms, limits).items()}


def test_what_was_checked_before_is_the_default() -> None:
    cues = [cue("a" * 60), cue("short", 2000, 400), cue("fine", 3000), cue("over", 4000), cue("late", 99_000)]
    assert told(cues, clip_ms=60_000) == {
        0: "Too fast to read: 30 characters per second.",
        1: "Shown for only 0.40 s.",
        3: "Overlaps with subtitle 3.",
        4: "Starts after the end of the clip at 00:01:00.000.",
    }
    assert told([cue("a" * 45 + "\n" + "b\nc"), cue("close", 2000, 60_000)]) == {}


@pytest.mark.parametrize(
    ("preset", "cues", "sentence"),
    [
        ("netflix", [cue("a" * 43, 0, 4000)], "A line has 43 characters; 42 is the limit."),
        ("netflix", [cue("a\nb\nc")], "Has 3 lines; 2 is the limit."),
        ("netflix", [cue("a" * 41)], "Too fast to read: 21 characters per second."),
        ("netflix-other", [cue("a" * 35)], "Too fast to read: 18 characters per second."),
        ("netflix", [cue("a", 0, 832)], "Shown for only 0.83 s."),
        ("netflix", [cue("a", 0, 7001)], "Shown for 7.00 s; 7 s is the limit."),
        ("netflix-ko", [cue("가" * 17, 0, 4000)], "A line has 17 characters; 16 is the limit."),
        ("netflix-ko", [cue("가" * 25)], "Too fast to read: 13 characters per second."),
        ("bbc", [cue("a" * 38, 0, 4000)], "A line has 38 characters; 37 is the limit."),
        ("ebu", [cue("a" * 31)], "Too fast to read: 16 characters per second."),
    ],
)
def test_a_guideline_says_what_exceeds_it(preset: str, cues: list[Cue], sentence: str) -> None:
    assert told(cues, PRESETS[preset]) == {0: sentence}


def test_a_gap_is_measured_to_whatever_was_shown_last() -> None:
    cues = [cue("first", 0, 2000), cue("second", 2082), cue("third", 4165)]
    assert told(cues, PRESETS["netflix"]) == {1: "Only 82 ms after the subtitle before it; 83 ms is the limit."}
    assert told(cues, PRESETS["bbc"]) == {}


def test_korean_guidelines_count_blanks_and_latin_letters_half() -> None:
    assert PRESETS["netflix-ko"].measure("<i>한국어 OK!</i>\n둘").characters == 3 + 4 * 0.5 + 0.5 + 1 - 0.5
    assert told([cue("가" * 12 + " abcdefg", 0, 4000)], PRESETS["netflix-ko"]) == {}


def test_every_preset_has_a_name() -> None:
    assert set(PRESETS) == set(PRESET_NAMES)


@given(st.text(st.sampled_from("ab <>/i{}\\N\n\r가́"), max_size=40), st.integers(0, 5000))
def test_sizes_agree_with_those_of_the_list(text: str, length_ms: int) -> None:
    one = Cue(0, length_ms, text)
    assert DEFAULT_LIMITS.measure(text).characters == plain_length(text)
    assert DEFAULT_LIMITS.speed(text, length_ms) == characters_per_second(one)


some_limits = st.builds(
    CueLimits,
    st.none() | st.integers(1, 800).map(lambda quarter: quarter / 4),
    st.none() | st.integers(1, 500),
    st.none() | st.integers(1, 20),
    st.none() | st.integers(0, 60_000),
    st.none() | st.integers(1, 600_000),
    st.integers(0, 60_000),
    st.booleans(),
)


@given(some_limits)
def test_limits_survive_as_text(limits: CueLimits) -> None:
    assert parse_limits(limits_text(limits)) == limits


@given(
    some_limits, some_limits, st.lists(st.builds(cue, st.text(max_size=60), st.integers(0, 9000), st.integers(0, 9000)))
)
def test_stricter_limits_find_no_less(one: CueLimits, other: CueLimits, cues: list[Cue]) -> None:
    """The limits that are the stricter of both find every subtitle that either of them finds."""
    if one.counts_halves != other.counts_halves:
        return
    stricter = {}
    for field in fields(CueLimits):
        values = [value for value in (getattr(one, field.name), getattr(other, field.name)) if value is not None]
        pick = max if field.name in ("shortest_ms", "gap_ms") else min
        stricter[field.name] = pick(values) if values else None
    found = set(find_problems(cues, None, CueLimits(**stricter)))
    assert found >= set(find_problems(cues, None, one)) | set(find_problems(cues, None, other))


def test_a_preset_can_be_changed_in_one_point() -> None:
    assert parse_limits("Netflix, cps=17, longest=none") == CueLimits(17, 42, 2, 833, None, 83)
    assert parse_limits("line=40") == CueLimits(line_characters=40)


@pytest.mark.parametrize(
    "text", ["", "netlfix", "cps", "cps=fast", "cps=0", "cps=nan", "lines=-1", "gap=1e9", "bbc,x=1"]
)
def test_other_texts_name_no_limits(text: str) -> None:
    with pytest.raises(BadLimits, match=r"write one of deepdub, netflix"):
        parse_limits(text)


MOVED = st.builds(Retiming, st.integers(-9000, 9000), st.sampled_from([Fraction(1), Fraction(1), Fraction(25, 24)]))
STRICT = CueLimits(shortest_ms=900, gap_ms=80, lines=1)


@given(
    st.lists(st.builds(cue, st.sampled_from(["a", "a\nb", "a" * 50]), st.integers(0, 9000), st.integers(1, 3000))),
    st.lists(st.tuples(MOVED, st.sampled_from([DEFAULT_LIMITS, STRICT]), st.none() | st.integers(1, 12_000))),
)
def test_a_finder_finds_after_any_shifts_what_a_check_of_all_finds(
    cues: list[Cue], steps: list[tuple[Retiming, CueLimits, int | None]]
) -> None:
    finder = ProblemFinder()
    for retiming, limits, clip_ms in steps:
        assert finder.find(cues, retiming, limits, clip_ms) == find_problems(retiming.apply(cues), clip_ms, limits)


def test_a_shift_needs_no_new_check() -> None:
    cues = [cue("a" * 60), cue("over", 1000), cue("fine", 8000)]
    finder = ProblemFinder()
    before = finder.find(cues, Retiming(3000), DEFAULT_LIMITS)
    after = finder.find(cues, Retiming(-500), DEFAULT_LIMITS)
    assert str(after.pop(0)) == "Starts before the clip, at −00:00:00.500."
    assert set(after) == {1}
    assert after[1] is before[1]
