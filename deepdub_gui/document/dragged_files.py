"""Writes stems as files that are dragged to another program."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.bounded_cache import BoundedCache
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.private import make_private
from deepdub_engine.base.progress import Job
from deepdub_engine.base.spans import Span
from deepdub_engine.base.timing import sample_to_ms
from deepdub_engine.separation.stems import Stems
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.document.session import ORIGINAL, VOCALS, Session

_MOST_BYTES, _MOST_FILES = 2_000_000_000, 10
_ENTRY = "stem-"
_NAMES = ("original", "vocals", "accompaniment")
_SAMPLE_BYTES = 4  # at most


@dataclass(frozen=True, slots=True)
class DraggedSound:
    """A span of a source of the open clip.

    Parameters
    ----------
    clip, stems
        The clip, and its stems; None for the clip itself.
    lane
        The source.
    span
        The first sample, and the sample after the last.
    """

    clip: PcmClip
    stems: Stems | None
    lane: int
    span: Span

    @property
    def is_whole(self) -> bool:
        """Whether the span is the whole clip."""
        return self.span == (0, self.clip.samples)

    def name(self, stem: str) -> str:
        """Return the name of the file for a clip with a name."""
        times = "" if self.is_whole else f"_{_clock(self.span[0], self.clip)}-{_clock(self.span[1], self.clip)}"
        return f"{stem}_{_NAMES[self.lane]}{times}.wav"


class DraggedFiles(QObject):
    """The files of the last drags: ten, or two gigabytes, of which the oldest go first.

    They outlive the window, because the program that they were dragged to may read them later.

    Parameters
    ----------
    session, jobs
        The open document and the job runner.
    parent
        The Qt parent.
    """

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._folder = session.folders.lasting / "dragged"
        self._made: dict[DraggedSound, Path] = {}
        self._running: set[DraggedSound] = set()

    def find(self, sound: DraggedSound) -> Path | None:
        """Return the file of a sound if it has been written."""
        path = self._made.get(sound)
        return path if path is not None and path.is_file() else None

    def is_running(self, sound: DraggedSound) -> bool:
        """Return whether a file is being written."""
        return sound in self._running

    def write(
        self, sound: DraggedSound, succeeded: Callable[[Path], None], failed: Callable[[Exception], None]
    ) -> None:
        """Write the file of a sound in the background."""
        media = self._session.media
        name = sound.name(media.path.stem if media is not None else "clip")
        held = sound.clip.path.parent

        def done(path: Path) -> None:
            self._made[sound] = path
            succeeded(path)

        def ended() -> None:
            self._running.discard(sound)
            self._session.folders.release(held)

        self._running.add(sound)
        self._session.folders.hold(held)  # another clip may be opened meanwhile
        self._jobs.start(
            tr("Preparing “{name}” to drag", name=name),
            lambda: _writing(self._folder, sound, name),
            succeeded=done,
            failed=failed,
            ended=ended,
        )


class _Kept(BoundedCache):
    """The folders of the files, one in each."""

    def size_of(self, entry: Path) -> int:
        try:
            return sum(file.stat().st_size for file in entry.iterdir())
        except OSError:
            return 0


def _writing(folder: Path, sound: DraggedSound, name: str) -> Job[Path]:
    try:
        make_private(folder)
        size = (sound.span[1] - sound.span[0]) * 2 * _SAMPLE_BYTES
        # The folder itself is the marker: its time is that of the file in it.
        _Kept(
            folder,
            f"{_ENTRY}*",
            limit_bytes=max(0, _MOST_BYTES - size),
            limit_entries=_MOST_FILES - 1,
            marker=".",
        ).trim()
        own = Path(tempfile.mkdtemp(prefix=_ENTRY, dir=folder))
    except OSError as error:
        raise from_os_error(error, folder, writing=True) from error
    from deepdub_engine.pipeline.part import export_part

    try:
        return (yield from export_part(sound.clip, sound.stems, sound.lane - VOCALS, sound.span, own / name))
    finally:
        with contextlib.suppress(OSError):
            own.rmdir()  # fails if there is a file in it


def dragged_sound(session: Session, lane: int, span: Span | None) -> DraggedSound | None:
    """Return the sound to drag for a source, of the whole clip unless a span is given; None without such a source."""
    clip, stems = session.clip, session.stems
    if clip is None or session.sources()[lane] is None:
        return None
    return DraggedSound(clip, None if lane == ORIGINAL else stems, lane, span or (0, clip.samples))


def _clock(sample: int, clip: PcmClip) -> str:
    """Return a time that may stand in a file name."""
    seconds, ms = divmod(sample_to_ms(sample, clip.rate_hz), 1000)
    return f"{seconds // 3600}h{seconds // 60 % 60:02}m{seconds % 60:02}.{ms:03}s"
