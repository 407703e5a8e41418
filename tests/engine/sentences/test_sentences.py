"""Building sentences from cues: all spoken text is kept, and only that."""

# ruff: noqa: RUF001

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.sentences.sentences import (
    Sentence,
    SentenceBreaks,
    fit_sentences,
    sentence_table,
    sentences_from_cues,
    span_hash,
)
from deepdub_engine.sentences.tables import table_csv
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.speech_text import spoken_text


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("<i>Hello</i>,\nyou.", "Hello, you."),
        ('<font color="#fff">Hello</font> you', "Hello you"),
        ("{\\an8}Up here\\Nand there", "Up here and there"),
        ("{\\p1}m 0 0 l 100 0 100 100{\\p0}", ""),
        ("{\\p1}m 0 0 l 100 0{\\p0}Words", "Words"),
        ("{\\pos(1,2)}Words", "Words"),
        ("<v Anna>Hello <00:01.500><c.loud>there</c>", "Hello there"),
        ("One|two<br>three<br/>four", "One two three four"),
        ("Wait... what?", "Wait; what?"),
        ("Wait… what?", "Wait… what?"),
        ("(sighs) Fine.", "Fine."),
        ("Fine (a long\nsigh) then.", "Fine then."),
        ("（笑）はい。", "はい。"),
        ("a (b (c) d) e", "a e"),
        ("a (b", "a (b"),
        ("a) b (c) d", "a) b d"),
        ("(door slams)", ""),
        ("- (gasps)", ""),
        ("♪ ♪", ""),
        ("...", ""),
        ("♪ La la ♪", "♪ La la ♪"),
        ("[door slams]", "[door slams]"),
        ("I <3 you", "I <3 you"),
        ("if 1 < 2 and 3 > 2", "if 1 < 2 and 3 > 2"),
        ("Tom &amp; Jerry&nbsp;&lt;3", "Tom & Jerry <3"),
        ("AT&T; fine", "AT&T; fine"),
        ("  too \t many\u00a0 blanks ", "too many blanks"),
        ("", ""),
    ],
)
def test_only_what_is_spoken_is_left(text, spoken):
    assert spoken_text(text) == spoken


@given(st.text(st.sampled_from("ab (){}<>（）\\p1&;.|\n")))
def test_any_text_becomes_one_tidy_line(text):
    spoken = spoken_text(text)
    assert spoken == " ".join(spoken.split())


@pytest.mark.parametrize("piece", ["(", ")", "()", "{", "<a", "&#", "{\\p1", "</"])
def test_a_hostile_text_is_parsed_quickly(piece):
    assert "x" in spoken_text("x" + piece * 100_000 + " x") or piece in {"(", "{", "<a"}


def texts(*cues):
    return [sentence.text for sentence in sentences_from_cues(cues)]


def test_cues_are_joined_until_one_contains_a_terminator():
    cues = [Cue(0, 1000, "This is"), Cue(1000, 2000, "one sentence."), Cue(3000, 4000, "This is another!")]
    assert sentences_from_cues(cues) == (
        Sentence(0, 2000, "This is one sentence."),
        Sentence(3000, 4000, "This is another!"),
    )


@pytest.mark.parametrize("mark", list(".?!…。？！।؟"))
def test_the_terminators_of_all_scripts_end_a_sentence(mark):
    assert texts(Cue(0, 1000, f"one{mark}"), Cue(1000, 2000, "two")) == [f"one{mark}", "two"]


def test_three_dots_go_on_as_in_the_seed():
    assert texts(Cue(0, 1000, "Wait..."), Cue(1000, 2000, "what?")) == ["Wait; what?"]


def test_a_last_sentence_without_full_stop_is_kept():
    assert texts(Cue(0, 1000, "Done."), Cue(1000, 2000, "and now")) == ["Done.", "and now"]


def test_cues_out_of_order_are_taken_by_their_start():
    assert texts(Cue(5000, 6000, "two."), Cue(0, 1000, "one.")) == ["one.", "two."]


def test_a_sentence_lasts_as_long_as_its_longest_cue():
    assert sentences_from_cues([Cue(0, 5000, "a sign"), Cue(1000, 2000, "words.")])[0].end_ms == 5000


def test_overlapping_speakers_never_share_a_moment():
    cues = [Cue(0, 2000, "First."), Cue(1500, 3000, "Second.")]
    assert sentences_from_cues(cues) == (Sentence(0, 2000, "First."), Sentence(2000, 3000, "Second."))


def test_words_inside_another_sentence_are_not_lost():
    cues = [Cue(0, 5000, "Long."), Cue(1000, 2000, "Short."), Cue(6000, 7000, "Next.")]
    assert sentences_from_cues(cues) == (Sentence(0, 5000, "Long. Short."), Sentence(6000, 7000, "Next."))


def test_words_without_a_duration_go_to_their_neighbour():
    assert sentences_from_cues([Cue(0, 0, "Nothing."), Cue(10, 20, "Something.")]) == (
        Sentence(10, 20, "Nothing. Something."),
    )


def test_what_a_shift_moves_before_the_start_is_cut_off():
    cues = [Cue(-3000, -1000, "Gone."), Cue(-1000, 0, "Gone too."), Cue(-500, 500, "Half.")]
    assert sentences_from_cues(cues) == (Sentence(0, 500, "Half."),)


def test_no_cues_give_an_empty_table_with_all_columns():
    assert table_csv(sentence_table(sentences_from_cues([]))) == "start,end,sentence,hash\n"


def test_a_table_is_written_as_the_notebook_prints_it():
    table = sentence_table([Sentence(17373, 19342, 'Why, "then"?')])
    assert table_csv(table) == (
        "start,end,sentence,hash\n"
        '1900-01-01 00:00:17.373,1900-01-01 00:00:19.342,"Why, ""then""?",11991633108791627229\n'
    )


def test_a_sentence_reaching_over_the_end_of_the_clip_is_cut_there():
    sentences = [Sentence(0, 1000, "In."), Sentence(1500, 5000, "Half."), Sentence(6000, 7000, "Out.")]
    assert fit_sentences(sentences, 2000 * 48, 48000) == (Sentence(0, 1000, "In."), Sentence(1500, 2000, "Half."))


CUES = st.lists(
    st.builds(
        lambda start_ms, length_ms, text: Cue(start_ms, start_ms + length_ms, text),
        st.integers(-5000, 60_000),
        st.one_of(st.integers(0, 3), st.integers(0, 20_000)),
        st.sampled_from(["word", "word.", "(noise)", "a\nb", "-", "Why?", "..."]),
    ),
    max_size=30,
)


@given(CUES)
def test_sentences_of_any_cues_are_in_order_and_apart(cues):
    sentences = sentences_from_cues(cues)
    assert all(sentence.start_ms >= 0 for sentence in sentences)
    assert all(sentence.start_ms < sentence.end_ms for sentence in sentences)
    assert all(early.end_ms <= late.start_ms for early, late in itertools.pairwise(sentences))
    assert all(sentence.text for sentence in sentences)


@given(CUES)
def test_no_spoken_word_of_any_cues_is_lost(cues):
    heard = [cue for cue in cues if cue.end_ms > 0 or cue.start_ms >= 0]
    expected = sorted(" ".join(spoken_text(cue.text) for cue in heard).split())
    sentences = sentences_from_cues(cues)
    if sentences:
        assert sorted(" ".join(sentence.text for sentence in sentences).split()) == expected
    else:
        assert all(not spoken_text(cue.text) or cue.start_ms == cue.end_ms for cue in heard)


def test_the_hash_of_a_sentence_is_that_of_its_span():
    assert Sentence(17373, 19342, "x").hash == span_hash(17373, 19342) == 11991633108791627229
    assert span_hash(0, 17373, from_epoch=True) == 18080109877677407453


def lines_without_terminators(count, pause_ms):
    return [
        Cue(number * (2000 + pause_ms), number * (2000 + pause_ms) + 2000, f"말 {number}") for number in range(count)
    ]


def test_a_long_pause_ends_a_sentence():
    assert len(sentences_from_cues(lines_without_terminators(60, 12_000))) == 60
    assert len(sentences_from_cues(lines_without_terminators(4, 1000))) == 1
    assert len(sentences_from_cues(lines_without_terminators(4, 1001))) == 4
    assert len(sentences_from_cues(lines_without_terminators(60, 12_000), SentenceBreaks(None, None))) == 1


def test_a_sentence_is_no_longer_than_its_limit_unless_one_cue_is():
    sentences = sentences_from_cues([*lines_without_terminators(60, 0), Cue(200_000, 230_000, "긴 말")])
    assert max(sentence.end_ms - sentence.start_ms for sentence in sentences[:-1]) <= 15_000
    assert len(sentences) == 10
    assert sentences[-1] == Sentence(200_000, 230_000, "긴 말")


def test_a_song_is_no_part_of_what_is_said():
    cues = [
        Cue(0, 900, "He sings"),
        Cue(1000, 1900, "♪ La la"),
        Cue(2000, 2900, "la la ♪"),
        Cue(3000, 3900, "and stops"),
    ]
    assert [one.text for one in sentences_from_cues(cues)] == ["He sings", "♪ La la la la ♪", "and stops"]


def test_the_mention_of_music_is_no_song():
    cues = [Cue(0, 2000, "[Music] ♪"), Cue(2500, 4000, "and we go.")]
    assert [one.text for one in sentences_from_cues(cues)] == ["[Music] ♪ and we go."]


def test_another_speaker_begins_another_sentence():
    cues = [Cue(0, 900, "ANNA: I thought"), Cue(1000, 1900, "you knew"), Cue(2000, 2900, "TOM: nobody told me")]
    assert [one.text for one in sentences_from_cues(cues)] == ["ANNA: I thought you knew", "TOM: nobody told me"]
    named = [Cue(0, 900, "I thought"), Cue(1000, 1900, "you knew"), Cue(2000, 2900, "nobody told me")]
    assert [one.text for one in sentences_from_cues(named, speakers=("Anna", "", "Tom"))] == [
        "I thought you knew",
        "nobody told me",
    ]
