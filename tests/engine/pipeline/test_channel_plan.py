"""What is separated of a film's channels: laws for any speech in them."""

from __future__ import annotations

import av
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.media.channels import channel_groups
from deepdub_engine.base.spans import intersect_spans, length, merge_spans, subtract_spans
from deepdub_engine.pipeline.channel_plan import ChannelPart, plan_channels
from deepdub_engine.pipeline.spoken_channels import SpokenParts

SAMPLES = 1000
GROUPS = channel_groups(tuple(channel.name for channel in av.AudioLayout("5.1").channels))  # FL+FR, FC, LFE, BL+BR
SILENT = SpokenParts((), 0, 0.0)

spans = st.lists(st.tuples(st.integers(0, SAMPLES), st.integers(1, 200)), max_size=4).map(
    lambda pairs: merge_spans([(start, start + size) for start, size in pairs], SAMPLES)
)
spoken = st.builds(lambda found, energy: SpokenParts(found, 0, energy if found else 0.0), spans, st.floats(0.01, 1))
films = st.tuples(spoken, spoken, spoken, st.just(SILENT), spoken, spoken)


def parts(*found: tuple[int, int], energy: float = 1.0) -> SpokenParts:
    return SpokenParts(found, 0, energy)


@given(films)
def test_all_speech_is_separated_no_channel_twice_and_never_the_low_frequencies(film: tuple[SpokenParts, ...]) -> None:
    plan = plan_channels(GROUPS, film, SAMPLES)
    for column, heard in enumerate(film):
        mine = [part.spans for part in plan if column in part.columns]
        together = merge_spans([span for spans in mine for span in spans], SAMPLES)
        assert sum(map(length, mine)) == length(together)
        assert not subtract_spans(heard.spans, together)
    assert all(3 not in part.columns for part in plan)
    assert all(part.columns in {group.columns for group in GROUPS} | {(n,) for n in range(6)} for part in plan)


@given(films)
def test_a_channel_without_speech_is_separated_only_beside_its_partner(film: tuple[SpokenParts, ...]) -> None:
    partner = {0: 1, 1: 0, 2: 2, 4: 5, 5: 4}
    for part in plan_channels(GROUPS, film, SAMPLES):
        assert any(film[column].spans for column in part.columns)
        for column in part.columns:
            assert film[column].spans or film[partner[column]].spans


def test_the_main_channel_is_separated_as_a_whole_and_others_where_they_speak() -> None:
    film = (SILENT, SILENT, parts((100, 200)), SILENT, parts((50, 80), energy=0.1), SILENT)
    assert plan_channels(GROUPS, film, SAMPLES) == (
        ChannelPart((2,), ((0, SAMPLES),)),
        ChannelPart((4,), ((50, 80),)),
    )


def test_a_pair_is_separated_together_where_both_sides_speak() -> None:
    film = (SILENT, SILENT, parts((0, 900), energy=9.0), SILENT, parts((50, 80), (200, 260)), parts((60, 90)))
    plan = plan_channels(GROUPS, film, SAMPLES)
    assert plan[1:] == (ChannelPart((4, 5), ((50, 90),)), ChannelPart((4,), ((200, 260),)))
    assert not intersect_spans(plan[1].spans, plan[2].spans)


def test_a_film_without_speech_stays_as_it_is() -> None:
    assert plan_channels(GROUPS, (SILENT,) * 6, SAMPLES) == ()
