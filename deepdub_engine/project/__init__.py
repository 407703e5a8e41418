"""Projects: the project file, the document with its undo history, and the crash-recovery journal."""

from deepdub_engine.project.document import Document
from deepdub_engine.project.files import SUFFIX, load_project, save_project
from deepdub_engine.project.history import History, Step
from deepdub_engine.project.journal import Journal, Recovered, read_journal
from deepdub_engine.project.journals import Abandoned, Journals
from deepdub_engine.project.open_projects import OpenProjects
from deepdub_engine.project.parts import (
    FileRef,
    MediaPart,
    Project,
    StemsPart,
    SubtitlesPart,
    View,
    VoicesPart,
    subtitle_file,
)
from deepdub_engine.project.reach import Reach, confirmable
from deepdub_engine.project.voice_move import VoiceMove

__all__ = [
    "SUFFIX",
    "Abandoned",
    "Document",
    "FileRef",
    "History",
    "Journal",
    "Journals",
    "MediaPart",
    "OpenProjects",
    "Project",
    "Reach",
    "Recovered",
    "StemsPart",
    "Step",
    "SubtitlesPart",
    "View",
    "VoiceMove",
    "VoicesPart",
    "confirmable",
    "load_project",
    "read_journal",
    "save_project",
    "subtitle_file",
]
