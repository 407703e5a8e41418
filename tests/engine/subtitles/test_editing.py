"""Editing operations on cues: each changes what it should, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import CuesNotAdjacent, NoRoomForCue, SplitOutside
from deepdub_engine.subtitles import Cue, editing
from deepdub_engine.subtitles.editing import EditLimits, SnapPoints
from deepdub_engine.subtitles.editing.texts import join_texts, split_text
from deepdub_engine.subtitles.retime import Anchor, Break, Retiming

FREE = EditLimits(avoid_overlaps=False)
THREE = (Cue(1000, 2000, "One"), Cue(3000, 4000, "Two words"), Cue(4000, 6000, "Three"))


def _laid_out(rows: list[tuple[int, int, str]]) -> list[Cue]:
    cues, at_ms = [], 0
    for gap_ms, length_ms, text in rows:
        at_ms += gap_ms
        cues.append(Cue(at_ms, at_ms + length_ms, text))
        at_ms += length_ms
    return cues


cues_anyhow = st.lists(
    st.builds(
        lambda at, length, text: Cue(at, at + length, text),
        st.integers(-500, 9000),
        st.integers(0, 3000),
        st.sampled_from(["a", "b c", "<i>d e</i>", "f\ng", ""]),
    ),
    min_size=1,
    max_size=8,
)
cues_apart = st.lists(
    st.tuples(st.integers(0, 1500), st.integers(100, 3000), st.sampled_from(["a", "b c", "d\ne"])),
    min_size=1,
    max_size=8,
).map(_laid_out)
limits_any = st.builds(
    EditLimits, st.sampled_from([0, 80]), st.sampled_from([1, 100, 700]), st.just(0), st.sampled_from([None, 12_000])
)


def edits(data: st.DataObject, cues: list[Cue], limits: EditLimits) -> tuple[tuple[Cue, ...], set[int]]:
    """Apply a random timing edit; return the cues and the indices that it may have changed."""
    index = data.draw(st.integers(0, len(cues) - 1))
    to_ms = data.draw(st.integers(-2000, 14_000))
    chosen = data.draw(st.sets(st.integers(0, len(cues) - 1), min_size=1))
    kind = data.draw(st.sampled_from(["move", "start", "end", "shared", "set start", "set end"]))
    following = editing.next_cue_index(cues, index)
    if kind == "move":
        return editing.move(cues, chosen, to_ms - 5000, limits), chosen
    if kind == "shared" and following is not None:
        return editing.move_shared(cues, index, following, to_ms, limits), {index, following}
    one: dict[str, Callable[..., tuple[Cue, ...]]] = {
        "start": editing.move_start,
        "end": editing.move_end,
        "set start": editing.set_start,
        "set end": editing.set_end,
        "shared": editing.move_end,
    }
    return one[kind](cues, index, to_ms, limits), {index}


@given(cues_anyhow, limits_any, st.data())
def test_no_edit_touches_another_cue_or_lets_one_end_before_it_starts(
    cues: list[Cue], limits: EditLimits, data: st.DataObject
) -> None:
    edited, touched = edits(data, cues, limits)
    assert len(edited) == len(cues)
    for index, (cue, former) in enumerate(zip(edited, cues, strict=True)):
        assert cue.end_ms >= cue.start_ms
        assert cue.text == former.text
        assert index in touched or cue is former
        assert cue.end_ms - cue.start_ms >= min(limits.shortest_ms, former.end_ms - former.start_ms)


@given(cues_apart, limits_any, st.data())
def test_dragging_keeps_the_order_the_gaps_and_the_clip(
    cues: list[Cue], limits: EditLimits, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(cues) - 1))
    to_ms = data.draw(st.integers(-2000, 14_000))
    chosen = data.draw(st.sets(st.integers(0, len(cues) - 1), min_size=1))
    results = [
        editing.move(cues, chosen, to_ms - 5000, limits),
        editing.move_start(cues, index, to_ms, limits),
        editing.move_end(cues, index, to_ms, limits),
    ]
    if index + 1 < len(cues):
        results.append(editing.move_shared(cues, index, index + 1, to_ms, limits))
    for edited in results:
        for (one, other), (former, former_other) in zip(pairwise(edited), pairwise(cues), strict=True):
            assert other.start_ms - one.end_ms >= min(limits.gap_ms, former_other.start_ms - former.end_ms)
        assert edited[0].start_ms >= 0
        assert limits.last_ms is None or edited[-1].end_ms <= max(limits.last_ms, cues[-1].end_ms)
        assert editing.overlaps(edited) == ()


@given(cues_anyhow, st.integers(-4000, 4000), st.data())
def test_several_move_as_one_and_back_again(cues: list[Cue], by_ms: int, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.integers(0, len(cues) - 1), min_size=1))
    moved = editing.move(cues, chosen, by_ms, EditLimits())
    steps = {moved[index].start_ms - cues[index].start_ms for index in chosen}
    assert len(steps) == 1
    step = steps.pop()
    assert 0 <= step * (1 if by_ms > 0 else -1) <= abs(by_ms)
    assert list(editing.shifted(moved, chosen, -step)) == cues


@given(cues_anyhow, st.integers(0, 7), st.integers(0, 9000))
def test_split_and_merged_again_a_cue_has_its_span_and_its_words(cues: list[Cue], index: int, at_ms: int) -> None:
    index %= len(cues)
    try:
        two = editing.split(cues, index, at_ms, EditLimits())
    except SplitOutside:
        assert min(at_ms - cues[index].start_ms, cues[index].end_ms - at_ms) < 100
        return
    assert len(two) == len(cues) + 1
    assert two[index].end_ms == two[index + 1].start_ms == at_ms
    one = editing.merge(two, {index, index + 1})
    assert len(one) == len(cues)
    assert (one[index].start_ms, one[index].end_ms) == (cues[index].start_ms, cues[index].end_ms)
    shown = [letter for letter in one[index].text if letter.isalpha() and letter != "i"]
    assert shown == [letter for letter in cues[index].text if letter.isalpha() and letter != "i"]
    assert [cue for place, cue in enumerate(one) if place != index] == [
        cue for place, cue in enumerate(cues) if place != index
    ]


def test_cues_are_merged_only_with_those_between_them() -> None:
    with pytest.raises(CuesNotAdjacent, match="Subtitle 2 lies between"):
        editing.merge(THREE, {0, 2})
    assert editing.merge(THREE, {0, 1, 2}) == (Cue(1000, 6000, "One Two words Three"),)
    assert editing.merge(THREE, {1}) == THREE


@given(cues_apart, st.integers(-100, 16_000), limits_any)
def test_an_inserted_cue_overlaps_none_and_keeps_the_order(cues: list[Cue], at_ms: int, limits: EditLimits) -> None:
    try:
        more, place = editing.insert(cues, Cue(at_ms, at_ms + 2000, ""), limits)
    except NoRoomForCue:
        room = editing.room_at(cues, at_ms, limits)
        assert room.to_ms is not None
        assert room.to_ms - room.start(at_ms) < limits.shortest_ms
        return
    assert [cue for index, cue in enumerate(more) if index != place] == cues
    assert list(more) == sorted(more, key=lambda cue: cue.start_ms)
    assert editing.overlaps(more) == ()
    assert limits.shortest_ms <= more[place].end_ms - more[place].start_ms <= 2000


def test_inserted_after_each_other_in_an_unordered_file_cues_stand_behind_the_one_they_follow() -> None:
    cues = (Cue(5000, 6000, "late"), Cue(1000, 2000, "early"))
    more, place = editing.insert(cues, Cue(3000, 4000, "new"), EditLimits())
    assert ([cue.text for cue in more], place) == (["late", "early", "new"], 2)


@given(cues_anyhow, st.data())
def test_deleting_takes_away_only_what_was_chosen(cues: list[Cue], data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.integers(0, len(cues) - 1)))
    assert list(editing.delete(cues, chosen)) == [cue for index, cue in enumerate(cues) if index not in chosen]


def test_a_drag_stops_at_neighbours_unless_it_is_free() -> None:
    limits = EditLimits(gap_ms=50)
    assert editing.move(THREE, {0}, 5000, limits)[0] == Cue(1950, 2950, "One")
    assert editing.move(THREE, {1}, -5000, limits)[1].start_ms == 2050
    assert editing.move(THREE, {1, 2}, -5000, limits)[2].start_ms == 3050
    assert editing.move(THREE, {0}, 5000, FREE)[0].start_ms == 6000
    assert editing.move_end(THREE, 1, 4200, limits)[1].end_ms == 4000, "it already touches and goes no further"
    assert editing.move_start(THREE, 2, 3000, FREE)[2].start_ms == 3000
    assert editing.move_shared(THREE, 1, 2, 4500, limits)[1:] == (
        Cue(3000, 4500, "Two words"),
        Cue(4500, 6000, "Three"),
    )


def test_what_overlaps_can_be_pulled_apart() -> None:
    sign, speech = Cue(0, 10_000, "sign"), Cue(2000, 3000, "speech")
    assert editing.move((sign, speech), {1}, 1500, EditLimits())[1].start_ms == 3500


def test_start_and_end_are_set_at_the_playhead() -> None:
    assert editing.set_start(THREE, 1, 1500, EditLimits())[1] == Cue(1500, 4000, "Two words")
    assert editing.set_start(THREE, 1, 7000, EditLimits())[1] == Cue(7000, 8000, "Two words")
    assert editing.set_end(THREE, 1, 3300, EditLimits())[1] == Cue(3000, 3300, "Two words")
    assert editing.set_end(THREE, 1, 2500, EditLimits())[1] == Cue(1500, 2500, "Two words")
    assert [cue.start_ms for cue in editing.move_following(THREE, 1, 3700)] == [1000, 3700, 4700]


@pytest.mark.parametrize(
    ("text", "share", "before", "behind"),
    [
        ("One two three four", 0.5, "One two", "three four"),
        ("Short.\nA much longer second line", 0.5, "Short.", "A much longer second line"),
        ("- Who is it?\n- Me.", 0.5, "- Who is it?", "- Me."),
        ("I know. It is far away", 0.4, "I know.", "It is far away"),
        ("<i>One two</i>", 0.5, "<i>One</i>", "<i>two</i>"),
        (
            '<font color="red">a <b>b c</b></font>',
            0.6,
            '<font color="red">a <b>b</b></font>',
            '<font color="red"><b>c</b></font>',
        ),
        (r"{\an8}Up here", 0.5, r"{\an8}Up", r"{\an8}here"),
        ("안녕하세요 여러분", 0.5, "안녕하세요", "여러분"),
        ("今日は雨が降っています", 0.45, "今日は雨が", "降っています"),
        ("Word", 0.5, "Word", ""),
        ("", 0.5, "", ""),
        ("<i></i>", 0.5, "<i></i>", ""),
    ],
)
def test_text_is_split_at_natural_places(text: str, share: float, before: str, behind: str) -> None:
    assert split_text(text, share) == (before, behind)


@pytest.mark.parametrize(
    ("before", "behind", "text"),
    [
        ("One two", "three four", "One two three four"),
        ("- Who?", "- Me.", "- Who?\n- Me."),
        (
            "A rather long line of what was said,",
            "and another one",
            "A rather long line of what was said,\nand another one",
        ),
        (r"{\an8}Up", r"{\an8}here", r"{\an8}Up here"),
        ("", "alone", "alone"),
    ],
)
def test_merged_texts_stand_as_a_person_would_write_them(before: str, behind: str, text: str) -> None:
    assert join_texts(before, behind) == text


@given(st.text(st.sampled_from("ab .,\n<>i/{}\\8안今"), max_size=30), st.floats(0, 1))
def test_splitting_text_loses_and_doubles_no_character(text: str, share: float) -> None:
    before, behind = split_text(text, share)
    assert editing.plain_length(before.replace(" ", "")) + editing.plain_length(behind.replace(" ", "")) == (
        editing.plain_length(text.replace(" ", ""))
    )


def test_a_text_set_again_is_the_same_cue_and_blank_lines_are_left_out() -> None:
    assert editing.set_text(THREE, 0, "One  \r\n\n")[0] is THREE[0]
    assert editing.set_text(THREE, 0, " a \r\n\r\n b")[0].text == " a\n b"


def test_a_drag_snaps_to_the_nearer_of_start_and_end() -> None:
    points = SnapPoints.of([2100, 5000], [3040])
    assert editing.snap_move(Cue(1000, 2000, ""), 1050, points, 60) == (1040, 3040)
    assert editing.snap_move(Cue(1000, 2000, ""), 1090, points, 60) == (1100, 2100)
    assert editing.snap_move(Cue(1000, 2000, ""), 500, points, 60) == (500, None)
    assert editing.neighbour_points(THREE, {1}, EditLimits(gap_ms=80)) == ([2080, 6080], [920, 3920])


@given(cues_anyhow)
def test_overlaps_are_those_that_can_be_seen(cues: list[Cue]) -> None:
    found = editing.overlaps(cues)
    for overlap in found:
        for index in (overlap.first, overlap.second):
            assert cues[index].start_ms <= overlap.start_ms < overlap.end_ms <= cues[index].end_ms
    over = {
        index
        for index, cue in enumerate(cues)
        for other, before in enumerate(cues)
        if (before.start_ms, other) < (cue.start_ms, index)
        and max(before.start_ms, cue.start_ms) < min(before.end_ms, cue.end_ms)
    }
    assert {overlap.second for overlap in found} == over


def test_reading_speed_counts_what_is_seen() -> None:
    assert editing.characters_per_second(Cue(0, 2000, "<i>Ten\nletters</i>")) == 5
    assert editing.characters_per_second(Cue(0, 0, "a")) == float("inf")
    assert editing.characters_per_second(Cue(0, 0, "")) == 0


RETIMINGS = st.builds(
    Retiming,
    st.integers(-5000, 5000),
    st.sampled_from([Fraction(1), Fraction(25025, 24000), Fraction(24, 25), Fraction(1, 2), Fraction(2)]),
    st.lists(st.builds(Break, st.integers(0, 9000), st.integers(-900, 4000)), max_size=2).map(tuple),
    st.sampled_from([(), (Anchor(2000, 500),), (Anchor(1000, -100), Anchor(7000, 400))]),
)


@given(RETIMINGS, cues_anyhow, limits_any, st.data())
def test_edits_survive_inverse_retiming(
    retiming: Retiming, base: list[Cue], limits: EditLimits, data: st.DataObject
) -> None:
    shown = retiming.apply(base)
    edited, touched = edits(data, list(shown), limits)
    back = editing.undo_retiming(retiming, base, shown, edited)
    for index, (cue, former) in enumerate(zip(back, base, strict=True)):
        assert cue.end_ms >= cue.start_ms
        if edited[index] == shown[index] or index not in touched:
            assert cue == former or not retiming.breaks or index in touched
        elif not retiming.breaks and edited[index].start_ms == shown[index].start_ms:
            assert retiming.apply([cue])[0].start_ms == edited[index].start_ms
    if not retiming.breaks:
        for seen, wanted in zip(retiming.apply(back), edited, strict=True):
            assert abs(seen.start_ms - wanted.start_ms) <= 1
            assert abs(seen.end_ms - wanted.end_ms) <= 1


@given(st.integers(0, 20_000), st.integers(100, 2000))
def test_beside_a_break_a_cue_is_put_where_it_can_be(to_ms: int, length_ms: int) -> None:
    retiming = Retiming(0, Fraction(1), (Break(5000, 3000),))
    base = (Cue(1000, 1000 + length_ms, "a"),)
    edited = editing.shifted(base, {0}, to_ms - 1000)
    seen = retiming.apply(editing.undo_retiming(retiming, base, retiming.apply(base), edited))[0]
    if to_ms < 5000 or to_ms >= 8000:
        assert seen == edited[0]
    else:
        assert seen.start_ms in (4999, 8000)
        assert seen.end_ms - seen.start_ms == length_ms
