"""Keeps the matches of a search up to date, on a worker thread."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing.finding import Found, Match, Replaced, Search, find_all, replace_all, replace_one
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.latest_only_worker import LatestOnlyWorker

Within = frozenset[int] | None


class Question(NamedTuple):
    """What to find in which cues; or to replace, one match or all, if there are `words`."""

    search: Search
    cues: tuple[Cue, ...]
    within: Within
    words: str | None = None
    only: Match | None = None


def answer(question: Question) -> Found | Replaced | DeepdubError:
    """Answer a question on a worker thread."""
    search, cues, within, words, only = question
    try:
        if words is None:
            return find_all(search, cues, within)
        if only is not None:
            return replace_one(search, words, cues, only)
        return replace_all(search, words, cues, within)
    except DeepdubError as error:
        return error


class Finder(QObject):
    """The current matches, and the one among them that is chosen.

    `found` follows after each search, `replaced` carries the question and the result of a replacement, `failed` an
    error.
    """

    found = Signal()
    replaced = Signal(object, object)
    failed = Signal(object)

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self.matches, self.current = Found(), -1
        self._searching = LatestOnlyWorker(jobs, "", answer, self)
        self._replacing = LatestOnlyWorker(jobs, "", answer, self)
        self._searching.answered.connect(self._take)
        self._replacing.answered.connect(self._pass_on)
        for worker in (self._searching, self._replacing):
            worker.failed.connect(self._fail)
        self._is_waiting = False

    @property
    def is_busy(self) -> bool:
        """Whether a search or a replacement has not been answered yet."""
        return self._is_waiting

    def ask(self, question: Question) -> None:
        """Search, or replace."""
        self._is_waiting = True
        (self._searching if question.words is None else self._replacing).ask(question)

    def forget(self) -> None:
        """Drop all matches."""
        self._searching.ask(None)
        self._is_waiting = False
        self._set(Found())

    def step(self, row: int, offset: int, step: int) -> Match | None:
        """Choose the next match from a place in the list, or the one before it; at the ends, go on at the other.

        Parameters
        ----------
        row, offset
            A row of the list, and a place in its text.
        step
            1 for the first match at or behind the place, −1 for the last one before it.
        """
        matches, rows = self.matches.matches, self.matches.rows
        if not matches:
            return None
        at = bisect_left(rows, row)
        while at < len(matches) and rows[at] == row and matches[at].start < offset:
            at += 1
        self.current = (at if step > 0 else at - 1) % len(matches)
        return matches[self.current]

    def row(self, place: int) -> int:
        """Return the row of the list of a match."""
        return self.matches.rows[place]

    def _set(self, found: Found) -> None:
        self.matches, self.current = found, -1
        self.found.emit()

    def _fail(self, error: Exception) -> None:
        self._is_waiting = False
        self._set(Found())
        self.failed.emit(error)

    def _take(self, _question: Question, found: Found | DeepdubError) -> None:
        self._is_waiting = False
        if isinstance(found, DeepdubError):
            self._set(Found())
            self.failed.emit(found)
        else:
            self._set(found)

    def _pass_on(self, question: Question, replaced: Replaced | DeepdubError) -> None:
        self._is_waiting = False
        if isinstance(replaced, DeepdubError):
            self.failed.emit(replaced)
        else:
            self.replaced.emit(question, replaced)
