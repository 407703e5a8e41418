"""Keeps the shortcuts in tooltips up to date."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from deepdub_gui.shortcuts.action_entries import plain_text

_NATIVE = QKeySequence.SequenceFormat.NativeText
_FORMER, _DERIVED = "formerKeys", "derivedTip"


def key_text(action: QAction) -> str:
    """Return the first shortcut of an action in native notation; empty if it has none."""
    return action.shortcut().toString(_NATIVE)


def tip_with_key(tip: str, former: Iterable[str], key: str) -> str:
    """Return a tooltip whose first line ends with a shortcut in brackets, without any of the former ones."""
    first, newline, rest = tip.partition("\n")
    for old in former:
        first = first.removesuffix(f" ({old})")
    if key:
        first = f"{first} ({key})"
    return first + newline + rest


def keep_shortcuts_in_tooltips(actions: Iterable[QAction]) -> None:
    """Show the shortcuts of actions in their tooltips, and update these when tooltip or shortcut changes."""
    for action in actions:
        _update_tooltip(action)
        action.changed.connect(lambda action=action: _update_tooltip(action))


def _update_tooltip(action: QAction) -> None:
    key = key_text(action)
    former = {*(action.property(_FORMER) or ()), key} - {""}
    action.setProperty(_FORMER, sorted(former))
    base = tip_with_key(action.toolTip(), former, "")
    text, as_qt_has_it = plain_text(action.text()), action.text().replace("&", "").removesuffix("…")
    if base.removesuffix("…") == as_qt_has_it or plain_text(base) in (
        text,
        action.property(_DERIVED),
    ):  # no tooltip was set explicitly
        base = text
        action.setProperty(_DERIVED, text)
    tip = tip_with_key(base, (), key)
    if tip != action.toolTip():
        action.setToolTip(tip)


def show_shortcuts_in_tooltip(widget: QWidget, tip: str, *actions: QAction) -> None:
    """Set a tooltip whose first line ends with the shortcuts of actions, and update it when they change."""

    def update() -> None:
        keys = [key for key in map(key_text, actions) if key]
        widget.setToolTip(tip_with_key(tip, (), ", ".join(keys)))

    for action in actions:
        action.changed.connect(update)
    update()
