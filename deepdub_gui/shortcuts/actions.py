"""Creates actions with their default shortcuts, and connects them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


def make_action(
    owner: QObject,
    text: str,
    *keys: QKeySequence.StandardKey | str,
    name: str = "",
    tip: str = "",
    checkable: bool = False,
    repeats: bool = True,
) -> QAction:
    """Return a new action.

    Parameters
    ----------
    owner
        The window that owns the action; its shortcuts work in it.
    text
        The text in menus, with its mnemonic.
    *keys
        The default shortcuts.
    name
        The object name, under which changed shortcuts are stored; see also `set_action_names`.
    tip
        The tooltip, without shortcut.
    checkable, repeats
        Whether the action can be checked, and whether holding its key triggers it repeatedly.
    """
    action = QAction(text, owner)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setObjectName(name)
    action.setCheckable(checkable)
    action.setAutoRepeat(repeats)
    if tip:
        action.setToolTip(tip)
    return action


def connect_actions(slots: Mapping[QAction, Callable[[], object]]) -> None:
    """Call a slot, without arguments, whenever its action is triggered."""
    for action, slot in slots.items():
        action.triggered.connect(lambda _checked=False, slot=slot: slot())
