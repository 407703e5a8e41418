"""What works behind the window, made and wired by the application before there is one."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.document.workbench import Workbench


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """What the window draws, and passes on to what the person does.

    Parameters
    ----------
    session
        The clip, its stems and its subtitles.
    jobs, playback, workbench
        What runs long work, what plays, and what opens, separates, saves and exports.
    settings, dialogs
        What is remembered, and how questions are asked.
    """

    session: Session
    jobs: JobRunner
    playback: Playback
    workbench: Workbench
    settings: Settings
    dialogs: Dialogs
