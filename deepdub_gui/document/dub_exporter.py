"""Exports the dubbed soundtrack, and a film with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from deepdub_engine.audio.media.added_track import AddedTrack
from deepdub_engine.audio.media.names import codec_name
from deepdub_engine.audio.media.remux import RemuxedFilm
from deepdub_engine.base.errors import OutputExists
from deepdub_engine.base.messages import MessageOrText
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.pipeline import Remix, RemixOptions
from deepdub_engine.pipeline.cue_sheets import SheetLine, write_cue_sheets
from deepdub_engine.pipeline.dub.rendering import free_name
from deepdub_engine.pipeline.film_export import export_film
from deepdub_engine.pipeline.soundtrack import mix_voices, write_soundtrack
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.document.session import Session
from deepdub_gui.document.voices import VOICE_QUEUE, VoiceService

_SOUNDTRACK, _FILM = mark("Exporting the soundtrack"), mark("Exporting the film")


@dataclass(frozen=True, slots=True)
class SoundtrackChoice:
    """How to export a soundtrack.

    Parameters
    ----------
    target
        The file to write.
    options
        How the voices are laid.
    is_broadcast
        Whether to write Broadcast Wave at 48 kHz and 24 bit.
    start_s
        Time code of the first sample, for Broadcast Wave, in seconds since midnight.
    """

    target: Path
    options: RemixOptions = field(default_factory=RemixOptions)
    is_broadcast: bool = False
    start_s: int = 0

    @property
    def music_and_effects(self) -> Path:
        """The file for music and effects."""
        return self.target.with_name(f"{self.target.stem}_me{self.target.suffix}")


@dataclass(frozen=True, slots=True)
class FilmChoice:
    """How to export a film.

    Parameters
    ----------
    target
        The file to write; its suffix chooses the container.
    options
        How the voices are laid.
    language
        Three-letter code; empty to leave it open.
    title
        Name of the new track; empty for none.
    keeps_original
        Whether the sound of the film is kept as another track.
    """

    target: Path
    options: RemixOptions = field(default_factory=RemixOptions)
    language: str = ""
    title: str = ""
    keeps_original: bool = True


class DubExporter(QObject):
    """The jobs that export the dub; they wait for others that use the same sentence folder.

    `message_posted` carries a message and a folder to show, `failed` an error, `replace_wanted` an `OutputExists` and
    a callback that overwrites, and `changed` is emitted when an export starts or ends.

    Parameters
    ----------
    session, jobs, voices
        The open document, the job runner, and the voices that are open.
    """

    message_posted = Signal(str, object)
    failed = Signal(object)
    replace_wanted = Signal(object, object)
    changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, voices: VoiceService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._voices = session, jobs, voices
        self._running = 0

    @property
    def may_export(self) -> bool:
        """Whether there are voices to export, and no export is running."""
        voices = self._voices.voices
        return voices is not None and voices.found > 0 and not self._running

    def export_soundtrack(self, choice: SoundtrackChoice, *, force: bool = False) -> None:
        """Mix the voices and write the soundtrack to a file."""
        folder = self._voices.folder
        if folder is None:
            return

        def exporting() -> Job[Remix]:
            if choice.target.exists() and not force:
                raise OutputExists(choice.target)  # before minutes of work
            made = yield from staged(mix_voices(folder, choice.options), 0.0, 0.8)
            start_s = Fraction(choice.start_s) if choice.is_broadcast else None
            yield from staged(write_soundtrack(made.path, choice.target, start_s, force=force), 0.8, 0.9)
            if made.me is not None:
                other = choice.music_and_effects
                yield from staged(write_soundtrack(made.me, other, start_s, force=force), 0.9, 1.0)
            return made

        def done(made: Remix) -> None:
            self._tell(tr("Exported “{name}”.", name=choice.target.name), made.warnings, choice.target.parent)

        again = None if force else lambda: self.export_soundtrack(choice, force=True)
        self._start(tr(_SOUNDTRACK), exporting, done, again)

    def export_film(self, choice: FilmChoice, *, force: bool = False) -> None:
        """Mix the voices and write a copy of the film with them."""
        folder, media = self._voices.folder, self._session.media
        if folder is None or media is None:
            return

        def exporting() -> Job[tuple[Remix, RemuxedFilm]]:
            if choice.target.exists() and not force:
                raise OutputExists(choice.target)  # before minutes of work
            made = yield from staged(mix_voices(folder, choice.options), 0.0, 0.6)
            track = AddedTrack(made.path, choice.language or None, choice.title or None)
            writing = export_film(media.path, track, choice.target, keep_original=choice.keeps_original, force=force)
            return made, (yield from staged(writing, 0.6, 1.0))

        def done(result: tuple[Remix, RemuxedFilm]) -> None:
            made, film = result
            text = tr(
                "Exported “{name}” with the new sound first ({codec}).",
                name=film.path.name,
                codec=codec_name(film.codec),
            )
            self._tell(text, (*film.left_out, *made.warnings), film.path.parent)

        self._start(tr(_FILM), exporting, done, None if force else lambda: self.export_film(choice, force=True))

    def export_cue_sheets(self, parent: Path, rate: str) -> None:
        """Write the cue sheets of all speakers to a new folder, with time codes at a frame rate."""
        voices, media = self._voices.voices, self._session.media
        if voices is None or media is None:
            return
        lines = [
            SheetLine(line.number, line.start_ms, line.end_ms, line.text, line.speaker) for line in voices.lines.lines
        ]

        def exporting() -> Job[tuple[Path, int]]:
            yield Progress(0, 1, tr("Exporting"))
            folder = free_name(parent / tr("{name} cue sheets", name=media.path.stem))
            return folder, len(write_cue_sheets(lines, folder, title=media.path.stem, rate=rate))

        def done(result: tuple[Path, int]) -> None:
            folder, files = result
            self.message_posted.emit(
                tr("Exported {files:file|files} to “{name}”.", files=files, name=folder.name), folder
            )

        self._start(tr("Exporting cue sheets"), exporting, done, None)

    def _tell(self, text: str, warnings: Sequence[MessageOrText], folder: Path) -> None:
        """Say what was written, and the first warning with the number of the others."""
        parts = [text, *(tr(each).rstrip(".") + "." for each in warnings[:1])]
        if len(warnings) > 1:
            parts.append(tr("More warnings: {count}.", count=len(warnings) - 1))
        self.message_posted.emit(" ".join(parts), folder)

    def _start(
        self, title: str, make: Callable[[], Job[Any]], done: Callable[[Any], None], again: Callable[[], None] | None
    ) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, OutputExists) and again is not None:  # the film itself is never replaced
                self.replace_wanted.emit(error, again)
            else:
                self.failed.emit(error)

        def ended() -> None:
            self._running -= 1
            self.changed.emit()

        self._running += 1
        self._jobs.start(title, make, succeeded=done, failed=failed, ended=ended, queued=VOICE_QUEUE)
        self.changed.emit()
