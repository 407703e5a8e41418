"""Runs the engine's jobs for the window, and passes their results to the session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from deepdub_engine.audio.media import Decoded, DecodeProgress, MediaInfo, probe
from deepdub_engine.audio.media.peak_cache import PeakCache, decode_with_cached_peaks
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import OutputChanged, OutputExists, TextNotInEncoding
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.pipeline import SentenceFolder, export_stems, write_sentence_folder
from deepdub_engine.project import Document
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.separation import Stems
from deepdub_engine.subtitles import SUFFIXES, SubtitleFile, load_subtitles, save_subtitles
from deepdub_engine.subtitles.embedded import extract_subtitles
from deepdub_gui.base.file_stamps import FileStamps, stamp_of
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.document.separation import SeparationService
from deepdub_gui.document.separation_scopes import has_all, sentence_spans
from deepdub_gui.document.session import ORIGINAL, Session
from deepdub_gui.document.suggestions import SuggestionService

SUBTITLE_SUFFIXES = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
_BESIDE = (".srt", ".ass", ".ssa", ".vtt", ".smi")  # subtitles that are opened along with a clip, likeliest first
_ANOTHER = (0, -1)  # a stamp that no file has
_SENTENCES, _STEMS = mark("Exporting sentences"), mark("Exporting stems")


class DocumentOpener(QObject):
    """The jobs that open, save and export; the `service` separates, `suggestions` finds the right shift.

    `said` carries a message and a folder to show (or None), `failed` an error, `replace_wanted` an `OutputExists`,
    `OutputChanged` or `TextNotInEncoding` and a callback that overwrites the file or saves as UTF-8, `opened` the clip
    and its subtitles (or None), `exporting` whether an export is running or queued.
    """

    said = Signal(str, object)
    failed = Signal(object)
    opened = Signal(object, object)
    exporting = Signal(bool)
    replace_wanted = Signal(object, object)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        service: SeparationService,
        suggestions: SuggestionService,
        waveforms: PeakCache,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self.service, self.suggestions = service, suggestions
        self._waveforms = waveforms
        self.choice = service.choice
        service.said.connect(self.said)
        service.failed.connect(self.failed)
        self._decoding: RunningJob | None = None
        self._latest: dict[str, object] = {}
        self._started: dict[str, RunningJob] = {}
        self._exports: Counter[str] = Counter()
        self._stamps = FileStamps()

    @property
    def busy_exporting_sentences(self) -> bool:
        """Whether an export of the sentences is running or queued."""
        return self._exports[_SENTENCES] > 0

    @property
    def busy_exporting_stems(self) -> bool:
        """Whether an export of the stems is running or queued."""
        return self._exports[_STEMS] > 0

    @property
    def is_opening_subtitles(self) -> bool:
        """Whether subtitles are being loaded."""
        return self._started.get("subtitles") in self._jobs.running

    @property
    def busy_separating(self) -> bool:
        """Whether a separation is running or queued."""
        return self.service.busy

    def brings_subtitles(self, paths: Sequence[Path]) -> bool:
        """Return whether opening these paths replaces the subtitles."""
        return _sorted_out(paths)[1] is not None

    def brings_clip(self, paths: Sequence[Path]) -> bool:
        """Return whether opening these paths replaces the clip."""
        return _sorted_out(paths)[0] is not None

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a clip, subtitles, or both; a clip alone also opens the subtitles of the same name."""
        media, subtitles = _sorted_out(paths)
        if media is not None:
            self.open_media(media)
        if subtitles is not None:
            self.open_subtitles(subtitles)
        left = [path.name for path in paths if path not in (media, subtitles)]
        if left:
            names = ", ".join(f"“{name}”" for name in left)
            self.said.emit(
                tr("Only one clip and one subtitle file can be open at a time. Not opened: {names}.", names=names), None
            )

    def open_media(self, path: Path, track: int = 0) -> None:
        """Open a clip; its waveform grows while it is decoded. If it cannot be opened, the current clip stays."""

        def opening() -> Job[MediaInfo]:
            yield Progress(0, 0, tr("Opening"))
            return probe(path)

        self._start_latest(
            "media", tr("Opening “{name}”", name=path.name), opening, lambda media: self._read_sound(media, track)
        )

    def open_subtitles(self, path: Path, encoding: str | None = None) -> None:
        """Open a subtitle file, in the given encoding or a detected one."""

        def opening() -> Job[SubtitleFile]:
            yield Progress(0, 0, tr("Opening"))
            stamp = stamp_of(path)
            file = load_subtitles(path, encoding)
            self._stamps.note(path, stamp)
            return file

        self._start_latest("subtitles", tr("Opening “{name}”", name=path.name), opening, self._take_subtitles)

    def open_track(self, path: Path, number: int) -> None:
        """Open a subtitle track of a clip; it has no file until the user saves it."""

        def done(file: SubtitleFile) -> None:
            self.take_subtitles(file, Document(), is_as_known=False)
            count = len(file.cues)
            text = tr("Opened {count} subtitles from the clip. Save them to keep them in a file.", count=count)
            self.said.emit(" ".join([text, *map(tr, file.warnings)]), None)

        title = tr("Reading subtitles of “{name}”", name=path.name)
        self._start_latest("subtitles", title, lambda: extract_subtitles(path, number), done)

    def close_media(self) -> None:
        """Close the clip, and cancel one that is loading."""
        self._latest["media"] = object()
        if self._decoding is not None:
            self._decoding.cancel()
        self.service.leave()
        self._session.set_media(None)

    def take_subtitles(self, file: SubtitleFile, document: Document, *, is_as_known: bool) -> None:
        """Set subtitles that were loaded elsewhere; if their file is not as known, saving asks before overwriting."""
        self._latest["subtitles"] = object()
        self._stamps.note(file.path, stamp_of(file.path) if is_as_known else _ANOTHER)
        self._session.set_subtitles(file, document)

    def knows(self, path: Path) -> bool:
        """Return whether a file is unchanged since it was read or written here."""
        return self._stamps.is_unchanged(path)

    def separate(self) -> None:
        """Separate the clip with the chosen model."""
        self.service.separate()

    def save_subtitles(
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
            self.said.emit(tr("Saved the subtitles as “{saved}”.", saved=saved), saved.parent)
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            if isinstance(error, OutputChanged):
                self.replace_wanted.emit(
                    error, lambda: self.save_subtitles(path, then=then, force=True, encoding=encoding)
                )
            elif isinstance(error, TextNotInEncoding):
                self.replace_wanted.emit(
                    error, lambda: self.save_subtitles(path, then=then, force=force, encoding="utf-8")
                )
            else:
                self.failed.emit(error)

        self._jobs.start(tr("Saving “{name}”", name=path.name), saving, succeeded=done, failed=failed)

    def export_sentences(self, folder: Path, *, force: bool = False) -> None:
        """Write the sentence folder, with stems if the clip is separated by the time the export starts."""
        clip, cues = self._session.clip, self._session.cues
        if clip is None:
            return
        used: list[Stems | None] = []

        def exporting(stems: Stems | None) -> Job[SentenceFolder]:
            used.append(stems)
            yield Progress(0, 0, tr("Exporting"))
            sentences = sentences_from_cues(cues)
            return (yield from write_sentence_folder(clip, stems, sentences, cues, folder, force=force))

        def done(result: SentenceFolder) -> None:
            stemless = "" if used[-1] else tr(" Separate first to get the stems of each sentence too.")
            notes = " ".join(map(tr, result.warnings))
            counted = tr(
                "Exported {sentences} sentences, {files} files.{stemless}",
                sentences=len(result.sentences),
                files=len(result.files),
                stemless=stemless,
            )
            self.said.emit(f"{counted} {notes}".strip(), result.folder)

        self._export(_SENTENCES, clip, exporting, done, lambda: self.export_sentences(folder, force=True))

    def export_stems(self, folder: Path, *, force: bool = False) -> None:
        """Write vocals and accompaniment at the length of the clip, if all of it or all its sentences are separated."""
        clip, cues, media = self._session.clip, self._session.cues, self._session.media
        if clip is None or media is None:
            return

        def exporting(stems: Stems | None) -> Job[tuple[Path, Path] | None]:
            yield Progress(0, 0, tr("Exporting"))
            if stems is None or not (stems.complete or has_all(stems, sentence_spans(clip, cues))):
                return None
            return (yield from export_stems(clip, stems, folder, media.path.stem, force=force))

        def done(paths: tuple[Path, Path] | None) -> None:
            if paths is None:
                self.said.emit(tr("No stems were exported: separate the whole clip, or its sentences, first."), None)
                return
            self.said.emit(tr("Exported “{name}” and “{other}”.", name=paths[0].name, other=paths[1].name), folder)

        self._export(_STEMS, clip, exporting, done, lambda: self.export_stems(folder, force=True))

    def _read_sound(self, media: MediaInfo, track: int) -> None:
        if self._decoding is not None:
            self._decoding.cancel()
        self.service.leave()
        self._session.set_media(media, track)
        folder = self._session.folders.new()

        def shown(progress: Progress) -> None:
            if not isinstance(progress, DecodeProgress) or self._session.media is not media:
                return
            # A waveform from the cache is complete, and does not change during decoding.
            if self._session.peaks(ORIGINAL) is not progress.peaks:
                self._session.set_peaks(ORIGINAL, progress.peaks)

        def done(decoded: Decoded) -> None:
            if self._session.media is media:
                self._session.set_peaks(ORIGINAL, decoded.peaks)
                self._session.set_clip(decoded.clip)
                self.service.restore_cached()
                subtitles = self._session.subtitles
                self.opened.emit(media.path, subtitles.path if subtitles else None)

        self._decoding = self._start(
            tr("Reading “{name}”", name=media.path.name),
            lambda: decode_with_cached_peaks(media.path, folder, self._waveforms, track=track),
            done,
            shown,
            lambda: self._decoding_ended(media, folder),
        )

    def _take_subtitles(self, file: SubtitleFile) -> None:
        self._session.set_subtitles(file)
        for warning in file.warnings:
            self.said.emit(tr(warning), None)
        if self._session.clip is not None and self._session.media is not None:
            self.opened.emit(self._session.media.path, file.path)

    def _decoding_ended(self, media: MediaInfo, folder: Path) -> None:
        clip = self._session.clip
        if clip is None or clip.path.parent != folder:
            # Decoding failed or was cancelled, or another clip was opened meanwhile.
            self._session.folders.discard(folder)
            if self._session.media is media:
                self._session.set_media(None)
        if self._decoding not in self._jobs.running:
            self._decoding = None

    def _export(
        self,
        title: str,
        clip: PcmClip,
        exporting: Callable[[Stems | None], Job[Any]],
        done: Callable[[Any], None],
        again: Callable[[], None],
    ) -> None:
        """Queue an export; it uses the stems that exist when it starts."""
        folder, stems = clip.path.parent, self._session.stems

        def make() -> Job[Any]:
            return exporting(self._session.stems if self._session.clip is clip else stems)

        def failed(error: Exception) -> None:
            if isinstance(error, OutputExists):
                self.replace_wanted.emit(error, again)
            else:
                self.failed.emit(error)

        def ended() -> None:
            self._session.folders.release(folder)
            self._exports[title] -= 1
            self.exporting.emit(self._exports.total() > 0)

        self._exports[title] += 1
        self._session.folders.hold(folder)  # another clip may be opened meanwhile
        self._jobs.start(tr(title), make, succeeded=done, failed=failed, ended=ended, queued=True)
        self.exporting.emit(True)

    def _start_latest(self, kind: str, title: str, make: Callable[[], Job[Any]], done: Callable[[Any], None]) -> None:
        """Start a job whose result is ignored if another of its kind is started later."""
        mark = self._latest[kind] = object()

        def done_if_latest(result: Any) -> None:
            if self._latest[kind] is mark:
                done(result)

        self._started[kind] = self._start(title, make, done_if_latest)

    def _start(
        self,
        title: str,
        make: Callable[[], Job[Any]],
        done: Callable[[Any], None],
        progressed: Callable[[Progress], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> RunningJob:
        return self._jobs.start(
            title, make, succeeded=done, failed=self.failed.emit, progressed=progressed, ended=ended
        )


def _sorted_out(paths: Sequence[Path]) -> tuple[Path | None, Path | None]:
    """Return the first clip and the first subtitle file among paths, or the subtitles next to the clip."""
    subtitles = [path for path in paths if path.suffix.lower() in SUBTITLE_SUFFIXES]
    media = [path for path in paths if path not in subtitles]
    if media and not subtitles:
        subtitles = [path for path in map(media[0].with_suffix, _BESIDE) if path.is_file()]
    return (media[0] if media else None), (subtitles[0] if subtitles else None)
