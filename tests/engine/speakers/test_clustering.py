"""Sentences of one voice are one group, and what is known holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.speakers.clustering import group_voices
from deepdub_engine.speakers.voice import Voice

_WIDTH = 192


def made(speakers: list[int], *, noise: float = 0.5, heard_ms: int = 2500, seed: int = 0) -> list[Voice]:
    """Return voices whose speakers are well apart; `noise` is that of each sentence, relative to its speaker."""
    rng = np.random.default_rng(seed)
    centres = np.linalg.qr(rng.normal(size=(_WIDTH, max(speakers) + 1)))[0].T
    voices = []
    for speaker in speakers:
        around = rng.normal(size=_WIDTH)
        vector = centres[speaker] + noise * around / np.linalg.norm(around)
        voices.append(Voice(tuple((vector / np.linalg.norm(vector)).tolist()), heard_ms))
    return voices


def same_groups(one: list[int], other: list[int]) -> bool:
    return len(set(zip(one, other, strict=True))) == len(set(one)) == len(set(other))


_SPEAKERS = st.integers(1, 8).flatmap(
    lambda count: st.lists(st.integers(0, count - 1), min_size=1, max_size=20).map(
        lambda more: [at for at in range(count) for _ in range(2)] + more
    )
)


@given(speakers=_SPEAKERS, seed=st.integers(0, 100))
def test_distinct_voices_are_found_with_their_number(speakers: list[int], seed: int) -> None:
    groups = group_voices(made(speakers, seed=seed))
    assert same_groups([group.number for group in groups], speakers)
    assert not any(group.is_unsure for group in groups)


@given(speakers=_SPEAKERS, order=st.randoms(use_true_random=False))
def test_the_order_of_the_sentences_does_not_matter(speakers: list[int], order: object) -> None:
    voices = made(speakers, noise=0.8)
    places = list(range(len(voices)))
    order.shuffle(places)  # type: ignore[attr-defined]
    straight = [group.number for group in group_voices(voices)]
    mixed = [group.number for group in group_voices([voices[at] for at in places])]
    assert same_groups([straight[at] for at in places], mixed)


@given(
    speakers=_SPEAKERS,
    labels=st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=36),
    noise=st.sampled_from([0.3, 1.0, 5.0]),
    count=st.one_of(st.none(), st.integers(1, 6)),
)
def test_what_is_known_holds_whatever_the_voices_say(
    speakers: list[int], labels: list[int | None], noise: float, count: int | None
) -> None:
    labels = [*labels, *[None] * len(speakers)][: len(speakers)]
    groups = group_voices(made(speakers, noise=noise), labels, count=count)
    assert len(groups) == len(speakers)
    for label, group in zip(labels, groups, strict=True):
        assert group.number >= 0
        if label is not None:
            assert (group.number, group.is_unsure) == (label, False)


@given(speakers=_SPEAKERS, count=st.integers(1, 6))
def test_a_given_number_is_kept(speakers: list[int], count: int) -> None:
    groups = group_voices(made(speakers), count=count)
    assert len({group.number for group in groups}) == min(count, len(speakers))


def test_sentences_of_a_known_speaker_join_it() -> None:
    speakers = [0, 1, 0, 1, 0, 1, 2, 2]
    groups = group_voices(made(speakers), [5, 3, *[None] * 6])
    assert [group.number for group in groups[:6]] == [5, 3, 5, 3, 5, 3]
    assert groups[6].number == groups[7].number > 5


def test_speakers_of_another_episode_are_recognised() -> None:
    voices = made([0, 0, 1, 1, 2, 2])
    references = [voices[4].direction, voices[0].direction]
    groups = group_voices(voices[1:4] + voices[5:], references=references)
    assert [group.number for group in groups] == [1, 2, 2, 0]


def test_short_sentences_are_attached_late_and_unsure() -> None:
    long, short = made([0, 0, 0, 1, 1, 1]), made([0, 1], noise=1.2, heard_ms=500)
    groups = group_voices([*long, *short])
    assert [group.number for group in groups] == [0, 0, 0, 1, 1, 1, 0, 1]
    assert [group.is_unsure for group in groups] == [False] * 6 + [True] * 2


def test_a_voice_between_two_speakers_is_unsure() -> None:
    voices = made([0, 0, 0, 1, 1, 1], noise=0.2)
    between = np.add(voices[0].direction, voices[3].direction)
    between /= np.linalg.norm(between)
    assert group_voices([*voices, Voice(tuple(between.tolist()), 2500)])[-1].is_unsure


@pytest.mark.parametrize("count", [None, 3])
def test_where_nothing_is_heard_nothing_is_said(count: int | None) -> None:
    groups = group_voices([Voice((), 0), Voice((), 100)], [None, 2], count=count)
    assert [group.number for group in groups] == [-1, 2]
    assert group_voices([], count=count) == ()
