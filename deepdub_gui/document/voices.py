"""The generated voices that are open: their folder, their statuses, and their sound."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from deepdub_engine.base.errors import DeepdubError, FileMissing, OutputBusy
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.project import VoiceMove
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.document.commands import MoveVoiceCommand
from deepdub_gui.document.session import Session
from deepdub_gui.document.voice_watcher import VoiceWatcher

if TYPE_CHECKING:
    from deepdub_engine.pipeline.dub.status import LineStatus
    from deepdub_engine.pipeline.voices import Comparison, FolderVoices

VOICE_QUEUE = "voices"  # jobs that use the same sentence folder wait for each other
_LOADING = mark("Loading generated speech")
_REST_MS = 400
_TRIES = 10  # while another program writes the folder


class VoiceService(QObject):
    """Loads the voices of a sentence folder, keeps them up to date, and compares them with the subtitles.

    `changed` is emitted when the voices or the comparison have changed, `loaded` when a folder that the user chose has
    been loaded, `arrived` with the names of the takes that another program has written, `mapped` with the number of
    voices that were given other names, `undone` with the number of those that have their former names again.
    `failed` carries an error.

    Parameters
    ----------
    session, jobs
        The open document and the job runner.
    """

    changed = Signal()
    loaded = Signal()
    arrived = Signal(object)
    mapped = Signal(int)
    undone = Signal(int)
    failed = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self.folder: Path | None = None
        self._former: Path | None = None  # comes back if another one cannot be loaded
        self.voices: FolderVoices | None = None
        self.comparison: Comparison | None = None
        self.options = RemixOptions()
        self._loading: RunningJob | None = None
        self._comparing: RunningJob | None = None
        self._is_asked = False  # by the user, who wants to be told the result
        self._is_untold = self._is_compared_again = False
        self._tries = 0
        self._waiting: Path | None = None
        self._storing: list[VoiceMove] = []
        self._watcher = VoiceWatcher(self)
        self._watcher.changed.connect(self._refresh)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._compare)
        session.media_changed.connect(self._check_clip)
        session.cues_changed.connect(self._compare_soon)
        session.voice_moved.connect(self._store_move)
        session.breaks_changed.connect(self._compare_soon)
        session.cast_changed.connect(self._compare_soon)

    @property
    def lines_of_cues(self) -> tuple[LineStatus | None, ...]:
        """The line of each cue; empty while they are unknown."""
        voices, comparison = self.voices, self.comparison
        if voices is None or comparison is None or len(comparison.hashes) != len(self._session.cues):
            return ()
        lines = {line.hash: line for line in voices.lines.lines}
        return tuple(lines.get(name) if name is not None else None for name in comparison.hashes)

    @property
    def is_loading(self) -> bool:
        """Whether voices are being loaded."""
        return self._loading is not None

    def line(self, number: int) -> LineStatus | None:
        """Return the line with a hash."""
        lines = self.voices.lines.lines if self.voices is not None else ()
        return next((line for line in lines if line.hash == number), None)

    def load_with_clip(self, folder: Path | None) -> None:
        """Load the voices of a folder, without a word if all is well, once a clip is decoded; None waits no longer."""
        self._waiting = folder

    def load(self, folder: Path) -> None:
        """Load the voices of a folder, and watch it from now on."""
        if self._session.clip is None:
            return
        if folder != self.folder:
            former = self.folder if self.voices is not None else None
            self._forget()
            self.folder, self._former = folder, former
        self._is_asked = True
        self._refresh()

    def set_options(self, options: RemixOptions) -> None:
        """Lay the voices in another way."""
        if options != self.options:
            self.options = options
            self._refresh()

    def map_strays(self) -> None:
        """Give voices of earlier exports the names of the sentences that theirs have become."""
        from deepdub_engine.pipeline.lines import map_voices

        self._change(tr("Renaming voices"), map_voices, self.mapped.emit)

    def undo_moves(self) -> None:
        """Give the voices that were moved last their former names."""
        from deepdub_engine.pipeline.lines import undo

        self._change(tr("Renaming voices"), undo, self.undone.emit)

    def choose_take(self, line: LineStatus, name: str) -> None:
        """Use another take of a line."""
        from deepdub_engine.pipeline.lines import choose_take

        self._change(tr("Choosing a take"), lambda folder: choose_take(folder, line.hash, name), lambda _: None)

    def may_move(self, line: LineStatus) -> bool:
        """Return whether the voice of a line can be moved by hand: it was fitted, and there is room."""
        from deepdub_engine.pipeline.voices import is_movable

        return (
            self.voices is not None
            and is_movable(self.voices, line)
            and (line.least_moved_ms, line.most_moved_ms) != (0, 0)
        )

    def move(self, line: LineStatus, to_ms: int, name: str) -> None:
        """Move the voice of a line by hand, as one undo step: `to_ms` from where the fit lays it."""
        if self.folder is not None and to_ms != line.moved_ms:
            place = (str(self.folder), str(line.hash), line.start_ms, line.end_ms, line.text)
            move = VoiceMove(*place, line.moved_ms, to_ms)
            self._session.undo.push(MoveVoiceCommand(self._session, name, move))

    def _store_move(self, move: VoiceMove) -> None:
        """Show a move at once, and store it in the folder, whether this is open or not."""
        from deepdub_engine.pipeline.voices import with_moved_voice

        folder = Path(move.folder)
        if folder == self.folder and self.voices is not None:
            self.voices = with_moved_voice(self.voices, int(move.line), move.after_ms)
            self.changed.emit()

        def storing() -> Job[None]:
            yield Progress(0, 1, tr("Moving a voice"))
            _store(move)

        def ended() -> None:
            if move in self._storing:
                self._storing.remove(move)
            if folder == self.folder:
                self._refresh()

        self._storing.append(move)
        self._jobs.start(
            tr("Moving a voice"), storing, succeeded=_nothing, failed=self.failed.emit, ended=ended, queued=VOICE_QUEUE
        )

    def keep_original(self, line: LineStatus, *, keep: bool) -> None:
        """Keep the original of a line, as for a laugh, or use its voice again."""
        from deepdub_engine.pipeline.lines import keep_lines

        self._change(tr("Changing a line"), lambda folder: keep_lines(folder, [line.number], keep=keep), lambda _: None)

    def close(self) -> None:
        """Stop to watch the folder."""
        self._forget()

    def store_rest(self) -> None:
        """Store the moves whose jobs were cancelled because the window closes."""
        for move in self._storing:
            with contextlib.suppress(DeepdubError):  # nobody is there to be told
                _store(move)
        self._storing.clear()

    def _change(self, title: str, change: Callable[[Path], object], done: Callable[[int], None]) -> None:
        folder = self.folder
        if folder is None:
            return

        def changing() -> Job[object]:
            yield Progress(0, 1, title)
            return change(folder)

        def changed(result: object) -> None:
            done(result if isinstance(result, int) else 0)
            self._refresh()

        self._jobs.start(title, changing, succeeded=changed, failed=self.failed.emit, queued=VOICE_QUEUE)

    def _refresh(self) -> None:
        """Load what has changed; a job that has not begun yet will see it by itself."""
        from deepdub_engine.pipeline.voices import load_voices

        clip, folder = self._session.clip, self.folder
        if clip is None or folder is None or (self._loading is not None and self._loading.is_waiting):
            return
        cache, is_asked = clip.path.parent, self._is_asked

        def make() -> Job[FolderVoices]:
            return load_voices(folder, clip, cache, self.options, self.voices)

        def done(voices: FolderVoices) -> None:
            if self._session.clip is clip and self.folder == folder:
                self._take(voices, is_asked=is_asked)

        def failed(error: Exception) -> None:
            if self._session.clip is clip and self.folder == folder:
                self._fail(error, is_asked=is_asked)

        def ended() -> None:
            if self._loading is job:
                self._loading = None
            self._session.folders.release(cache)

        self._is_asked = False
        self._session.folders.hold(cache)
        self._loading = job = self._jobs.start(
            tr(_LOADING), make, succeeded=done, failed=failed, ended=ended, queued=VOICE_QUEUE
        )

    def _take(self, voices: FolderVoices, *, is_asked: bool) -> None:
        from deepdub_engine.pipeline.voices import with_moved_voice

        for move in self._storing:  # those made since the job began
            if Path(move.folder) == self.folder:
                voices = with_moved_voice(voices, int(move.line), move.after_ms)
        former, self.voices, self._former, self._tries = self.voices, voices, None, 0
        self._watch(voices)
        self._compare()
        self.changed.emit()
        self._is_untold = self._is_untold or is_asked
        if not is_asked and former is not None:
            known = set(former.stamps.values())  # a voice that got another name is not new
            names = tuple(name for name, stamp in voices.stamps.items() if stamp not in known)
            if names:
                self.arrived.emit(names)

    def _fail(self, error: Exception, *, is_asked: bool) -> None:
        """Report an error, unless another job is likely to be writing the folder."""
        busy = isinstance(error, OutputBusy) or (self.voices is not None and isinstance(error, FileMissing))
        self._tries += 1
        if busy and self._tries < _TRIES:
            self._is_asked = self._is_asked or is_asked
            self._watcher.look_again()
            return
        self._tries = 0
        self.failed.emit(error)
        if self.voices is None:
            self.folder, self._former = self._former, None
            self._refresh()

    def _watch(self, voices: FolderVoices) -> None:
        from deepdub_engine.pipeline.rows import AUDIO_FOLDER

        audio = voices.lines.folder / AUDIO_FOLDER
        self._watcher.watch((audio,), (audio / name for name in voices.stamps))
        if voices.unsettled:
            self._watcher.look_again()

    def _compare_soon(self) -> None:
        if self.voices is not None:
            self._rest.start()

    def _compare(self) -> None:
        from deepdub_engine.pipeline.voices import compare_voices

        clip, voices, cues = self._session.clip, self.voices, self._session.cues
        rules = self._session.sentence_rules
        self._rest.stop()
        if clip is None or voices is None:
            return
        if self._comparing is not None:
            self._is_compared_again = True
            return

        def done(found: Comparison) -> None:
            if self.voices is voices:
                self.comparison = found
                self.changed.emit()

        def ended() -> None:
            self._comparing = None
            if self._is_untold and self.voices is voices:
                self._is_untold = False
                self.loaded.emit()
            if self._is_compared_again:
                self._is_compared_again = False
                self._compare()

        self._comparing = self._jobs.start(
            tr("Comparing the voices with the subtitles"),
            lambda: compare_voices(voices.sentences, cues, clip, rules.sentences(cues)),
            succeeded=done,
            failed=self.failed.emit,
            ended=ended,
        )

    def _check_clip(self) -> None:
        """Drop the voices when their clip is closed, and load those that waited for one."""
        if self._session.clip is None and self.folder is not None:
            self._forget()
            self.changed.emit()
        if self._session.clip is not None and self._waiting is not None:
            self.folder, self._waiting = self._waiting, None
            self._refresh()

    def _forget(self) -> None:
        self._watcher.stop()
        self._rest.stop()
        if self._loading is not None:
            self._loading.cancel()
        self._loading = None
        self.folder = self._former = self.voices = self.comparison = None
        self._is_asked = self._is_untold = False
        self._tries = 0


def _store(move: VoiceMove) -> None:
    from deepdub_engine.pipeline.dub.identity import Known
    from deepdub_engine.pipeline.lines import move_voice

    line = Known(int(move.line), move.start_ms, move.end_ms, move.text)
    move_voice(Path(move.folder), line, move.after_ms)


def _nothing(_: object) -> None:
    """Ignore a result."""
