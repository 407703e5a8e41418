"""Every option that takes a time reads it by one rule: a number without a unit is seconds."""

import argparse
from collections.abc import Iterator

import pytest

from deepdub_engine.base.timing import parse_clock, parse_shift
from deepdub_engine.cli.arguments import build_parser, join_negatives
from deepdub_engine.cli.parser import BadArguments, BadValue

OPTIONS = {
    "run": {"--pause", "--slice", "--clip", "--shift", "--reference"},
    "segments": {"--pause", "--slice", "--clip", "--shift"},
    "sentences": {"--pause", "--slice", "--shift"},
    "separate": {"--clip", "--offset", "--duration"},
    "shift": {"--by"},
    "align": {"--limit"},
    "remix": {"--free"},
    "lines": {"--free"},
}


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def reads_times(action: argparse.Action) -> bool:
    if not callable(action.type):
        return False
    try:
        return isinstance(action.type("0:07"), int | float | tuple)
    except (BadValue, ValueError):
        return False


def test_these_are_all_the_options_that_take_times() -> None:
    found = {name: {a.option_strings[-1] for a in parser._actions if reads_times(a)} for name, parser in commands()}
    assert {name: options for name, options in found.items() if options} == OPTIONS


@pytest.mark.parametrize("name", OPTIONS)
def test_a_number_is_seconds_and_units_and_clocks_mean_the_same(name: str) -> None:
    parser = dict(commands())[name]
    for action in parser._actions:
        if reads_times(action):
            values = [action.type(text) for text in ("3.4", "3.4s", "3400ms", "0:03.4", "3,4", "0_03.4")]
            assert [value == values[0] for value in values] == [True] * 6
            assert action.type("60") == action.type("1:00") == action.type("60s") != action.type("60ms")
            for bad in ("soon", "3 apples", "nan", "inf", "1:99", ""):
                with pytest.raises(BadValue):
                    action.type(bad)


@pytest.mark.parametrize(
    ("written", "shift_ms"),
    [("3", 3000), ("-59", -59_000), ("-60", -60_000), ("-.5", -500), ("-0:03.4", -3400), ("−3,4", -3400)],
)
def test_a_negative_shift_can_stand_after_its_option(written: str, shift_ms: int) -> None:
    options = build_parser().parse_args(join_negatives(["shift", "a.srt", "--by", written, "-o", "b.srt"]))
    assert options.shift == (shift_ms, 1)


def test_thousands_without_a_unit_are_refused_with_what_to_write() -> None:
    with pytest.raises(BadArguments, match="milliseconds or seconds: write -3000ms or -3000s"):
        build_parser().parse_args(join_negatives(["shift", "a.srt", "--by", "-3000", "-o", "b.srt"]))


@pytest.mark.parametrize("name", OPTIONS)
def test_the_help_says_the_rule(name: str) -> None:
    told = " ".join(dict(commands())[name].format_help().split())
    assert "a number without a unit is seconds" in told
    for example in ("3.4s", "340ms", "10:33", "1:02:10.250"):
        assert example in told
        assert parse_clock(example) > 0
    assert parse_shift("-1:02.5") == (-62_500, 1)
    assert "-1:02.5" in told
