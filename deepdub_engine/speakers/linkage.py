"""Average-linkage clustering (UPGMA), by chains of nearest neighbours.

SciPy has it, too, but brings 58 MB of modules into the bundle, and half a second to each start of a child process.

References
----------
.. [1] F. Murtagh, "A survey of recent advances in hierarchical clustering algorithms", The Computer Journal 26 (1983).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """How single things join, the nearest first.

    Parameters
    ----------
    pairs
        Two things, ``[n - 1, 2]``, whose clusters join.
    heights
        The mean distance between these clusters, ``[n - 1]``; it never decreases.
    """

    pairs: Whole
    heights: Real

    def cut(self, joins: int) -> Whole:
        """Return the cluster of each thing after some joins, ``[n]``, from 1 in the order of their first things."""
        members = {leaf: [leaf] for leaf in range(len(self.pairs) + 1)}
        cluster = list(members)
        for one, other in self.pairs[:joins].tolist():
            gone = members.pop(cluster[one])
            into = cluster[other]
            members[into] += gone
            for leaf in gone:
                cluster[leaf] = into
        parts = np.zeros(len(cluster), np.int64)
        for number, group in enumerate(sorted(members.values(), key=min), 1):
            parts[group] = number
        return parts


def average_linkage(distances: Real) -> Tree:
    """Return the tree of things by the mean distances between their clusters.

    Parameters
    ----------
    distances
        Between all pairs of things, ``[n, n]``, symmetric.
    """
    apart = distances.astype(np.float64)
    np.fill_diagonal(apart, np.inf)
    sizes = np.ones(len(apart))
    pairs, heights = np.zeros((max(0, len(apart) - 1), 2), np.int64), np.zeros(max(0, len(apart) - 1))
    chain: list[int] = []
    for row in range(len(pairs)):
        if not chain:
            chain.append(int(np.isfinite(apart).any(axis=1).argmax()))
        while True:
            last = chain[-1]
            nearest = int(apart[last].argmin())
            if len(chain) > 1 and apart[last, chain[-2]] <= apart[last, nearest]:
                break
            chain.append(nearest)
        one, other = chain.pop(), chain.pop()
        pairs[row], heights[row] = (one, other), apart[one, other]
        mean = (sizes[one] * apart[one] + sizes[other] * apart[other]) / (sizes[one] + sizes[other])
        mean[[one, other]] = np.inf
        apart[other], apart[:, other] = mean, mean
        apart[one], apart[:, one] = np.inf, np.inf
        sizes[other] += sizes[one]
    order = np.argsort(heights, kind="stable")
    return Tree(pairs[order], heights[order])
