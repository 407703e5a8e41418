"""Project files in the window: save, open and recover them, and list the undo steps."""

from deepdub_gui.features.project.journal_writer import Recorder
from deepdub_gui.features.project.service import ProjectDesk

__all__ = ["ProjectDesk", "Recorder"]
