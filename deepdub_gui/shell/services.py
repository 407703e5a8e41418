"""The services behind the window, created by the application before the window."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.speakers.voice_cache import VoiceCache
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.document.dub_exporter import DubExporter
from deepdub_gui.document.exporting import Exporter
from deepdub_gui.document.opening import DocumentOpener
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.saving import SubtitleSaver
from deepdub_gui.document.separation import SeparationService
from deepdub_gui.document.session import Session
from deepdub_gui.document.suggestions import SuggestionService
from deepdub_gui.document.voices import VoiceService


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """The session and the services that the window uses.

    Parameters
    ----------
    session
        The clip, its stems and its subtitles.
    jobs, playback
        The job runner and the player.
    opener, saver, exporter
        Open clips and subtitles, save subtitles, export sentences and stems.
    separation, suggestions
        Separate the clip, and find the right shift.
    voices, dubs
        The generated voices that are open, and what exports them as a soundtrack or in a film.
    heard
        The cache of voices that were heard.
    settings, dialogs
        The stored preferences, and the dialogs that ask the user.
    """

    session: Session
    jobs: JobRunner
    playback: Playback
    opener: DocumentOpener
    saver: SubtitleSaver
    exporter: Exporter
    separation: SeparationService
    suggestions: SuggestionService
    voices: VoiceService
    dubs: DubExporter
    heard: VoiceCache
    settings: Settings
    dialogs: Dialogs
