"""Loading a project and locating its files, on a worker thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.project import FileRef, History, MediaPart, Project, Reach, Recovered, load_project, subtitle_file
from deepdub_engine.project.checksums import file_checksum
from deepdub_engine.subtitles import SubtitleFile, load_subtitles
from deepdub_gui.base.file_stamps import Stamp, stamp_of
from deepdub_gui.base.i18n import tr
from deepdub_gui.features.project.snapshot import size_of


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
    is_file_confirmed, holds_subtitles
        Whether the person has confirmed the subtitle file, or saved it in the project, and whether it holds subtitles:
        only then it is saved over without asking.
    voices, are_voices_there
        The folder of the voices, even if it is missing, and whether it may be loaded; None if the project has none.
    unconfirmed
        Files and folders outside the project's folder that the person has to confirm before they are used.
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
    is_file_confirmed: bool = True
    holds_subtitles: bool = True
    voices: Path | None = None
    are_voices_there: bool = False
    unconfirmed: tuple[Path, ...] = ()


def read(path: Path, reach: Reach, moved_to: Callable[[Path], Path | None]) -> Job[LoadedProject]:
    """Load a project file; `moved_to` returns where the person found a missing clip before."""
    yield Progress(0, 0, tr("Opening"))
    stamp = stamp_of(path)
    project = load_project(path)
    return _ready(project, path, stamp, History(project.document), reach, moved_to)


def load_recovered(work: Recovered, reach: Reach, moved_to: Callable[[Path], Path | None]) -> Job[LoadedProject]:
    """Locate the files of recovered work."""
    yield Progress(0, 0, tr("Restoring"))
    return _ready(work.project, work.path, None, work.history, reach, moved_to)


def _ready(
    project: Project,
    path: Path | None,
    stamp: Stamp | None,
    history: History,
    reach: Reach,
    moved_to: Callable[[Path], Path | None],
) -> LoadedProject:
    clip = _clip(project.media, path, reach, moved_to) if project.media is not None else None
    part, file, asks = project.subtitles, None, clip.asks if clip is not None else ()
    is_known = is_confirmed = holds_subtitles = True
    if part is not None:
        # The project contains the cues, so the file may be missing.
        place = _where(part.file, path, reach)
        file, now = subtitle_file(part, place.path), file_checksum(place.path) if place.is_there else ""
        is_known = not now or now == part.digest
        is_confirmed = reach.is_confirmed(place.path)
        holds_subtitles = place.is_there and _holds_subtitles(place.path)
        asks += place.asks
    voices = _folder(project.voices.folder, path, reach) if project.voices is not None else None
    asks += voices.asks if voices is not None else ()
    size = project.media.size if project.media else 0
    return LoadedProject(
        project,
        path,
        stamp,
        history,
        clip.path if clip is not None else None,
        clip is not None and clip.is_there,
        clip is None or not clip.is_there or not size or size_of(clip.path) == size,
        file,
        is_known,
        is_confirmed,
        holds_subtitles,
        voices.path if voices is not None else None,
        voices is not None and voices.is_there,
        tuple(dict.fromkeys(asks)),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file is, whether it is there, and what the person has to confirm before it can be."""

    path: Path
    is_there: bool
    asks: tuple[Path, ...] = ()


def _clip(part: MediaPart, path: Path | None, reach: Reach, moved_to: Callable[[Path], Path | None]) -> _Place:
    place, moved = _where(part.file, path, reach), moved_to(Path(part.file.path))
    return place if place.is_there or moved is None or not moved.is_file() else _Place(moved, is_there=True)


def _where(ref: FileRef, path: Path | None, reach: Reach) -> _Place:
    return _first(ref, path, reach, reach.allows, reach.can_ask)


def _folder(ref: FileRef, path: Path | None, reach: Reach) -> _Place:
    return _first(ref, path, reach, reach.allows_folder, reach.can_ask_folder)


def _first(
    ref: FileRef, path: Path | None, reach: Reach, allows: Callable[[Path], bool], can_ask: Callable[[Path], bool]
) -> _Place:
    places = ref.places(path.parent if path else None)
    found = next((place for place in places if allows(place)), None)
    if found is not None:
        return _Place(found, is_there=True)
    asks = next((place for place in places if can_ask(place)), None)
    near = next((place for place in places if reach.is_near(place)), places[-1])
    return _Place(near, is_there=False, asks=() if asks is None else (asks,))


def _holds_subtitles(path: Path) -> bool:
    try:
        load_subtitles(path)
    except DeepdubError:
        return False
    return True
