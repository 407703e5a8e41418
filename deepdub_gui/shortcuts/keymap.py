"""The keyboard shortcuts of all actions: the defaults and the user's changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QMenuBar

from deepdub_gui.base.settings import Settings
from deepdub_gui.shortcuts.action_entries import ActionEntry, find_entries
from deepdub_gui.shortcuts.tooltips import keep_shortcuts_in_tooltips

Keys = tuple[QKeySequence, ...]
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NEEDED = frozenset(  # needed for keyboard navigation
    {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter}
)


def is_allowed(key: QKeySequence) -> bool:
    """Return whether a shortcut can be assigned: one known key that keyboard navigation does not need."""
    if key.count() != 1:
        return False
    first = key[0]  # type: ignore[index]  # not in PySide6's stubs
    pressed = first.key()
    is_bare = first.keyboardModifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return pressed != Qt.Key.Key_unknown and not (is_bare and pressed in _NEEDED)


class Keymap(QObject):
    """The shortcuts of the actions in the menus and in dialogs that have shortcuts of their own.

    A shortcut is unique within a window: assigning it to one action removes it from the others.

    Parameters
    ----------
    bar
        The menu bar, with complete menus.
    settings
        Stores the shortcuts that differ from the defaults.
    dialogs
        The dialogs that have shortcuts of their own.
    """

    changed = Signal()

    def __init__(self, bar: QMenuBar, settings: Settings, parent: QObject, dialogs: Iterable[QDialog] = ()) -> None:
        super().__init__(parent)
        self._settings = settings
        self.entries = find_entries(bar, dialogs)
        self._defaults = {entry.name: tuple(entry.action.shortcuts()) for entry in self.entries}
        self._apply()
        keep_shortcuts_in_tooltips(entry.action for entry in self.entries)

    def keys(self, entry: ActionEntry) -> Keys:
        """Return the shortcuts of an action."""
        return tuple(entry.action.shortcuts())

    def default(self, entry: ActionEntry) -> Keys:
        """Return the default shortcuts of an action."""
        return self._defaults[entry.name]

    def is_changed(self, entry: ActionEntry) -> bool:
        """Return whether the shortcuts of an action differ from the defaults."""
        return self.keys(entry) != self.default(entry)

    def holders(self, keys: Sequence[QKeySequence], besides: ActionEntry) -> tuple[ActionEntry, ...]:
        """Return the other actions in the same window that have any of these shortcuts."""
        others = (entry for entry in self.entries if entry is not besides and entry.windows & besides.windows)
        return tuple(entry for entry in others if set(self.keys(entry)) & set(keys))

    def give(self, entry: ActionEntry, keys: Sequence[QKeySequence]) -> None:
        """Assign shortcuts to an action, and remove them from the other actions."""
        for holder in self.holders(keys, entry):
            self._keep(holder, [key for key in self.keys(holder) if key not in keys])
        self._keep(entry, keys)
        self._apply()
        self.changed.emit()

    def reset_all(self) -> None:
        """Restore the default shortcuts of all actions."""
        for entry in self.entries:
            self._settings.set_keys(entry.name, None)
        self._apply()
        self.changed.emit()

    def _keep(self, entry: ActionEntry, keys: Sequence[QKeySequence]) -> None:
        is_default = tuple(keys) == self.default(entry)
        self._settings.set_keys(entry.name, None if is_default else [key.toString(_PORTABLE) for key in keys])

    def _kept(self, entry: ActionEntry) -> Keys | None:
        """Return the stored shortcuts of an action; None if none are stored or one is invalid."""
        texts = self._settings.keys(entry.name)
        keys = tuple(QKeySequence.fromString(text, _PORTABLE) for text in texts or ())
        return None if texts is None or not all(map(is_allowed, keys)) else tuple(dict.fromkeys(keys))

    def _apply(self) -> None:
        """Set the stored shortcuts of all actions, and then the defaults that are still free."""
        taken: set[tuple[str, QKeySequence]] = set()
        wanted: dict[str, Keys] = {}

        def free(entry: ActionEntry, keys: Keys) -> Keys:
            return tuple(key for key in keys if taken.isdisjoint((window, key) for window in entry.windows))

        for entry in self.entries:
            kept = self._kept(entry)
            if kept is not None:
                wanted[entry.name] = free(entry, kept)
                taken.update(product(entry.windows, wanted[entry.name]))
        for entry in self.entries:
            if entry.name not in wanted:
                wanted[entry.name] = free(entry, self.default(entry))
            if self.keys(entry) != wanted[entry.name]:
                entry.action.setShortcuts(list(wanted[entry.name]))
