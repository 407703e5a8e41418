"""Problems of cues, translated."""

from __future__ import annotations

from collections.abc import Sequence

from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS, CueLimits
from deepdub_engine.subtitles.editing.problems import Problem as EngineProblem
from deepdub_engine.subtitles.editing.problems import find_problems as find
from deepdub_gui.base.i18n import tr


class Problem(EngineProblem):
    """A problem of a cue; `str` translates it only when it is shown, since a moving slider finds thousands."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return the translated sentence."""
        return tr(self.message)


def find_problems(cues: Sequence[Cue], clip_ms: int | None, limits: CueLimits = DEFAULT_LIMITS) -> dict[int, Problem]:
    """Return the gravest problem of each cue that has any, by index."""
    return {index: Problem(*problem) for index, problem in find(cues, clip_ms, limits).items()}
