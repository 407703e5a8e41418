"""Saves, opens and restores projects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deepdub_engine.base.errors import OutputChanged
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.project import (
    SUFFIX,
    FileRef,
    MediaPart,
    OpenProjects,
    Project,
    Reach,
    Recovered,
    StemsPart,
    View,
    save_project,
)
from deepdub_engine.project.checksums import file_checksum
from deepdub_engine.separation.models.registry import FILM, SPEECH
from deepdub_gui.base.file_stamps import FileStamps, stamp_of
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.commands import push_history
from deepdub_gui.features.project.consent import Consent
from deepdub_gui.features.project.journal_writer import JournalWriter
from deepdub_gui.features.project.loading import LoadedProject, load_recovered, read
from deepdub_gui.features.project.snapshot import ViewState, size_of, snapshot
from deepdub_gui.shell.services import Services


class ProjectService(QObject):
    """The open project, with the commands that save it and open others.

    `message_posted` carries a message and a folder to show (or None), `file_differs` the path of a subtitle file that
    another program has changed, `failed` an error, `replace_wanted` an error and a callback that overwrites the file.
    `renamed` is emitted when a different project, or none, is open, `is_elsewhere` instead of opening a project that
    another window has open, with its path.

    Parameters
    ----------
    services
        The open document, and the services that open and save it.
    recorder
        Writes the journal.
    window
        The parent of the dialogs.
    """

    message_posted = Signal(str, object)
    file_differs = Signal(object)
    failed = Signal(object)
    replace_wanted = Signal(object, object)
    renamed = Signal()
    is_elsewhere = Signal(object)

    def __init__(
        self,
        services: Services,
        recorder: JournalWriter,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        session = self._session = services.session
        self._jobs, self._opener, self._choice = services.jobs, services.opener, services.separation.choice
        self._settings, self._dialogs, self._window = services.settings, services.dialogs, window
        self._recorder = recorder
        self._viewer: ViewState | None = None
        self._stamps = FileStamps()
        self._latest: object = None
        self._misses_stems = False
        self._awaited: MediaPart | None = None
        self._voices = services.voices
        self._awaited_voices: Path | None = None  # a folder that is missing, or waits for the clip
        self._known_voices: Path | None = None  # the folder of the project file
        self.consent = Consent(services.settings, services.dialogs, window)
        self.path: Path | None = None
        self._open_projects = OpenProjects(session.journals.open_projects)
        self._is_showing = False
        services.separation.nothing_kept.connect(self._report_missing_stems)
        session.subtitles_changed.connect(self._differ)
        session.media_changed.connect(self._follow_clip)
        self._voices.changed.connect(self._follow_voices)

    def set_viewer(self, viewer: ViewState) -> None:
        """Set the object that captures and restores the view."""
        self._viewer = viewer
        self._recorder.watch(self.project, viewer.view, self._completed)

    def project(self) -> Project:
        """Return the current state as a project, including a clip that is missing or still loading."""
        view = self._viewer.view() if self._viewer is not None else View()
        project = snapshot(self._session, self._choice, view, self._voices.folder or self._awaited_voices)
        return project if project.media is not None else replace(project, media=self._awaited)

    # Saving

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save to the project file, or ask for one; then call `then`."""
        if self.path is None:
            self.save_as(then)
        else:
            self._save(self.path, then)

    def _completed(self, project: Project) -> Project:
        """Fill in the clip's size, and the checksum of the subtitle file unless another program has changed it."""
        media, part = project.media, project.subtitles
        if media is not None and not media.size:
            project = replace(project, media=replace(media, size=size_of(Path(media.file.path))))
        if part is not None and self._opener.knows(Path(part.file.path)):
            project = replace(project, subtitles=replace(part, digest=file_checksum(Path(part.file.path))))
        return project

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        """Ask for a file and save to it; then call `then`."""
        path = self._dialogs.choose_project_target(self._window, self._suggestion())
        if path is not None:
            self._save(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX), then)

    def _suggestion(self) -> Path:
        item = self.path or self._session.media or self._session.subtitles
        path = item if isinstance(item, Path) else item.path if item is not None else Path("work")
        folder = path.parent if path.is_absolute() else self._settings.last_folder
        return (folder / path.name).with_suffix(SUFFIX)

    def _save(self, path: Path, then: Callable[[], object] | None, *, force: bool = False) -> None:
        document, file, project = self._session.document, self._session.subtitles, self.project()
        media = project.media if self._session.media is not None else None
        voices = self._voices.folder

        def saving() -> Job[None]:
            yield Progress(0, 0, tr("Saving"))
            if not force and self._stamps.has_changed(path):
                raise OutputChanged(path)
            save_project(self._completed(project), path)
            self._stamps.note(path, stamp_of(path))

        def done(_: None) -> None:
            self._awaited = project.media
            self._known_voices = Path(project.voices.folder.path) if project.voices is not None else None
            files = [Path(part.file.path) for part in (media, project.subtitles) if part is not None]
            self.consent.confirm(path, [*files, *([voices] if voices is not None else ())])
            self._set_path(path)
            if self._session.subtitles is file:
                self._session.mark_saved(document)
            self.message_posted.emit(tr("Saved the project as “{path}”.", path=path), path.parent)
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            if isinstance(error, OutputChanged):
                self.replace_wanted.emit(error, lambda: self._save(path, then, force=True))
            else:
                self.failed.emit(error)

        self._jobs.start(tr("Saving “{name}”", name=path.name), saving, succeeded=done, failed=failed)

    # Opening

    def leave(self) -> None:
        """Close the project file because another clip was opened."""
        self._misses_stems, self._awaited = False, None
        self._await_voices(None)
        if not self._session.undo.count():
            self._session.undo.setClean()
        if self._viewer is not None:
            self._viewer.forget()
        self._set_path(None)

    def open(self, path: Path, *, anyway: bool = False) -> None:
        """Open a project; the current one stays open until the new one is loaded.

        One that another window has open is opened only `anyway`.
        """
        if not anyway and self._open_projects.is_elsewhere(path):
            self.is_elsewhere.emit(path)
            return
        self._prepare(
            tr("Opening “{name}”", name=path.name), lambda reach: read(path, reach, self._settings.moved_to), path
        )

    @property
    def awaits_clip(self) -> bool:
        """Whether the clip of the open project is missing."""
        return self._awaited is not None and self._session.media is None

    def take_clip(self, path: Path) -> None:
        """Open the missing clip from its new location; keep the subtitles."""
        if self._awaited is not None:
            self._settings.add_moved(Path(self._awaited.file.path), path)
            self._awaited = replace(self._awaited, file=FileRef.to(path, None))
            self._opener.open_media(path, self._awaited.track)

    def restore(self, work: Recovered, then: Callable[[], object]) -> None:
        """Open recovered work with its undo steps, then call `then`."""
        self._prepare(
            tr("Restoring"), lambda reach: load_recovered(work, reach, self._settings.moved_to), work.path, then
        )

    def _prepare(
        self,
        title: str,
        make: Callable[[Reach], Job[LoadedProject]],
        path: Path | None,
        then: Callable[[], object] | None = None,
        *,
        asks: bool = True,
    ) -> None:
        mark, reach = object(), self.consent.reach(path)
        self._latest = mark

        def done(ready: LoadedProject) -> None:
            is_allowed = False
            if self._latest is mark and asks and path is not None and ready.unconfirmed:
                is_allowed = self.consent.ask(path, ready)
            if self._latest is not mark:  # another project was opened, maybe while the question was shown
                return
            if is_allowed:
                self._prepare(title, make, path, then, asks=False)
                return
            self._is_showing = True
            try:
                self._show(ready)
            finally:
                self._is_showing = False
            if then is not None:
                then()

        self._jobs.start(title, lambda: make(reach), succeeded=done, failed=self.failed.emit)

    def _show(self, ready: LoadedProject) -> None:
        media = self._find(ready)
        project = ready.project
        if ready.path is not None:
            self._stamps.note(ready.path, ready.stamp)
        self._choose(project.stems)
        self._opener.close_media()
        self._awaited = project.media
        there = ready.voices if ready.are_voices_there else None
        named = Path(project.voices.folder.path) if project.voices is not None else None
        self._await_voices(there or named, loads=there is not None)
        if project.media is not None and media is not None:
            self._awaited = replace(project.media, file=FileRef.to(media, None))
        if ready.subtitles is not None:
            base = ready.history.base
            self._opener.take_subtitles(ready.subtitles, base, is_as_known=ready.is_file_known)
            push_history(self._session, ready.history)
        else:
            self._session.set_subtitles(None)
        self.consent.hold(ready)
        self._set_path(ready.path)
        if media is not None:
            if self._viewer is not None:
                self._viewer.show(project.view)
            self._misses_stems = project.stems is not None and project.stems.made
            self._opener.open_media(media, project.media.track if project.media else 0)
        self._report_differences(ready, media)

    def _await_voices(self, folder: Path | None, *, loads: bool = False) -> None:
        self._awaited_voices = self._known_voices = folder
        self._voices.load_with_clip(folder if loads else None)
        self._recorder.set_voices(folder)

    def _follow_voices(self) -> None:
        """Note the folder that is open, and that the project has changed if the person has opened another one."""
        folder = self._voices.folder
        if folder is None:
            return
        self._awaited_voices = None
        self._recorder.set_voices(folder)
        if self.path is not None and folder != self._known_voices:
            self._known_voices = folder
            self.consent.confirm(self.path, [folder])
            self._session.undo.resetClean()

    def _find(self, ready: LoadedProject) -> Path | None:
        """Return the path of the clip, asking for it if the file is missing; None without a clip or an answer."""
        if ready.media is None or ready.is_media_there:
            return ready.media
        if ready.unconfirmed:
            return None  # the person has just said no
        found = self._dialogs.find_missing(self._window, ready.media)
        if found is not None and ready.project.media is not None:
            self._settings.add_moved(Path(ready.project.media.file.path), found)
        return found

    def _choose(self, stems: StemsPart | None) -> None:
        if stems is not None and stems.model in {FILM, SPEECH, *(model.name for model in self._choice.models())}:
            self._choice.choose(stems.model)
            self._choice.set_exact(stems.exact)

    def _report_differences(self, ready: LoadedProject, media: Path | None) -> None:
        if ready.subtitles is not None and not ready.is_file_known:
            self.file_differs.emit(ready.subtitles.path)
        elif ready.media is not None and media is None:
            self.message_posted.emit(
                tr("“{name}” was not found. Open the clip from its new location.", name=ready.media.name), None
            )
        elif media is not None and not ready.is_media_same and media == ready.media:
            self.message_posted.emit(
                tr("“{name}” has changed. Check that the subtitles still match.", name=media.name), None
            )
        elif ready.voices is not None and not ready.are_voices_there and not ready.unconfirmed:
            name = ready.voices.name
            self.message_posted.emit(
                tr("The folder of the voices, “{name}”, was not found. Load it from its new location.", name=name), None
            )

    def _differ(self) -> None:
        """Mark the project as modified when its subtitles are replaced."""
        if self._is_showing:
            return
        self.consent.release()
        if self.path is not None:
            self._session.undo.resetClean()

    def _follow_clip(self) -> None:
        """Close the project file when a different clip is opened."""
        media = self._session.media
        if media is None or self._session.clip is not None:
            return
        if self._awaited is None or Path(self._awaited.file.path) != media.path:
            self.leave()

    def _report_missing_stems(self) -> None:
        if self._misses_stems:
            self.message_posted.emit(
                tr("The stems of this project are no longer cached. Separate the clip again (Ctrl+E)."), None
            )
        self._misses_stems = False

    def _set_path(self, path: Path | None) -> None:
        is_other = path != self.path
        self.path = path
        self._open_projects.hold(path)
        self._recorder.set_path(path)
        if path is not None:
            self._settings.add_recent_project(path)
        if is_other:
            self.renamed.emit()

    def close(self) -> None:
        """Let other windows open the project."""
        self._open_projects.hold(None)
