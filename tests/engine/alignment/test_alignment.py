"""Alignment finds the right shift, reports its confidence, and rejects the wrong subtitles."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.alignment.search_options import SearchOptions
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.alignment.suggestion import Suggestion, suggest
from deepdub_engine.base.progress import finish
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming, frame_rate_ratio
from tests.helpers.synthetic_speech import Programme, errors_ms, programme, stretched_and_shifted

PAL = frame_rate_ratio("25/23.976")


@pytest.fixture(scope="module")
def film() -> Programme:
    return programme(1)


def suggested(activity: SpeechActivity, cues: tuple[Cue, ...], search: SearchOptions | None = None) -> Suggestion:
    return finish(suggest(activity, cues, search))


def of(likelihood: np.ndarray) -> SpeechActivity:
    marks = np.round(255 * likelihood).astype(np.uint8)
    return SpeechActivity(marks, marks)


@pytest.mark.parametrize("by_ms", [0, 330, -3020, 95_000, -240_000])
def test_a_shift_is_found_to_a_few_hundredths_of_a_second(film: Programme, by_ms: int) -> None:
    late = stretched_and_shifted(film.cues, by_ms)
    found = suggested(film.activity, late)
    assert found.confident
    assert found.retiming.breaks == ()
    assert found.retiming.ratio == 1
    assert abs(found.retiming.offset_ms + by_ms) <= 40


@pytest.mark.parametrize("ratio", [PAL, 1 / PAL, frame_rate_ratio("24/23.976")])
def test_another_frame_rate_is_found_with_its_shift(film: Programme, ratio: Fraction) -> None:
    other = stretched_and_shifted(film.cues, 5000, float(1 / ratio))
    found = suggested(film.activity, other)
    assert found.confident
    assert found.retiming.ratio == ratio
    assert np.percentile(errors_ms(found.retiming.apply(other), film.cues), 95) <= 60


def test_a_break_is_found_where_the_times_jump(film: Programme) -> None:
    middle_ms = film.cues[len(film.cues) // 2].start_ms
    cues = tuple(stretched_and_shifted((cue,), 9500 if cue.start_ms >= middle_ms else 2000)[0] for cue in film.cues)
    found = suggested(film.activity, cues)
    assert found.confident
    assert len(found.retiming.breaks) == 1
    assert abs(found.retiming.breaks[0].jump_ms + 7500) <= 60
    assert np.percentile(errors_ms(found.retiming.apply(cues), film.cues), 95) <= 60
    assert "from 00:0" in str(found.reason)


def test_breaks_are_left_alone_when_one_shift_is_wanted(film: Programme) -> None:
    cues = tuple(stretched_and_shifted((cue,), 9500 if cue.start_ms >= 300_000 else 2000)[0] for cue in film.cues)
    assert suggested(film.activity, cues, SearchOptions(breaks=False)).retiming.breaks == ()


def test_any_ratio_is_found_on_request(film: Programme) -> None:
    odd = stretched_and_shifted(film.cues, -2000, 1 / 1.0137)
    found = suggested(film.activity, odd, SearchOptions(free_ratio=True))
    assert found.confident
    assert np.percentile(errors_ms(found.retiming.apply(odd), film.cues), 95) <= 120


@pytest.mark.parametrize("seed", range(10, 16))
def test_subtitles_of_something_else_are_refused_with_a_reason(film: Programme, seed: int) -> None:
    found = suggested(film.activity, programme(seed).cues)
    assert not found.confident
    assert "another video" in str(found.reason)


@pytest.mark.parametrize("seed", range(4))
def test_a_few_made_up_cues_on_a_short_clip_are_refused_and_right_ones_are_not(film: Programme, seed: int) -> None:
    start_ms, stop_ms = 60_000 * seed, 60_000 * (seed + 2)
    heard = slice(start_ms // 10, stop_ms // 10)
    activity = SpeechActivity(film.activity.likelihood[heard], film.activity.level[heard])
    right = stretched_and_shifted(
        tuple(cue for cue in film.cues if start_ms <= cue.start_ms < cue.end_ms <= stop_ms), 3000 - start_ms
    )
    random = np.random.default_rng(seed)
    edges_ms = np.cumsum(random.uniform(300, 2500, 2 * len(right))).astype(int).reshape(-1, 2).tolist()
    assert 8 <= len(right) < 30
    assert suggested(activity, right).confident
    assert not suggested(activity, tuple(Cue(start, end, "Word") for start, end in edges_ms)).confident


def test_cues_without_speech_do_not_mislead(film: Programme) -> None:
    sounds = tuple(Cue(at_ms, at_ms + 2500, "[door slams]\n♪ ♪") for at_ms in range(1000, 590_000, 7000))
    found = suggested(film.activity, stretched_and_shifted(film.cues + sounds, 4000))
    assert found.confident
    assert abs(found.retiming.offset_ms + 4000) <= 40


def test_speech_without_cues_does_not_mislead() -> None:
    half_cued = programme(5, uncued=0.4)
    found = suggested(half_cued.activity, stretched_and_shifted(half_cued.cues, -7420))
    assert found.confident
    assert abs(found.retiming.offset_ms - 7420) <= 60


def test_a_shift_beyond_the_limit_is_not_suggested_with_confidence(film: Programme) -> None:
    found = suggested(film.activity, stretched_and_shifted(film.cues, 95_000), SearchOptions(largest_offset_ms=60_000))
    assert not found.confident
    assert "exceeds the largest shift" in str(found.reason)


def test_right_subtitles_in_another_language_stand_in_for_the_sound(film: Programme) -> None:
    rng = np.random.default_rng(3)
    kept = [cue for cue in film.cues if rng.random() < 0.8]
    reference = tuple(Cue(cue.start_ms + int(rng.normal(0, 80)), cue.end_ms + 200, "Anders gesagt.") for cue in kept)
    found = suggested(SpeechActivity.from_cues(reference), stretched_and_shifted(film.cues, 12_345))
    assert found.confident
    assert abs(found.retiming.offset_ms + 12_345) <= 100


def test_the_order_of_the_file_does_not_matter(film: Programme) -> None:
    late = stretched_and_shifted(film.cues, 3000)
    assert suggested(film.activity, late[::-1]).retiming == suggested(film.activity, late).retiming


@pytest.mark.parametrize(
    "likelihood",
    [
        np.zeros(0),
        np.zeros(60_000),
        np.ones(60_000),
        np.random.default_rng(0).random(60_000),
        np.repeat(np.random.default_rng(1).random(600), 100),
    ],
    ids=["nothing", "silence", "speech throughout", "noise", "slow noise"],
)
def test_without_speech_there_is_no_suggestion(film: Programme, likelihood: np.ndarray) -> None:
    found = suggested(of(likelihood), film.cues)
    assert not found.confident
    assert str(found.reason)


def test_no_cue_with_a_length_gives_no_suggestion(film: Programme) -> None:
    for cues in ((), (Cue(1000, 1000, "Nothing"),)):
        found = suggested(film.activity, cues)
        assert found.retiming == Retiming()
        assert not found.confident


def test_a_single_cue_is_not_evidence_enough(film: Programme) -> None:
    assert not suggested(film.activity, film.cues[:1]).confident


def test_a_stray_time_does_not_matter(film: Programme) -> None:
    cues = (*stretched_and_shifted(film.cues, 3000), Cue(32_400_000_000, 32_400_001_000, "In nine thousand hours"))
    found = suggested(film.activity, cues)
    assert found.confident
    assert abs(found.retiming.offset_ms + 3000) <= 40


def test_fifty_thousand_cues_are_aligned(film: Programme) -> None:
    cues = tuple(Cue(at_ms, at_ms + 60, "So many") for at_ms in range(0, 5_000_000, 100))
    assert len(cues) == 50_000
    assert not suggested(film.activity, cues).confident


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-(10**5), 10**6), st.integers(0, 10**5), st.sampled_from(["Hi.", "♪", ""])),
        max_size=8,
    ),
    st.integers(0, 3000),
    st.integers(0, 2**32 - 1),
)
def test_any_input_gives_an_answer(spans: list[tuple[int, int, str]], frames: int, seed: int) -> None:
    activity = of(np.random.default_rng(seed).random(frames))
    cues = tuple(Cue(start_ms, start_ms + length_ms, text) for start_ms, length_ms, text in spans)
    found = suggested(activity, cues, SearchOptions(largest_offset_ms=5000, free_ratio=bool(seed % 2)))
    assert 0 <= found.confidence <= 1
    assert len(found.retiming.apply(cues)) == len(cues)
