"""Separation in the window: the scope, the queue of jobs, previews and cached results."""

from deepdub_gui.separating.desk import SeparationDesk

__all__ = ["SeparationDesk"]
