"""Where a person splits and joins sentences: marks decide, and follow their cues through edits."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.sentences.grouping import SentenceBreaks, group_parts, spoken_parts
from deepdub_engine.sentences.marks import SentenceMark, SentenceMarks
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.subtitles import Cue, editing
from deepdub_engine.subtitles.editing import EditLimits
from deepdub_engine.subtitles.retime import Retiming

LIMITS = EditLimits(0, 1)
FOUR = tuple(Cue(1000 * at, 1000 * at + 900, text) for at, text in enumerate(["one", "two", "three.", "four."]))


def marks(**begins: bool) -> SentenceMarks:
    """Return marks by the number of the cue: ``marks(c2=True)``."""
    return SentenceMarks(tuple(SentenceMark(int(name[1:]), begin) for name, begin in begins.items()))


def texts(cues: tuple[Cue, ...], marked: SentenceMarks) -> list[str]:
    return [one.text for one in sentences_from_cues(cues, marks=marked)]


def test_a_mark_comes_before_every_rule() -> None:
    assert texts(FOUR, marks()) == ["one two three.", "four."]
    assert texts(FOUR, marks(c1=True)) == ["one", "two three.", "four."]
    assert texts(FOUR, marks(c3=False)) == ["one two three. four."]
    far = [Cue(0, 900, "♪ la"), Cue(60_000, 61_000, "and."), Cue(61_000, 99_000, "so")]
    assert texts(tuple(far), marks(c1=False, c2=False)) == ["♪ la and. so"]


def test_the_first_cue_begins_a_sentence_whatever_its_mark() -> None:
    assert texts(FOUR, marks(c0=False)) == texts(FOUR, marks())


def test_marks_stay_with_their_cues_when_others_come_and_go() -> None:
    marked = marks(c1=True, c3=False)
    more, _ = editing.insert(FOUR, Cue(-500, -100, "zero"), EditLimits(0, 1, first_ms=-1000))
    assert marked.following(FOUR, more) == marks(c2=True, c4=False)
    assert marked.following(FOUR, editing.delete(FOUR, {0})) == marks(c0=True, c2=False)
    assert marked.following(FOUR, editing.split(FOUR, 1, 1400, LIMITS)) == marks(c1=True, c4=False)
    assert marked.following(FOUR, editing.merge(FOUR, {1, 2})) == marks(c1=True, c2=False)
    assert marked.following(FOUR, editing.merge(FOUR, {0, 1})) == marks(c2=False)
    assert marked.following(FOUR, editing.set_text(FOUR, 1, "2")) == marked


def test_where_a_cue_is_deleted_its_neighbours_stay_apart_or_together() -> None:
    assert marks(c1=True).following(FOUR, editing.delete(FOUR, {1})) == marks(c1=True)
    assert marks(c2=True).following(FOUR, editing.delete(FOUR, {1})) == marks(c1=True)
    assert marks(c1=False, c2=False).following(FOUR, editing.delete(FOUR, {1})) == marks(c1=False)
    assert marks(c1=False).following(FOUR, editing.delete(FOUR, {1})) == marks()
    assert marks(c3=True).following(FOUR, editing.delete(FOUR, {3})) == marks()


def test_a_cue_between_joined_ones_is_joined_to_both() -> None:
    more, place = editing.insert(FOUR, Cue(2920, 2980, "more"), LIMITS)
    assert place == 3
    marked = marks(c3=False).following(FOUR, more)
    assert marked == marks(c3=False, c4=False)
    assert texts(more, marked) == ["one two three. more four."]


STARTS = st.lists(st.integers(0, 60_000), min_size=1, max_size=12, unique=True)
WORDS = st.sampled_from(["a word", "two words", "no. yes", "why?", "(noise)", "♪ la"])
MARKED = st.dictionaries(st.integers(0, 11), st.booleans(), max_size=8)


@st.composite
def marked_cues(draw: st.DrawFn) -> tuple[tuple[Cue, ...], SentenceMarks]:
    starts = draw(STARTS)  # in any order, as in some files
    cues = tuple(Cue(start, start + draw(st.integers(200, 4000)), draw(WORDS)) for start in starts)
    known = {cue: begins for cue, begins in draw(MARKED).items() if cue < len(cues)}
    return cues, SentenceMarks(tuple(SentenceMark(cue, known[cue]) for cue in sorted(known)))


def grouped(cues: tuple[Cue, ...], marked: SentenceMarks) -> list[list[int]]:
    return [[part.cue for part in group] for group in group_parts(spoken_parts(cues), SentenceBreaks(), marked)]


@given(marked_cues())
def test_every_mark_holds(given_cues: tuple[tuple[Cue, ...], SentenceMarks]) -> None:
    cues, marked = given_cues
    groups = grouped(cues, marked)
    firsts = {group[0] for group in groups}
    assert [cue for group in groups for cue in group] == [part.cue for part in spoken_parts(cues)]
    for cue, begins in marked.by_cue().items():
        if cue in itertools.chain(*groups) and cue != groups[0][0]:
            assert (cue in firsts) is begins


@given(marked_cues(), st.data())
def test_marks_that_part_and_join_do_so_after_any_deletion(
    given_cues: tuple[tuple[Cue, ...], SentenceMarks], data: st.DataObject
) -> None:
    cues, marked = given_cues
    gone = data.draw(st.frozensets(st.sampled_from(range(len(cues))), max_size=len(cues) - 1))
    left = editing.delete(cues, gone)
    after, known = marked.following(cues, left).by_cue(), marked.by_cue()
    order = sorted(range(len(cues)), key=lambda at: cues[at].start_ms)
    kept = [at for at in order if at not in gone]
    place = {at: number for number, at in enumerate(sorted(kept))}
    for one, other in itertools.pairwise(kept):
        between = [known.get(at) for at in order[order.index(one) + 1 : order.index(other) + 1]]
        expected = True if True in between else (None if None in between else False)
        assert after.get(place[other]) == expected


@given(marked_cues(), st.data())
def test_an_insertion_parts_nothing_that_was_joined_and_joins_nothing_that_was_parted(
    given_cues: tuple[tuple[Cue, ...], SentenceMarks], data: st.DataObject
) -> None:
    cues, marked = given_cues
    place = data.draw(st.integers(0, len(cues)))
    start_ms = data.draw(st.integers(0, 60_000))
    more = (*cues[:place], Cue(start_ms, start_ms + 300, "new words"), *cues[place:])
    before, after = marked.by_cue(), marked.following(cues, more).by_cue()
    assert {at: after.get(at + (at >= place)) for at in range(len(cues))} == {
        at: before.get(at) for at in range(len(cues))
    }
    assert after.get(place) is not True


@given(marked_cues(), st.data())
def test_a_split_and_a_merge_leave_the_marks_of_all_other_cues(
    given_cues: tuple[tuple[Cue, ...], SentenceMarks], data: st.DataObject
) -> None:
    cues, marked = given_cues
    at = data.draw(st.integers(0, len(cues) - 1))
    halves = editing.split(cues, at, (cues[at].start_ms + cues[at].end_ms) // 2, LIMITS)
    split = marked.following(cues, halves)
    known = marked.by_cue()
    assert {cue: split.by_cue().get(cue + (cue > at)) for cue in range(len(cues))} == {
        cue: known.get(cue) for cue in range(len(cues))
    }
    again = split.following(halves, editing.merge(halves, {at, at + 1}))
    assert again == marked


@given(marked_cues(), st.integers(-5000, 5000))
def test_a_shift_or_a_new_text_changes_no_mark(given_cues: tuple[tuple[Cue, ...], SentenceMarks], by_ms: int) -> None:
    cues, marked = given_cues
    assert marked.following(cues, Retiming(by_ms).apply(cues)) == marked
    assert marked.following(cues, editing.set_text(cues, 0, "another text")) == marked


@given(marked_cues())
def test_a_mark_is_set_and_removed(given_cues: tuple[tuple[Cue, ...], SentenceMarks]) -> None:
    cues, marked = given_cues
    last = len(cues) - 1
    assert marked.marking([last], begins=True).by_cue() == {**marked.by_cue(), last: True}
    assert last not in marked.marking([last], begins=None).by_cue()
    marked.marking([last], begins=False).check()
