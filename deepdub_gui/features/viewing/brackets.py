"""Shows on the timeline which subtitles will be one sentence."""

from __future__ import annotations

from PySide6.QtCore import QObject

from deepdub_gui.base.settings import Settings
from deepdub_gui.document.sentences import SentenceGrouper, boundaries
from deepdub_gui.document.session import Session
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.sentence_brackets import SentenceBrackets


class BracketView(QObject):
    """Keeps the brackets of a timeline up to date.

    Parameters
    ----------
    session, timeline, settings
        The subtitles, where brackets are shown, and whether they are.
    """

    def __init__(self, session: Session, timeline: Timeline, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._grouper = SentenceGrouper()
        self.layer = SentenceBrackets(timeline.theme)
        timeline.add_layer(self.layer)
        for signal in (session.cues_changed, session.breaks_changed, session.cast_changed):
            signal.connect(self._show)
        self._show()

    def set_shown(self, *, is_shown: bool) -> None:
        """Show or hide the brackets."""
        self._settings.shows_sentences = is_shown
        self._show()

    def _show(self) -> None:
        session, rules = self._session, self._session.sentence_rules
        base = session.shown.cues_or(session.file_cues) if self._settings.shows_sentences else ()
        spans = self._grouper.shown(base, session.shown_retiming, rules)
        marks = boundaries(spans, rules.marks) if rules.marks.of else []
        times = [(session.cues[cue].start_ms, splits) for cue, splits in marks]
        self.layer.set_sentences(spans.starts_ms, spans.ends_ms, times)
