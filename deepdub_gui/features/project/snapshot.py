"""Captures the state of the window as a project, and restores the view of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.project import FileRef, MediaPart, Project, StemsPart, SubtitlesPart, View, VoicesPart
from deepdub_gui.document.model_choice import ModelChoice
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import ORIGINAL, Session
from deepdub_gui.widgets.timeline import Timeline


def snapshot(session: Session, choice: ModelChoice, view: View, voices: Path | None) -> Project:
    """Return the state of a session, and the folder of its voices, as a project with absolute paths."""
    media, file = session.media, session.subtitles
    try:
        stems = StemsPart(choice.name, choice.is_exact(choice.model()), session.stems is not None)
    except DeepdubError:
        stems = None  # there are no models at all
    return Project(
        MediaPart(FileRef.to(media.path, None), session.track) if media is not None else None,
        SubtitlesPart.of(file) if file is not None else None,
        session.document,
        stems,
        view,
        VoicesPart(FileRef.to(voices, None)) if voices is not None else None,
    )


def size_of(path: Path) -> int:
    """Return the size of a file in bytes; 0 if it does not exist."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


class ViewState(QObject):
    """Captures the view, and restores one as soon as its clip is loaded.

    Parameters
    ----------
    session, timeline, playback
        The document, its timeline and its playback.
    choose_source
        Selects the source to monitor.
    """

    def __init__(
        self,
        session: Session,
        timeline: Timeline,
        playback: Playback,
        choose_source: Callable[[int], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._timeline, self._playback = session, timeline, playback
        self._choose_source = choose_source
        self._wanted: View | None = None
        self._source = ORIGINAL
        session.media_changed.connect(self._show)
        session.stems_changed.connect(self._show_source)

    def view(self) -> View:
        """Return the current view; while the clip is loading, the view to restore."""
        if self._wanted is not None:
            return self._wanted
        if self._session.media is None:
            return View()
        selected = self._playback.selected
        # Projects do not store generated speech.
        source = selected if selected < len(self._session.sources()) else ORIGINAL
        return View(self._timeline.visible_ms, self._playback.position_ms, source)

    def show(self, view: View) -> None:
        """Restore a view once the next clip is loaded."""
        self._wanted = view
        self._source = ORIGINAL

    def forget(self) -> None:
        """Cancel the pending `show`."""
        self._wanted = None
        self._source = ORIGINAL

    def _show(self) -> None:
        wanted = self._wanted
        if wanted is None or self._session.media is None:
            return
        if wanted.visible_ms is not None and wanted.visible_ms[0] < wanted.visible_ms[1]:
            self._timeline.show_span(*wanted.visible_ms)
        if self._session.clip is not None:
            self._wanted, self._source = None, wanted.source
            self._playback.seek(wanted.position_ms)
            self._show_source()

    def _show_source(self) -> None:
        if self._source != ORIGINAL and self._session.sources()[self._source] is not None:
            source, self._source = self._source, ORIGINAL
            self._choose_source(source)
