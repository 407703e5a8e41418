"""Which lines sound alike."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.speakers.likeness import follow_directions, most_alike
from deepdub_engine.subtitles import Cue, editing

ANGLES = st.dictionaries(st.integers(0, 9), st.floats(0, 3.0), max_size=10)


def direction(angle: float) -> np.ndarray:
    return np.array([math.cos(angle), math.sin(angle)], np.float32)


@given(ANGLES, st.sets(st.integers(0, 9), min_size=1), st.integers(1, 10))
def test_the_most_alike_come_first_and_no_example_is_among_them(
    angles: dict[int, float], examples: set[int], most: int
) -> None:
    directions = {cue: direction(angle) for cue, angle in angles.items()}
    found = most_alike(directions, examples, range(10), most, -2.0)
    assert [one.cosine for one in found] == sorted((one.cosine for one in found), reverse=True)
    assert not {one.cue for one in found} & examples
    can_compare = bool(examples & set(angles))
    assert len(found) == (min(most, len(set(angles) - examples)) if can_compare else 0)
    assert all(-1.001 <= one.cosine <= 1.001 for one in found)


@given(ANGLES, st.integers(0, 9))
def test_the_nearest_angle_is_the_most_alike(angles: dict[int, float], example: int) -> None:
    angles[example] = 1.5
    directions = {cue: direction(angle) for cue, angle in angles.items()}
    found = most_alike(directions, [example], range(10), 1)
    rest = {cue: abs(angle - 1.5) for cue, angle in angles.items() if cue != example}
    if rest:
        assert rest[found[0].cue] <= min(rest.values()) + 1e-3


def test_other_voices_are_left_out_unless_there_is_nothing_else() -> None:
    directions = {0: direction(0), 1: direction(0.5), 2: direction(1.5)}
    assert [one.cue for one in most_alike(directions, [0], range(3), 5)] == [1]
    assert [one.cue for one in most_alike(directions, [0], [2], 5)] == [2]


def test_voices_follow_their_cues() -> None:
    cues = tuple(Cue(1000 * at, 1000 * at + 900, f"{at}") for at in range(4))
    first, third = direction(0), direction(1)
    directions = {0: first, 2: third}
    for gone, places in (({1}, {0: first, 1: third}), ({0}, {1: third}), (set(), directions)):
        assert follow_directions(directions, cues, editing.delete(cues, gone)) == places
