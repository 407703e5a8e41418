"""Project files in the window: save, open and recover them, and list the undo steps."""

from deepdub_gui.features.project.journal_writer import JournalWriter
from deepdub_gui.features.project.service import ProjectService

__all__ = ["JournalWriter", "ProjectService"]
