"""Auxiliary sources beside the stems: generated speech, and ticks at cue starts."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from deepdub_engine.audio.composite import CompositeClip
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline import GeneratedSpeech, load_generated
from deepdub_engine.player import TickSource
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session


class AuxSources(QObject):
    """Loads generated speech and keeps the ticks in step with the cues.

    `message_posted` carries a message and None, `failed` an error. `loaded` is emitted once generated speech is
    available.
    """

    message_posted = Signal(str, object)
    failed = Signal(object)
    loaded = Signal()

    def __init__(self, session: Session, playback: Playback, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._playback, self._jobs = session, playback, jobs
        self._speech: CompositeClip | None = None
        self._outdated: CompositeClip | None = None
        self._ticks: TickSource | None = None
        self._ticking = False
        session.media_changed.connect(self._check_clip)
        session.cues_changed.connect(self._place_ticks)

    def set_ticking(self, ticking: bool) -> None:
        """Enable or disable the tick at the start of each cue."""
        self._ticking = ticking
        self._place_ticks()

    def load_speech(self, folder: Path) -> None:
        """Load the ``<hash>_gen_vocals.wav`` files of a sentence folder and place each at its sentence."""
        clip = self._session.clip
        if clip is None:
            return
        cache = clip.path.parent

        def done(speech: GeneratedSpeech) -> None:
            if self._session.clip is clip:
                self._set_speech(speech, folder)

        self._session.folders.hold(cache)
        self._jobs.start(
            tr("Loading generated speech"),
            lambda: load_generated(folder, clip, cache),
            succeeded=done,
            failed=self.failed.emit,
            ended=lambda: self._session.folders.release(cache),
        )

    def _set_speech(self, speech: GeneratedSpeech, folder: Path) -> None:
        if not speech.found:
            self.message_posted.emit(
                tr("No generated speech in “{name}”: it has no <hash>_gen_vocals.wav files.", name=folder.name),
                None,
            )
            return
        if self._outdated is not None:
            with contextlib.suppress(OSError):  # it is removed with the clip's folder
                self._outdated.path.unlink()
        # The player reads the old file until the new one is handed over.
        self._outdated, self._speech = self._speech, speech.clip
        self._hand_over()
        missing = tr(", {missing} still missing", missing=speech.missing) if speech.missing else ""
        sentences = tr("1 sentence") if speech.found == 1 else tr("{found} sentences", found=speech.found)
        self.message_posted.emit(
            tr(
                "Loaded generated speech for {sentences}{missing}. Press 4 to hear it.",
                sentences=sentences,
                missing=missing,
            ),
            None,
        )
        self.loaded.emit()

    def _check_clip(self) -> None:
        """Drop the generated speech when the clip is closed."""
        if self._session.clip is None and self._speech is not None:
            self._speech = self._outdated = None
            self._hand_over()
        self._place_ticks()

    def _place_ticks(self) -> None:
        clip = self._session.clip
        ticks = None
        if self._ticking and clip is not None:
            starts = {ms_to_sample(cue.start_ms, clip.rate_hz) for cue in self._session.cues}
            inside = tuple(sorted(start for start in starts if 0 <= start < clip.samples))
            ticks = TickSource(inside, clip.rate_hz, clip.samples)
        if ticks != self._ticks:
            self._ticks = ticks
            self._hand_over()

    def _hand_over(self) -> None:
        self._playback.set_extras((self._speech, self._ticks))
