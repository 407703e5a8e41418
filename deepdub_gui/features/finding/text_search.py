"""A search in the texts with its bar: matches in the list, and replacements as undo steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from deepdub_engine.subtitles.editing.finding import Match, Replaced
from deepdub_engine.subtitles.editing.visible_text import VisibleText
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.commands import change
from deepdub_gui.features.finding.bar import FindBar
from deepdub_gui.features.finding.finder import Finder, Question, Within
from deepdub_gui.shell.cue_navigator import CueNavigator
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.widgets.text_marks import MarkKind, TextMark

_LONGEST_NAME = 30


class TextSearch(QObject):
    """Find and replace in the list of a window.

    Parameters
    ----------
    services
        Provides session, playback and jobs.
    widgets
        Provides the list, in which the matches are marked, and the timeline.
    navigator
        Goes to a subtitle.
    finish
        Commits text that is being edited.
    give_way
        Closes other bars above the list.
    """

    def __init__(
        self,
        services: Services,
        widgets: WindowWidgets,
        navigator: CueNavigator,
        finish: Callable[[], None],
        give_way: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._playback, self._table = services.session, services.playback, widgets.table
        self._timeline, self._navigator, self._finish, self._give_way = widgets.timeline, navigator, finish, give_way
        self.bar = FindBar(widgets.table)
        self.finder = Finder(services.jobs, self)
        self._asked: Question | None = None
        self._within: Within = None
        self._before: QWidget | None = None  # had the focus before the bar
        self._replaced = 0  # how many matches the last step replaced
        self._pending: Callable[[], object] | None = None  # what to do once the search has been answered
        widgets.table.add_above(self.bar, self.bar.controls)
        widgets.table.add_marks(self._marks)
        self._connect()

    def _connect(self) -> None:
        self.bar.changed.connect(self._search)
        self.bar.stepped.connect(self.step)
        self.bar.replaced.connect(self._replace)
        self.bar.closed.connect(self.close)
        self.finder.found.connect(self._show)
        self.finder.failed.connect(self._tell_error)
        self.finder.replaced.connect(self._apply)
        self._session.cues_changed.connect(self._follow)

    def open(self, *, replaces: bool) -> None:
        """Show the bar, and look for the selected words of a text that is being edited."""
        focused = QApplication.focusWidget()
        if not self.bar.isVisible():
            self._before = focused
        self._give_way()
        words = focused.textCursor().selectedText() if isinstance(focused, QPlainTextEdit) else ""
        self._finish()
        self.bar.open("" if "\u2029" in words else words, replaces=replaces)
        self._search()

    def close(self) -> None:
        """Hide the bar, and give the focus back to where it was."""
        self.hide()
        before, self._before = self._before, None
        try:
            is_there = before is not None and before.isVisible() and before.window() is self.bar.window()
        except RuntimeError:  # Qt has deleted it, as the field over a box
            is_there = False
        (before if before is not None and is_there else self._timeline).setFocus()

    def hide(self) -> None:
        """Hide the bar, and forget the matches."""
        self.bar.hide()
        self.finder.forget()

    # Searching

    def _search(self) -> None:
        if not self.bar.isVisible():
            return
        search, cues = self.bar.search(), self._session.base_cues
        if not self.bar.selection.isChecked():
            self._within = None
        elif self._within is None:
            self._within = frozenset(self._table.selected_rows())
        self._asked = Question(search, cues, self._within)
        self._pending = None
        self._replaced = 0
        if search.pattern and cues:
            self.finder.ask(self._asked)
        else:
            self.finder.forget()

    def _follow(self) -> None:
        """Search again when texts have changed, but not while a shift moves."""
        asked, cues = self._asked, self._session.base_cues
        if not self.bar.isVisible() or (asked is not None and cues is asked.cues):
            return
        if asked is not None and len(cues) != len(asked.cues) and self.bar.selection.isChecked():
            self.bar.selection.setChecked(False)  # the numbers of the selected subtitles have changed
            return
        pending, replaced = self._pending, self._replaced
        self._search()
        self._pending, self._replaced = pending, replaced

    def _show(self) -> None:
        matches = self.finder.matches.matches
        self.bar.allow(has_matches=bool(matches))
        self._tell_count()
        self._table.redraw()
        pending, self._pending = self._pending, None
        if pending is not None:
            pending()

    def _tell_count(self) -> None:
        count, current = len(self.finder.matches.matches), self.finder.current
        if not self.bar.field.text():
            self.bar.tell("")
        elif self._replaced and not count:
            self.bar.tell(tr("Replaced: {count}", count=self._replaced))
        elif count and current >= 0:
            self.bar.tell(tr("{number} of {count}", number=current + 1, count=count))
        else:
            self.bar.tell(tr("Matches: {count}", count=count) if count else tr("Nothing found."))

    def _tell_error(self, error: Exception) -> None:
        self.bar.tell(error_text(error), is_wrong=True)

    def _marks(self, cue: int) -> Iterator[TextMark]:
        found, cues = self.finder.matches.by_cue.get(cue, ()), self._session.base_cues
        if not found or self._asked is None or cue >= len(cues):
            return
        text = VisibleText.of(cues[cue].text, with_tags=self._asked.search.in_tags)
        current = self.finder.matches.matches[self.finder.current] if self.finder.current >= 0 else None
        for match in found:
            if match.start < match.stop <= len(text.places):
                kind = MarkKind.CURRENT if match == current else MarkKind.FOUND
                yield TextMark(text.places[match.start], text.places[match.stop - 1] + 1, kind)

    # Going to matches

    def step(self, step: int) -> None:
        """Go to the next match, or to the one before; open the bar if it is hidden."""
        if not self.bar.isVisible():
            self.open(replaces=False)
            return
        if self.finder.is_busy:
            self._pending = lambda: self.step(step)
            return
        cue, current = self._place(), self._current()
        offset = 0
        if current is not None and current.cue == cue:
            offset = current.start + 1 if step > 0 else current.start
        self._go(max(0, self._table.model.row_of(cue)), offset, step)

    def _go(self, row: int, offset: int, step: int) -> None:
        match = self.finder.step(row, offset, step)
        if match is not None:
            self._table.select_rows([match.cue], match.cue)
            self._navigator.choose(match.cue)
        self._tell_count()
        self._table.redraw()

    def _current(self) -> Match | None:
        return self.finder.matches.matches[self.finder.current] if self.finder.current >= 0 else None

    def _place(self) -> int:
        """Return the subtitle to go on from: the selected one, or else the one at the playhead."""
        rows, current = self._table.selected_rows(), self._playback.current_cue
        if rows and current not in rows:
            return rows[0]
        found = self._playback.find_current() if current is None else current
        return found if found is not None else 0

    # Replacing

    def _replace(self, all_: bool) -> None:
        self._finish()
        if self.finder.is_busy:
            self._pending = lambda: self._replace(all_)
            return
        match = self._current()
        if not all_ and (match is None or match.cue != self._place()):
            self.step(1)
            return
        question = Question(self.bar.search(), self._session.base_cues, self._within, self.bar.words.text())
        self.finder.ask(question if all_ else question._replace(only=match))

    def _apply(self, question: Question, replaced: Replaced) -> None:
        session, only = self._session, question.only
        if session.base_cues is not question.cues:
            if only is None:
                self.finder.ask(question._replace(cues=session.base_cues))  # the texts have changed meanwhile
            return
        if only is not None and replaced.count:
            before, after = (VisibleText.of(cues[only.cue].text).text for cues in (question.cues, replaced.cues))
            row, offset = self._table.model.row_of(only.cue), max(0, only.stop + len(after) - len(before))
            self._pending = lambda: self._go(row, offset, 1)
        names = {"old": _short(question.search.pattern), "new": _short(question.words or "")}
        if only is None:
            name = tr("Replace {count} times “{old}” with “{new}”", count=replaced.count, **names)
        else:
            name = tr("Replace “{old}” with “{new}” in subtitle {number}", number=only.cue + 1, **names)
        if replaced.cues == question.cues:
            self._search()
            return
        self._replaced = replaced.count if only is None else 0
        change(session, name, replace(session.document, cues=replaced.cues))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"
