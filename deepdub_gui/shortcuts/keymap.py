"""Which key does what: the defaults, and what the person made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QMenuBar

from deepdub_gui.base.settings import Settings
from deepdub_gui.shortcuts.entries import Entry, find_entries
from deepdub_gui.shortcuts.tooltips import follow_keys

Keys = tuple[QKeySequence, ...]
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NEEDED = frozenset(  # to move about, to press buttons and to leave
    {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter}
)


def is_allowed(key: QKeySequence) -> bool:
    """Tell whether an action may have a key: a single one that a person can press and that nothing else needs."""
    if key.count() != 1:
        return False
    first = key[0]  # type: ignore[index]  # not in PySide6's stubs
    pressed = first.key()
    is_bare = first.keyboardModifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return pressed != Qt.Key.Key_unknown and not (is_bare and pressed in _NEEDED)


class Keymap(QObject):
    """Keeps the keys of the actions in the menus and in dialogs that have keys of their own.

    No key does two things in one window: one that the person gave to an action is taken from all others there.

    Parameters
    ----------
    bar
        The menus, complete.
    settings
        Where keys are kept that are not the defaults.
    dialogs
        Those with keys of their own.
    """

    changed = Signal()

    def __init__(self, bar: QMenuBar, settings: Settings, parent: QObject, dialogs: Iterable[QDialog] = ()) -> None:
        super().__init__(parent)
        self._settings = settings
        self.entries = find_entries(bar, dialogs)
        self._defaults = {entry.name: tuple(entry.action.shortcuts()) for entry in self.entries}
        self._apply()
        follow_keys(entry.action for entry in self.entries)

    def keys(self, entry: Entry) -> Keys:
        """Return the keys of an action."""
        return tuple(entry.action.shortcuts())

    def default(self, entry: Entry) -> Keys:
        """Return the keys that an action has unless they are changed."""
        return self._defaults[entry.name]

    def is_changed(self, entry: Entry) -> bool:
        """Tell whether an action has other keys than by default."""
        return self.keys(entry) != self.default(entry)

    def holders(self, keys: Sequence[QKeySequence], besides: Entry) -> tuple[Entry, ...]:
        """Return the other actions that have one of some keys in the same window."""
        others = (entry for entry in self.entries if entry is not besides and entry.windows & besides.windows)
        return tuple(entry for entry in others if set(self.keys(entry)) & set(keys))

    def give(self, entry: Entry, keys: Sequence[QKeySequence]) -> None:
        """Give an action keys, and take them from whichever has them."""
        for holder in self.holders(keys, entry):
            self._keep(holder, [key for key in self.keys(holder) if key not in keys])
        self._keep(entry, keys)
        self._apply()
        self.changed.emit()

    def reset_all(self) -> None:
        """Give all actions the keys that they have by default."""
        for entry in self.entries:
            self._settings.set_keys(entry.name, None)
        self._apply()
        self.changed.emit()

    def _keep(self, entry: Entry, keys: Sequence[QKeySequence]) -> None:
        is_default = tuple(keys) == self.default(entry)
        self._settings.set_keys(entry.name, None if is_default else [key.toString(_PORTABLE) for key in keys])

    def _kept(self, entry: Entry) -> Keys | None:
        """Return what the person gave an action; None if that is nothing, or cannot be read."""
        texts = self._settings.keys(entry.name)
        keys = tuple(QKeySequence.fromString(text, _PORTABLE) for text in texts or ())
        return None if texts is None or not all(map(is_allowed, keys)) else tuple(dict.fromkeys(keys))

    def _apply(self) -> None:
        """Give all actions what is kept, and then their defaults as far as these are free."""
        taken: set[tuple[str, QKeySequence]] = set()
        wanted: dict[str, Keys] = {}

        def free(entry: Entry, keys: Keys) -> Keys:
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
