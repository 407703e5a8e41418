"""ABX test: trials are random but reproducible, and the statistics follow the binomial distribution."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from deepdub_engine.player.abx import Abx

NAMES = ("Original", "Vocals, new")


def played(seed: int, right: list[bool]) -> Abx:
    session = Abx(seed, NAMES)
    for number, correct in enumerate(right):
        session = session.answered(session.x if correct else 1 - session.x, 1_000 * number)
    return session


@given(st.integers(0, 1 << 32), st.lists(st.booleans(), max_size=30))
def test_the_figures_are_those_of_the_distribution(seed: int, right: list[bool]) -> None:
    session = played(seed, right)
    assert session.correct == sum(right)
    assert session.p_value == pytest.approx(float(binom.sf(sum(right) - 1, len(right), 0.5)))


def test_trials_are_reproducible_and_balanced() -> None:
    orders = [[trial.x for trial in played(seed, [True] * 20).trials] for seed in range(200)]
    assert orders[7] == [trial.x for trial in played(7, [False] * 20).trials]
    assert 0.45 < sum(map(sum, orders)) / 4_000 < 0.55
    assert len({tuple(order) for order in orders}) == 200


def test_the_table_can_be_read_by_other_programs() -> None:
    rows = list(csv.reader(io.StringIO(played(1, [True, False, True]).table())))
    assert rows[0] == ["trial", "place_ms", "x", "answer", "correct"]
    assert [row[4] for row in rows[1:]] == ["1", "0", "1", "2/3"]
    assert {row[2] for row in rows[1:4]} <= set(NAMES)
    assert rows[-1][3] == "p = 0.5000"
