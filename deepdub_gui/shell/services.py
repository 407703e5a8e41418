"""The services behind the window, created by the application before the window."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.document.workbench import DocumentOpener


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """The session and the services that the window uses.

    Parameters
    ----------
    session
        The clip, its stems and its subtitles.
    jobs, playback, workbench
        The job runner, the player, and the workbench, which opens, separates, saves and exports.
    settings, dialogs
        The stored preferences, and the dialogs that ask the user.
    """

    session: Session
    jobs: JobRunner
    playback: Playback
    workbench: DocumentOpener
    settings: Settings
    dialogs: Dialogs
