"""The open document: a clip, its cues, how they are retimed, its stems."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from deepdub_engine.audio.media import MediaInfo
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks
from deepdub_engine.project import Document, Journals
from deepdub_engine.separation import Stems
from deepdub_engine.subtitles import Cue, SubtitleFile
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.base.work_folders import WorkFolders

ORIGINAL, VOCALS, ACCOMPANIMENT = range(3)


class Session(QObject):
    """State that the whole window shares; every change goes through a method and is announced once.

    `step_made` carries the name of a new undo step and the document after it.

    Parameters
    ----------
    cache
        Folder in which decoded sound is kept while the session lives.
    journals
        Where unsaved work is kept; in the cache if they are not given.
    """

    media_changed = Signal()
    lane_changed = Signal(int)
    stems_changed = Signal()
    cues_changed = Signal()
    subtitles_changed = Signal()
    subtitles_renamed = Signal()
    step_made = Signal(str, object)

    def __init__(self, cache: Path, journals: Journals | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.journals = journals or Journals(cache / "journals")
        self.folders = WorkFolders(cache)
        self.undo = QUndoStack(self)
        self.media: MediaInfo | None = None
        self.track = 0
        self.clip: PcmClip | None = None
        self.stems: Stems | None = None
        self.subtitles: SubtitleFile | None = None
        self._peaks: list[Peaks | None] = [None, None, None]
        self._document = Document()
        self._is_waiting = False
        self._preview: Document | None = None
        self._cues: tuple[Cue, ...] = ()

    @property
    def document(self) -> Document:
        """What is edited, as committed."""
        return self._document

    @property
    def retiming(self) -> Retiming:
        """The committed retiming."""
        return self._document.retiming

    @property
    def shown(self) -> Document:
        """What is on screen: the preview while a gesture is under way, else the committed document."""
        return self._preview or self._document

    @property
    def shown_retiming(self) -> Retiming:
        """The retiming on screen."""
        return self.shown.retiming

    @property
    def previewing(self) -> bool:
        """Whether a gesture is under way whose outcome is shown and not committed."""
        return self._preview is not None

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues as retimed on screen."""
        return self._cues

    @property
    def untouched_cues(self) -> tuple[Cue, ...]:
        """The cues as they are in the file."""
        return self.subtitles.cues if self.subtitles else ()

    @property
    def base_cues(self) -> tuple[Cue, ...]:
        """The cues that the retiming is applied to, as committed."""
        return self._document.cues_or(self.untouched_cues)

    @property
    def modified(self) -> bool:
        """Whether the document has not been saved."""
        return self.subtitles is not None and not self.undo.isClean()

    def take_as_saved(self, document: Document) -> None:
        """Note that a document was saved; one that took its place meanwhile stays unsaved."""
        if self._document == document:
            self.undo.setClean()

    def peaks(self, lane: int) -> Peaks | None:
        """Return the peaks of a lane, as far as they are known."""
        return self._peaks[lane]

    def sources(self) -> tuple[PcmClip | None, PcmClip | None, PcmClip | None]:
        """Return original, vocals and accompaniment, as far as they exist."""
        vocals, accompaniment = (self.stems.vocals, self.stems.accompaniment) if self.stems else (None, None)
        return self.clip, vocals, accompaniment

    def set_media(self, media: MediaInfo | None, track: int = 0) -> None:
        """Begin with another clip, whose sound is still to come; forget the former one and its stems."""
        former = self.clip
        self.media, self.track, self.clip, self.stems = media, track, None, None
        self._peaks = [None, None, None]
        self.media_changed.emit()
        self.stems_changed.emit()
        if former is not None:
            self.folders.discard(former.path.parent)

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

    def rename_subtitles(self, path: Path, encoding: str | None = None) -> None:
        """Go on under the name, and in the encoding, that the subtitles were saved in; times and history stay."""
        if self.subtitles is not None and encoding is not None:
            self.subtitles = replace(self.subtitles, encoding=encoding)
        if self.subtitles is not None and self.subtitles.path != path:
            self.subtitles = replace(self.subtitles, path=path)
            self.subtitles_renamed.emit()

    def set_subtitles(self, file: SubtitleFile | None, document: Document | None = None) -> None:
        """Begin with other subtitles, not yet edited, or as far as a document says."""
        self.subtitles = file
        self._document, self._preview = document or Document(), None
        self.undo.clear()
        self._refresh()
        self.subtitles_changed.emit()

    def preview(self, document: Document | None) -> None:
        """Show a document without committing it; None goes back to the committed one."""
        if document != self._preview:
            self._preview = document
            self._refresh()

    def commit(self, document: Document) -> None:
        """Set the document; only undo commands call this."""
        self._document, self._preview = document, None
        self._refresh()

    @contextlib.contextmanager
    def announced_once(self) -> Iterator[None]:
        """Tell of all that happens to the cues inside the block when it ends."""
        self._is_waiting = True
        try:
            yield
        finally:
            self._is_waiting = False
            self._refresh()

    def close(self) -> None:
        """Remove the decoded sound from the disk."""
        self.folders.close()

    def _refresh(self) -> None:
        if not self._is_waiting:
            self._cues = self.shown.retiming.apply(self.shown.cues_or(self.untouched_cues))
            self.cues_changed.emit()
