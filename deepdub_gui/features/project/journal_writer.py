"""Writes the journal for crash recovery on its own thread, so that the window never waits for the disk."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.project import Document, History, Journal, Project, View, VoiceMove
from deepdub_engine.project.journals import JournalSlot
from deepdub_gui.document.session import Session

_VIEW_MS = 1000
_LOG = logging.getLogger(__name__)


class JournalWriter(QObject):
    """Records the undo steps of a session in a journal.

    The journal starts with the first step and is removed when the window closes or other subtitles are opened. `failed`
    carries the error when writing starts to fail, and is not repeated until a write succeeds.

    Parameters
    ----------
    session
        The session to record; its `journals` provides the file.
    """

    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._project: Callable[[], Project] = Project
        self._current_view: Callable[[], View] = View
        self._completed: Callable[[Project], Project] = lambda project: project
        self._path: Path | None = None
        self._voices: Path | None = None
        self._writer = ThreadPoolExecutor(1, "journal")
        # Used on the writer thread only.
        self._place: JournalSlot | None = None
        self._journal: Journal | None = None
        self._has_failed = False
        # The contents of the journal once all queued writes are done.
        self._base = session.document
        self._count, self._index = 0, 0
        self._clean: int | None = 0
        self._is_begun = self._is_left = False
        self._view = View()
        self._view_timer = QTimer(self, interval=_VIEW_MS, singleShot=True)
        self._view_timer.timeout.connect(self._write_view)
        session.step_made.connect(self._step)
        session.undo.indexChanged.connect(self._record_position)
        session.undo.cleanChanged.connect(self._record_clean)
        session.subtitles_changed.connect(self._begin_anew)
        session.media_changed.connect(self._record_files)
        session.subtitles_renamed.connect(self._record_files)
        self._files = self._named()

    def watch(
        self, project: Callable[[], Project], view: Callable[[], View], completed: Callable[[Project], Project]
    ) -> None:
        """Set the callbacks for the current project and view, and the thread-safe one that completes a project."""
        self._project, self._current_view, self._completed = project, view, completed

    def set_voices(self, folder: Path | None) -> None:
        """Set the folder of the voices of the project."""
        if folder != self._voices:
            self._voices = folder
            self._rebase()

    def set_path(self, path: Path | None) -> None:
        """Set the project file that the journal refers to."""
        if path != self._path:
            self._path = path
            self._rebase()

    def note_view(self) -> None:
        """Schedule a write of the view, which has changed."""
        if self._is_begun and not self._view_timer.isActive():
            self._view_timer.start()

    def after_writing(self, do: Callable[[], None], otherwise: Callable[[], None]) -> None:
        """Call `do` on the writer thread after all queued writes, or `otherwise` if writing fails."""

        def settle() -> None:
            if self._has_failed:
                otherwise()
            else:
                do()

        self._writer.submit(settle)

    def wait(self) -> None:
        """Wait for all queued writes."""
        self._writer.submit(lambda: None).result()

    def leave(self) -> Path | None:
        """Stop recording and leave the journal to another window; return its folder, or None if it is not written."""
        if not self._is_begun:
            self._is_begun = True
            project, path, history = self._project(), self._path, History(self._session.document, clean=self._clean)
            self._write(lambda journal: journal.begin(self._completed(project), path, history))
        self._view = View()
        self._write_view()
        self._disconnect()
        self._is_left = True
        return self._writer.submit(self._release).result()

    def close(self) -> None:
        """Stop recording and remove the journal: the work is saved or discarded."""
        if self._is_left:
            self._writer.shutdown()
            return
        self._disconnect()
        self._writer.submit(self._remove)
        self._writer.shutdown()

    def _disconnect(self) -> None:
        self._view_timer.stop()
        self._session.undo.indexChanged.disconnect(self._record_position)
        self._session.undo.cleanChanged.disconnect(self._record_clean)

    # On the GUI thread

    def _step(self, name: str, document: Document, voice: VoiceMove | None) -> None:
        if not self._is_begun:
            self._is_begun = True
            project, path, clean = self._project(), self._path, self._clean
            base = History(self._base, clean=clean)
            self._write(lambda journal: journal.begin(self._completed(project), path, base))
        self._index += 1
        self._count = self._index
        if self._clean is not None and self._clean >= self._index:
            self._clean = None
        self._write(lambda journal: journal.step(name, document, voice))

    def _record_position(self, index: int) -> None:
        if not self._is_begun:
            saved = self._session.undo.cleanIndex()
            self._clean = None if saved < 0 else saved
            return
        if index != self._index and index <= self._count:
            self._index = index
            self._write(lambda journal: journal.go(index))
        found = self._session.undo.cleanIndex()
        clean = None if found < 0 else found
        if clean != self._clean and (clean is None or clean <= self._count):
            self._clean = clean
            self._write(lambda journal: journal.saved(clean))
            if clean == index:
                self._rebase()  # saving has changed the files

    def _record_clean(self, _is_clean: bool) -> None:
        self._record_position(self._session.undo.index())

    def _begin_anew(self) -> None:
        """Discard the recorded steps: other subtitles were opened."""
        self._is_begun = False
        self._base, self._files = self._session.document, self._named()
        self._count, self._index, self._clean = 0, 0, 0
        self._writer.submit(self._remove)

    def _record_files(self) -> None:
        files = self._named()
        if files != self._files:
            self._files = files
            self._rebase()

    def _named(self) -> tuple[Path | None, int, Path | None]:
        media, subtitles = self._session.media, self._session.subtitles
        path = media.path if media is not None else None
        return path, self._session.track, subtitles.path if subtitles is not None else None

    def _rebase(self) -> None:
        if self._is_begun:
            project, path = self._project(), self._path
            self._write(lambda journal: journal.go_on(self._completed(project), path))

    def _write_view(self) -> None:
        view = self._current_view()
        if self._is_begun and view != self._view:
            self._view = view
            self._write(lambda journal: journal.view(view))

    def _write(self, what: Callable[[Journal], None]) -> None:
        self._writer.submit(self._do, what)

    # On the writer thread

    def _do(self, what: Callable[[Journal], None]) -> None:
        try:
            if self._place is None or self._journal is None:
                self._place = self._session.journals.new()
                self._journal = Journal(self._place.journal)
            what(self._journal)
            self._has_failed = False
        except (DeepdubError, ValueError) as error:
            _LOG.warning("journal not written", exc_info=True)
            if not self._has_failed:
                self._has_failed = True
                self.failed.emit(error)

    def _release(self) -> Path | None:
        if self._journal is None or self._place is None or self._has_failed:
            self._remove()
            return None
        self._journal.close()
        self._place.release()
        return self._place.journal.parent

    def _remove(self) -> None:
        if self._journal is not None:
            self._journal.close()
        if self._place is not None:
            self._place.remove()
        self._place = self._journal = None
