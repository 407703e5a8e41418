"""Separating part of a clip: same result as in the whole clip, and no more disk space than needed."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.audio.composite import CompositeClip, Patch, overlay
from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.base import spans as sets
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.local import separate, separate_spans
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.segment_plan import segments_needed
from deepdub_engine.separation.stems import Stems
from tests.helpers.clips import noise_clip, write_clip_file
from tests.helpers.tiny_models import TINY, random_model

SPANS = st.lists(st.tuples(st.integers(-20, 120), st.integers(-20, 120)), max_size=8)


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return random_model(tmp_path)


def members(spans: object) -> set[int]:
    return {sample for start, stop in spans for sample in range(start, stop)}


@given(first=SPANS, second=SPANS)
def test_spans_are_sets_of_samples(first: list[sets.Span], second: list[sets.Span]) -> None:
    one, two = sets.merge_spans(first, 100), sets.merge_spans(second, 100)
    assert members(one) == members(first) & set(range(100))
    assert all(before[1] < after[0] for before, after in itertools.pairwise(one))
    assert members(sets.subtract_spans(one, two)) == members(one) - members(two)
    assert sets.length(one) == len(members(one))
    for start, stop in second:
        assert sets.covers(one, start, stop) == (set(range(start, stop)) <= members(one))


@given(first=SPANS, second=SPANS, asked=st.tuples(st.integers(-10, 110), st.integers(-10, 110)))
def test_the_latest_part_is_read_and_the_mixture_between_parts(
    tmp_path_factory: pytest.TempPathFactory, first: list[sets.Span], second: list[sets.Span], asked: sets.Span
) -> None:
    folder = tmp_path_factory.mktemp("patches")
    expected = np.arange(100, dtype=np.float32)[:, None]
    base_clip = write_clip_file(folder / "ground", expected, 8000)
    patches: tuple[Patch, ...] = ()
    for number, spans in enumerate((sets.merge_spans(first, 100), sets.merge_spans(second, 100)), 1):
        path, added, offset = folder / f"{number}", [], 0
        write_clip_file(path, np.full((100, 1), -number, np.float32), 8000)
        for start, stop in spans:
            added.append(Patch(start, stop, path, offset))
            expected[start:stop] = -number
            offset += stop - start
        patches = overlay(patches, tuple(added))
    clip = CompositeClip(folder / "2", 8000, 1, 100, Depth.INT16, patches, base_clip)
    start, stop = asked
    np.testing.assert_array_equal(clip.read(start, stop), expected[max(0, start) : max(0, min(100, stop))])


@settings(max_examples=12)
@given(data=st.data(), rate_hz=st.sampled_from([44_100, 48_000, 96_000, 22_050, 8000]))
def test_a_part_is_what_it_would_be_in_the_whole_clip(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, rate_hz: int
) -> None:
    folder = tmp_path_factory.mktemp("spans")
    clip, model = noise_clip(folder, 8, rate_hz, Depth.FLOAT), random_model(folder)
    place = st.integers(0, clip.samples)
    spans = sets.merge_spans(data.draw(st.lists(st.tuples(place, place), min_size=1, max_size=4)), clip.samples)
    whole = finish(separate(clip, model, folder))
    part = finish(separate_spans(clip, model, folder, spans))
    assert part.spans == spans
    for start, stop in spans:
        for mine, other in ((part.vocals, whole.vocals), (part.accompaniment, whole.accompaniment)):
            found, expected = mine.read(start, stop), other.read(start, stop)
            np.testing.assert_allclose(found, expected, atol=3e-7)
            if rate_hz in (44_100, 48_000, 96_000):
                np.testing.assert_array_equal(found, expected)
    for start, stop in sets.subtract_spans(((0, clip.samples),), spans):
        assert not part.vocals.read(start, stop).any()
        np.testing.assert_array_equal(part.accompaniment.read(start, stop), clip.read(start, stop))


@pytest.mark.parametrize("rate_hz", [44_101, 11_025, 700])
def test_rates_that_hardly_meet_that_of_the_network_come_close(tmp_path: Path, model: Model, rate_hz: int) -> None:
    clip = noise_clip(tmp_path, 9, rate_hz, Depth.FLOAT)
    spans = ((rate_hz * 5 + 3, rate_hz * 6 + 77), (clip.samples - 20, clip.samples))
    whole, part = finish(separate(clip, model, tmp_path)), finish(separate_spans(clip, model, tmp_path, spans))
    for start, stop in spans:
        np.testing.assert_allclose(part.vocals.read(start, stop), whole.vocals.read(start, stop), atol=1e-4)


def test_a_part_of_a_long_clip_takes_the_room_and_the_work_of_the_part(tmp_path: Path, model: Model) -> None:
    path, rate_hz = tmp_path / "hours.pcm", 44_100
    with path.open("wb") as file:
        file.truncate(4 * rate_hz * 36_000)  # ten hours of silence as a sparse file
    clip = PcmClip(path, rate_hz, 1, rate_hz * 36_000, Depth.INT16)
    spans = ((rate_hz * 30_000, rate_hz * 30_002),)
    stems = finish(separate_spans(clip, model, tmp_path / "out", spans))
    assert [file.stat().st_size for file in (tmp_path / "out").iterdir()] == [4 * rate_hz * 2] * 2
    assert stems.vocals.samples == clip.samples
    assert segments_needed(clip, TINY, spans) <= 3


def test_near_parts_are_worked_on_together(tmp_path: Path) -> None:
    clip = noise_clip(tmp_path, 60, 44_100)
    segment = TINY.frames * TINY.hop
    many = tuple((start, start + 1000) for start in range(0, clip.samples, 4000))
    assert segments_needed(clip, TINY, many) <= -(-clip.samples // segment) + 1
    assert segments_needed(clip, TINY, ((0, 1000), (20 * segment, 20 * segment + 1000))) <= 4


def test_parts_add_up_to_the_whole_clip(tmp_path: Path, model: Model) -> None:
    clip = noise_clip(tmp_path, 6, 44_100)
    whole, third = finish(separate(clip, model, tmp_path)), clip.samples // 3
    stems: Stems | None = None
    for span in ((third, 2 * third), (0, third + 100), (2 * third - 50, clip.samples)):
        found = finish(separate_spans(clip, model, tmp_path, (span,)))
        stems = found if stems is None else stems.merged_with(found)
        assert stems.covers(*span)
        assert stems.complete == (span[1] == clip.samples)
    np.testing.assert_array_equal(stems.vocals.read(0, clip.samples), whole.vocals.read(0, clip.samples))
    assert stems.merged_with(whole) == whole
    assert whole.merged_with(stems) == whole


def test_cancelling_leaves_other_parts_alone(tmp_path: Path, model: Model) -> None:
    clip, out = noise_clip(tmp_path, 6), tmp_path / "out"
    first = finish(separate_spans(clip, model, out, ((0, 8000),)))
    before = first.vocals.read(0, 8000)
    job = separate_spans(clip, model, out, ((8000, 48_000),))
    next(job)
    next(job)
    assert len(list(out.iterdir())) == 4
    job.close()
    assert len(list(out.iterdir())) == 2
    np.testing.assert_array_equal(first.vocals.read(0, 8000), before)
