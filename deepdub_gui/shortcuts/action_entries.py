"""Collects the actions of a window and its dialogs, with the names under which their shortcuts are stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QMenuBar

REFILLED = "isRefilled"
TITLE = "title"
_MNEMONIC = re.compile(r"\s?\(&\w\)|&(?=[^&\s])")


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """One action of the menus or a dialog.

    Parameters
    ----------
    name
        The name under which its shortcuts are stored; the same in every language.
    place
        The menu path, “Play, Speed”, or the title of the dialog.
    text
        The title of the action.
    action
        The action.
    windows
        The windows in which its shortcuts work: the titles of dialogs, and "" for the main window.
    """

    name: str
    place: str
    text: str
    action: QAction
    windows: frozenset[str] = frozenset({""})


def plain_text(text: str) -> str:
    """Return the text of an action or a menu without mnemonic, ellipsis and shortcut column."""
    return _MNEMONIC.sub("", text.partition("\t")[0]).replace("&&", "&").removesuffix("…").strip()


def escaped(name: str) -> str:
    """Return a name for the text of an action, in which a single ampersand would mark the mnemonic."""
    return name.replace("&", "&&")


def title_of(action: QAction) -> str:
    """Return the title of an action, which stays the same when its text changes with its state."""
    return str(action.property(TITLE) or plain_text(action.text()))


def set_action_names(holder: object) -> None:
    """Set the object names of the actions in an object's attributes, which identify them in every language."""
    for name, value in vars(holder).items():
        many = value if isinstance(value, tuple) else tuple(value.values()) if isinstance(value, dict) else None
        if isinstance(value, QAction):
            _name(value, name)
        for number, action in enumerate(many or (), 1):
            if isinstance(action, QAction):
                _name(action, f"{name}_{number}")


def find_entries(bar: QMenuBar, dialogs: Iterable[QDialog] = ()) -> tuple[ActionEntry, ...]:
    """Return the actions of all menus in order, each once, followed by the actions of dialogs.

    Menus that are refilled when they open are left out.
    """
    found: dict[QAction, ActionEntry] = {}
    taken: set[str] = set()

    def add(action: QAction, place: str, window: str) -> None:
        if action in found:
            found[action] = replace(found[action], windows=found[action].windows | {window})
            return
        text = title_of(action)
        name = _free(action.objectName() or text.lower().replace(" ", "_"), taken)
        _name(action, name)
        taken.add(name)
        found[action] = ActionEntry(name, place, text, action, frozenset({window}))

    for action, place in _walk(bar, ()):
        add(action, ", ".join(place), "")
    for dialog in dialogs:
        for action in dialog.actions():
            add(action, dialog.windowTitle(), dialog.windowTitle())
    return tuple(found.values())


def mark_refilled(menu: QMenu) -> None:
    """Mark a menu that is refilled when it opens; its actions get no shortcuts."""
    menu.setProperty(REFILLED, True)


def _name(action: QAction, name: str) -> None:
    if not action.objectName():
        action.setObjectName(name)


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _walk(menu: QMenuBar | QMenu, place: tuple[str, ...]) -> Iterator[tuple[QAction, tuple[str, ...]]]:
    for action in menu.actions():
        inner: QObject | None = action.menu()
        if isinstance(inner, QMenu):
            if not inner.property(REFILLED):
                yield from _walk(inner, (*place, plain_text(inner.title())))
        elif not action.isSeparator() and action.text():
            yield action, place
