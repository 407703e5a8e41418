"""The benchmark of speakers compares with a peer where there is one, and says why where there is none."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from deepdub_engine.subtitles.cues import Cue
from tests.bench.overlaps import overlap_figures
from tests.bench.speakers import Episode, peer_summary, score, why_no_peer

NOTHING = np.zeros((0, 2), np.float32)


def test_without_a_peer_it_says_so():
    assert "--peer" in why_no_peer(None)


def test_a_python_that_is_missing_is_named(tmp_path):
    assert str(tmp_path / "python") in why_no_peer(str(tmp_path / "python"))


def test_a_python_without_the_peer_is_refused_with_what_it_lacks():
    try:
        import resemblyzer  # noqa: F401
    except ImportError:
        assert "No module named 'resemblyzer'" in why_no_peer(sys.executable)
    else:
        pytest.skip("this Python has Resemblyzer")


def test_the_figures_of_a_peer_tell_purity_from_count():
    cues = tuple(Cue(4000 * at, 4000 * at + 3000, "…") for at in range(8))
    episode = Episode(NOTHING, NOTHING, cues, ("ann", "ben", "eva", "tom") * 2)
    one_for_all = score(episode, [(0, True)] * 8)
    each_its_own = score(episode, [(at, True) for at in range(8)])
    right = score(episode, [(at % 4, True) for at in range(8)])
    figures = peer_summary({"peer found": [right, each_its_own], "peer given": [one_for_all]})
    assert figures["purity_peer"] == 1.0
    assert figures["correct_peer"] == 0.75
    assert figures["count_right_peer"] == 1
    assert figures["purity_peer_given"] == 0.25
    assert "count_right_peer_given" not in figures
    assert peer_summary({}) == {}


def test_the_figures_of_overlaps_count_from_the_least_that_matters():
    rows = [(0, False), (200, True), (300, True), (900, False), (1500, True)]
    figures = overlap_figures(rows)
    assert figures["overlap_precision"] == pytest.approx(2 / 3, abs=1e-3)
    assert figures["overlap_recall"] == pytest.approx(2 / 3, abs=1e-3)
    assert (figures["overlap_sentences"], figures["overlap_true"]) == (5, 3)
    assert overlap_figures([(0, False)])["overlap_precision"] == 0.0
