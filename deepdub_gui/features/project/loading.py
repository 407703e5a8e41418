"""Loading a project and locating its files, on a worker thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.project import FileRef, History, Project, load_project, subtitle_file
from deepdub_engine.subtitles import SubtitleFile
from deepdub_gui.base.file_stamps import Stamp, stamp_of
from deepdub_gui.base.i18n import tr
from deepdub_gui.features.project.snapshot import file_checksum, size_of


@dataclass(frozen=True, slots=True)
class LoadedProject:
    """A loaded project with everything that the window needs to show it.

    Parameters
    ----------
    project, path, stamp
        The project, its file, and the stamp of that file; recovered work has no stamp, and may have no file.
    history
        The undo steps of recovered work; empty for a project file.
    media
        The path of the clip, even if it is missing; None if the project has no clip.
    is_media_there, is_media_same
        Whether the clip exists, and whether its size is unchanged.
    subtitles
        The subtitle file; None if the project has no subtitles.
    is_file_known
        Whether the subtitle file is missing, or unchanged since it was last read or written.
    """

    project: Project
    path: Path | None
    stamp: Stamp | None
    history: History
    media: Path | None
    is_media_there: bool
    is_media_same: bool
    subtitles: SubtitleFile | None
    is_file_known: bool


def read(path: Path, moved_to: Callable[[Path], Path | None]) -> Job[LoadedProject]:
    """Load a project file; `moved_to` returns where a missing file was found before."""
    yield Progress(0, 0, tr("Opening"))
    stamp = stamp_of(path)
    project = load_project(path)
    return _ready(project, path, stamp, History(project.document), moved_to)


def load_recovered(
    project: Project, path: Path | None, history: History, moved_to: Callable[[Path], Path | None]
) -> Job[LoadedProject]:
    """Locate the files of recovered work."""
    yield Progress(0, 0, tr("Restoring"))
    return _ready(project, path, None, history, moved_to)


def _ready(
    project: Project, path: Path | None, stamp: Stamp | None, history: History, moved_to: Callable[[Path], Path | None]
) -> LoadedProject:
    folder = path.parent if path else None
    media = _where(project.media.file, folder, moved_to) if project.media is not None else None
    part = project.subtitles
    file, is_known = None, True
    if part is not None:
        # The project contains the cues, so the file may be missing.
        at = _where(part.file, folder, moved_to)
        file, now = subtitle_file(part, at), file_checksum(at)
        is_known = not now or now == part.digest
    size = project.media.size if project.media else 0
    return LoadedProject(
        project,
        path,
        stamp,
        history,
        media,
        media is not None and media.is_file(),
        media is None or not size or size_of(media) == size,
        file,
        is_known,
    )


def _where(ref: FileRef, folder: Path | None, moved_to: Callable[[Path], Path | None]) -> Path:
    """Return the first path at which the file exists, or the likeliest if there is none."""
    moved = moved_to(Path(ref.path))
    places = (*ref.places(folder), *([moved] if moved is not None else []))
    return next((place for place in places if place.is_file()), places[0])
