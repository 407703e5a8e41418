"""The score curve rates every shift, its peaks are the best fits, and single cues snap to speech."""

from __future__ import annotations

import numpy as np
import pytest

from deepdub_engine.alignment.curve import refined_peak_ms, score_curve
from deepdub_engine.alignment.evidence import SpeechEvidence
from deepdub_engine.alignment.per_cue import (
    SpeechInterval,
    check_cues,
    snap_cues,
    speech_intervals,
    speech_without_cues,
)
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.subtitles import Cue
from tests.helpers.synthetic_speech import Programme, programme, stretched_and_shifted


@pytest.fixture(scope="module")
def film() -> Programme:
    return programme(2)


@pytest.fixture(scope="module")
def evidence(film: Programme) -> SpeechEvidence:
    return SpeechEvidence.of(film.activity)


@pytest.mark.parametrize("by_ms", [0, 3000, -8500])
def test_the_highest_peak_is_where_the_subtitles_fit(film: Programme, evidence: SpeechEvidence, by_ms: int) -> None:
    late = stretched_and_shifted(film.cues, by_ms)
    curve = score_curve(evidence, late, -10_000, 10_000)
    assert abs(curve.peaks[0].shift_ms + by_ms) <= 200
    assert curve.peaks[0].score == pytest.approx(curve.scores.max())
    assert abs(refined_peak_ms(evidence, late, curve.peaks[0].shift_ms) + by_ms) <= 60


@pytest.mark.parametrize(
    ("start_ms", "stop_ms", "step_ms"), [(-500, 500, 10), (-700_000, 700_000, 7000), (95, 1000, 35)]
)
def test_every_score_is_the_evidence_under_the_cues(
    film: Programme, evidence: SpeechEvidence, start_ms: int, stop_ms: int, step_ms: int
) -> None:
    cues = film.cues[:40]
    curve = score_curve(evidence, cues, start_ms, stop_ms, step_ms)
    assert curve.start_ms + curve.step_ms * (len(curve.scores) - 1) <= stop_ms
    for place in range(0, len(curve.scores), 17):
        shift = (curve.start_ms + curve.step_ms * place) // 10
        total, length = 0.0, 0.0
        former = None
        for cue in cues:
            total += heard(evidence, cue.start_ms / 10, cue.end_ms / 10, shift)
            length += (cue.end_ms - cue.start_ms) / 10
            if former is not None:
                total -= 0.5 * heard(evidence, max(former, cue.start_ms / 10 - 300), cue.start_ms / 10, shift)
            former = cue.end_ms / 10
        assert curve.scores[place] == pytest.approx(total / length, abs=0.01)


def heard(evidence: SpeechEvidence, start: float, stop: float, shift: int) -> float:
    places = np.arange(round(start), round(stop)) + shift
    inside = places[(places >= 0) & (places < len(evidence.values))]
    return float(evidence.values[inside].sum())


def test_a_few_chosen_cues_have_a_curve_of_their_own(film: Programme, evidence: SpeechEvidence) -> None:
    cues = (*film.cues[:20], *stretched_and_shifted(film.cues[20:], 4000))
    rest = score_curve(evidence, cues[20:], -10_000, 10_000)
    assert abs(rest.peaks[0].shift_ms + 4000) <= 200


def test_a_curve_of_nothing_is_flat(film: Programme, evidence: SpeechEvidence) -> None:
    silent = SpeechEvidence.of(SpeechActivity(np.zeros(0, np.uint8), np.zeros(0, np.uint8)))
    for curve in (score_curve(evidence, (), -1000, 1000), score_curve(silent, film.cues, -1000, 1000)):
        assert len(curve.scores) == 201
        assert not curve.scores.any()
        assert curve.peaks == ()
    assert len(score_curve(evidence, film.cues, 1000, 0).scores) == 0


def test_a_range_without_end_stays_small(film: Programme, evidence: SpeechEvidence) -> None:
    assert 10_000 < len(score_curve(evidence, film.cues[:3], -(10**12), 10**12).scores) <= 20_002


def speaking(*spans_ms: tuple[int, int], length_ms: int = 20_000) -> SpeechActivity:
    marks = np.zeros(length_ms // 10, np.uint8)
    for start_ms, end_ms in spans_ms:
        marks[start_ms // 10 : end_ms // 10] = 255
    return SpeechActivity(marks, marks)


def test_a_cue_off_speech_is_flagged_with_the_way_to_the_onsets_around_it() -> None:
    activity = speaking((2000, 4000), (9000, 11_000))
    off, on, sound = check_cues(
        activity, (Cue(7500, 8600, "Where?"), Cue(9000, 11_000, "Here."), Cue(5000, 6000, "[door slams]"))
    )
    assert (off.off_speech, on.off_speech, sound.off_speech) == (True, False, False)
    assert (off.before_ms, off.after_ms, off.move_ms) == (None, 1460, 1460)
    assert (on.covered, off.covered) == (1.0, 0.0)
    assert sound.before_ms is None


def test_chosen_cues_snap_to_the_nearest_onset_and_keep_their_length() -> None:
    activity = speaking((2000, 4000), (9000, 11_000), (12_000, 13_000))
    cues = (Cue(2500, 4500, "One"), Cue(8200, 10_000, "Two"), Cue(11_940, 13_000, "Three"))
    assert snap_cues(activity, cues) == (Cue(1960, 3960, "One"), Cue(8960, 10_760, "Two"), cues[2])
    assert snap_cues(activity, cues, {1}) == (cues[0], Cue(8960, 10_760, "Two"), cues[2])


def test_snapping_never_changes_the_order() -> None:
    activity = speaking((5000, 6000))
    cues = (Cue(4000, 4500, "One"), Cue(4200, 4700, "Two"), Cue(6500, 7000, "Three"))
    snapped = snap_cues(activity, cues)
    starts = [cue.start_ms for cue in snapped]
    assert starts == sorted(starts)
    assert len(set(starts)) == 3


def test_speech_that_no_cue_covers_is_found() -> None:
    activity = speaking((2000, 4000), (9000, 11_000), (12_000, 12_400))
    assert speech_without_cues(activity, (Cue(1900, 4200, "One"),)) == (SpeechInterval(9000, 11_000),)
    assert speech_without_cues(activity, (Cue(1900, 3000, "One"),), 300) == (
        SpeechInterval(3000, 4000),
        SpeechInterval(9000, 11_000),
        SpeechInterval(12_000, 12_400),
    )


def test_breaths_do_not_cut_phrases() -> None:
    assert speech_intervals(speaking((2000, 3000), (3200, 4000), (8000, 8100))) == (SpeechInterval(2000, 4000),)
