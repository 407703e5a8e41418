"""Which sentences have the same speaker, by their voices and by what is known of some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deepdub_engine.speakers.linkage import average_linkage
from deepdub_engine.speakers.voice import Voice

# Chosen on made episodes of other voices than those of the benchmark; similarities are cosines.
SAME_SPEAKER = 0.45  # mean between the sentences of two groups from which on they are one speaker
_JOINS = 0.3  # from which on a sentence that is alone joins the nearest speaker rather than being one of its own
_CERTAIN = 0.1  # by which the nearest speaker must be nearer than the next
_EARLY_MS = 1200  # sentences with less voice are attached late: they say little about how many speakers there are
_SHORT_MS = 900  # with less voice, a suggestion is unsure
_FEWEST_MS = 2500  # of voice that make a speaker
_ROUNDS = 4

Real = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """Where a sentence belongs.

    Parameters
    ----------
    number
        The group, from 0; -1 if the voice says nothing.
    is_unsure
        Whether another group is about as near, or the sentence is short.
    """

    number: int
    is_unsure: bool


def group_voices(
    voices: Sequence[Voice],
    labels: Sequence[int | None] = (),
    references: Sequence[tuple[float, ...]] = (),
    count: int | None = None,
) -> tuple[Group, ...]:
    """Return the group of each sentence; those of one speaker have one.

    Average-linkage clustering of the longer sentences, whose groups are then joined with those that are known, and
    a few rounds in which each sentence goes to the nearest group, the short ones only now.

    Parameters
    ----------
    voices
        The voices of the sentences.
    labels
        What is known: for each sentence the index of its speaker, or None. Sentences with the same label have one
        group, sentences with different labels have not. Empty if nothing is known.
    references
        Unit vectors of speakers, by label: what those sound like in other episodes.
    count
        Number of groups; None to find it. There are never fewer than there are labels in use.

    Returns
    -------
    tuple of Group
        The group of each sentence; the number of a known speaker is the label, those of others follow.
    """
    labels = labels or (None,) * len(voices)
    heard = np.array([voice.heard_ms if voice.direction else 0 for voice in voices], np.float64)
    directions = np.array([voice.direction or (0.0,) * _width(voices) for voice in voices], np.float32)
    marks = np.array([-1 if label is None else label for label in labels], np.int64)
    if not len(voices) or not heard.any():
        return tuple(Group(int(mark), is_unsure=False) for mark in marks)
    known = max([len(references), *(marks + 1)])
    seeds = _seeds(directions, heard, marks, references, known)
    open_ones = np.flatnonzero((marks < 0) & (heard >= min(_EARLY_MS, float(np.median(heard[heard > 0])))))
    groups = marks.copy()
    used = np.unique(marks[marks >= 0])
    groups[open_ones] = _found(directions[open_ones], heard[open_ones], seeds, used, count)
    groups = _refined(directions, heard, marks, groups, seeds, keeps_count=count is not None)
    return _judged(directions, heard, marks, groups, seeds)


def _width(voices: Sequence[Voice]) -> int:
    return next((len(voice.direction) for voice in voices if voice.direction), 1)


def _seeds(
    directions: Real, heard: npt.NDArray[np.float64], marks: Whole, references: Sequence[tuple[float, ...]], known: int
) -> Real:
    """Return the direction of each known speaker, ``[known, n]``; zeros where nothing was heard."""
    found = np.zeros((known, directions.shape[1]), np.float32)
    for label in range(known):
        own = np.flatnonzero(marks == label)
        total = (directions[own] * np.sqrt(heard[own])[:, None]).sum(axis=0)
        if label < len(references) and len(references[label]) == len(total):
            total = total + np.asarray(references[label], np.float32) * np.float32(100)
        found[label] = _unit(total)
    return found


def _unit(vector: Real) -> Real:
    return vector / np.float32(max(float(np.linalg.norm(vector)), 1e-9))


def _found(directions: Real, heard: npt.NDArray[np.float64], seeds: Real, used: Whole, count: int | None) -> Whole:
    """Return the group of each of the longer open sentences; -1 for those that are left for later.

    Parameters
    ----------
    directions, heard
        Of these sentences.
    seeds
        The directions of the known speakers.
    used
        Which of them speak for certain.
    count
        As for `group_voices`.
    """
    if not len(directions):
        return np.zeros(0, np.int64)
    if count is None:
        parts = _clusters(directions, heard, None)
        small = [part for part in set(parts) if (parts == part).sum() == 1 and heard[parts == part].sum() < _FEWEST_MS]
        joins = {part: _nearest(directions, parts, part, seeds) for part in set(parts)}
        return _numbered(np.where(np.isin(parts, small), 0, parts), joins, len(seeds))
    for wanted in range(count, max(count - len(used), 1) - 1, -1):
        parts = _clusters(directions, heard, wanted)
        joins = _taken(directions, parts, seeds)
        new = {part for part in set(parts) - {0} if joins.get(part, -1) < 0}
        if len(new) + len(set(used) | set(joins.values())) <= count:
            return _numbered(parts, joins, len(seeds))
    return np.full(len(directions), -1, np.int64)


def _nearest(directions: Real, parts: Whole, part: int, seeds: Real) -> int:
    """Return the known speaker who a cluster is, or -1."""
    near = seeds @ directions[parts == part].mean(axis=0)
    return int(near.argmax()) if near.max(initial=-1) >= SAME_SPEAKER else -1


def _taken(directions: Real, parts: Whole, seeds: Real) -> dict[int, int]:
    """Return the known speaker whom each cluster resembles, the nearest pair first; each takes only one."""
    numbers = sorted(set(parts) - {0})
    means = np.array([directions[parts == part].mean(axis=0) for part in numbers], np.float32)
    near = means @ seeds.T if len(seeds) and numbers else np.zeros((len(numbers), 0), np.float32)
    taken: dict[int, int] = {}
    for pair in np.argsort(-near, axis=None, kind="stable"):
        row, at = divmod(int(pair), near.shape[1])
        if near[row, at] >= _JOINS and numbers[row] not in taken and at not in taken.values():
            taken[numbers[row]] = at
    return taken


def _numbered(parts: Whole, joins: Mapping[int, int], first: int) -> Whole:
    """Return the group of each sentence: the known speaker of its cluster, or else a new number; -1 for cluster 0."""
    result = np.full(len(parts), -1, np.int64)
    for part in sorted(set(parts) - {0}):
        joined = joins.get(part, -1)
        result[parts == part] = joined if joined >= 0 else first
        first += joined < 0
    return result


def _clusters(directions: Real, heard: npt.NDArray[np.float64], wanted: int | None) -> Whole:
    """Return a cluster number for each sentence, from 1."""
    if len(directions) < 2:
        return np.ones(len(directions), np.int64)
    tree = average_linkage(np.maximum(1 - directions @ directions.T, 0))
    if wanted is None:
        return tree.cut(int((tree.heights <= 1 - SAME_SPEAKER).sum()))
    # Sentences that resemble nothing come last into the tree; they are no speakers if there are others.
    for number in range(max(1, wanted), len(directions) + 1):
        parts = tree.cut(len(directions) - number)
        sizes = np.bincount(parts, heard)
        large = [part for part in set(parts) if (parts == part).sum() > 1 and sizes[part] >= _FEWEST_MS]
        if len(large) == wanted:
            return np.where(np.isin(parts, large), parts, 0)
        if len(large) > wanted:
            break
    return tree.cut(len(directions) - min(max(1, wanted), len(directions)))


def _centres(directions: Real, heard: npt.NDArray[np.float64], groups: Whole, seeds: Real) -> Real:
    """Return the sum of the directions in each group, seeds included, ``[groups, n]``."""
    count = max(len(seeds), int(groups.max(initial=-1)) + 1)
    centres = np.zeros((count, directions.shape[1]), np.float32)
    centres[: len(seeds)] = seeds
    inside = groups >= 0
    np.add.at(centres, groups[inside], directions[inside] * np.sqrt(heard[inside] / 1000).astype(np.float32)[:, None])
    return centres


def _nearness(directions: Real, heard: npt.NDArray[np.float64], groups: Whole, seeds: Real) -> Real:
    """Return the cosine between each sentence and each group, the sentence itself left out, ``[sentences, groups]``."""
    centres = _centres(directions, heard, groups, seeds)
    own = np.sqrt(heard / 1000).astype(np.float32)
    squares = np.square(centres).sum(axis=1)
    products = directions @ centres.T
    inside = np.flatnonzero(groups >= 0)
    at = (inside, groups[inside])
    lengths = np.broadcast_to(squares, products.shape).copy()
    lengths[at] -= 2 * own[inside] * products[at] - own[inside] ** 2
    products[at] -= own[inside]
    lengths = np.sqrt(np.maximum(lengths, 0))
    return np.where(lengths > 1e-3, products / np.maximum(lengths, 1e-3), np.float32(-1))


def _refined(
    directions: Real,
    heard: npt.NDArray[np.float64],
    marks: Whole,
    groups: Whole,
    seeds: Real,
    *,
    keeps_count: bool,
) -> Whole:
    """Return the groups after each open sentence has gone to the nearest; one that resembles none is one of its own."""
    for _ in range(_ROUNDS):
        if groups.max(initial=-1) < 0:
            break
        near = _nearness(directions, heard, groups, seeds)
        best = near.argmax(axis=1)
        moved = np.where((marks < 0) & (heard > 0) & (near.max(axis=1) >= _JOINS), best, groups)
        if keeps_count:
            emptied = np.setdiff1d(groups[groups >= 0], moved)
            moved = np.where(np.isin(groups, emptied), groups, moved)
        if (moved == groups).all():
            break
        groups = moved
    number = max(len(seeds), int(groups.max(initial=-1)) + 1)
    for at in np.flatnonzero((groups < 0) & (heard >= _FEWEST_MS) & (not keeps_count)):
        groups[at], number = number, number + 1
    if groups.max(initial=-1) < 0:
        groups = np.where(heard > 0, 0, groups)
    near = _nearness(directions, heard, groups, seeds)
    return np.where((groups < 0) & (heard > 0), near.argmax(axis=1), groups)


def _judged(
    directions: Real, heard: npt.NDArray[np.float64], marks: Whole, groups: Whole, seeds: Real
) -> tuple[Group, ...]:
    """Return the groups with those of unknown speakers numbered by their first sentences, and how sure they are."""
    numbers = {label: label for label in range(len(seeds))}
    for group in groups:
        if group >= 0:
            numbers.setdefault(int(group), len(numbers))
    near = _nearness(directions, heard, groups, seeds)
    result: list[Group] = []
    for at, group in enumerate(groups):
        if group < 0 or marks[at] >= 0:
            result.append(Group(int(group), is_unsure=False))
            continue
        others = np.delete(near[at], group)
        margin = near[at, group] - others.max() if len(others) else 1.0
        unsure = bool(heard[at] < _SHORT_MS or margin < _CERTAIN or near[at, group] < _JOINS)
        result.append(Group(numbers[int(group)], unsure))
    return tuple(result)
