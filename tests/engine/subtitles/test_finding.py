"""Find and replace in the texts of subtitles, as they are seen."""

import re
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import PatternInvalid, ReplacementInvalid, SearchTooSlow
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing.finding import Match, Search, find_all, replace_all, replace_one
from deepdub_engine.subtitles.editing.texts import strip_blank_lines, tag_spans
from deepdub_engine.subtitles.editing.visible_text import VisibleText


def cues(*texts: str) -> list[Cue]:
    return [Cue(1000 * number, 1000 * number + 900, text) for number, text in enumerate(texts)]


def found(search: Search, *texts: str) -> list[tuple[int, int, int]]:
    return [tuple(match) for match in find_all(search, cues(*texts)).matches]


def replaced(search: Search, words: str, *texts: str) -> list[str]:
    return [cue.text for cue in replace_all(search, words, cues(*texts)).cues]


@pytest.mark.parametrize(
    ("search", "text", "spans"),
    [
        (Search("one"), "One, <i>o</i>ne", [(0, 3), (5, 8)]),
        (Search("one", matches_case=True), "One, one", [(5, 8)]),
        (Search("one", whole_words=True), "someone, one, ones", [(9, 12)]),
        (Search("i"), "<i>hi</i>{\\i1}", [(1, 2)]),
        (Search("i", in_tags=True), "<i>hi</i>", [(1, 2), (4, 5), (7, 8)]),
        (Search("."), "a.b", [(1, 2)]),
        (Search(".", is_expression=True), "a\nb", [(0, 1), (2, 3)]),
        (Search("^b$", is_expression=True), "a\nb", [(2, 3)]),
        (Search("", is_expression=True), "a", []),
        (Search("하늘"), "푸른 <b>하</b>늘", [(3, 5)]),
    ],
)
def test_texts_are_found_as_they_are_seen(search: Search, text: str, spans: list[tuple[int, int]]) -> None:
    assert found(search, text) == [(0, *span) for span in spans]


def test_matches_are_in_the_order_of_the_list() -> None:
    late_first = [Cue(9000, 9900, "a"), Cue(0, 900, "aa")]
    result = find_all(Search("a"), late_first)
    assert result.matches == (Match(1, 0, 1), Match(1, 1, 2), Match(0, 0, 1))
    assert result.rows == (0, 0, 1)
    assert result.by_cue == {1: (Match(1, 0, 1), Match(1, 1, 2)), 0: (Match(0, 0, 1),)}
    assert find_all(Search("a"), late_first, {0}).matches == (Match(0, 0, 1),)


@pytest.mark.parametrize(
    ("search", "words", "before", "after"),
    [
        (Search("two words"), "one", "<i>two</i> words", "<i>one</i>"),
        (Search("lo wor"), "X", "Hel<i>lo wor</i>ld", "Hel<i>X</i>ld"),
        (Search("^", is_expression=True), "- ", "<i>a</i>\nb", "<i>- a</i>\n- b"),
        (Search("$", is_expression=True), ".", "<i>a</i>", "<i>a.</i>"),
        (Search("b"), "", "a\nb\nc", "a\nc"),
        (Search("i"), "o", "<i>hi</i>", "<i>ho</i>"),
        (Search("i", in_tags=True), "b", "<i>hi</i>", "<b>hb</b>"),
        (Search("$1"), "$2\\1", "costs $1", "costs $2\\1"),
        (Search(r"(\w+), (?<last>\w+)", is_expression=True), "${last} $1", "Doe, <b>Jane</b>", "Jane Doe<b></b>"),
        (Search(r"(\d+)", is_expression=True), r"\1\g<1>$0", "7", "777"),
        (Search(r"(\d+)", is_expression=True), "$$$1 or $5", "7", "$7 or $5"),
        (Search(r" / ", is_expression=True), r"\n", "a / b", "a\nb"),
        (Search("a"), "{\\an8}a", "a", "{\\an8}a"),
    ],
)
def test_replacements_keep_all_tags(search: Search, words: str, before: str, after: str) -> None:
    assert replaced(search, words, before) == [after]


def test_one_match_is_replaced_and_the_others_stay() -> None:
    result = replace_one(Search("a"), "bb", cues("x", "a a a"), Match(1, 2, 3))
    assert ([cue.text for cue in result.cues], result.count) == (["x", "a bb a"], 1)
    assert replace_one(Search("a"), "bb", cues("x", "a a a"), Match(1, 1, 2)).count == 0


def test_only_some_subtitles_are_changed() -> None:
    result = replace_all(Search("a"), "b", cues("a", "aa", "a"), {1, 2})
    assert ([cue.text for cue in result.cues], result.count) == (["a", "bb", "b"], 3)


@pytest.mark.parametrize("pattern", ["(", "[", "*", "(?<", "\\", "(?P<x>a)(?P<x", "a{2,1}", "(?R"])
def test_what_is_no_expression_is_refused_with_the_reason(pattern: str) -> None:
    with pytest.raises(PatternInvalid, match="is not a regular expression"):
        find_all(Search(pattern, is_expression=True), cues("a"))
    assert found(Search(pattern, in_tags=True), f"a{pattern}") == [(0, 1, 1 + len(pattern))], (
        "as plain text it is a text"
    )


@pytest.mark.parametrize("words", [r"\2", r"\g<x>", "\\"])
def test_a_replacement_with_groups_that_are_not_there_is_refused(words: str) -> None:
    with pytest.raises(ReplacementInvalid, match="does not fit"):
        replace_all(Search("(a)", is_expression=True), words, cues("a"))


def test_a_bad_expression_is_stopped_and_other_threads_go_on() -> None:
    worst_s, stop = [0.0], threading.Event()

    def beat() -> None:
        last_s = time.monotonic()
        while not stop.wait(0.001):
            worst_s[0], last_s = max(worst_s[0], time.monotonic() - last_s), time.monotonic()

    thread = threading.Thread(target=beat)
    thread.start()
    began_s = time.monotonic()
    try:
        with pytest.raises(SearchTooSlow, match="was stopped after 2 s"):
            find_all(Search("^(?:x|xx)+$", is_expression=True), cues("x" * 60 + "!"))
        lasted_s = time.monotonic() - began_s
    finally:
        stop.set()
        thread.join()
    assert lasted_s < 10
    assert worst_s[0] < lasted_s / 2, "the search did not hold the interpreter"


words = st.text(st.sampled_from("abA \n.한"), max_size=6)
tagged = st.lists(
    words | st.sampled_from(["<i>", "</i>", "<b>", "</b>", "{\\an8}", '<font color="a">', "</font>", "<", "{"]),
    max_size=8,
).map("".join)


def tags(text: str) -> list[str]:
    return [text[start:stop] for start, stop in tag_spans(text)]


@given(tagged, st.text(st.sampled_from("abA한 ."), min_size=1, max_size=3), words, st.booleans(), st.booleans())
def test_replacing_changes_what_is_seen_and_no_tag(
    text: str, pattern: str, new: str, matches_case: bool, is_expression: bool
) -> None:
    search = Search(pattern, is_expression=is_expression, matches_case=matches_case)
    source = pattern if is_expression else re.escape(pattern)
    flags = re.MULTILINE | (0 if matches_case else re.IGNORECASE)
    seen = VisibleText.of(text).text
    wanted, count = re.subn(source, lambda _: new, seen, flags=flags)
    result = replace_all(search, new, cues(text))
    changed = result.cues[0].text
    assert result.count == count
    if not count:
        assert changed == text
        return
    assert tags(changed) == tags(text)
    lines = [line.rstrip() for line in VisibleText.of(changed).text.split("\n")]
    assert strip_blank_lines("\n".join(lines)) == strip_blank_lines(wanted)


@given(st.lists(tagged, max_size=5), st.sampled_from("abA한."), words)
def test_one_after_the_other_is_all_at_once(texts: list[str], pattern: str, new: str) -> None:
    """Replacing the matches from the last to the first gives what replacing all of them gives."""
    search, now = Search(pattern), cues(*map(strip_blank_lines, texts))
    wanted = replace_all(search, new, now)
    matches = find_all(search, now).matches
    assert len(matches) == wanted.count
    for match in reversed(matches):
        now = list(replace_one(search, new, now, match).cues)
    assert [VisibleText.of(cue.text).text.split() for cue in now] == [
        VisibleText.of(cue.text).text.split() for cue in wanted.cues
    ]


@given(tagged)
def test_every_visible_character_is_in_its_place(text: str) -> None:
    visible = VisibleText.of(text)
    assert "".join(text[place] for place in visible.places) == visible.text
    assert visible.with_changes([]) == text


@pytest.mark.measured
def test_fifty_thousand_subtitles_are_searched_quickly() -> None:
    many = cues(*(f"Line {number} of <i>many</i>\nand a second one" for number in range(50_000)))
    began_s = time.perf_counter()
    result = find_all(Search("line 1"), many)
    assert len(result.matches) == 11_111
    assert time.perf_counter() - began_s < 1
