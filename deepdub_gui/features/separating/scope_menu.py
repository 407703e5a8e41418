"""Actions that separate the selected subtitles, the sentences or a preview, and the size limit of the cache."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.spans import Span, Spans
from deepdub_engine.base.timing import sample_to_ms
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.settings import KEPT_GB, Settings
from deepdub_gui.document.estimate_text import estimate_text
from deepdub_gui.document.separation import SeparationService
from deepdub_gui.document.separation_scopes import cue_spans, first_part, preview_span, sentence_spans
from deepdub_gui.document.session import Session
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action

_GB = 1_000_000_000
_SELECTION = mark("Separate se&lected subtitles")
_SENTENCES = mark("Separate sentences &only")


class ScopeMenu(QObject):
    """Actions that separate a part of the clip.

    `message_posted` carries a message and None, `play_wanted` the start and end of a span to loop, in milliseconds.

    Parameters
    ----------
    session, service, settings
        The document, the separation service, and the stored cache limit.
    selected_rows, position_ms
        Return the selected rows of the cue table, and the position of the playhead.
    window
        Owns the actions; their shortcuts work while it has the focus.
    """

    message_posted = Signal(str, object)
    play_wanted = Signal(int, int)

    def __init__(
        self,
        session: Session,
        service: SeparationService,
        settings: Settings,
        selected_rows: Callable[[], Sequence[int]],
        position_ms: Callable[[], int],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._service, self._settings = session, service, settings
        self._selected_rows, self._position_ms, self._window = selected_rows, position_ms, window
        self.preview = make_action(
            window,
            tr("&Preview 20 s"),
            "P",
            tip=tr("Separate 20 s around the playhead, or the selected subtitles, and loop them"),
        )
        self.selection = make_action(window, tr(_SELECTION))
        self.sentences = make_action(window, tr(_SENTENCES))
        connect_actions(
            {
                self.preview: self._preview,
                self.selection: self._separate_selection,
                self.sentences: self._separate_sentences,
            }
        )
        set_action_names(self)
        self._sizes: dict[int, QAction] = {}
        self._kept = self._kept_menu(window)
        service.previewed.connect(self._play)
        for signal in (service.changed, service.progressed, session.media_changed, session.cues_changed):
            signal.connect(self._allow)
        self._allow()

    def show_in(self, menu: QMenu, before: QAction) -> None:
        """Insert the actions into a menu, and the submenu of the cache limit at its end."""
        menu.insertActions(before, [self.selection, self.sentences, self.preview])
        menu.insertSeparator(before)
        menu.addSeparator()
        menu.addMenu(self._kept)
        self._prepare(menu)

    def menu(self, whole: QAction) -> QMenu:
        """Return the menu of the arrow button beside Separate."""
        menu = QMenu(tr("Ways to separate"), self._window)
        menu.addActions([whole, self.selection, self.sentences, self.preview])
        self._prepare(menu)
        return menu

    def _prepare(self, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._show_estimates)

    def _show_estimates(self) -> None:
        """Append the estimate to the text of each action."""
        clip, cues = self._session.clip, self._session.cues
        self.selection.setText(tr(_SELECTION))
        self.sentences.setText(tr(_SENTENCES))
        if clip is not None:
            self._append_estimate(self.selection, clip, cue_spans(clip, cues, self._selected_rows()))
            self._append_estimate(
                self.sentences, clip, sentence_spans(clip, self._session.sentence_rules.sentences(cues))
            )

    def _append_estimate(self, action: QAction, clip: PcmClip, spans: Spans) -> None:
        if spans:
            with contextlib.suppress(DeepdubError):  # the error is reported when the action is used
                action.setText(f"{action.text()}\t{estimate_text(self._service.choice.estimate(clip, spans))}")

    def _kept_menu(self, window: QWidget) -> QMenu:
        menu = QMenu(tr("&Keep stems up to"), window)
        group = QActionGroup(menu)
        menu.aboutToShow.connect(self._show_kept)
        for size in KEPT_GB:
            action = menu.addAction(tr("{size} GB", size=size) if size else tr("Not at all"))
            action.setObjectName(f"keep_{size}_gb")
            action.setCheckable(True)
            group.addAction(action)
            self._sizes[size] = action
        connect_actions({action: partial(self.keep_up_to, size) for size, action in self._sizes.items()})
        self._show_kept()
        menu.addSeparator()
        menu.addAction(tr("&Remove kept stems"), self._service.forget_kept).setObjectName("forget_kept")
        return menu

    def keep_up_to(self, size_gb: int) -> None:
        """Store the size limit of the stem cache and apply it."""
        self._settings.stem_cache_gb = size_gb
        self._service.keep_up_to(size_gb * _GB)

    def _show_kept(self) -> None:
        self._sizes[self._settings.stem_cache_gb].setChecked(True)

    def _allow(self) -> None:
        clip, cues = self._session.clip, self._session.cues
        self.preview.setEnabled(clip is not None)
        for action in (self.selection, self.sentences):
            action.setEnabled(bool(cues) and self._service.may_separate)

    def _preview(self) -> None:
        clip, rows = self._session.clip, self._selected_rows()
        if clip is None:
            return
        spans = cue_spans(clip, self._session.cues, rows) if len(rows) > 1 else ()
        self._service.preview(
            first_part(clip, spans) if spans else preview_span(clip, self._position_ms(), self._service.spec)
        )

    def _separate_selection(self) -> None:
        clip = self._session.clip
        if clip is None:
            return
        spans = cue_spans(clip, self._session.cues, self._selected_rows())
        if spans:
            self._service.separate(spans, tr("the selected subtitles"))
        else:
            self.message_posted.emit(
                tr("Select subtitles in the list first: click one, then Shift-click another."), None
            )

    def _separate_sentences(self) -> None:
        clip = self._session.clip
        if clip is None:
            return
        spans = sentence_spans(clip, self._session.sentence_rules.sentences(self._session.cues))
        if spans:
            self._service.separate(spans, tr("the sentences"))
        else:
            self.message_posted.emit(tr("No sentence lies inside the clip: shift the subtitles first."), None)

    def _play(self, span: Span) -> None:
        clip = self._session.clip
        if clip is not None:
            self.play_wanted.emit(*(sample_to_ms(sample, clip.rate_hz) for sample in span))
