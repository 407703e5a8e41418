"""Offers to move subtitles that were just opened, if it is certain where they belong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deepdub_engine.alignment.cue_checks import CueChecks, check_against_speech
from deepdub_engine.project import Document
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.latest_only_worker import LatestOnlyWorker
from deepdub_gui.document.suggestions import SuggestionService
from deepdub_gui.shell.services import Services
from deepdub_gui.widgets.status_bar import About, StatusBar

if TYPE_CHECKING:
    from deepdub_engine.alignment.suggestion import Suggestion

_LEAST_MS = 200  # a smaller shift is hardly seen
_SHORT_MS = 1000


class SuggestionOffer(QObject):
    """Looks once whether opened subtitles fit the speech, and offers to move them if they certainly do not.

    The offer stands until it is answered, the subtitles change, or others are opened; a message that takes its place
    hides it until that goes. While it is looked for, and while it is shown, `held` leaves out what the move would cure.
    `changed` is emitted when that may have changed.

    Parameters
    ----------
    services
        The document, the suggestions, and the settings, which remember what was offered.
    status
        Shows the offer.
    accept
        Applies a suggestion.
    parent
        The Qt parent.
    """

    changed = Signal()

    def __init__(
        self, services: Services, status: StatusBar, accept: Callable[[Suggestion], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._settings, self._status, self._accept = services.session, services.settings, status, accept
        self._service: SuggestionService = services.suggestions
        self._suggestion: Suggestion | None = None
        self._text = ""
        self._was_shown = self._is_proposed = False
        self._after = CueChecks()
        self._checking = LatestOnlyWorker(
            services.jobs, tr("Comparing subtitles with speech"), check_against_speech, self
        )
        self._checking.answered.connect(self._take_checks)
        self._service.noticed.connect(self._offer)
        self._service.proposed.connect(self.propose)
        for signal in (self._service.heard_changed, self._session.subtitles_changed):
            signal.connect(self._look)
        self._service.changed.connect(self.changed)
        self._session.undo.indexChanged.connect(self._withdraw)
        for signal in (self._session.media_changed, services.opener.opening):
            signal.connect(self._withdraw)
        status.message_changed.connect(self._follow_message)

    @property
    def is_shown(self) -> bool:
        """Whether the offer is on the status line."""
        return self._suggestion is not None and self._status.message == self._text

    def held(self, checks: CueChecks) -> CueChecks:
        """Return the checks without those that the offered move would cure."""
        if self._service.is_looking:
            return CueChecks()
        if not self.is_shown:
            return checks
        off = {row: told for row, told in checks.off.items() if row in self._after.off}
        return CueChecks(off, self._after.uncued)

    # Looking

    def propose(self, suggestion: Suggestion) -> None:
        """Show a suggestion that somebody has asked for, however certain it is, in place of any other message."""
        if not self._is_untouched:
            return
        self._withdraw()
        self._is_proposed = True
        self._suggestion, self._text = suggestion, proposal_text(suggestion)
        self._after = CueChecks()
        self._show(is_wanted=True)
        self.changed.emit()

    def _look(self) -> None:
        if self._is_proposed:
            return  # it waits for an answer
        self._withdraw()
        self._service.stop_looking()
        if self._is_untouched and self._service.heard is not None and not self._settings.was_offered(self._digest()):
            self._service.look()

    @property
    def _is_untouched(self) -> bool:
        session = self._session
        is_open = session.clip is not None and session.subtitles is not None
        return is_open and session.document == Document() and not session.undo.count()

    def _digest(self) -> str:
        """Return what identifies the subtitles and the clip, wherever they are."""
        session, clip = self._session, self._session.clip
        digest = hashlib.blake2b(digest_size=12)
        digest.update(repr((clip.samples, clip.rate_hz) if clip is not None else None).encode())
        for cue in session.file_cues:
            digest.update(f"{cue.start_ms} {cue.end_ms} {cue.text}\0".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    # The offer

    def _offer(self, suggestion: Suggestion) -> None:
        heard = self._service.heard
        if heard is None or not suggestion.confident or not self._is_untouched:
            return
        cues = self._session.base_cues
        moved = suggestion.retiming.apply(cues)
        if median(abs(after.start_ms - before.start_ms) for after, before in zip(moved, cues, strict=True)) < _LEAST_MS:
            return
        self._suggestion, self._text = suggestion, offer_text(suggestion.retiming)
        self._after = CueChecks()
        self._checking.ask((heard.activity, moved))
        self._show()

    def _show(self, *, is_wanted: bool = False) -> None:
        """Show the offer, unless a message waits for an answer."""
        suggestion = self._suggestion
        if suggestion is None or (self._status.has_choice and not is_wanted):
            return
        button = tr("Keep") if _stays(suggestion.retiming) else tr("Move")
        self._status.show_message(
            self._text, button, lambda: self._take(suggestion), about=About.PROGRAM, refused=self._forget
        )
        self._settings.add_offered(self._digest())

    def _follow_message(self) -> None:
        """Show the offer again when the message that took its place is gone."""
        if self._was_shown != self.is_shown:
            self._was_shown = self.is_shown
            self.changed.emit()
        if not self._status.message:
            self._show()

    def _take(self, suggestion: Suggestion) -> None:
        if self._suggestion is suggestion:
            self._forget()
            self._accept(suggestion)

    def _forget(self) -> None:
        self._suggestion = None
        self._was_shown = self._is_proposed = False
        self._checking.ask(None)
        self.changed.emit()

    def _withdraw(self) -> None:
        """Drop the offer, because the subtitles are no longer what it was made for."""
        self._service.stop_looking()
        if self._suggestion is not None:
            was_shown = self.is_shown
            self._forget()
            if was_shown:
                self._status.clear()

    def _take_checks(self, _question: object, checks: CueChecks) -> None:
        self._after = checks
        self.changed.emit()


def _stays(retiming: Retiming) -> bool:
    """Return whether a retiming moves subtitles so little that it is hardly seen."""
    return retiming.ratio == 1 and not retiming.breaks and abs(retiming.offset_ms) < _LEAST_MS


def proposal_text(suggestion: Suggestion) -> str:
    """Return the question whether to take a suggestion, with its confidence."""
    stays = _stays(suggestion.retiming)
    question = tr("The subtitles seem to lie right. Keep them?") if stays else offer_text(suggestion.retiming)
    return tr("{question} (confidence {percent} %)", question=question, percent=round(100 * suggestion.confidence))


def offer_text(retiming: Retiming) -> str:
    """Return the question whether to move subtitles."""
    if retiming.ratio != 1:
        return tr(
            "The subtitles and the speech drift apart; {retiming} would fit. Move the subtitles?", retiming=retiming
        )
    if retiming.breaks:
        from deepdub_engine.alignment.confidence import shifts_text

        shifts = tr(shifts_text(retiming))
        return tr("Parts of the subtitles are off by different times. Move them by {shifts}?", shifts=shifts)
    off_ms = abs(retiming.offset_ms)
    seconds = f"{off_ms / 1000:.1f}" if off_ms >= _SHORT_MS else f"{off_ms / 1000:.2f}"
    if retiming.offset_ms < 0:
        return tr("The subtitles look {seconds} s late. Move them?", seconds=seconds)
    return tr("The subtitles look {seconds} s early. Move them?", seconds=seconds)
