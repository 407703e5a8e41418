"""The commands that split and join sentences."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from deepdub_engine.sentences.marks import SentenceMarks
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.commands import change
from deepdub_gui.document.sentences import SentenceGrouper, SentenceSpans
from deepdub_gui.document.session import Session
from deepdub_gui.features.editing.selection import CueSelection
from deepdub_gui.widgets.status_bar import StatusBar


class SentenceCommands(QObject):
    """Splits and joins sentences at the chosen subtitles; each change is one undo step.

    A mark is set only where the rules say something else, so that a split takes back a join.

    Parameters
    ----------
    session, selection, status
        The document, the chosen subtitles, and the status line that says why nothing changes.
    """

    def __init__(self, session: Session, selection: CueSelection, status: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._selection, self._status = session, selection, status
        self._grouper = SentenceGrouper()

    def begin(self) -> None:
        """Begin a sentence with the target subtitle."""
        cue = self._selection.target
        place = self._place(cue)
        if cue is None or place is None:
            return
        if place[1] == 0:
            self._status.show_message(tr("Subtitle {number} begins a sentence already.", number=cue + 1))
            return
        marks = self._marked(self._session.document.marks, cue, begins=True)
        self._commit(tr("Begin a sentence at subtitle {number}", number=cue + 1), marks)

    def join(self) -> None:
        """Join the target subtitle to the sentence before it, or the selected ones to one sentence."""
        chosen = self._selection.chosen
        if len(chosen) > 1:
            self._join_all(chosen)
            return
        cue = self._selection.target
        place = self._place(cue)
        if cue is None or place is None:
            return
        if place[1] > 0:
            text = tr("Subtitle {number} belongs to the sentence before it already.", number=cue + 1)
            self._status.show_message(text)
        elif place[0] == 0:
            self._status.show_message(tr("There is no sentence before subtitle {number}.", number=cue + 1))
        else:
            marks = self._marked(self._session.document.marks, cue, begins=False)
            self._commit(tr("Join subtitle {number} to the sentence before", number=cue + 1), marks)

    def free(self) -> None:
        """Leave the chosen subtitles to the rules."""
        chosen, marks = self._selection.chosen, self._session.document.marks
        freed = marks.marking(chosen, begins=None)
        if freed == marks:
            self._status.show_message(tr("Nothing was split or joined at the selected subtitles."))
        else:
            self._commit(tr("Sentences by rule"), freed)

    def _join_all(self, chosen: frozenset[int]) -> None:
        spans, marks = self._spans(self._session.document.marks), self._session.document.marks
        order = [cue for group in spans.groups for cue in group]
        places = [place for place, cue in enumerate(order) if cue in chosen]
        joined = order[places[0] + 1 : places[-1] + 1] if places else []
        for cue in joined:
            marks = self._marked(marks, cue, begins=False)
        if marks == self._session.document.marks:
            self._status.show_message(tr("The selected subtitles are one sentence already."))
        else:
            self._commit(tr("Join {count:subtitle|subtitles} to one sentence", count=len(joined) + 1), marks)

    def _marked(self, marks: SentenceMarks, cue: int, *, begins: bool) -> SentenceMarks:
        """Return marks with which a sentence begins with a cue, or does not."""
        if self._begins(marks, cue) is begins:
            return marks
        by_rule = marks.marking([cue], begins=None)
        return by_rule if self._begins(by_rule, cue) is begins else marks.marking([cue], begins=begins)

    def _begins(self, marks: SentenceMarks, cue: int) -> bool:
        place = self._spans(marks).place_of(cue)
        return place is not None and place[1] == 0

    def _place(self, cue: int | None) -> tuple[int, int] | None:
        """Return the sentence of a cue and its place in it; say so if there is none."""
        if cue is None:
            self._status.show_message(tr("Select a subtitle first."))
            return None
        place = self._spans(self._session.document.marks).place_of(cue)
        if place is None:
            self._status.show_message(tr("Nothing is spoken in subtitle {number}.", number=cue + 1))
        return place

    def _spans(self, marks: SentenceMarks) -> SentenceSpans:
        return self._grouper.spans(self._session.cues, replace(self._session.sentence_rules, marks=marks))

    def _commit(self, name: str, marks: SentenceMarks) -> None:
        change(self._session, name, replace(self._session.document, marks=marks))
