"""Project files in the window: save, open and recover them, and list the undo steps."""

from deepdub_gui.project.desk import ProjectDesk
from deepdub_gui.project.recorder import Recorder

__all__ = ["ProjectDesk", "Recorder"]
