"""Saves the subtitles of the session."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.errors import OutputChanged, TextNotInEncoding
from deepdub_engine.base.messages import MessageOrText
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.subtitles import save_subtitles
from deepdub_gui.base.file_stamps import FileStamps, stamp_of
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.document.session import Session

if TYPE_CHECKING:
    from deepdub_engine.subtitles.converting import Conversion


class SubtitleSaver(QObject):
    """The jobs that save subtitles.

    `saved` carries the path of a file that was saved, `message_posted` a message and a folder to show, `failed` an
    error, `replace_wanted` an `OutputChanged` or `TextNotInEncoding` and a callback that overwrites the file or saves
    as UTF-8, `conversion_failed` an error of `save_copy` before anything was written.

    Parameters
    ----------
    session, jobs
        The open document and the job runner.
    stamps
        The subtitle files as they were read or written here.
    parent
        The Qt parent.
    """

    saved = Signal(object)
    message_posted = Signal(str, object)
    failed = Signal(object)
    conversion_failed = Signal(object)
    replace_wanted = Signal(object, object)

    def __init__(self, session: Session, jobs: JobRunner, stamps: FileStamps, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._stamps = session, jobs, stamps

    def save(
        self,
        path: Path,
        *,
        then: Callable[[], object] | None = None,
        force: bool = False,
        encoding: str | None = None,
    ) -> None:
        """Write the edited subtitles to a file, and go on with it; optionally in another encoding."""
        file, document = self._session.subtitles, self._session.document
        cues, base = self._session.cues, self._session.base_cues
        if file is None:
            return

        def saving() -> Job[Path]:
            yield Progress(0, 0, tr("Saving"))
            if not force and self._stamps.has_changed(path):
                raise OutputChanged(path)
            save_subtitles(file, cues, path, base=base, encoding=encoding)
            self._stamps.note(path, stamp_of(path))
            return path

        def done(saved: Path) -> None:
            if self._session.subtitles is file:
                self._session.mark_saved(document)
                self._session.rename_subtitles(saved, encoding)
            text = tr("Saved the subtitles as “{saved}”.", saved=saved)
            # A subtitle file has no place for marks and speakers.
            marks = tr(" Where you split and joined sentences is kept in a project.") if document.marks.of else ""
            cast = tr(" Who speaks is kept in a project.") if document.cast else ""
            self.message_posted.emit(text + marks + cast, saved.parent)
            self.saved.emit(saved)
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            if isinstance(error, OutputChanged):
                self.replace_wanted.emit(error, lambda: self.save(path, then=then, force=True, encoding=encoding))
            elif isinstance(error, TextNotInEncoding):
                self.replace_wanted.emit(error, lambda: self.save(path, then=then, force=force, encoding="utf-8"))
            else:
                self.failed.emit(error)

        self._jobs.start(tr("Saving “{name}”", name=path.name), saving, succeeded=done, failed=failed)

    def save_copy(
        self,
        path: Path,
        confirm: Callable[[MessageOrText], bool],
        *,
        then: Callable[[], object] | None = None,
        fps: Fraction | None = None,
    ) -> None:
        """Write the edited subtitles to a file of another format; the open ones stay what they are.

        Parameters
        ----------
        path
            The file; its suffix names the format.
        confirm
            Returns whether to write it, from a sentence that says what the format cannot keep.
        then
            Called when it is written.
        fps
            Frames per second, for MicroDVD.
        """
        from deepdub_engine.subtitles.converting import convert

        file, cues, base = self._session.subtitles, self._session.cues, self._session.base_cues
        if file is None:
            return

        def converting() -> Job[Conversion]:
            yield Progress(0, 0, tr("Converting"))
            return convert(file, cues, path, base=base, fps=fps)

        def converted(conversion: Conversion) -> None:
            if conversion.lost is None or confirm(conversion.lost):
                self._write_copy(conversion, path, then, None)

        self._jobs.start(
            tr("Converting “{name}”", name=file.path.name),
            converting,
            succeeded=converted,
            failed=self.conversion_failed.emit,
        )

    def _write_copy(
        self, conversion: Conversion, path: Path, then: Callable[[], object] | None, encoding: str | None
    ) -> None:
        def writing() -> Job[None]:
            yield Progress(0, 0, tr("Saving"))
            save_subtitles(conversion.file, conversion.file.cues, path, encoding=encoding)
            self._stamps.note(path, stamp_of(path))

        def done(_: object) -> None:
            sentences = [tr("Saved a copy of the subtitles as “{saved}”.", saved=path)]
            if conversion.lost is not None:
                sentences.append(tr(conversion.lost))
            self.message_posted.emit(" ".join(sentences), path.parent)
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            if isinstance(error, TextNotInEncoding):
                self.replace_wanted.emit(error, lambda: self._write_copy(conversion, path, then, "utf-8"))
            else:
                self.failed.emit(error)

        self._jobs.start(tr("Saving “{name}”", name=path.name), writing, succeeded=done, failed=failed)
