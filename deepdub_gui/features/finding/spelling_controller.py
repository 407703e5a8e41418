"""Connects the spelling check with the window: underlines, the next misspelled word, corrections as undo steps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import by_start
from deepdub_engine.subtitles.editing.visible_text import VisibleText
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.latest_only_worker import LatestOnlyWorker
from deepdub_gui.document.commands import change
from deepdub_gui.shell.cue_navigator import CueNavigator
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.spell_highlighter import SpellHighlighter
from deepdub_gui.widgets.text_marks import MarkKind, TextMark

if TYPE_CHECKING:
    from deepdub_engine.subtitles.spelling.words import WordSpan
    from deepdub_gui.features.finding.speller import Speller
    from deepdub_gui.features.finding.spelling_bar import SpellingBar


class _Place(NamedTuple):
    """A misspelled word of a cue."""

    cue: int
    span: WordSpan


class _Seeking(NamedTuple):
    """Where to seek the next misspelled word: from a row of the list and a place in its text on, and around."""

    cues: tuple[Cue, ...]
    script: str
    wrong: frozenset[str] | None  # None to list all words first
    row: int
    offset: int


def _sought(seeking: _Seeking) -> frozenset[str] | _Place | None:
    """Return all words, or the next misspelled one; called on a worker thread."""
    from deepdub_engine.subtitles.spelling.words import words_in

    cues, order = seeking.cues, by_start(seeking.cues)
    if seeking.wrong is None:
        return frozenset(span.word for cue in cues for span in words_in(cue.text, seeking.script))
    for step in range(len(order) + 1):
        index = order[(seeking.row + step) % len(order)]
        for span in words_in(cues[index].text, seeking.script):
            if span.word in seeking.wrong and (step or span.start >= seeking.offset):
                return _Place(index, span)
    return None


class SpellingController(QObject):
    """The spelling check of a window.

    Parameters
    ----------
    services
        Provides session, playback, settings and jobs.
    widgets
        Provides the list, whose texts are underlined, and the status line.
    navigator
        Goes to a subtitle.
    window
        Owns the actions.
    """

    def __init__(
        self, services: Services, widgets: WindowWidgets, navigator: CueNavigator, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._session, self._playback, self._settings = services.session, services.playback, services.settings
        self._table, self._status, self._timeline = widgets.table, widgets.status, widgets.timeline
        self._navigator = navigator
        self._jobs = services.jobs
        self._speller: Speller | None = None
        self._bar: SpellingBar | None = None
        self._seeking = LatestOnlyWorker(services.jobs, "", _sought, self)
        self._seeking.answered.connect(self._take)
        self._highlighters: list[SpellHighlighter] = []
        self._place: _Place | None = None
        self._listed: tuple[Cue, ...] | None = None  # whose words are known, or asked for
        self._wants_next = False
        self._before: QWidget | None = None
        self.give_way: Callable[[], object] = lambda: None  # closes the other bar above the list
        self.check = make_action(window, tr("Check spe&lling"), name="check_spelling", checkable=True)
        self.next = make_action(window, tr("Ne&xt misspelled word"), "Shift+F4", name="next_misspelled")
        self.check.setChecked(self._settings.checks_spelling)
        widgets.table.add_marks(self._marks)
        widgets.table.text_opened.connect(self._watch)
        self._connect()

    def show_in(self, menu: QMenu, before: QAction) -> None:
        """Insert the actions into a menu before another action."""
        spelling = QMenu(tr("Spe&lling"), menu)
        spelling.setToolTipsVisible(True)
        spelling.addActions([self.check, self.next])
        menu.insertMenu(before, spelling)
        menu.insertSeparator(before)

    @property
    def speller(self) -> Speller:
        """Knows the misspelled words; made when the check is first switched on."""
        if self._speller is None:
            from deepdub_engine.subtitles.spelling.own_words import OwnWords
            from deepdub_gui.features.finding.speller import Speller

            own = OwnWords(Path(self._settings.folder) / "own_words.txt")
            self._speller = speller = Speller(self._jobs, own, self)
            speller.changed.connect(self._show)
            speller.failed.connect(self._tell_error)
            speller.suggested.connect(self._offer)
        return self._speller

    @property
    def bar(self) -> SpellingBar:
        """The bar with a misspelled word, made when it is first wanted."""
        if self._bar is None:
            from deepdub_gui.features.finding.spelling_bar import SpellingBar

            self._bar = bar = SpellingBar(self._table)
            self._table.add_above(bar, bar.controls)
            bar.corrected.connect(self._correct)
            bar.ignored.connect(lambda: self._settle(self.speller.ignore))
            bar.added.connect(lambda: self._settle(self.speller.add))
            bar.skipped.connect(self.go_on)
            bar.closed.connect(self._leave)
        return self._bar

    def refresh(self) -> None:
        """Use the language of the settings, or that of the subtitles."""
        self.check.setChecked(self._settings.checks_spelling)
        file = self._session.subtitles
        if not self._settings.checks_spelling or file is None:
            if self._speller is not None:
                self._speller.stop()
            return
        self.speller.choose(self._settings.spelling_language, file.path.name, self._session.base_cues)

    def close(self) -> None:
        """End the process."""
        if self._speller is not None:
            self._speller.close()

    def _connect(self) -> None:
        self.check.toggled.connect(self._switch)
        connect_actions({self.next: self.go_on})
        self._session.subtitles_changed.connect(self.refresh)
        self._session.cues_changed.connect(self._follow)

    def _switch(self, is_on: bool) -> None:
        if is_on != self._settings.checks_spelling:
            self._settings.checks_spelling = is_on
            self.refresh()

    def _marks(self, cue: int) -> Iterator[TextMark]:
        cues = self._session.base_cues
        if cue < len(cues):
            for span in self._wrong_in(cues[cue].text):
                yield TextMark(span.start, span.stop, MarkKind.MISSPELLED)

    def _wrong_in(self, text: str) -> list[WordSpan]:
        return [] if self._speller is None else self._speller.wrong_in(text)

    def _watch(self, document: QTextDocument) -> None:
        """Underline words in a field in which a text is edited."""
        own = SpellHighlighter(document, self._wrong_in, self._table.palette)
        self._highlighters.append(own)
        own.destroyed.connect(lambda: self._highlighters.remove(own) if own in self._highlighters else None)

    def _show(self) -> None:
        self._table.redraw()
        for highlighter in list(self._highlighters):
            try:
                highlighter.rehighlight()
            except RuntimeError:  # its field is gone
                self._highlighters.remove(highlighter)
        if self._wants_next and self.speller.dictionary is not None and self.speller.is_settled:
            self._seek()

    def _tell_error(self, error: Exception) -> None:
        self._wants_next = False
        self._status.show_message(error_text(error), error=True)

    def _follow(self) -> None:
        if self._place is not None and self._listed is not self._session.base_cues:
            self._place = None

    # The next misspelled word

    def go_on(self) -> None:
        """Go to the next misspelled word; switch the check on if it is off."""
        if not self._session.cues:
            return
        self._wants_next = True
        if not self._settings.checks_spelling:
            self.check.setChecked(True)
        elif self.speller.dictionary is None:
            self.refresh()
        else:
            self._seek()

    def _seek(self) -> None:
        dictionary, cues = self.speller.dictionary, self._session.base_cues
        if dictionary is None:
            return
        if self._listed is not cues:
            self._seeking.ask(_Seeking(cues, dictionary.script, None, 0, 0))
        elif self.speller.is_settled:
            row, offset = self._from()
            self._seeking.ask(_Seeking(cues, dictionary.script, self.speller.wrong_words, row, offset))

    def _from(self) -> tuple[int, int]:
        if self._place is not None:
            return self._table.model.row_of(self._place.cue), self._place.span.stop
        rows, current = self._table.selected_rows(), self._playback.current_cue
        cue = rows[0] if rows else current if current is not None else 0
        return max(0, self._table.model.row_of(cue)), 0

    def _take(self, seeking: _Seeking, found: frozenset[str] | _Place | None) -> None:
        if seeking.cues is not self._session.base_cues:
            self._seek()
        elif isinstance(found, frozenset):
            self._listed = seeking.cues
            self.speller.ask(found)
            if self.speller.is_settled:
                self._seek()
        else:
            self._wants_next = False
            self._reveal(found)

    def _reveal(self, place: _Place | None) -> None:
        self._place = place
        if not self.bar.isVisible():
            self._before = QApplication.focusWidget()
            self.give_way()
        self.bar.show()
        if place is None:
            self.bar.tell(tr("No misspelled words."), "")
            self.bar.next.setFocus()
            return
        self._table.select_rows([place.cue], place.cue)
        self._navigator.choose(place.cue)
        self.bar.tell(
            tr("“{word}” in subtitle {number} is not in the dictionary.", word=place.span.word, number=place.cue + 1),
            place.span.word,
        )
        self.bar.words.setFocus()
        self.speller.suggest(place.span.word)

    def _offer(self, word: str, found: tuple[str, ...]) -> None:
        if self._place is not None and self._place.span.word == word and found:
            self.bar.offer(found)

    def _correct(self, word: str) -> None:
        place, cues = self._place, self._session.base_cues
        if place is None or place.cue >= len(cues):
            self.go_on()  # the text has changed meanwhile
            return
        cue = cues[place.cue]
        visible = VisibleText.of(cue.text)
        start, stop = (bisect_left(visible.places, at) for at in place.span[1:])
        text = visible.with_changes([(start, stop, word)])
        self._place = place._replace(span=place.span._replace(stop=place.span.start + len(word)))
        after = (*cues[: place.cue], Cue(cue.start_ms, cue.end_ms, text), *cues[place.cue + 1 :])
        name = tr(
            "Correct “{old}” to “{new}” in subtitle {number}", old=place.span.word, new=word, number=place.cue + 1
        )
        kept = self._place
        change(self._session, name, replace(self._session.document, cues=after))
        self._place = kept
        self.go_on()

    def _settle(self, settle: object) -> None:
        if self._place is not None and callable(settle):
            settle(self._place.span.word)
            self.go_on()

    def hide(self) -> None:
        """Hide the bar."""
        if self._bar is not None:
            self._bar.hide()
        self._place = None

    def _leave(self) -> None:
        self.hide()
        before, self._before = self._before, None
        try:
            is_there = before is not None and before.isVisible() and before.window() is self.bar.window()
        except RuntimeError:  # Qt has deleted it
            is_there = False
        (before if before is not None and is_there else self._timeline).setFocus()
