"""Problems of cues, translated when they are shown: a moving slider finds thousands."""

from __future__ import annotations

from deepdub_engine.subtitles.editing.problems import Problem
from deepdub_gui.base.i18n import tr


def problem_text(problem: Problem | str) -> str:
    """Return the translated sentence of a problem; one that is a text already stays as it is."""
    return tr(problem.message) if isinstance(problem, Problem) else problem
