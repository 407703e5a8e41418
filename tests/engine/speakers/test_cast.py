"""Who speaks each cue: what is done to a cast, and how its lines follow their cues."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deepdub_engine.base.errors import TooManySpeakers
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.project.document import Change, Document, apply_change, change_between
from deepdub_engine.speakers import editing
from deepdub_engine.speakers.cast import LONGEST_NAME, MOST_SPEAKERS, Cast, Line, Source, Speaker, clean_name, trimmed
from deepdub_engine.speakers.changes import CastChange
from deepdub_engine.speakers.following import follow
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles import editing as cue_editing
from deepdub_engine.subtitles.editing import EditLimits

LIMITS = EditLimits(0, 1)
FOUR = tuple(Cue(1000 * at, 1000 * at + 900, text) for at, text in enumerate(["one", "two", "three", "four"]))
ANNA, BEN = Speaker(1, "Anna"), Speaker(2, "Ben")
NAMES = st.sampled_from(["", "Anna", "Ben", "ANNA", "Großvater", "안나"])


@st.composite
def casts(draw: st.DrawFn, most_cues: int = 12) -> Cast:
    numbers = sorted(draw(st.sets(st.integers(1, 12), max_size=5)))
    speakers = tuple(Speaker(number, draw(NAMES)) for number in numbers)
    line = st.none()
    if numbers:
        line |= st.builds(Line, st.sampled_from(numbers), st.sampled_from(Source), st.booleans(), st.booleans())
    return Cast(speakers, trimmed(draw(st.lists(line, max_size=most_cues))))


CHOSEN = st.sets(st.integers(0, 14), max_size=6)


def speakers_of(cast: Cast, count: int = 15) -> list[int | None]:
    return [None if (line := cast.line_of(cue)) is None else line.speaker for cue in range(count)]


@given(casts(), CHOSEN, st.integers(1, 12))
def test_a_person_says_who_speaks_some_lines_and_no_others_change(cast: Cast, chosen: set[int], number: int) -> None:
    after = editing.assign(cast, chosen, number)
    after.check()
    for cue in range(15):
        line = after.line_of(cue)
        if cue in chosen:
            assert line is not None
            assert (line.speaker, line.source, line.is_unsure) == (number, Source.PERSON, False)
        else:
            assert line == cast.line_of(cue)
    assert editing.assign(after, chosen, number) == after
    cleared = editing.clear(cast, chosen)
    assert speakers_of(cleared) == [None if at in chosen else one for at, one in enumerate(speakers_of(cast))]


@given(casts(), st.sets(st.integers(1, 12)), st.data())
def test_merged_speakers_are_one_and_no_line_is_lost(cast: Cast, numbers: set[int], data: st.DataObject) -> None:
    assume(cast.speakers)
    into = data.draw(st.sampled_from([speaker.number for speaker in cast.speakers]))
    after = editing.merge(cast, numbers, into)
    after.check()
    for before, now in zip(speakers_of(cast), speakers_of(after), strict=True):
        assert now == (into if before in numbers else before)
    assert {one.number for one in after.speakers} == {one.number for one in cast.speakers} - (numbers - {into})
    name = cast.speaker(into).name
    assert not name or after.speaker(into).name == name


@given(casts(), CHOSEN)
def test_a_split_is_undone_by_a_merge(cast: Cast, chosen: set[int]) -> None:
    after, number = editing.split(cast, chosen, " Zoë\n")
    after.check()
    assert cast.speaker(number) is None
    assert after.speaker(number) == Speaker(number, "Zoë")
    assert after.cues_of(number) == tuple(sorted(chosen))
    for speaker in cast.speakers:
        only = set(cast.cues_of(speaker.number))
        if chosen and only >= chosen:
            assert speakers_of(editing.merge(after, {number}, speaker.number)) == speakers_of(cast)


@given(casts())
def test_accepted_suggestions_are_settled_and_speak_the_same(cast: Cast) -> None:
    after = editing.accept(cast)
    assert speakers_of(after) == speakers_of(cast)
    assert all(line is None or line.is_settled for line in after.lines)
    assert editing.accept(after) == after
    assert all(line == was for line, was in zip(after.lines, cast.lines, strict=True) if was is None or was.is_settled)


@given(casts(), casts())
def test_new_suggestions_leave_alone_what_is_settled(cast: Cast, found: Cast) -> None:
    after = editing.suggest(cast, found)
    after.check()
    for cue in range(15):
        before, line, its = cast.line_of(cue), after.line_of(cue), found.line_of(cue)
        if before is not None and before.is_settled:
            assert line == before
            assert after.speaker_of(cue) == cast.speaker_of(cue)
        else:
            assert (line is None) == (its is None)
            assert line is None or (line.source, line.is_unsure) == (its.source, its.is_unsure)
    open_cues = [cue for cue in range(15) if (line := cast.line_of(cue)) is None or not line.is_settled]
    pairs = {(speakers_of(found)[cue], speakers_of(after)[cue]) for cue in open_cues}
    assert len({its for its, _ in pairs}) == len({mine for _, mine in pairs}) == len(pairs)  # who was apart stays apart


def test_a_found_speaker_is_the_one_whose_settled_lines_it_speaks() -> None:
    cast = Cast((ANNA, BEN), (Line(1), Line(1), Line(2)))
    found = Cast(
        (Speaker(1), Speaker(2), Speaker(3)), tuple(Line(number, Source.SUGGESTED) for number in (2, 2, 1, 2, 1, 3))
    )
    after = editing.suggest(cast, found)
    assert speakers_of(after, 6) == [1, 1, 2, 1, 2, 3]
    assert after.speakers == (ANNA, BEN, Speaker(3))
    again = editing.suggest(after, Cast((Speaker(7),), (None, None, None, Line(7, Source.SUGGESTED))))
    assert speakers_of(again, 6) == [1, 1, 2, 3, None, None]  # another voice, the former suggestions are gone


def test_names_in_the_subtitles_are_taken_and_what_a_person_said_stays() -> None:
    cast = Cast((ANNA,), (Line(1), Line(1, Source.SUGGESTED, is_overlapped=True)))
    after = editing.take_names(cast, ["BEN", "anna", "", "Ben", "CLARA"])
    assert after.speakers == (ANNA, Speaker(2, "Ben"), Speaker(3, "CLARA"))
    assert after.lines == (
        Line(1),
        Line(1, Source.SUBTITLE, is_overlapped=True),
        None,
        Line(2, Source.SUBTITLE),
        Line(3, Source.SUBTITLE),
    )
    assert editing.take_names(after, ["BEN", "anna", "", "Ben", "CLARA"]) == after


def test_speakers_can_be_added_renamed_and_removed() -> None:
    cast, number = editing.add(Cast((ANNA, Speaker(3))), "Ben")
    assert number == 2
    assert [speaker.name for speaker in editing.rename(cast, 3, "  Clara\t ").speakers] == ["Anna", "Ben", "Clara"]
    assert editing.remove(editing.assign(cast, [4], 2), {2}) == Cast((ANNA, Speaker(3)))
    full = Cast(tuple(Speaker(each) for each in range(1, MOST_SPEAKERS + 1)))
    with pytest.raises(TooManySpeakers):
        editing.add(full)


@given(st.text())
def test_a_name_is_one_short_line(text: str) -> None:
    name = clean_name(text)
    assert name == clean_name(name)
    assert len(name) <= LONGEST_NAME
    assert not name or name.isprintable()


@given(casts(), casts(), casts())
def test_undo_steps_store_the_difference_only(base: Cast, before: Cast, after: Cast) -> None:
    for one, other in ((before, after), (after, before), (base, base)):
        change = CastChange.between(one, other)
        assert (change is None) == (one == other)
        assert change is None or change.apply(one) == other


def test_a_line_given_in_a_long_film_is_a_small_step() -> None:
    cast = editing.assign(Cast(), range(2000), 1)
    before, after = Document(cast=cast), Document(cast=editing.assign(cast, [1000], 2))
    change = change_between(before, after, ())
    assert change.cast == CastChange((Speaker(1), Speaker(2)), 1000, 1, (Line(2),))
    assert len(json.dumps(to_plain(change))) < 400
    assert apply_change(before, from_plain(Change, json.loads(json.dumps(to_plain(change)))), ()) == after


@given(casts())
def test_a_cast_survives_a_project_file(cast: Cast) -> None:
    document = Document(cast=cast)
    again = from_plain(Document, json.loads(json.dumps(to_plain(document))))
    again.check()
    assert again == document


@pytest.mark.parametrize(
    "cast",
    [
        Cast((BEN, ANNA)),
        Cast((ANNA, Speaker(1, "Ben"))),
        Cast((Speaker(0),)),
        Cast((Speaker(MOST_SPEAKERS + 1),)),
        Cast((Speaker(1, "An\nna"),)),
        Cast((Speaker(1, "A" * 999),)),
        Cast((ANNA,), (Line(2),)),
    ],
)
def test_a_hostile_cast_is_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match=r"speaker|line"):
        Document(cast=cast).check()


def test_a_change_that_does_not_fit_is_refused() -> None:
    for change in (CastChange(at=3), CastChange(removed=2), CastChange(at=-1), CastChange(removed=-1)):
        with pytest.raises(ValueError, match="does not fit"):
            change.apply(Cast((ANNA,), (Line(1),)))


def test_lines_follow_their_cues() -> None:
    cast = Cast((ANNA, BEN), (Line(1), Line(2, Source.SUGGESTED, is_unsure=True), None, Line(1)))
    known = [1, 2, None, 1]
    more, _ = cue_editing.insert(FOUR, Cue(-500, -100, "zero"), EditLimits(0, 1, first_ms=-1000))
    assert speakers_of(follow(cast, FOUR, more), 5) == [None, *known]
    assert speakers_of(follow(cast, FOUR, cue_editing.delete(FOUR, {0})), 4) == [2, None, 1, None]
    halves = follow(cast, FOUR, cue_editing.split(FOUR, 1, 1400, LIMITS))
    assert halves.lines[1] == halves.lines[2] == cast.lines[1]
    assert speakers_of(halves, 5) == [1, 2, 2, None, 1]
    assert follow(cast, FOUR, cue_editing.merge(FOUR, {0, 1})).lines[0] == Line(1, is_overlapped=True)
    assert follow(cast, FOUR, cue_editing.merge(FOUR, {2, 3})).lines[2] == Line(1)
    assert follow(cast, FOUR, cue_editing.set_text(FOUR, 1, "2")) == cast


SORTED_STARTS = st.lists(st.integers(0, 60_000), min_size=1, max_size=10, unique=True)


@given(SORTED_STARTS, casts(10), st.data())
def test_no_edit_gives_a_cue_another_speaker(starts: list[int], cast: Cast, data: st.DataObject) -> None:
    cues = tuple(Cue(start, start + 600, f"cue {start}") for start in starts)
    cast = Cast(cast.speakers, trimmed(cast.lines[: len(cues)]))
    gone = data.draw(st.sets(st.sampled_from(range(len(cues)))))
    left = cue_editing.delete(cues, gone)
    place = data.draw(st.integers(0, len(left)))
    new = Cue(data.draw(st.integers(0, 60_000)), 61_000, "new")
    after = (*left[:place], new, *left[place:])
    followed = follow(follow(cast, cues, left), left, after)
    followed.check()
    assert followed.speakers == cast.speakers
    of_cue = dict(zip(cues, [cast.line_of(cue) for cue in range(len(cues))], strict=True))
    assert [followed.line_of(at) for at, cue in enumerate(after)] == [of_cue.get(cue) for cue in after]
