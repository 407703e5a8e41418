"""Knows which words are misspelled; a process checks them, and nothing waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from deepdub_engine.base.errors import DeepdubError, SpellingStopped, from_os_error
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.spelling.own_words import OwnWords
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.latest_only_worker import LatestOnlyWorker

if TYPE_CHECKING:
    from deepdub_engine.subtitles.spelling.dictionaries import Dictionary
    from deepdub_engine.subtitles.spelling.process import SpellingAnswer, SpellingProcess
    from deepdub_engine.subtitles.spelling.words import WordSpan


class _Question(NamedTuple):
    language: str  # empty to guess it
    name: str
    cues: tuple[Cue, ...]


def _dictionary_for(question: _Question) -> Dictionary | DeepdubError:
    from deepdub_engine.subtitles.spelling.dictionaries import find_dictionaries, guess_language, pick_dictionary

    try:
        language = question.language or guess_language((cue.text for cue in question.cues), question.name)
        return pick_dictionary(find_dictionaries(), language)
    except DeepdubError as error:
        return error


class Speller(QObject):
    """The dictionary of the open subtitles, and what is known of their words.

    `changed` follows when more is known, `suggested` carries a word and suggestions for it, `failed` an error.

    Parameters
    ----------
    jobs
        The job runner.
    own
        The words that the person has added.
    """

    changed = Signal()
    suggested = Signal(str, object)
    failed = Signal(object)
    _answered = Signal(object, object)

    def __init__(self, jobs: JobRunner, own: OwnWords, parent: QObject) -> None:
        super().__init__(parent)
        self._own = own
        self.dictionary: Dictionary | None = None
        self._process: SpellingProcess | None = None
        self._wrong: set[str] = set()
        self._right: set[str] = set()
        self._ignored: set[str] = set()
        self._asked: set[str] = set()
        self._wanted: list[str] = []
        self._choosing = LatestOnlyWorker(jobs, "", _dictionary_for, self)
        self._choosing.answered.connect(lambda _, found: self._begin(found))
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._send)
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def is_settled(self) -> bool:
        """Whether all words that were asked for are known, or cannot be."""
        return self._process is None or not (self._asked or self._wanted)

    @property
    def wrong_words(self) -> frozenset[str]:
        """The words that are known to be misspelled, without those that are ignored or the person's own."""
        return frozenset(word for word in self._wrong if not self._is_fine(word))

    def choose(self, language: str, name: str, cues: tuple[Cue, ...]) -> None:
        """Load the dictionary of a language; of that of the subtitles if it is empty."""
        self._choosing.ask(_Question(language, name, cues))

    def stop(self) -> None:
        """End the process, and forget what is known."""
        self._choosing.ask(None)
        self._close()
        self.dictionary = None
        self.changed.emit()

    def wrong_in(self, text: str) -> list[WordSpan]:
        """Return the words of a text that are known to be misspelled; unknown ones are asked for."""
        if self.dictionary is None:
            return []
        from deepdub_engine.subtitles.spelling.words import words_in

        spans = words_in(text, self.dictionary.script)
        self.ask(span.word for span in spans)
        return [span for span in spans if span.word in self._wrong and not self._is_fine(span.word)]

    def ask(self, words: Iterable[str]) -> None:
        """Have words checked that are not known yet."""
        new = [
            word for word in words if word not in self._right and word not in self._wrong and word not in self._asked
        ]
        if new and self._process is not None:
            self._asked.update(new)
            self._wanted += dict.fromkeys(new)
            self._soon.start()

    def suggest(self, word: str) -> None:
        """Ask for suggestions."""
        if self._process is not None:
            self._process.suggest(word)

    def ignore(self, word: str) -> None:
        """Take a word for right until the program ends."""
        self._ignored.add(word)
        self.changed.emit()

    def add(self, word: str) -> None:
        """Add a word to the person's own dictionary."""
        try:
            self._own.add(word)
        except DeepdubError as error:
            self.failed.emit(error)
        self.changed.emit()

    def _is_fine(self, word: str) -> bool:
        return word in self._ignored or word in self._own

    def _begin(self, found: Dictionary | DeepdubError) -> None:
        if isinstance(found, DeepdubError):
            self.stop()
            self.failed.emit(found)
            return
        if found == self.dictionary and self._process is not None:
            self.changed.emit()
            return
        from deepdub_engine.subtitles.spelling.process import SpellingProcess

        self._close()
        self.dictionary = found
        try:
            process = SpellingProcess(found, lambda answer: self._answered.emit(process, answer))
        except OSError as error:
            self.failed.emit(from_os_error(error, found.dic, writing=False))
            return
        self._process = process
        self.changed.emit()

    def _send(self) -> None:
        words, self._wanted = self._wanted, []
        if self._process is not None and words:
            self._process.check(words)

    def _take(self, process: SpellingProcess, answer: SpellingAnswer | None) -> None:
        if process is not self._process:
            return  # of a former dictionary
        if answer is None or not answer.is_ready:
            self._close()
            self.dictionary = None
            self.failed.emit(SpellingStopped())
            self.changed.emit()
        elif answer.kind == "checked":
            self._asked.difference_update(answer.words)
            self._wrong.update(answer.found)
            self._right.update(set(answer.words).difference(answer.found))
            self.changed.emit()
        elif answer.kind == "suggested":
            self.suggested.emit(answer.words[0], answer.found)

    def _close(self) -> None:
        process, self._process = self._process, None
        self._wrong, self._right, self._asked, self._wanted = set(), set(), set(), []
        self._soon.stop()
        if process is not None:
            process.close()

    def close(self) -> None:
        """End the process when the window closes."""
        self._choosing.ask(None)
        self._close()
