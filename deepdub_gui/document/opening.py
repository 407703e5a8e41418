"""Opens clips and subtitles, and hands them to the session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from deepdub_engine.audio.media.peak_cache import PeakCache, decode_with_cached_peaks
from deepdub_engine.base.errors import FrameRateUnknown
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.project import Document
from deepdub_engine.subtitles import SUFFIXES, SubtitleFile, load_subtitles
from deepdub_gui.base.file_stamps import FileStamps, stamp_of
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.document.separation import SeparationService
from deepdub_gui.document.session import ORIGINAL, Session

if TYPE_CHECKING:
    from deepdub_engine.audio.media.decode import Decoded
    from deepdub_engine.audio.media.probe import MediaInfo

SUBTITLE_SUFFIXES = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
_BESIDE = (".srt", ".ass", ".ssa", ".vtt", ".smi")  # subtitles that are opened along with a clip, likeliest first
_ANOTHER = (0, -1)  # a stamp that no file has


class DocumentOpener(QObject):
    """The jobs that open clips and subtitles.

    `message_posted` carries a message and a folder to show (or None), `failed` an error, `opened` the clip and its
    subtitles (or None), `subtitles_read` a subtitle file that was opened. `frame_rate_wanted` carries the path and the
    encoding of subtitles that count frames without a rate, and the error. `opening` is emitted when the user asks for a
    file.

    Parameters
    ----------
    session, jobs
        The open document and the job runner.
    separation
        Is told when the clip changes.
    waveforms
        The cache of peaks.
    stamps
        The subtitle files as they were read or written here.
    parent
        The Qt parent.
    """

    opening = Signal()
    message_posted = Signal(str, object)
    failed = Signal(object)
    opened = Signal(object, object)
    subtitles_read = Signal(object)
    frame_rate_wanted = Signal(object, object, object)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        separation: SeparationService,
        waveforms: PeakCache,
        stamps: FileStamps,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._separation = session, jobs, separation
        self._waveforms, self._stamps = waveforms, stamps
        self._decoding: RunningJob | None = None
        self._latest: dict[str, object] = {}
        self._started: dict[str, RunningJob] = {}

    @property
    def is_opening_subtitles(self) -> bool:
        """Whether subtitles are being loaded."""
        return self._started.get("subtitles") in self._jobs.running

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
            self.message_posted.emit(
                tr("Only one clip and one subtitle file can be open at a time. Not opened: {names}.", names=names), None
            )

    def open_media(self, path: Path, track: int | None = None) -> None:
        """Open a clip, with its default track unless one is named; if it cannot be opened, the current clip stays.

        Its waveform grows while it is decoded.
        """

        def opening() -> Job[tuple[MediaInfo, int]]:
            from deepdub_engine.audio.media.probe import chosen_track, probe

            yield Progress(0, 0, tr("Opening"))
            media = probe(path)
            return media, chosen_track(path, media.tracks, track).number

        self._start_latest(
            "media", tr("Opening “{name}”", name=path.name), opening, lambda found: self._read_sound(*found)
        )

    def open_subtitles(self, path: Path, encoding: str | None = None, *, fps: Fraction | None = None) -> None:
        """Open a subtitle file, in the given encoding or a detected one, with a frame rate if it states none."""

        def opening() -> Job[SubtitleFile]:
            yield Progress(0, 0, tr("Opening"))
            stamp = stamp_of(path)
            file = load_subtitles(path, encoding, fps=fps)
            self._stamps.note(path, stamp)
            return file

        def failed(error: Exception) -> None:
            if isinstance(error, FrameRateUnknown):
                self.frame_rate_wanted.emit(path, encoding, error)
            else:
                self.failed.emit(error)

        title = tr("Opening “{name}”", name=path.name)
        self._start_latest("subtitles", title, opening, self._take_subtitles, failed)

    def open_track(self, path: Path, number: int) -> None:
        """Open a subtitle track of a clip; it has no file until the user saves it."""
        from deepdub_engine.subtitles.embedded import extract_subtitles

        def done(file: SubtitleFile) -> None:
            self.take_subtitles(file, Document(), is_as_known=False)
            count = len(file.cues)
            text = tr(
                "Opened {count:subtitle from the clip. Save it to keep it|"
                "subtitles from the clip. Save them to keep them} in a file.",
                count=count,
            )
            self.message_posted.emit(" ".join([text, *map(tr, file.warnings)]), None)

        title = tr("Reading subtitles of “{name}”", name=path.name)
        self._start_latest("subtitles", title, lambda: extract_subtitles(path, number), done)

    def close_media(self) -> None:
        """Close the clip, and cancel one that is loading."""
        self._latest["media"] = object()
        if self._decoding is not None:
            self._decoding.cancel()
        self._separation.leave()
        self._session.set_media(None)

    def take_subtitles(self, file: SubtitleFile, document: Document, *, is_as_known: bool) -> None:
        """Set subtitles that were loaded elsewhere; if their file is not as known, saving asks before overwriting."""
        self._latest["subtitles"] = object()
        self._stamps.note(file.path, stamp_of(file.path) if is_as_known else _ANOTHER)
        self._session.set_subtitles(file, document)

    def knows(self, path: Path) -> bool:
        """Return whether a file is unchanged since it was read or written here."""
        return self._stamps.is_unchanged(path)

    def _read_sound(self, media: MediaInfo, track: int) -> None:
        if self._decoding is not None:
            self._decoding.cancel()
        self._separation.leave()
        self._session.set_media(media, track)
        folder = self._session.folders.new()

        def shown(progress: Progress) -> None:
            from deepdub_engine.audio.media.decode import DecodeProgress

            if not isinstance(progress, DecodeProgress) or self._session.media is not media:
                return
            # A waveform from the cache is complete, and does not change during decoding.
            if self._session.peaks(ORIGINAL) is not progress.peaks:
                self._session.set_peaks(ORIGINAL, progress.peaks)

        def done(decoded: Decoded) -> None:
            if self._session.media is media:
                self._session.set_peaks(ORIGINAL, decoded.peaks)
                self._session.set_clip(decoded.clip)
                self._separation.restore_cached()
                for warning in decoded.warnings:
                    self.message_posted.emit(tr(warning), None)
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
        if file.warnings:
            self.message_posted.emit(" ".join(map(tr, file.warnings)), None)
        self.subtitles_read.emit(file)
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

    def _start_latest(
        self,
        kind: str,
        title: str,
        make: Callable[[], Job[Any]],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Start a job whose result is ignored if another of its kind is started later."""
        mark = self._latest[kind] = object()
        self.opening.emit()

        def done_if_latest(result: Any) -> None:
            if self._latest[kind] is mark:
                done(result)

        self._started[kind] = self._start(title, make, done_if_latest, failed=failed)

    def _start(
        self,
        title: str,
        make: Callable[[], Job[Any]],
        done: Callable[[Any], None],
        progressed: Callable[[Progress], None] | None = None,
        ended: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> RunningJob:
        return self._jobs.start(
            title, make, succeeded=done, failed=failed or self.failed.emit, progressed=progressed, ended=ended
        )


def _sorted_out(paths: Sequence[Path]) -> tuple[Path | None, Path | None]:
    """Return the first clip and the first subtitle file among paths, or the subtitles next to the clip."""
    subtitles = [path for path in paths if path.suffix.lower() in SUBTITLE_SUFFIXES]
    media = [path for path in paths if path not in subtitles]
    if media and not subtitles:
        subtitles = [path for path in map(media[0].with_suffix, _BESIDE) if path.is_file()]
    return (media[0] if media else None), (subtitles[0] if subtitles else None)
