"""Segments partition the clip: they cover every sample exactly once, for any subtitles."""

import itertools

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deepdub_engine.base.timing import ms_to_sample, sample_to_ms
from deepdub_engine.sentences.segments import concat_list, cut_segments, segment_table
from deepdub_engine.sentences.sentences import Sentence, fit_sentences, sentence_table, sentences_from_cues
from deepdub_engine.subtitles import Cue

RATES_HZ = st.sampled_from([8000, 11025, 16000, 22050, 32000, 44100, 48000, 88200, 96000, 192000])
CUES = st.lists(
    st.builds(
        lambda start_ms, length_ms, text: Cue(start_ms, start_ms + length_ms, text),
        st.integers(-5000, 40_000),
        st.one_of(st.integers(0, 3), st.integers(0, 20_000)),
        st.sampled_from(["word", "word.", "(noise)", "Why?"]),
    ),
    max_size=20,
)
SAMPLES = st.one_of(st.integers(1, 100), st.integers(1, 10_000_000))


@given(CUES, SAMPLES, RATES_HZ)
@example([Cue(0, 1000, "All.")], 48000, 48000)
@example([Cue(99, 200, "Tail.")], 4819, 48000)
@example([], 3, 48000)
def test_segments_of_any_cues_cover_the_clip_without_gap_or_overlap(cues, samples, rate_hz):
    segments = cut_segments(sentences_from_cues(cues), samples, rate_hz)
    assert segments[0].start_sample == 0
    assert segments[0].start_ms == 0
    assert segments[-1].stop_sample == samples
    assert segments[-1].end_ms == sample_to_ms(samples, rate_hz)
    assert all(segment.samples > 0 for segment in segments)
    for early, late in itertools.pairwise(segments):
        assert early.stop_sample == late.start_sample == ms_to_sample(late.start_ms, rate_hz)
        assert early.end_ms == late.start_ms
        assert early.spoken or late.spoken


@given(CUES, SAMPLES, RATES_HZ)
def test_names_are_unique_and_the_same_in_both_tables(cues, samples, rate_hz):
    sentences = fit_sentences(sentences_from_cues(cues), samples, rate_hz)
    segments = cut_segments(sentences, samples, rate_hz)
    table = segment_table(segments)
    assert len({segment.hash for segment in segments}) == len(segments)
    assert list(table["hash"]) == [segment.hash for segment in segments]
    assert list(table["path"]) == [segment.path_name for segment in segments]
    spoken = [segment.hash for segment in segments if segment.spoken]
    assert spoken == list(sentence_table(sentences)["hash"]) == [sentence.hash for sentence in sentences]


@given(CUES, st.integers(1, 200_000), RATES_HZ)
def test_the_segments_concatenated_are_the_clip_bit_for_bit(cues, samples, rate_hz):
    clip = np.arange(samples)
    parts = [clip[s.start_sample : s.stop_sample] for s in cut_segments(sentences_from_cues(cues), samples, rate_hz)]
    assert np.array_equal(np.concatenate(parts), clip)


@given(
    st.lists(st.builds(Sentence, st.integers(-9000, 9000), st.integers(-9000, 9000), st.just("x")), max_size=8),
    st.integers(0, 9000),
    st.integers(1, 999),
)
def test_even_impossible_sentences_and_rates_give_a_cover(sentences, samples, rate_hz):
    segments = cut_segments(sentences, samples, rate_hz)
    assert sum(segment.samples for segment in segments) == samples
    assert all(segment.samples > 0 for segment in segments)


def test_a_clip_with_nothing_spoken_is_one_segment():
    (segment,) = cut_segments([], 48000, 48000)
    assert not segment.spoken
    assert segment.path_name == f"{segment.hash}.wav"
    assert str(segment_table([segment])["start"][0]) == "1970-01-01 00:00:00"


def test_a_clip_spoken_from_its_first_moment_has_no_row_from_1970():
    sentences = [Sentence(0, 500, "At once.")]
    first, rest = cut_segments(sentences, 48000, 48000)
    assert first.spoken
    assert first.hash == sentences[0].hash
    assert str(segment_table([first, rest])["start"][0]) == "1900-01-01 00:00:00"


def test_a_clip_spoken_throughout_is_one_sentence():
    (segment,) = cut_segments([Sentence(0, 5000, "All of it.")], 48017, 48000)
    assert segment.spoken
    assert (segment.start_sample, segment.stop_sample) == (0, 48017)


def test_an_empty_clip_has_no_segments():
    assert cut_segments([Sentence(0, 1000, "x")], 0, 48000) == ()
    assert list(segment_table(()).columns) == ["start", "end", "hash", "path"]


def test_the_files_of_a_sentence_are_named_as_in_the_seed():
    spoken = next(segment for segment in cut_segments([Sentence(17373, 19342, "x")], 10**6, 44100) if segment.spoken)
    assert [
        spoken.wav_name,
        spoken.vocals_name,
        spoken.accompaniment_name,
        spoken.gen_vocals_name,
        spoken.gen_name,
    ] == [f"11991633108791627229{ending}.wav" for ending in ["", "_vocals", "_accompaniment", "_gen_vocals", "_gen"]]


@pytest.mark.parametrize("count", [2000])
def test_a_long_film_is_cut_quickly_and_in_order(count):
    sentences = [Sentence(n * 3000, n * 3000 + 2000, "x.") for n in range(count)]
    segments = cut_segments(sentences, count * 3 * 48000, 48000)
    assert len(segments) == 2 * count
    assert concat_list(segments).count("_gen.wav'\n") == count
