"""The open document: a clip, its cues, how they are retimed, its stems."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtGui import QUndoStack

from deepdub_engine.media import MediaInfo
from deepdub_engine.pcm import PcmClip
from deepdub_engine.peaks import Peaks
from deepdub_engine.retime import Retiming
from deepdub_engine.separation import Stems
from deepdub_engine.subtitles import Cue, SubtitleFile

ORIGINAL, VOCALS, ACCOMPANIMENT = range(3)


_PREFIX = "session-"


def remove_abandoned(cache: Path) -> None:
    """Remove decoded sound that a crash left in the folder of a session; sessions that live hold a lock on theirs."""
    for folder in cache.glob(f"{_PREFIX}*"):
        lock = _lock(folder)
        if lock.tryLock(0):
            lock.unlock()
            shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)  # an old lock is no abandoned one: only a process that is gone makes it so
    return lock


class Session(QObject):
    """State that the whole window shares; every change goes through a method and is announced once.

    Parameters
    ----------
    cache
        Folder in which decoded sound is kept while the session lives.
    """

    media_changed = Signal()
    lane_changed = Signal(int)
    stems_changed = Signal()
    cues_changed = Signal()
    subtitles_changed = Signal()

    def __init__(self, cache: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        cache.mkdir(parents=True, exist_ok=True)
        self._root = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=cache))
        self._lock = _lock(self._root)
        self._lock.lock()
        self.undo = QUndoStack(self)
        self.media: MediaInfo | None = None
        self.clip: PcmClip | None = None
        self.stems: Stems | None = None
        self.subtitles: SubtitleFile | None = None
        self._peaks: list[Peaks | None] = [None, None, None]
        self._retiming = Retiming()
        self._preview: Retiming | None = None
        self._cues: tuple[Cue, ...] = ()

    @property
    def retiming(self) -> Retiming:
        """The committed retiming."""
        return self._retiming

    @property
    def shown_retiming(self) -> Retiming:
        """The retiming on screen: the preview while the slider moves, else the committed one."""
        return self._preview or self._retiming

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues as retimed on screen."""
        return self._cues

    @property
    def untouched_cues(self) -> tuple[Cue, ...]:
        """The cues as they are in the file."""
        return self.subtitles.cues if self.subtitles else ()

    @property
    def modified(self) -> bool:
        """Whether the retiming on screen has not been saved."""
        return self.subtitles is not None and not self.undo.isClean()

    def peaks(self, lane: int) -> Peaks | None:
        """Return the peaks of a lane, as far as they are known."""
        return self._peaks[lane]

    def sources(self) -> tuple[PcmClip | None, PcmClip | None, PcmClip | None]:
        """Return original, vocals and accompaniment, as far as they exist."""
        vocals, accompaniment = (self.stems.vocals, self.stems.accompaniment) if self.stems else (None, None)
        return self.clip, vocals, accompaniment

    def new_work_folder(self) -> Path:
        """Make a folder for decoded sound; it lives as long as the session, unless it is discarded."""
        return Path(tempfile.mkdtemp(prefix="clip-", dir=self._root))

    def discard_work_folder(self, folder: Path) -> None:
        """Remove a folder made by `new_work_folder`."""
        if folder.parent == self._root:
            shutil.rmtree(folder, ignore_errors=True)

    def set_media(self, media: MediaInfo | None) -> None:
        """Begin with another clip, whose sound is still to come; forget the former one and its stems."""
        former = self.clip
        self.media, self.clip, self.stems = media, None, None
        self._peaks = [None, None, None]
        self.media_changed.emit()
        self.stems_changed.emit()
        if former is not None:
            self.discard_work_folder(former.path.parent)

    def set_peaks(self, lane: int, peaks: Peaks) -> None:
        """Show (more of) a waveform."""
        self._peaks[lane] = peaks
        self.lane_changed.emit(lane)

    def set_clip(self, clip: PcmClip) -> None:
        """Take over the decoded sound."""
        self.clip = clip
        self.media_changed.emit()

    def set_stems(self, stems: Stems, peaks: Sequence[Peaks]) -> None:
        """Take over the stems of the current clip with their waveforms."""
        self.stems = stems
        for lane, found in zip((VOCALS, ACCOMPANIMENT), peaks, strict=True):
            self.set_peaks(lane, found)
        self.stems_changed.emit()

    def set_subtitles(self, file: SubtitleFile) -> None:
        """Begin with other subtitles, not yet retimed."""
        self.subtitles = file
        self._retiming, self._preview = Retiming(), None
        self.undo.clear()
        self._refresh()
        self.subtitles_changed.emit()

    def preview(self, retiming: Retiming | None) -> None:
        """Show a retiming without committing it; None goes back to the committed one."""
        if retiming != self._preview:
            self._preview = retiming
            self._refresh()

    def commit(self, retiming: Retiming) -> None:
        """Set the retiming; only undo commands call this."""
        self._retiming, self._preview = retiming, None
        self._refresh()

    def close(self) -> None:
        """Remove the decoded sound from the disk."""
        self._lock.unlock()
        shutil.rmtree(self._root, ignore_errors=True)

    def _refresh(self) -> None:
        self._cues = self.shown_retiming.apply(self.untouched_cues)
        self.cues_changed.emit()
