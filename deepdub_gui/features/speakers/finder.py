"""Runs the job that finds speakers, and keeps what it has heard, also for the next time that the clip is open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import WeightsMissing
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span, Spans
from deepdub_engine.speakers.cast import Cast
from deepdub_engine.speakers.following import follow
from deepdub_engine.subtitles import Cue
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.document.sentences import SentenceGrouper
from deepdub_gui.document.session import Session

if TYPE_CHECKING:
    from deepdub_engine.speakers.likeness import Direction, Likeness
    from deepdub_engine.speakers.suggesting import HeardCast
    from deepdub_engine.speakers.voice import Voice
    from deepdub_engine.speakers.voice_cache import VoiceCache

Cues = tuple[Cue, ...]


def find_speakers(
    vocals: PcmClip,
    cues: Cues,
    cast: Cast,
    sentences: list[list[int]],
    spans: Spans | None,
    count: int | None,
    known: Mapping[Span, Voice],
) -> Job[HeardCast]:
    """Return the job of the engine."""
    from deepdub_engine.speakers.suggesting import suggest_cast

    return suggest_cast(vocals, cues, cast, sentences=sentences, spans=spans, count=count, known=known)


class SpeakerFinder(QObject):
    """Finds speakers in the background, one search at a time.

    `found` carries the suggested cast, for the cues of now, and `failed` an error. `changed` is emitted when a search
    begins or ends.

    Parameters
    ----------
    session, jobs
        The document and the job runner.
    cache
        The voices that were heard before.
    """

    found = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, cache: VoiceCache, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._cache = session, jobs, cache
        self._running: RunningJob | None = None
        self._find = find_speakers
        self._refused: tuple[PcmClip, int | None] | None = None  # for want of the weights
        self._directions: dict[int, Direction] | None = None
        self._heard_cues: Cues = ()
        session.subtitles_changed.connect(self._forget)
        session.media_changed.connect(self._forget)
        self._looking: RunningJob | None = None
        session.stems_changed.connect(self._look)
        session.subtitles_changed.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether a search is running."""
        return self._running is not None

    @property
    def has_heard(self) -> bool:
        """Whether there are voices to compare."""
        return self._directions is not None

    def alike(self, examples: Collection[int], others: Collection[int], most: int) -> tuple[Likeness, ...]:
        """Return the cues of now that sound most like some examples, the most alike first."""
        from deepdub_engine.speakers.likeness import follow_directions, most_alike

        if self._directions is None:
            return ()
        directions = follow_directions(self._directions, self._heard_cues, self._session.base_cues)
        return most_alike(directions, examples, others, most)

    def find(self, count: int | None) -> None:
        """Start to find speakers; `count` is their number, None to find it out. Stems must be there."""
        session, stems, clip = self._session, self._session.stems, self._session.clip
        if stems is None or clip is None or self.is_busy:
            return
        cues, base, rules, cast = session.cues, session.base_cues, session.sentence_rules, session.cast
        folder, find, cache = stems.vocals.path.parent, self._find, self._cache

        def finding() -> Job[tuple[Cast, dict[int, Direction]]]:
            from deepdub_engine.speakers.likeness import directions_of
            from deepdub_engine.speakers.suggesting import span_of

            yield Progress(0, 0, tr("Listening to the voices"))
            known = cache.load(stems.vocals)
            sentences = [list(group) for group in SentenceGrouper().spans(cues, rules).groups]
            heard = yield from find(stems.vocals, cues, cast, sentences, stems.spans, count, known)
            spans = [span_of(one, stems.vocals) for one in heard.utterances]
            cache.store(stems.vocals, dict(zip(spans, heard.voices, strict=True)))
            return heard.cast, directions_of(heard)

        def done(found: tuple[Cast, dict[int, Direction]]) -> None:
            if running is self._running:  # else other subtitles are open by now
                suggested, self._directions = found
                self._heard_cues = base
                self.found.emit(follow(suggested, base, session.base_cues))

        def failed(error: Exception) -> None:
            if isinstance(error, WeightsMissing):
                self._refused = clip, count
            self.failed.emit(error)

        def ended() -> None:
            session.folders.release(folder)
            if running is self._running:
                self._running = None
            self.changed.emit()

        session.folders.hold(folder)  # another clip may be opened meanwhile
        title = tr("Finding speakers")
        running = self._jobs.start(title, finding, succeeded=done, failed=failed, ended=ended)
        self._running = running
        self.changed.emit()

    def find_again(self) -> None:
        """Find speakers as they were wanted when the weights were missing; not if another clip is open by now."""
        refused, self._refused = self._refused, None
        if refused is not None and refused[0] is self._session.clip:
            self.find(refused[1])

    def _look(self) -> None:
        """Look in the background whether the voices of a clip that was just opened have been heard before."""
        session, stems, cache = self._session, self._session.stems, self._cache
        if self.has_heard or self.is_busy or stems is None or session.clip is None or not session.base_cues:
            return
        cues, base, folder = session.cues, session.base_cues, stems.vocals.path.parent

        def looking() -> Job[dict[int, Direction]]:
            from deepdub_engine.speakers.likeness import kept_directions

            yield Progress(0, 0)
            return kept_directions(cache.load(stems.vocals), cues, stems.vocals)

        def done(directions: dict[int, Direction]) -> None:
            if self._looking is looked and not self.has_heard and directions:
                self._directions, self._heard_cues = directions, base
                self.changed.emit()

        session.folders.hold(folder)
        looked = self._jobs.start(
            "", looking, succeeded=done, failed=self.failed.emit, ended=lambda: session.folders.release(folder)
        )
        self._looking = looked

    def _forget(self) -> None:
        self._directions = self._looking = None
        self.cancel()

    def cancel(self) -> None:
        """Cancel the search."""
        running, self._running = self._running, None
        if running is not None:
            running.cancel()
