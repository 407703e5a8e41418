"""Segments computed twice, so that a stream that computes wrong values is found.

`CheckSchedule` chooses the segments. Both results must be equal to the bit. If they are not, the network is compiled
again and the segment is computed until two streams agree; then the segments under way and the next one are checked.
"""

from __future__ import annotations

import logging

import numpy as np

from deepdub_engine.base.errors import SeparationUnstable
from deepdub_engine.separation.network.graph_io import MaskedFrames, Spectrum
from deepdub_engine.separation.network.runtime import Network, PendingInference
from deepdub_engine.separation.network.weights import Array

_log = logging.getLogger(__name__)

_MOST_RESULTS = 5


class CheckedInference:
    """A pending inference on one segment that may be computed twice, at the same time.

    Parameters
    ----------
    network
        The network; starting inference counts as `Network.start` does.
    spectrum
        As for `Network.start`.
    """

    def __init__(self, network: Network, spectrum: Spectrum) -> None:
        self._network = network
        self._generation = network.schedule.generation
        self._chosen = network.start(spectrum)
        self._again = network.repeat(self._chosen) if network.schedule.takes_next() else None

    @property
    def is_done(self) -> bool:
        """Whether `masked` returns without waiting, unless results differ."""
        return self._chosen.is_done and (self._again is None or self._again.is_done)

    def wait(self) -> None:
        """Wait until nothing runs, without a check."""
        for running in (self._chosen, self._again):
            if running is not None:
                running.outputs()

    def masked(self, *, exact: bool = False) -> MaskedFrames:
        """As `PendingInference.masked`, after the check if there is one.

        Raises
        ------
        SeparationUnstable
            If no two results agree.
        """
        stale = self._generation != self._network.schedule.generation
        if stale or self._again is not None:
            self._chosen = self._agreed(self._again or self._network.repeat(self._chosen))
        return self._chosen.masked(exact=exact)

    def _agreed(self, again: PendingInference) -> PendingInference:
        """Return an inference that agrees with another one, of another stream."""
        results = [self._chosen]
        while not any(_same(each, again) for each in results):
            _log.warning("a segment was computed again: results differed by %g", _difference(results[-1], again))
            results.append(again)
            if len(results) == _MOST_RESULTS:
                raise SeparationUnstable(len(results))
            self._network.renew()
            again = self._network.repeat(again)
        return again


def _same(one: PendingInference, other: PendingInference) -> bool:
    return all(a.tobytes() == b.tobytes() for a, b in _pairs(one, other))


def _difference(one: PendingInference, other: PendingInference) -> float:
    return max(float(np.abs(a.astype(np.float64) - b).max()) for a, b in _pairs(one, other))


def _pairs(one: PendingInference, other: PendingInference) -> zip[tuple[Array, Array]]:
    return zip(one.outputs(), other.outputs(), strict=True)
