"""Detects the speech of the open clip, and runs suggestions in the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deepdub_engine.alignment.evidence import SpeechEvidence
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.alignment.speech.activity_cache import ActivityCache
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.subtitles import load_subtitles
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.document.session import Session

if TYPE_CHECKING:
    from deepdub_engine.alignment.suggestion import Suggestion


@dataclass(frozen=True, slots=True, eq=False)
class SpeechAnalysis:
    """The speech of the open clip: as detected, and prepared for scoring."""

    activity: SpeechActivity
    evidence: SpeechEvidence


class SuggestionService(QObject):
    """Detects the speech of a clip opened with subtitles in the background, and suggests a retiming on request.

    `heard_changed` is emitted when `heard` changes, `changed` when `may_suggest`, `may_align`, `is_listening` or
    `is_looking` may have changed. `suggested` carries a `Suggestion`, `noticed` one that nobody asked for, `proposed`
    one that was found elsewhere and waits for an answer, `taken` one that was applied, `failed` an error.

    Parameters
    ----------
    session, jobs
        The document, and the job runner.
    store
        Detects and caches the speech.
    """

    heard_changed = Signal()
    suggested = Signal(object)
    noticed = Signal(object)
    proposed = Signal(object)
    taken = Signal(object)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner, store: ActivityCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._store = session, jobs, store
        self.heard: SpeechAnalysis | None = None
        self._clip: PcmClip | None = None
        self._source: PcmClip | None = None
        self._listening: RunningJob | None = None
        self._fitting: RunningJob | None = None
        self._looking: RunningJob | None = None
        self._wanted = False
        for signal in (session.media_changed, session.stems_changed, session.subtitles_changed):
            signal.connect(self._update_source)

    @property
    def may_suggest(self) -> bool:
        """Whether clip and subtitles are open and no suggestion is running."""
        there = self._session.clip is not None and self._session.subtitles is not None
        return there and self._fitting is None and not self._wanted

    @property
    def may_align(self) -> bool:
        """Whether subtitles are open and no suggestion is running."""
        return self._session.subtitles is not None and self._fitting is None and not self._wanted

    @property
    def is_listening(self) -> bool:
        """Whether speech detection is running."""
        return self._listening is not None

    @property
    def is_looking(self) -> bool:
        """Whether the subtitles are being compared with the speech without a request."""
        return self._looking is not None

    def look(self) -> None:
        """Find out in the background where the subtitles belong; nothing is changed."""
        from deepdub_engine.alignment.suggestion import suggest

        self.stop_looking()
        heard, cues = self.heard, self._session.base_cues
        if heard is None or not cues:
            return

        def done(suggestion: Suggestion) -> None:
            if self._looking is job and self._session.base_cues is cues:
                self.noticed.emit(suggestion)

        def ended() -> None:
            if self._looking is job:
                self._looking = None
                self.changed.emit()

        job = self._jobs.start(
            tr("Checking whether the subtitles fit"),
            lambda: suggest(heard.activity, cues),
            succeeded=done,
            failed=self.failed.emit,
            ended=ended,
        )
        self._looking = job
        self.changed.emit()

    def stop_looking(self) -> None:
        """Cancel what `look` started."""
        looking, self._looking = self._looking, None
        if looking is not None:
            looking.cancel()
            self.changed.emit()

    def propose(self, suggestion: Suggestion) -> None:
        """Show a suggestion for the open clip and subtitles, however certain it is, and apply nothing."""
        self.proposed.emit(suggestion)

    def suggest(self) -> None:
        """Start a suggestion from the speech of the clip, detecting it first if necessary."""
        from deepdub_engine.alignment.suggestion import suggest

        if not self.may_suggest:
            return
        self.stop_looking()
        heard, source = self.heard, self._best_source()
        if heard is not None:
            self._fit(tr("Suggesting a shift"), lambda: suggest(heard.activity, self._session.base_cues))
        elif source is not None:
            self._wanted = True
            if self._listening is None:
                self._listen(source)
            self.changed.emit()

    def align_to(self, path: Path) -> None:
        """Start a suggestion from correctly timed reference subtitles."""
        from deepdub_engine.alignment.suggestion import suggest

        cues = self._session.base_cues

        def aligning() -> Job[Suggestion]:
            reference = load_subtitles(path)
            return (yield from staged(suggest(SpeechActivity.from_cues(reference.cues), cues), 0.0, 1.0))

        if self.may_align:
            self._fit(tr("Aligning to “{name}”", name=path.name), aligning)

    def _best_source(self) -> PcmClip | None:
        """Return the vocals if they are completely separated, or else the clip."""
        stems = self._session.stems
        return stems.vocals if stems is not None and stems.complete else self._session.clip

    def _update_source(self) -> None:
        if self._session.clip != self._clip:
            self._clip, self._source, self._wanted = self._session.clip, None, False
            if self._listening is not None:
                self._listening.cancel()
                self._listening = None
            self.heard = None
            self.heard_changed.emit()
        source = self._best_source()
        if source is not None and self._session.subtitles is not None and source != self._source:
            self._listen(source)
        self.changed.emit()

    def _listen(self, source: PcmClip) -> None:
        if self._listening is not None:
            self._listening.cancel()
        self._source = source
        clip, media = self._session.clip or source, self._session.media
        folder = clip.path.parent  # also contains the stems
        self._session.folders.hold(folder)

        def listening() -> Job[SpeechAnalysis]:
            activity = yield from staged(self._store.activity(source), 0.0, 1.0)
            return SpeechAnalysis(activity, SpeechEvidence.of(activity))

        def done(heard: SpeechAnalysis) -> None:
            if self._source == source:
                self.heard = heard
                self.heard_changed.emit()

        def ended() -> None:
            self._session.folders.release(folder)
            if self._listening is job:
                self._listening = None
                wanted, self._wanted = self._wanted, False
                if wanted and self.heard is not None:
                    self.suggest()
                self.changed.emit()

        name = f"“{media.path.name}”" if media is not None else tr("the clip")
        job = self._jobs.start(
            tr("Listening for speech in {name}", name=name),
            listening,
            succeeded=done,
            failed=self.failed.emit,
            ended=ended,
        )
        self._listening = job
        self.changed.emit()

    def _fit(self, title: str, make: Callable[[], Job[Suggestion]]) -> None:
        cues = self._session.base_cues

        def done(suggestion: Suggestion) -> None:
            if self._session.base_cues is cues:
                self.suggested.emit(suggestion)

        def ended() -> None:
            self._fitting = None
            self.changed.emit()

        self._fitting = self._jobs.start(title, make, succeeded=done, failed=self.failed.emit, ended=ended)
        self.changed.emit()
