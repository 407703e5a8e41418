"""Queues separations and previews, and passes the stems to the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from deepdub_engine.audio.media.centre import centre_of
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span, Spans
from deepdub_engine.pipeline.centre_first import CentreFirstSeparator
from deepdub_engine.separation.estimate import sound_seconds
from deepdub_engine.separation.incremental import ActiveStems, IncrementalSeparator, SeparationResult, StemsOrigin
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.stem_cache import StemCache
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.document.model_choice import ModelChoice
from deepdub_gui.document.session import ORIGINAL, Session

_HINT = mark("press 2 to hear the vocals, 3 the music and effects.")


@dataclass(frozen=True, slots=True)
class SeparationRequest:
    """A requested separation: a snapshot of the clip, the model and the spans."""

    clip: PcmClip
    name: str
    origin: StemsOrigin
    spans: Spans
    mixture: Peaks
    what: str = ""

    @property
    def title(self) -> str:
        return tr("{what} of “{name}”", what=self.what, name=self.name) if self.what else f"“{self.name}”"

    @property
    def whole(self) -> bool:
        return self.spans == ((0, self.clip.samples),) or not self.clip.samples


class SeparationService(QObject):
    """Separates the clip or parts of it, one job after another; previews run at once.

    `message_posted` carries a message and None, `failed` an error, and `progressed` a `Progress`, or None when the
    queue is empty. `changed` is emitted when `may_separate` may have changed. `previewed` carries the span that can be
    played now. `nothing_kept` is emitted when the cache has no stems of the clip.

    Parameters
    ----------
    session, jobs, choice
        The document, the job runner, and the chosen model.
    cache
        The stem cache.
    """

    message_posted = Signal(str, object)
    failed = Signal(object)
    progressed = Signal(object)
    changed = Signal()
    previewed = Signal(object)
    nothing_kept = Signal()

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        choice: ModelChoice,
        cache: StemCache,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self.choice = session, jobs, choice
        self._separator = CentreFirstSeparator()
        self._work = IncrementalSeparator(self._separator, cache)
        self._pending: list[tuple[SeparationRequest, RunningJob]] = []
        self._preview: RunningJob | None = None
        self._finding: RunningJob | None = None
        self._next_preview: Span | None = None
        self._refused: tuple[Exception, Callable[[], object]] | None = None
        self.cache = cache
        self._chosen: StemsOrigin | None = None  # as of the last change of the model or the stems
        choice.changed.connect(self._look_at_choice)
        session.stems_changed.connect(self._look_at_choice)

    @property
    def busy(self) -> bool:
        """Whether a separation is running or queued; previews do not count."""
        return bool(self._pending)

    @property
    def may_separate(self) -> bool:
        """Whether any part of the clip is neither separated with the chosen model nor queued as a whole."""
        clip = self._session.clip
        if clip is None or any(asked.whole for asked, _ in self._pending):
            return False
        held = self._work.held(clip)
        return held is None or not held.stems.complete or (self._chosen is not None and held.origin != self._chosen)

    @property
    def spec(self) -> NetworkSpec | None:
        """The chosen network; None if there is none."""
        return self._chosen.model.spec if self._chosen is not None else None

    def separate(self, spans: Spans | None = None, what: str = "") -> None:
        """Queue the separation of the clip, or of some spans."""
        asked = self._ask(spans, what, lambda: self.separate(spans, what))
        if asked is None or (asked.whole and not self.may_separate):
            return
        model = asked.origin.model
        exact = tr(", exact") if asked.origin.exact else ""
        title = tr("Separating {title} with {model}{exact}", title=asked.title, model=model.title, exact=exact)
        job = self._start(title, asked, lambda found: self._done(asked, found), queued=True)
        self._pending.append((asked, job))
        self.progressed.emit(Progress(0, 1))

    def preview(self, span: Span) -> None:
        """Separate a short span without waiting for queued jobs, then emit `previewed`."""
        held = self._work.held(self._session.clip, self._origin(quietly=True))
        if held is not None and held.stems.covers(*span):
            self.previewed.emit(span)
        elif self._preview is not None:
            self._next_preview = span  # the worker process is busy with another preview
        else:
            self._start_preview(span)

    def again(self, error: Exception) -> Callable[[], object] | None:
        """Return what separates as it was asked for when an error came at once; None if it was another error.

        It does nothing if another clip is open by then.
        """
        return self._refused[1] if self._refused is not None and self._refused[0] is error else None

    def restore_cached(self) -> None:
        """Restore the stems of the newly opened clip from the cache, if it has any."""
        clip, origin = self._session.clip, self._origin(quietly=True)
        if clip is None or origin is None:
            return
        folder = self._hold(clip)

        def done(held: ActiveStems | None) -> None:
            if held is None:
                self._find_speech(clip)
                self.nothing_kept.emit()
            elif self._show(clip):
                part = "" if held.stems.complete else tr(" of part of the clip")
                self.message_posted.emit(
                    tr("Restored the stems{part} from an earlier separation: {hint}", part=part, hint=tr(_HINT)), None
                )

        self._jobs.start(
            tr("Looking for earlier stems"),
            lambda: self._work.restore(clip, origin),
            succeeded=done,
            failed=self.failed.emit,
            ended=lambda: self._session.folders.release(folder),
        )

    def _find_speech(self, clip: PcmClip) -> None:
        """Find out where the speech of a film is before it is needed: it takes seconds per hour."""
        if centre_of(clip) is None or self._session.clip is not clip:
            return
        folder = self._hold(clip)
        self._finding = self._jobs.start(
            tr("Listening for speech"),
            lambda: self._separator.find_speech(clip),
            succeeded=lambda _: None,
            failed=lambda _: None,  # the error is reported at the next separation
            ended=lambda: self._session.folders.release(folder),
        )

    def keep_up_to(self, limit_bytes: int) -> None:
        """Set the size limit of the stem cache, and remove what exceeds it."""
        self.cache.limit_bytes = limit_bytes
        self._tidy(tr("Freeing disk space"), self.cache.trim)

    def forget_kept(self) -> None:
        """Clear the stem cache; the stems of the open clip stay in use."""
        self._tidy(tr("Removing kept stems"), self.cache.clear)

    def _tidy(self, title: str, tidy: Callable[[], None]) -> None:
        def tidying() -> Job[None]:
            yield Progress(0, 0, title)
            tidy()

        self._jobs.start(title, tidying, succeeded=lambda _: None, failed=self.failed.emit)

    def leave(self) -> None:
        """Cancel all separations and previews, because another clip is being opened."""
        self._next_preview = None
        for _, job in tuple(self._pending):
            job.cancel()
        for running in (self._preview, self._finding):
            if running is not None:
                running.cancel()

    def close(self) -> None:
        """End the idle worker process; its jobs must have been cancelled."""
        self._work.separator.close()

    def _look_at_choice(self) -> None:
        self._chosen = self._origin(quietly=True)
        self.changed.emit()

    def _ask(
        self, spans: Spans | None, what: str = "", again: Callable[[], object] | None = None
    ) -> SeparationRequest | None:
        clip, media, mixture = self._session.clip, self._session.media, self._session.peaks(ORIGINAL)
        origin = self._origin(again=again)
        if clip is None or media is None or mixture is None or origin is None:
            return None
        whole = ((0, clip.samples),)
        return SeparationRequest(clip, media.path.stem, origin, whole if spans is None else spans, mixture, what)

    def _origin(self, *, quietly: bool = False, again: Callable[[], object] | None = None) -> StemsOrigin | None:
        try:
            model = self.choice.ready_model()
        except DeepdubError as error:
            if not quietly:
                clip = self._session.clip
                if again is not None:
                    self._refused = error, lambda: self._session.clip is clip and again()
                self.failed.emit(error)
            return None
        return StemsOrigin.of(model, exact=self.choice.is_exact(model))

    def _start(
        self, title: str, asked: SeparationRequest, done: Callable[[SeparationResult], None], *, queued: bool
    ) -> RunningJob:
        folder = self._hold(asked.clip)

        def make() -> Job[SeparationResult]:
            return self._work.separate(asked.clip, asked.origin, asked.spans, asked.mixture)

        def ended() -> None:
            self._session.folders.release(folder)
            self._pending = [pair for pair in self._pending if pair[1] is not job]
            if queued and not self._pending:
                self.progressed.emit(None)
            self.changed.emit()

        job = self._jobs.start(
            title,
            make,
            succeeded=done,
            failed=self.failed.emit,
            progressed=self.progressed.emit if queued else None,
            ended=ended,
            queued=queued,
        )
        return job

    def _start_preview(self, span: Span) -> None:
        asked = self._ask((span,), again=lambda: self.preview(span))
        if asked is None:
            return

        def done(found: SeparationResult) -> None:
            if self._show(asked.clip):
                if self._next_preview is None:
                    self.previewed.emit(span)
                self._keep(found)

        self._preview = self._start(tr("Preview of “{name}”", name=asked.name), asked, done, queued=False)
        self._preview.finished.connect(self._preview_ended)

    def _preview_ended(self) -> None:
        self._preview = None
        span, self._next_preview = self._next_preview, None
        if span is not None:
            self.preview(span)

    def _done(self, asked: SeparationRequest, found: SeparationResult) -> None:
        if found.run is not None:
            sound_s = sound_seconds(asked.clip, asked.origin.model, asked.spans)
            self.choice.learn(asked.origin.model, found.run, sound_s, exact=asked.origin.exact)
        if self._show(asked.clip):
            text = tr("Separated {title}: {hint}", title=asked.title, hint=tr(_HINT))
            speech = self._separator.speech_of(asked.clip)
            if speech is not None and not asked.origin.exact:
                text = f"{text} {tr(speech.place.sentence)}"
            self.message_posted.emit(text, None)
            self._keep(found)

    def _show(self, clip: PcmClip) -> bool:
        # A preview and a queued job may end in either order: look up the newest stems instead of taking one's result.
        held = self._work.held(clip)
        if self._session.clip is not clip or held is None:
            return False
        self._session.set_stems(held.stems, held.peaks)
        return True

    def _keep(self, found: SeparationResult) -> None:
        if not found.fresh:
            return
        folder = self._hold(found.held.clip)
        self._jobs.start(
            tr("Saving the stems"),
            lambda: self._work.keep(found.held),
            succeeded=lambda _: None,
            failed=lambda _: None,  # the failure is logged; the stems stay usable
            ended=lambda: self._session.folders.release(folder),
        )

    def _hold(self, clip: PcmClip) -> Path:
        folder = clip.path.parent
        self._session.folders.hold(folder)
        return folder
