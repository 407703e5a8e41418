"""Keeps keys that a widget handles from triggering the shortcuts of the window."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent


def override_shortcut(event: QEvent, keys: Container[int]) -> bool:
    """Accept a shortcut override for one of a widget's own keys; return whether `event` was one."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in keys:
        event.accept()
        return True
    return False
