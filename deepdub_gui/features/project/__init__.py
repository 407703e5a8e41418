"""Projects in the window: saving and opening them, the journal of unsaved work, the list of steps."""

from deepdub_gui.features.project.journal_writer import Recorder
from deepdub_gui.features.project.service import ProjectDesk

__all__ = ["ProjectDesk", "Recorder"]
