"""Letters that open menus and actions with Alt: each only once in a menu, whoever adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtWidgets import QMenu, QMenuBar

from deepdub_gui.shortcuts.entries import REFILLED, TITLE

_LETTER = re.compile(r"(?<!&)&([^&\s])")
_BEHIND = re.compile(r"\(&(\w)\)")  # in scripts that are not typed letter by letter


def settle_mnemonics(menu: QMenuBar | QMenu) -> None:
    """Give each action of a menu, and of the menus in it, a letter of its own, or none if all of its are taken.

    Actions whose text changes keep theirs, and so do those that come first.
    """
    actions = [action for action in menu.actions() if not action.isSeparator()]
    taken: set[str] = set()
    for action in sorted(actions, key=lambda action: not action.property(TITLE)):
        text = settled(action.text(), taken)
        taken.update(letter_of(text))
        if text != action.text():
            action.setText(text)
    for action in actions:
        inner = action.menu()
        if isinstance(inner, QMenu) and not inner.property(REFILLED):
            settle_mnemonics(inner)


def letter_of(text: str) -> str:
    """Return the letter of a text, in lower case; empty if it has none."""
    match = _LETTER.search(text)
    return match[1].lower() if match else ""


def settled(text: str, taken: Iterable[str]) -> str:
    """Return a text whose letter is not among those taken: another of its own, if need be."""
    taken = set(taken)
    letter = letter_of(text)
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
