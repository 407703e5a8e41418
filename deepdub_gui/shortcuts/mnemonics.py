"""Makes the mnemonics of each menu unique."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtWidgets import QMenu, QMenuBar

from deepdub_gui.shortcuts.action_entries import REFILLED, TITLE

_LETTER = re.compile(r"(?<!&)&([^&\s])")
_BEHIND = re.compile(r"\(&(\w)\)")  # appended to texts in non-Latin scripts


def assign_mnemonics(menu: QMenuBar | QMenu) -> None:
    """Make the mnemonics of a menu and its submenus unique; an action whose letters are all taken has none.

    Where two clash, actions whose text changes keep theirs, and then those that come first.
    """
    actions = [action for action in menu.actions() if not action.isSeparator()]
    taken: set[str] = set()
    for action in sorted(actions, key=lambda action: not action.property(TITLE)):
        text = with_free_mnemonic(action.text(), taken)
        taken.update(mnemonic_of(text))
        if text != action.text():
            action.setText(text)
    for action in actions:
        inner = action.menu()
        if isinstance(inner, QMenu) and not inner.property(REFILLED):
            assign_mnemonics(inner)


def mnemonic_of(text: str) -> str:
    """Return the mnemonic of a text in lower case; empty if it has none."""
    match = _LETTER.search(text)
    return match[1].lower() if match else ""


def with_free_mnemonic(text: str, taken: Iterable[str]) -> str:
    """Return a text with a mnemonic that is not taken: its own, or else another of its letters."""
    taken = set(taken)
    letter = mnemonic_of(text)
    if not letter or letter not in taken:
        return text
    if behind := _BEHIND.search(text):
        free = next((other for other in "abcdefghijklmnopqrstuvwxyz" if other not in taken), "")
        return text.replace(behind[0], f"(&{free.upper()})" if free else "")
    plain = _LETTER.sub(r"\1", text)
    starts = [match.start() for match in re.finditer(r"\b\w", plain)]
    places = [*starts, *(place for place in range(len(plain)) if plain[place].isalnum())]
    free_at = next((place for place in places if plain[place].lower() not in taken), None)
    return plain if free_at is None else f"{plain[:free_at]}&{plain[free_at:]}"
