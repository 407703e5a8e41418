"""The open document: a clip with its cues, their retiming, and its stems."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks
from deepdub_engine.project import Document, Journals, VoiceMove
from deepdub_engine.sentences.grouping import SentenceBreaks
from deepdub_engine.separation.stems import Stems
from deepdub_engine.speakers.cast import Cast
from deepdub_engine.subtitles import Cue, SubtitleFile
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.base.work_folders import WorkFolders
from deepdub_gui.document.sentences import SentenceRules
from deepdub_gui.document.speakers import CueSpeakers

if TYPE_CHECKING:
    from deepdub_engine.audio.media.probe import MediaInfo

ORIGINAL, VOCALS, ACCOMPANIMENT = range(3)


class Session(QObject):
    """The state that the whole window shares; it is changed through methods, which emit the signals.

    `step_made` carries the name of a new undo step, the resulting document, and the `VoiceMove` of a step that moves a
    voice, or None. `voice_moved` carries a `VoiceMove` to be made, also one that undoes another. A step that only
    changes who speaks emits `cast_changed` and not `cues_changed`.

    Parameters
    ----------
    cache
        The folder for decoded audio during the session.
    journals
        Store unsaved work; in the cache folder by default.
    """

    media_changed = Signal()
    lane_changed = Signal(int)
    stems_changed = Signal()
    cues_changed = Signal()
    subtitles_changed = Signal()
    subtitles_renamed = Signal()
    step_made = Signal(str, object, object)
    voice_moved = Signal(object)
    breaks_changed = Signal()
    cast_changed = Signal()

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
        self._breaks, self._speakers = SentenceBreaks(), CueSpeakers()
        self._is_waiting = False
        self._preview: Document | None = None
        self._cues: tuple[Cue, ...] = ()
        self._announced_cast = self._document.cast
        self._saved_document: Document | None = self._document
        self.undo.indexChanged.connect(self._keep_clean)
        self.undo.cleanChanged.connect(self._note_clean)

    @property
    def document(self) -> Document:
        """The committed document."""
        return self._document

    @property
    def retiming(self) -> Retiming:
        """The committed retiming."""
        return self._document.retiming

    @property
    def shown(self) -> Document:
        """The document on screen: the preview during a gesture, else the committed document."""
        return self._preview or self._document

    @property
    def shown_retiming(self) -> Retiming:
        """The retiming on screen."""
        return self.shown.retiming

    @property
    def previewing(self) -> bool:
        """Whether an uncommitted document is on screen."""
        return self._preview is not None

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The retimed cues on screen."""
        return self._cues

    @property
    def file_cues(self) -> tuple[Cue, ...]:
        """The cues of the file, without edits."""
        return self.subtitles.cues if self.subtitles else ()

    @property
    def base_cues(self) -> tuple[Cue, ...]:
        """The committed cues before retiming."""
        return self._document.cues_or(self.file_cues)

    @property
    def cast(self) -> Cast:
        """Who speaks."""
        return self._document.cast

    @property
    def sentence_rules(self) -> SentenceRules:
        """Where the sentences on screen end."""
        speakers = self._speakers.of(self.subtitles, self.shown.cues_or(self.file_cues), self.shown.cast)
        return SentenceRules(self._breaks, self.shown.marks, speakers)

    @property
    def names_in_subtitles(self) -> tuple[str, ...]:
        """The speaker of each cue as the subtitles name it; empty where they do not."""
        return self._speakers.in_subtitles(self.subtitles, self.base_cues)

    def set_pause(self, pause_ms: int) -> None:
        """Set the longest pause inside a sentence."""
        if pause_ms != self._breaks.pause_ms:
            self._breaks = replace(self._breaks, pause_ms=pause_ms)
            self.breaks_changed.emit()

    @property
    def modified(self) -> bool:
        """Whether there are unsaved changes."""
        return self.subtitles is not None and not self.undo.isClean()

    def mark_saved(self, document: Document) -> None:
        """Mark a document as saved, unless it has been changed meanwhile."""
        if self._document == document:
            self.undo.setClean()

    def peaks(self, lane: int) -> Peaks | None:
        """Return the peaks of a lane as computed so far; None if there are none."""
        return self._peaks[lane]

    def sources(self) -> tuple[PcmClip | None, PcmClip | None, PcmClip | None]:
        """Return original, vocals and accompaniment; None for those that do not exist."""
        vocals, accompaniment = (self.stems.vocals, self.stems.accompaniment) if self.stems else (None, None)
        return self.clip, vocals, accompaniment

    def set_media(self, media: MediaInfo | None, track: int = 0) -> None:
        """Set a clip that is not decoded yet, and drop the previous clip and its stems."""
        former = self.clip
        self.media, self.track, self.clip, self.stems = media, track, None, None
        self._peaks = [None, None, None]
        self.media_changed.emit()
        self.stems_changed.emit()
        if former is not None:
            self.folders.discard(former.path.parent)

    def set_peaks(self, lane: int, peaks: Peaks) -> None:
        """Set the peaks of a lane, complete or as computed so far."""
        self._peaks[lane] = peaks
        self.lane_changed.emit(lane)

    def set_clip(self, clip: PcmClip) -> None:
        """Set the decoded audio."""
        self.clip = clip
        self.media_changed.emit()

    def set_stems(self, stems: Stems, peaks: Sequence[Peaks]) -> None:
        """Set the stems of the current clip and their peaks."""
        self.stems = stems
        for lane, found in zip((VOCALS, ACCOMPANIMENT), peaks, strict=True):
            self.set_peaks(lane, found)
        self.stems_changed.emit()

    def rename_subtitles(self, path: Path, encoding: str | None = None) -> None:
        """Set the path and the encoding that the subtitles were saved with; keep edits and undo history."""
        if self.subtitles is not None and encoding is not None:
            self.subtitles = replace(self.subtitles, encoding=encoding)
        if self.subtitles is not None and self.subtitles.path != path:
            self.subtitles = replace(self.subtitles, path=path)
            self.subtitles_renamed.emit()

    def set_subtitles(self, file: SubtitleFile | None, document: Document | None = None) -> None:
        """Set other subtitles, unedited or as edited in a document, and clear the undo history."""
        self.subtitles = file
        self._document, self._preview = document or Document(), None
        self._saved_document = self._document
        self.undo.clear()
        self._refresh()
        self.subtitles_changed.emit()

    def preview(self, document: Document | None) -> None:
        """Show a document without committing it; None shows the committed one again."""
        if document != self._preview:
            self._preview = document
            self._refresh()

    def commit(self, document: Document) -> None:
        """Set the document; only undo commands call this."""
        before, has_preview = self._document, self._preview is not None
        self._document, self._preview = document, None
        if has_preview or document.cues is not before.cues or replace(document, cast=before.cast) != before:
            self._refresh()
        else:
            self._announce_cast()

    def move_voice(self, move: VoiceMove) -> None:
        """Ask for a voice to be moved; only undo commands call this. Steps that are only listed again move nothing."""
        if not self._is_waiting:
            self.voice_moved.emit(move)

    @contextlib.contextmanager
    def single_notification(self) -> Iterator[None]:
        """Delay `cues_changed` inside the block, and emit it once at the end."""
        self._is_waiting = True
        try:
            yield
        finally:
            self._is_waiting = False
            self._refresh()

    def close(self) -> None:
        """Remove the decoded audio from the disk."""
        self.folders.close()

    def _note_clean(self, is_clean: bool) -> None:
        if is_clean:
            self._saved_document = self._document

    def _keep_clean(self, _index: int) -> None:
        """Stay clean after a step that moves a voice, which leaves the document as it was saved."""
        is_same = self._document is self._saved_document and self.undo.cleanIndex() >= 0
        if is_same and not self.undo.isClean():
            self.undo.setClean()

    def _refresh(self) -> None:
        if not self._is_waiting:
            self._cues = self.shown.retiming.apply(self.shown.cues_or(self.file_cues))
            self.cues_changed.emit()
            self._announce_cast()

    def _announce_cast(self) -> None:
        if not self._is_waiting and self.shown.cast is not self._announced_cast:
            self._announced_cast = self.shown.cast
            self.cast_changed.emit()
