"""Sentences on screen are those that an export cuts, however the cues got there."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.sentences.grouping import SentenceBreaks
from deepdub_engine.sentences.marks import SentenceMark, SentenceMarks
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.document.sentences import SentenceGrouper, SentenceRules

CUES = st.lists(
    st.builds(
        lambda start, length, text: Cue(start, start + length, text),
        st.integers(0, 40_000),
        st.integers(200, 4000),
        st.sampled_from(["words", "done.", "why?", "(noise)", "♪ la", "TOM: yes"]),
    ),
    max_size=12,
).map(tuple)
IN_ORDER = CUES.map(lambda cues: tuple(sorted(cues, key=lambda cue: cue.start_ms)))
RETIMINGS = st.builds(Retiming, st.integers(-9000, 9000), st.sampled_from([Fraction(1), Fraction(1), Fraction(25, 24)]))
RULES = st.builds(
    lambda pause_ms, begins: SentenceRules(SentenceBreaks(pause_ms), SentenceMarks((SentenceMark(2, begins),))),
    st.sampled_from([300, 1000, 1000]),
    st.booleans(),
)


@given(CUES | IN_ORDER, st.lists(st.tuples(RETIMINGS, RULES), min_size=2, max_size=6))
def test_what_is_shown_after_any_shifts_is_what_a_fresh_start_shows(
    cues: tuple[Cue, ...], steps: list[tuple[Retiming, SentenceRules]]
) -> None:
    grouper = SentenceGrouper()
    for retiming, rules in steps:
        shown, fresh = grouper.shown(cues, retiming, rules), SentenceGrouper().spans(retiming.apply(cues), rules)
        assert shown.groups == fresh.groups
        assert shown.starts_ms.tolist() == fresh.starts_ms.tolist()
        assert shown.ends_ms.tolist() == fresh.ends_ms.tolist()


def test_a_shift_groups_only_the_sentences_at_the_start_of_the_clip_again() -> None:
    cues = tuple(Cue(3000 * number, 3000 * number + 1000, f"Line {number}.") for number in range(20))
    grouper, rules = SentenceGrouper(), SentenceRules(SentenceBreaks(), SentenceMarks())
    before = grouper.shown(cues, Retiming(), rules)
    after = grouper.shown(cues, Retiming(-5000), rules)
    assert after.groups == before.groups[2:]
    assert all(one is other for one, other in zip(after.groups[1:], before.groups[3:], strict=True))
