"""Gives a widget another name, by which the style sheet knows it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget, name: str) -> None:
    """Set the object name of a widget, and let the style sheet apply to it."""
    if widget.objectName() != name:
        widget.setObjectName(name)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
