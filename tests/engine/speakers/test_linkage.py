"""Average linkage: the same tree as SciPy's."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from deepdub_engine.speakers.linkage import average_linkage


def some_distances(count: int, seed: int) -> np.ndarray:
    points = np.random.default_rng(seed).normal(size=(count, 3))
    return np.linalg.norm(points[:, None] - points[None], axis=2)


def grouped(parts: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(parts == part).tolist()) for part in set(parts)}


@given(st.integers(2, 40), st.integers(0, 2**32 - 1), st.data())
def test_the_tree_and_each_cut_of_it_are_scipys(count: int, seed: int, data: st.DataObject) -> None:
    distances = some_distances(count, seed)
    expected = linkage(squareform(distances, checks=False), "average")
    tree = average_linkage(distances)
    assert np.allclose(tree.heights, expected[:, 2], rtol=1e-9)
    wanted = data.draw(st.integers(1, count))
    assert grouped(tree.cut(count - wanted)) == grouped(fcluster(expected, wanted, "maxclust"))


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_joins_where_there_is_nothing_to_join(count: int) -> None:
    tree = average_linkage(np.zeros((count, count)))
    assert tree.cut(0).tolist() == [1] * max(1, count)


def test_things_that_are_all_alike_join_at_once() -> None:
    tree = average_linkage(np.zeros((5, 5)))
    assert tree.cut(4).tolist() == [1] * 5
    assert tree.cut(0).tolist() == [1, 2, 3, 4, 5]


@pytest.mark.measured
def test_two_thousand_sentences_take_seconds() -> None:
    began_s = time.process_time()
    average_linkage(some_distances(2000, 1)).cut(1990)
    assert time.process_time() - began_s < 5
