"""The menu in which the user chooses a model."""

from __future__ import annotations

from PySide6.QtGui import QAction

from tests.helpers.open_window import OpenWindow


def menu(opened: OpenWindow) -> list[QAction]:
    """Return the actions in the model menu."""
    opened.window.models.menu.aboutToShow.emit()
    return [action for action in opened.window.models.menu.actions() if not action.isSeparator()]


def choose(opened: OpenWindow, text: str) -> None:
    next(action for action in menu(opened) if action.text().startswith(text)).trigger()
