"""Separating in the window: what of the clip, in which order, and what was done before."""

from deepdub_gui.separating.desk import SeparationDesk

__all__ = ["SeparationDesk"]
