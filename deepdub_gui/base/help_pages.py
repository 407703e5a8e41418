"""Which page of the handbook explains a window."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

HELP_ACTION = "handbook"  # the name of the main window's action
_PLACE = "handbookPlace"


def set_help(dialog: QWidget, page: str, anchor: str = "", owner: QWidget | None = None) -> None:
    """Say which page of the handbook explains a dialog; the key of the handbook opens it there.

    Parameters
    ----------
    dialog
        Its parent must be in the main window, which has the action.
    page, anchor
        File name of the page, and a chapter of it.
    owner
        The main window, for a window without a parent.
    """
    dialog.setProperty(_PLACE, f"{page}#{anchor}")
    parent = owner or dialog.parentWidget()
    action = None if parent is None else parent.window().findChild(QAction, HELP_ACTION)
    if action is not None:
        dialog.addAction(action)


def help_place(window: QWidget | None) -> tuple[str, str] | None:
    """Return page and anchor that explain a window; None if nothing was set."""
    place = None if window is None else window.property(_PLACE)
    if not place:
        return None
    page, _, anchor = str(place).partition("#")
    return page, anchor
