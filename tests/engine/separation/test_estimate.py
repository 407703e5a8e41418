"""Separation estimates: a first guess, then measurements of the last run."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.base.errors import DiskTooSmall
from deepdub_engine.base.formatting import duration, size_text
from deepdub_engine.base.progress import Job, Progress, finish
from deepdub_engine.separation.child import separate_in_child
from deepdub_engine.separation.estimate import (
    JobTiming,
    SeparationPace,
    check_free_space,
    estimate,
    initial_pace,
    sound_seconds,
    with_timing,
)
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import default_model, selectable_models
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC

RATE_HZ = 44_100


def noise(path: Path, seconds: float, channels: int = 1) -> PcmClip:
    rng = np.random.default_rng(1)
    with PcmWriter(path, channels) as writer:
        writer.write((0.1 * rng.standard_normal((round(seconds * RATE_HZ), channels))).astype("f4"))
        return writer.clip(RATE_HZ)


def test_after_one_run_the_estimate_is_near_what_the_next_one_takes(tmp_path: Path) -> None:
    """The margin is wide because other programs run beside the tests."""
    model = default_model()
    guess, first = initial_pace(model.spec), noise(tmp_path / "a.pcm", 20)
    _, run = finish(with_timing(separate_in_child(first, model, tmp_path / "out")))
    pace = guess.learned(run, sound_seconds(first, model))
    longer = noise(tmp_path / "b.pcm", 40)
    expected = estimate(longer, model, pace=pace)
    _, second = finish(with_timing(separate_in_child(longer, model, tmp_path / "out")))
    assert 0.25 < second.seconds / expected.seconds < 4
    assert expected.measured
    assert sum(path.stat().st_size for path in (tmp_path / "out").iterdir()) == expected.size


@given(
    st.floats(0, 60),
    st.floats(1e-4, 10),
    st.floats(0.1, 10_000),
    st.floats(0.01, 1),
    st.floats(0, 1),
    st.floats(0.1, 9),
)
def test_the_same_run_again_is_estimated_as_it_was(
    start_s: float, second_s: float, sound_s: float, fraction: float, before: float, seconds: float
) -> None:
    pace = SeparationPace(start_s, second_s).learned(JobTiming(seconds, seconds * before, fraction), sound_s)
    known = pace == SeparationPace(start_s, second_s)  # implausible runs are ignored
    assert known or pace.seconds(sound_s) == pytest.approx(seconds) or pace.start_s == 0
    assert pace.is_plausible


def test_the_beginning_is_told_from_the_rest_if_a_run_is_long_enough() -> None:
    pace = SeparationPace(9, 9).learned(JobTiming(seconds=16, first_s=4, first_fraction=0.2), sound_s=100)
    assert pace.second_s == pytest.approx(12 / 80)
    assert pace.start_s == pytest.approx(1)
    assert pace.seconds(7200) == pytest.approx(1081)


def test_the_first_guess_grows_with_the_network_and_falls_with_the_cores() -> None:
    speech = default_model().spec
    assert initial_pace(SPLEETER_SPEC, 2).second_s > initial_pace(speech, 2).second_s
    assert initial_pace(speech, 8).second_s < initial_pace(speech, 2).second_s
    film = next(model.spec for model in selectable_models() if model.name == "film")
    assert initial_pace(film, 2).second_s > initial_pace(SPLEETER_SPEC, 2).second_s + initial_pace(speech, 2).second_s
    assert (
        initial_pace(dataclasses.replace(SPLEETER_SPEC, bins=1536), 2).second_s
        > initial_pace(SPLEETER_SPEC, 2).second_s
    )
    for model in selectable_models():
        assert initial_pace(model.spec).is_plausible
    # 25 × in × out per position of each layer of Spleeter's two networks, counted by hand: 12.2 G per segment.
    products = (initial_pace(SPLEETER_SPEC, 1).second_s - initial_pace(SPLEETER_SPEC, 2).second_s) * 2 * 3e10
    assert products == pytest.approx(12.2e9 / 11.889, rel=0.01)


@pytest.mark.parametrize(("channels", "exact", "size"), [(1, False, 8), (2, False, 16), (1, True, 16), (2, True, 16)])
def test_the_disk_follows_from_samples_and_channels(channels: int, exact: bool, size: int) -> None:
    clip = PcmClip(Path("clip.pcm"), 48_000, channels, 48_000 * 3600)
    assert estimate(clip, default_model(), exact=exact).size == size * clip.samples
    assert estimate(clip, default_model(), ((0, 400), (500, 1100)), exact=exact).size == size * 1000


def test_a_part_takes_as_long_as_the_segments_that_it_lies_in() -> None:
    clip, model, pace = PcmClip(Path("clip.pcm"), 44_100, 2, 44_100 * 600), default_model(), SeparationPace(1, 0.5)
    spec = model.spec
    segment_s = (spec.frames - spec.overlap) * spec.hop / spec.rate_hz
    one = estimate(clip, model, ((44_100 * 22, 44_100 * 23),), pace=pace)
    assert one.seconds == pytest.approx(1 + 0.5 * segment_s)
    both = estimate(clip, model, ((44_100 * 22, 44_100 * 23), (44_100 * 25, 44_100 * 26)), pace=pace)
    assert both.seconds == pytest.approx(one.seconds)  # both are in the same segment
    whole = estimate(clip, model, pace=pace).seconds
    assert 1 + 0.5 * 600 <= whole <= 1 + 0.5 * (600 + segment_s)
    assert estimate(clip, model, (), pace=pace).size == 0


def test_nothing_is_begun_that_cannot_fit(tmp_path: Path) -> None:
    endless = PcmClip(tmp_path / "clip.pcm", 48_000, 2, 10**16)
    for job in (separate, separate_in_child):
        with pytest.raises(DiskTooSmall, match=r"needs \d+ GB of disk.*free some space") as caught:
            finish(job(endless, default_model(), tmp_path / "new" / "folder"))
        assert caught.value.needed == 16 * 10**16
    assert list(tmp_path.iterdir()) == []
    check_free_space(tmp_path / "new" / "folder", 1)


def test_a_timed_job_is_the_job_itself() -> None:
    closed = []

    def job() -> Job[str]:
        try:
            yield Progress(0, 4)
            yield Progress(1, 4)
            return "done"
        finally:
            closed.append(True)

    seen: list[Progress] = []
    result, run = finish(with_timing(job()), seen.append)
    assert (result, run.first_fraction) == ("done", 0.25)
    assert [progress.done for progress in seen] == [0, 1]
    assert 0 <= run.first_s <= run.seconds
    cancelled = with_timing(job())
    next(cancelled)
    cancelled.close()
    assert len(closed) == 2


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (size_text(4_821_222), "4.8 MB"),
        (size_text(78_614_080), "79 MB"),
        (size_text(9_960_000), "10 MB"),
        (size_text(999_600_000), "1.0 GB"),
        (size_text(12_300_000_000), "12 GB"),
        (size_text(0), "0.0 MB"),
        (str(duration(0.4)), "0 s"),
        (str(duration(72)), "1 min 12 s"),
        (str(duration(7500)), "2 h 5 min"),
    ],
)
def test_amounts_are_written_as_a_person_reads_them(text: str, written: str) -> None:
    assert text == written


def test_only_what_can_be_is_plausible() -> None:
    assert not any(
        SeparationPace(*pair).is_plausible for pair in [(-1, 1), (1, 0), (math.nan, 1), (1, math.inf), (1e9, 1)]
    )
