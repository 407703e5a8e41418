"""The other ways to separate: the selected subtitles, the sentences, a preview; and how much is kept."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

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
from deepdub_gui.document.separation import SeparationDesk
from deepdub_gui.document.separation_scopes import around, first_part, of_cues, of_sentences
from deepdub_gui.document.session import Session
from deepdub_gui.shortcuts.entries import name_actions

_GB = 1_000_000_000
_SELECTION = mark("Separate se&lected subtitles")
_SENTENCES = mark("Separate sentences &only")


class ScopeMenu(QObject):
    """Actions that separate a part of the clip.

    `said` carries a sentence and None; `play_wanted` a span in milliseconds that is to be heard, repeating.

    Parameters
    ----------
    session, desk, settings
        The document, what separates, and where the limit of what is kept is remembered.
    selected_rows, position_ms
        Tell which subtitles are selected, and where the playhead is.
    window
        Owns the actions; they work while it has the focus.
    """

    said = Signal(str, object)
    play_wanted = Signal(int, int)

    def __init__(
        self,
        session: Session,
        desk: SeparationDesk,
        settings: Settings,
        selected_rows: Callable[[], Sequence[int]],
        position_ms: Callable[[], int],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._desk, self._settings = session, desk, settings
        self._selected_rows, self._position_ms, self._window = selected_rows, position_ms, window
        self.preview = QAction(tr("&Preview 20 s"), window, shortcut="P")
        self.preview.setToolTip(tr("Separate 20 s about the playhead, or the selected subtitles, and repeat them"))
        self.selection = QAction(tr(_SELECTION), window)
        self.sentences = QAction(tr(_SENTENCES), window)
        self.preview.triggered.connect(self._preview)
        self.selection.triggered.connect(self._separate_selection)
        self.sentences.triggered.connect(self._separate_sentences)
        name_actions(self)
        self._sizes: dict[int, QAction] = {}
        self._kept = self._kept_menu(window)
        desk.previewed.connect(self._play)
        for signal in (desk.changed, desk.progressed, session.media_changed, session.cues_changed):
            signal.connect(self._allow)
        self._allow()

    def show_in(self, menu: QMenu, before: QAction) -> None:
        """Put the actions into a menu."""
        menu.insertActions(before, [self.selection, self.sentences, self.preview])
        menu.insertSeparator(before)
        menu.addSeparator()
        menu.addMenu(self._kept)
        self._prepare(menu)

    def menu(self, whole: QAction) -> QMenu:
        """Return a menu of all ways to separate."""
        menu = QMenu(tr("Ways to separate"), self._window)
        menu.addActions([whole, self.selection, self.sentences, self.preview])
        self._prepare(menu)
        return menu

    def _prepare(self, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._tell_estimates)
        menu.aboutToShow.connect(self._desk.warm_up)

    def _tell_estimates(self) -> None:
        """Say beside each part what it will take."""
        clip, cues = self._session.clip, self._session.cues
        self.selection.setText(tr(_SELECTION))
        self.sentences.setText(tr(_SENTENCES))
        if clip is not None:
            self._tell(self.selection, clip, of_cues(clip, cues, self._selected_rows()))
            self._tell(self.sentences, clip, of_sentences(clip, cues))

    def _tell(self, action: QAction, clip: PcmClip, spans: Spans) -> None:
        if spans:
            with contextlib.suppress(DeepdubError):  # it is told when something is asked
                action.setText(f"{action.text()}\t{estimate_text(self._desk.choice.estimate(clip, spans))}")

    def _kept_menu(self, window: QWidget) -> QMenu:
        menu = QMenu(tr("&Keep results"), window)
        group = QActionGroup(menu)
        menu.aboutToShow.connect(self._show_kept)
        for size in KEPT_GB:
            action = menu.addAction(tr("Up to {size} GB", size=size) if size else tr("Not at all"))
            action.setObjectName(f"keep_{size}_gb")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, size=size: self.keep_up_to(size))
            group.addAction(action)
            self._sizes[size] = action
        self._show_kept()
        menu.addSeparator()
        menu.addAction(tr("&Remove what is kept"), self._desk.forget_kept).setObjectName("forget_kept")
        return menu

    def keep_up_to(self, size_gb: int) -> None:
        """Keep as many gigabytes of results, and remove what is more."""
        self._settings.kept_gb = size_gb
        self._desk.keep_up_to(size_gb * _GB)

    def _show_kept(self) -> None:
        self._sizes[self._settings.kept_gb].setChecked(True)

    def _allow(self) -> None:
        clip, cues = self._session.clip, self._session.cues
        self.preview.setEnabled(clip is not None)
        for action in (self.selection, self.sentences):
            action.setEnabled(bool(cues) and self._desk.may_separate)

    def _preview(self) -> None:
        clip, rows = self._session.clip, self._selected_rows()
        if clip is None:
            return
        spans = of_cues(clip, self._session.cues, rows) if len(rows) > 1 else ()
        self._desk.preview(first_part(clip, spans) if spans else around(clip, self._position_ms(), self._desk.spec))

    def _separate_selection(self) -> None:
        clip = self._session.clip
        if clip is None:
            return
        spans = of_cues(clip, self._session.cues, self._selected_rows())
        if spans:
            self._desk.separate(spans, tr("the selected subtitles"))
        else:
            self.said.emit(tr("Select subtitles in the list first: click one, then another with Shift held."), None)

    def _separate_sentences(self) -> None:
        clip = self._session.clip
        if clip is None:
            return
        spans = of_sentences(clip, self._session.cues)
        if spans:
            self._desk.separate(spans, tr("the sentences"))
        else:
            self.said.emit(tr("No sentence lies inside the clip: shift the subtitles first."), None)

    def _play(self, span: Span) -> None:
        clip = self._session.clip
        if clip is not None:
            self.play_wanted.emit(*(sample_to_ms(sample, clip.rate_hz) for sample in span))
