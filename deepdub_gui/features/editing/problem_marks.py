"""Cues that need a look: marked in list and timeline, and gone to one after the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from deepdub_engine.alignment.cue_checks import Checks
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.problems import Problem, find_problems
from deepdub_gui.document.session import Session
from deepdub_gui.widgets.cue_table import CueTable
from deepdub_gui.widgets.timeline import Timeline


class ProblemMarks(QObject):
    """Finds what is wrong with cues, and shows it.

    Parameters
    ----------
    session, checks
        The cues, and what is known of them against speech.
    timeline, table
        Where they are marked.
    """

    def __init__(self, session: Session, checks: Callable[[], Checks], timeline: Timeline, table: CueTable) -> None:
        super().__init__(timeline)
        self._session, self._checks, self._timeline, self._table = session, checks, timeline, table
        self.found: dict[int, Problem | str] = {}

    def show(self) -> None:
        """Look at the cues on screen."""
        cues, clip, checks = self._session.cues, self._session.clip, self._checks()
        off = {row: tr(cue.text) for row, cue in checks.off.items()}
        self.found = {**off, **find_problems(cues, clip.duration_ms if clip else None)}
        self._timeline.set_problem_cues(frozenset(self.found))
        self._timeline.set_speech_marks(checks.off, checks.uncued)
        self._table.set_cues(cues, self.found)

    def beyond(self, index: int | None, step: int) -> int | None:
        """Return the next cue with a problem by its start, with −1 the one before; from the last on to the first."""
        cues = self._session.cues
        order = sorted((cues[row].start_ms, row) for row in self.found if row < len(cues))
        if not order:
            return None
        here = (cues[index].start_ms, index) if index is not None and index < len(cues) else (-(10**12), -1)
        if step > 0:
            return next((row for start, row in order if (start, row) > here), order[0][1])
        return next((row for start, row in reversed(order) if (start, row) < here), order[-1][1])
