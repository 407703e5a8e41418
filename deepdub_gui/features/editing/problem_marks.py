"""Cues with problems: marked in the timeline, with navigation between them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from deepdub_engine.alignment.cue_checks import CueChecks
from deepdub_engine.subtitles.editing.cue_limits import CueLimits
from deepdub_engine.subtitles.editing.problem_finder import ProblemFinder
from deepdub_engine.subtitles.editing.problems import Problem
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.session import Session
from deepdub_gui.widgets.timeline import Timeline


class ProblemMarks(QObject):
    """Finds problems in cues and marks them in the timeline; `changed` is emitted afterwards.

    Parameters
    ----------
    session, checks
        The cues, and their comparison with speech.
    timeline
        Shows the marks.
    limits
        Returns the limits that the cues are checked against.
    """

    changed = Signal()

    def __init__(
        self, session: Session, checks: Callable[[], CueChecks], timeline: Timeline, limits: Callable[[], CueLimits]
    ) -> None:
        super().__init__(timeline)
        self._session, self._checks, self._timeline = session, checks, timeline
        self._limits, self._finder = limits, ProblemFinder()
        self.found: dict[int, Problem | str] = {}

    def show(self) -> None:
        """Check the shown cues and update the marks."""
        session, clip, checks = self._session, self._session.clip, self._checks()
        cues = session.shown.cues_or(session.file_cues)
        off = {row: tr(cue.text) for row, cue in checks.off.items()}
        problems = self._finder.find(cues, session.shown_retiming, self._limits(), clip.duration_ms if clip else None)
        self.found = {**off, **problems}
        self._timeline.set_problem_cues(frozenset(self.found))
        self._timeline.set_speech_marks(checks.off, checks.uncued)
        self.changed.emit()

    def beyond(self, index: int | None, step: int) -> int | None:
        """Return the next cue with a problem in order of start, or the previous one for `step` −1; wrap around."""
        cues = self._session.cues
        order = sorted((cues[row].start_ms, row) for row in self.found if row < len(cues))
        if not order:
            return None
        here = (cues[index].start_ms, index) if index is not None and index < len(cues) else (-(10**12), -1)
        if step > 0:
            return next((row for start, row in order if (start, row) > here), order[0][1])
        return next((row for start, row in reversed(order) if (start, row) < here), order[-1][1])
