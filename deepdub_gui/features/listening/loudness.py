"""Matches the loudness of original, vocals and accompaniment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.progress import Job, staged
from deepdub_engine.player import Loudness, PlaySource, matched_gains_db, measure_loudness
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.document.session import Session
from deepdub_gui.features.listening.monitor_controller import MonitorController

_Measured = dict[PlaySource, Loudness]


class LoudnessMatcher(QObject):
    """Measures each source once, in the background, and sets the gains that match them.

    `message_posted` carries a message and None, `failed` an error.
    """

    message_posted = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self, session: Session, jobs: JobRunner, monitor: MonitorController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._monitor = session, jobs, monitor
        self._known: _Measured = {}
        self._job: RunningJob | None = None
        self._wanted = False
        session.media_changed.connect(self._match)
        session.stems_changed.connect(self._match)

    def set_wanted(self, wanted: bool) -> None:
        """Enable or disable loudness matching."""
        self._wanted = wanted
        self._match()

    def _match(self) -> None:
        sources = self._session.sources()
        if not self._wanted or sources[0] is None:
            self._monitor.set_matched_db(())
            return
        missing = [source for source in sources if source is not None and source not in self._known]
        if missing and self._job is None:
            self._measure(missing)
        found = [self._known.get(source) if source is not None else None for source in sources]
        self._monitor.set_matched_db(() if missing else matched_gains_db(found))

    def _measure(self, sources: Sequence[PlaySource]) -> None:
        clip = self._session.clip
        if clip is None:
            return
        folder = clip.path.parent

        def measuring() -> Job[_Measured]:
            found: _Measured = {}
            for number, source in enumerate(sources):
                share = number / len(sources), (number + 1) / len(sources)
                found[source] = yield from staged(measure_loudness(source), *share)
            return found

        def ended() -> None:
            if self._job is job:
                self._job = None
            self._session.folders.release(folder)

        self._session.folders.hold(folder)
        self._job = job = self._jobs.start(
            tr("Measuring loudness"), measuring, succeeded=self._set_measured, failed=self.failed.emit, ended=ended
        )

    def _set_measured(self, found: _Measured) -> None:
        self._known |= found
        self._job = None
        self._match()
        if self._wanted:
            self.message_posted.emit(
                tr("All sources are now equally loud: as loud as possible without clipping."), None
            )
