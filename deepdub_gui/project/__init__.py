"""Projects in the window: saving and opening them, the journal of unsaved work, the list of steps."""

from deepdub_gui.project.desk import ProjectDesk
from deepdub_gui.project.recorder import Recorder

__all__ = ["ProjectDesk", "Recorder"]
