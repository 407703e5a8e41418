"""Suggestions in the window: button, menu, score strip and status messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.alignment.cue_checks import CueChecks, check_against_speech
from deepdub_engine.alignment.curve import ScoreCurve
from deepdub_engine.alignment.scoring import ScoreRequest, curve_of, exact_shift
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.latest_only_worker import LatestOnlyWorker
from deepdub_gui.document.commands import retime
from deepdub_gui.features.suggesting.offer import SuggestionOffer
from deepdub_gui.features.suggesting.score_strip import ScoreStrip
from deepdub_gui.features.suggesting.snapping import Snapping
from deepdub_gui.shell.services import Services
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.shift.bar import ShiftBar
from deepdub_gui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from deepdub_engine.alignment.suggestion import Suggestion

_NOTHING = mark("Open a clip and subtitles to score every shift.")
_LISTENING = mark("Listening for speech…")
_NONE_MEANT = mark("Select a subtitle to score every shift.")
_NOT_HEARD = mark("Click Suggest to detect speech and score every shift.")


class SuggestionController(QObject):
    """Connects the suggestion service with the shift bar, the score strip and the status line.

    `checks_changed` is emitted when `checks` has changed.

    Parameters
    ----------
    services
        The suggestion service, the document, the job runner, the file dialogs and the settings.
    bar, status
        The shift bar, which becomes the parent, and the status line.
    """

    checks_changed = Signal()

    def __init__(self, services: Services, bar: ShiftBar, status: StatusBar) -> None:
        super().__init__(bar)
        service, session, jobs = services.suggestions, services.session, services.jobs
        self.service, self._session, self._bar, self._status = service, session, bar, status
        self._dialogs = services.dialogs
        self.scope, self.strip = bar.scope, ScoreStrip(bar.slider, bar)
        bar.add_strip(self.strip)
        self._suggestion: Suggestion | None = None
        self._shown: ScoreRequest | None = None
        self._asked: ScoreRequest | None = None
        self._curves = LatestOnlyWorker(jobs, tr("Scoring shifts"), curve_of, self)
        self._shifts = LatestOnlyWorker(jobs, tr("Refining a peak"), exact_shift, self)
        self._found = CueChecks()
        self.offer = SuggestionOffer(services, status, self._use, self)
        self._checked: tuple[object, ...] = ()
        self._checking = LatestOnlyWorker(jobs, tr("Comparing subtitles with speech"), check_against_speech, self)
        self.snapping = Snapping(service, session, jobs, status, bar.scope.selected, bar.window())
        self._make_actions(bar.window())
        self._connect()
        self._allow()
        self._update_curve()

    @property
    def checks(self) -> CueChecks:
        """The subtitles that do not match the speech, but for those that an offered move would cure."""
        return self.offer.held(self._found)

    def show_in(self, menu: QMenu) -> None:
        """Add the actions to the Shift menu."""
        menu.addSeparator()
        menu.addActions([self.suggest, self.align, self.snapping.action, self.previous_peak, self.next_peak])

    def _make_actions(self, window: QWidget) -> None:
        self.suggest = make_action(window, tr("&Suggest"), "Ctrl+Shift+G")
        self.align = make_action(window, tr("&Align to another subtitle file…"))
        self.previous_peak = make_action(window, tr("Pre&vious peak"), "Shift+F7")
        self.next_peak = make_action(window, tr("Ne&xt peak"), "F7")
        set_action_names(self)
        connect_actions(
            {
                self.suggest: self._suggest,
                self.align: self._align,
                self.previous_peak: lambda: self._go_to_peak(-1),
                self.next_peak: lambda: self._go_to_peak(1),
            }
        )
        self._bar.suggest.clicked.connect(self.suggest.trigger)

    def _connect(self) -> None:
        service, session = self.service, self._session
        service.changed.connect(self._allow)
        for signal in (service.heard_changed, service.changed, session.cues_changed, self._bar.shift.changed):
            signal.connect(self._update_curve)
        service.suggested.connect(self._show_suggestion)
        service.proposed.connect(lambda suggestion: self.strip.set_suggested(suggestion.retiming.offset_ms))
        self._checking.answered.connect(lambda _, checks: self._show_checks(checks))
        for signal in (service.heard_changed, session.cues_changed):
            signal.connect(self._check)
        for worker in (self._curves, self._shifts, self._checking):
            worker.failed.connect(service.failed)
        self.offer.changed.connect(self._show_held)
        session.subtitles_changed.connect(self._forget)
        session.media_changed.connect(self._forget)
        self._bar.range_changed.connect(lambda _: self._update_curve())
        self.strip.peak_chosen.connect(self._choose)
        self._curves.answered.connect(self._draw)
        self._shifts.answered.connect(self._set)

    def _allow(self) -> None:
        self.suggest.setEnabled(self.service.may_suggest)
        self.align.setEnabled(self.service.may_align)
        self._bar.suggest.setEnabled(self.service.may_suggest)

    # The strip

    def _update_curve(self) -> None:
        """Request the score curve for the current state unless it is shown or being computed."""
        heard, cues, scope = self.service.heard, self._session.base_cues, self._bar.shift.scope
        if heard is None or not cues or scope is None:
            self._curves.ask(None)
            self._shown = self._asked = None
            there = self._session.clip is not None and bool(cues)
            hint = tr(_LISTENING if self.service.is_listening else _NOT_HEARD if there else _NOTHING)
            hint = tr(_NONE_MEANT) if cues and scope is None else hint
            self.strip.set_curve(None, hint)
            return
        question = ScoreRequest(heard.evidence, cues, *self._bar.shift.unshifted, scope, self._bar.slider.reach_ms)
        if not question.same_as(self._asked):
            self._asked = question
            self._curves.ask(question)
        self.strip.update()

    def _draw(self, question: ScoreRequest, curve: ScoreCurve) -> None:
        self._shown = question
        self.strip.set_curve(curve, "")

    def _choose(self, shift_ms: int) -> None:
        if self._shown is not None:
            self._bar.finish()
            self._shifts.ask((self._shown, shift_ms))

    def _set(self, peak: tuple[ScoreRequest, int], shift_ms: int) -> None:
        if peak[0].same_as(self._asked):
            self._bar.shift.commit(shift_ms)

    def _go_to_peak(self, step: int) -> None:
        shift_ms = self.strip.go_to_peak(step)
        if shift_ms is not None:
            self._choose(shift_ms)

    # Comparison with speech

    def _check(self) -> None:
        """Clear the old checks and compare the cues on screen with speech, but not during a gesture."""
        heard, session = self.service.heard, self._session
        state = (heard, session.base_cues, session.shown_retiming, session.previewing)
        if state == self._checked:
            return
        self._checked = state
        self._checking.ask(None if heard is None or session.previewing else (heard.activity, session.cues))
        if self._found.off or self._found.uncued:
            self._show_checks(CueChecks())

    def _show_checks(self, checks: CueChecks) -> None:
        self._found = checks
        self.checks_changed.emit()

    def _show_held(self) -> None:
        """Show the checks again if the offer holds back others than before."""
        if self._found.off or self._found.uncued:
            self.checks_changed.emit()

    # Suggestions

    def _forget(self) -> None:
        self._suggestion = None
        self.strip.set_suggested(None)

    def _suggest(self) -> None:
        self._bar.finish()
        self.service.suggest()

    def _align(self) -> None:
        path = self._dialogs.choose_reference(self._bar.window())
        if path is not None:
            self._bar.finish()
            self.service.align_to(path)

    def _show_suggestion(self, suggestion: Suggestion) -> None:
        if suggestion.confident:
            self._use(suggestion)
        else:
            self._suggestion = suggestion
            self._status.show_message(tr(suggestion.reason), tr("Use anyway"), lambda: self._use_anyway(suggestion))

    def _use(self, suggestion: Suggestion) -> None:
        self._suggestion = suggestion
        fits = suggestion.retiming == self._session.retiming
        self._apply(suggestion)
        self._status.show_message(tr("The subtitles fit the speech already.") if fits else tr(suggestion.reason))

    def _use_anyway(self, suggestion: Suggestion) -> None:
        if self._suggestion is suggestion:
            self._bar.finish()
            self._apply(suggestion)
            self._status.show_message(tr("Low confidence: shifted by {retiming}.", retiming=suggestion.retiming))

    def _apply(self, suggestion: Suggestion) -> None:
        self._bar.abandon()
        retime(self._session, suggestion.retiming, tr("Suggest {retiming}", retiming=suggestion.retiming))
        self.strip.set_suggested(suggestion.retiming.offset_ms)
        self.service.taken.emit(suggestion)
