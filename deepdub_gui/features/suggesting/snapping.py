"""Snaps cues to speech: first as a preview, then as one undo step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deepdub_engine.alignment.cue_checks import snapped
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.latest_only_worker import LatestOnlyWorker
from deepdub_gui.document.commands import change
from deepdub_gui.document.session import Session
from deepdub_gui.document.suggestions import SuggestionService
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.status_bar import About, StatusBar

_Question = tuple[SpeechActivity, tuple[Cue, ...], Retiming, frozenset[int]]
_NOTHING = mark(
    "Nothing to snap: the selected subtitles already start with speech, or no speech starts within 2 s of them."
)


class Snapping(QObject):
    """The Snap action: it shows a preview, which a second trigger commits as one undo step.

    `previewed` carries the snapped cues; `cancelled` is emitted when the preview is cancelled.

    Parameters
    ----------
    service, session, jobs, status
        The suggestion service, the document, the job runner, and the status line that offers to commit.
    rows
        Returns the indices of the cues to snap.
    window
        The parent of the actions.
    """

    previewed = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        service: SuggestionService,
        session: Session,
        jobs: JobRunner,
        status: StatusBar,
        rows: Callable[[], frozenset[int]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._service, self._session, self._status, self._rows = service, session, status, rows
        self._offered: tuple[Cue, ...] | None = None
        self.action = make_action(window, tr("S&nap selected to speech"), "Ctrl+T", name="snap")
        self._escape = make_action(window, tr("Cancel snapping"), "Esc")
        self._escape.setEnabled(False)
        connect_actions({self.action: self._run, self._escape: self._leave})
        window.addAction(self._escape)
        self._snapped = LatestOnlyWorker(jobs, tr("Snapping to speech"), snapped, self)
        self._snapped.answered.connect(self._offer)
        self._snapped.failed.connect(service.failed)
        session.cues_changed.connect(self._forget)
        service.heard_changed.connect(self._allow)
        session.subtitles_changed.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.action.setEnabled(self._service.heard is not None and bool(self._session.base_cues))

    def _run(self) -> None:
        heard, rows = self._service.heard, self._rows()
        if self._offered is not None:
            self._commit(self._offered)
        elif not rows:
            self._status.show_message(tr("Select the subtitles to snap in the list first."), about=About.CUE)
        elif heard is not None:
            self._snapped.ask((heard.activity, self._session.base_cues, self._session.retiming, rows))

    def _offer(self, question: _Question, cues: tuple[Cue, ...]) -> None:
        _, base, retiming, rows = question
        if base is not self._session.base_cues or retiming != self._session.shown_retiming:
            return
        count = sum(cue != former for cue, former in zip(cues, base, strict=True))
        if not count:
            self._status.show_message(tr(_NOTHING), about=About.CUE)
            return
        self._offered = cues
        self._escape.setEnabled(True)
        self.previewed.emit(retiming.apply(cues))
        move = tr(
            "{count:subtitle|subtitles} of {rows} would move as shown; the others stay."
            if count < len(rows)
            else "{count:subtitle|subtitles} would move as shown.",
            count=count,
            rows=len(rows),
        )
        self._status.show_message(
            tr("{move} Press Escape to cancel.", move=move), tr("Snap"), lambda: self._commit(cues)
        )

    def _commit(self, cues: tuple[Cue, ...]) -> None:
        if self._offered is cues:
            count = sum(cue != former for cue, former in zip(cues, self._session.base_cues, strict=True))
            self._forget()
            self._status.show_message(tr("Snapped {count:subtitle|subtitles} to speech.", count=count))
            name = tr("Snap {count:subtitle|subtitles} to speech", count=count)
            change(self._session, name, replace(self._session.document, cues=cues))

    def _leave(self) -> None:
        self._forget()
        self._status.clear()
        self.cancelled.emit()

    def _forget(self) -> None:
        """Drop the preview and any running computation."""
        self._offered = None
        self._escape.setEnabled(False)
        self._snapped.ask(None)
