"""Exports the sentence folder and the stems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import OutputExists
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.sentences.details import CueDetails
from deepdub_engine.separation.stems import Stems
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.document.separation_scopes import has_all, sentence_spans
from deepdub_gui.document.session import Session

if TYPE_CHECKING:
    from deepdub_engine.pipeline.folder import SentenceFolder

_SENTENCES, _STEMS = mark("Exporting sentences"), mark("Exporting stems")


class Exporter(QObject):
    """The jobs that export; they wait for separations that were started before.

    `message_posted` carries a message and a folder to show (or None), `failed` an error, `replace_wanted` an
    `OutputExists` and a callback that overwrites, `exporting` whether an export is running or queued.

    Parameters
    ----------
    session, jobs
        The open document and the job runner.
    parent
        The Qt parent.
    """

    message_posted = Signal(str, object)
    failed = Signal(object)
    exporting = Signal(bool)
    replace_wanted = Signal(object, object)

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._exports: Counter[str] = Counter()

    @property
    def is_exporting_sentences(self) -> bool:
        """Whether an export of the sentences is running or queued."""
        return self._exports[_SENTENCES] > 0

    @property
    def is_exporting_stems(self) -> bool:
        """Whether an export of the stems is running or queued."""
        return self._exports[_STEMS] > 0

    def export_sentences(self, folder: Path, *, force: bool = False) -> None:
        """Write the sentence folder, with stems if the clip is separated by the time the export starts."""
        from deepdub_engine.pipeline.dub.exporting import VoiceStep
        from deepdub_engine.pipeline.folder import write_sentence_folder

        clip, cues, rules = self._session.clip, self._session.cues, self._session.sentence_rules
        cast = self._session.cast
        if clip is None:
            return
        used: list[Stems | None] = []

        def exporting(stems: Stems | None) -> Job[SentenceFolder]:
            used.append(stems)
            yield Progress(0, 0, tr("Exporting"))
            sentences, step = rules.sentences(cues), VoiceStep(CueDetails(rules.speakers), cast=cast)
            writing = write_sentence_folder(clip, stems, sentences, cues, folder, force=force, voice_step=step)
            return (yield from writing)

        def done(result: SentenceFolder) -> None:
            stemless = "" if used[-1] else tr(" Separate first to get the stems of each sentence too.")
            notes = " ".join(map(tr, result.warnings))
            counted = tr(
                "Exported {sentences:sentence|sentences}, {files:file|files}.{stemless}",
                sentences=len(result.sentences),
                files=len(result.files),
                stemless=stemless,
            )
            self.message_posted.emit(f"{counted} {notes}".strip(), result.folder)

        self._export(_SENTENCES, clip, exporting, done, lambda: self.export_sentences(folder, force=True))

    def export_stems(self, folder: Path, *, force: bool = False) -> None:
        """Write vocals and accompaniment at the length of the clip, if all of it or all its sentences are separated."""
        from deepdub_engine.pipeline.clip import export_stems

        clip, cues, media = self._session.clip, self._session.cues, self._session.media
        rules = self._session.sentence_rules
        if clip is None or media is None:
            return

        def exporting(stems: Stems | None) -> Job[tuple[Path, Path] | None]:
            yield Progress(0, 0, tr("Exporting"))
            if stems is None or not (stems.complete or has_all(stems, sentence_spans(clip, rules.sentences(cues)))):
                return None
            return (yield from export_stems(clip, stems, folder, media.path.stem, force=force))

        def done(paths: tuple[Path, Path] | None) -> None:
            if paths is None:
                self.message_posted.emit(
                    tr("No stems were exported: separate the whole clip, or its sentences, first."), None
                )
                return
            self.message_posted.emit(
                tr("Exported “{name}” and “{other}”.", name=paths[0].name, other=paths[1].name), folder
            )

        self._export(_STEMS, clip, exporting, done, lambda: self.export_stems(folder, force=True))

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
