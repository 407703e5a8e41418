"""Finds the problems of cues again and again while a person works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.editing.cue_limits import CueLimits
from deepdub_engine.subtitles.editing.order import by_start
from deepdub_engine.subtitles.editing.problems import Problem, outside_clip, problems_inside
from deepdub_engine.subtitles.retime import Retiming


@dataclass(frozen=True, slots=True, eq=False)
class _Checked:
    """What was checked last: cues before their retiming, their starts after it, and their problems."""

    cues: Sequence[Cue]
    retiming: Retiming
    limits: CueLimits
    order: list[int]
    starts_ms: list[int]
    problems: dict[int, Problem]

    @classmethod
    def of(cls, cues: Sequence[Cue], retiming: Retiming, limits: CueLimits) -> _Checked:
        shown = retiming.apply(cues)
        order = by_start(shown)
        starts_ms = [shown[index].start_ms for index in order]
        return cls(cues, retiming, limits, order, starts_ms, problems_inside(shown, limits))


class ProblemFinder:
    """Checks cues that are retimed; a shift of all of them, as by a slider, needs no new check."""

    def __init__(self) -> None:
        self._last: _Checked | None = None

    def find(
        self, cues: Sequence[Cue], retiming: Retiming, limits: CueLimits, clip_ms: int | None = None
    ) -> dict[int, Problem]:
        """Return the gravest problem of each retimed cue that has any, as `find_problems`.

        Parameters
        ----------
        cues
            The cues before their retiming.
        retiming
            Moves them.
        limits
            The limits to check against.
        clip_ms
            The length of the clip; None if it is unknown.
        """
        last = self._last
        is_known = last is not None and last.cues is cues and last.limits == limits
        by_ms = retiming.shift_from(last.retiming) if last is not None and is_known else None
        if last is None or by_ms is None:
            last, by_ms = _Checked.of(cues, retiming, limits), 0
            self._last = last
        return {**last.problems, **outside_clip(last.order, last.starts_ms, clip_ms, by_ms)}
