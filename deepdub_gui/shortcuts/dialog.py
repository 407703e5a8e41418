"""The shortcuts dialog: find actions by name or shortcut, and change their shortcuts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.shortcuts.action_entries import ActionEntry
from deepdub_gui.shortcuts.keymap import Keymap, is_allowed

_NATIVE = QKeySequence.SequenceFormat.NativeText
_COLUMNS = (mark("Action"), mark("Menu"), mark("Shortcut"))
_WIDTHS = (280, 190)
_ROW_PX = 24
_ACTION, _MENU, _KEY = range(3)
_CHOOSE = mark("Select an action, then press its new shortcut in the field below.")


class ShortcutsDialog(QDialog):
    """A dialog that shows and edits a keymap; changes apply immediately.

    Parameters
    ----------
    keymap
        The keymap to edit.
    """

    def __init__(self, keymap: Keymap, parent: QWidget) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._wanted: tuple[QKeySequence, ...] = ()
        self._noted = QKeySequence()
        self.setWindowTitle(tr("Keyboard shortcuts"))
        set_help(self, "keys.md")
        self.search = QLineEdit(self, placeholderText=tr("Search by name, menu or shortcut"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Search by name, menu or shortcut"))
        for button in self.search.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear the search"))
        self.list = self._make_list()
        self.field = QKeySequenceEdit(self)
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(tr("New shortcut"))
        self.field.setAccessibleDescription(tr("Press the new shortcut for the selected action"))
        for child in self.field.findChildren(QWidget):
            child.setAccessibleName(tr("Clear new shortcut") if isinstance(child, QToolButton) else tr("New shortcut"))
        self.field.installEventFilter(self)
        self.set = QPushButton(tr("&Set"), self)
        self.add = QPushButton(tr("A&dd"), self)
        self.remove = QPushButton(tr("Re&move"), self)
        self.reset = QPushButton(tr("&Reset"), self)
        self.reassign = QPushButton(tr("Reassi&gn"), self)
        self.reset_all = QPushButton(tr("Reset &all"), self)
        self.close_ = QPushButton(tr("&Close"), self)
        self.note = PlainLabel(self, wordWrap=True)
        self._set_tooltips()
        self._lay_out()
        self._connect()
        self._fill()
        self._show_entry()
        self.resize(680, 640)
        self.search.setFocus()

    def choose(self, name: str) -> None:
        """Select the action whose shortcuts are stored under a name."""
        for item in self._items():
            if _entry(item).name == name:
                self.list.setCurrentItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the field on Escape and set its shortcut on Enter; the field would record both keys as shortcuts."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and not event.modifiers():
                self.field.clear()
                self.list.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.set.click()
                return True
        return super().eventFilter(watched, event)

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setHeaderLabels(list(map(tr, _COLUMNS)))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setAccessibleName(tr("Actions and their shortcuts"))
        for column, width in enumerate(_WIDTHS):
            tree.setColumnWidth(column, width)
        return tree

    def _set_tooltips(self) -> None:
        self.set.setToolTip(tr("Make this the only shortcut of the selected action (Enter)"))
        self.add.setToolTip(tr("Add this shortcut to the selected action"))
        self.remove.setToolTip(tr("Remove all shortcuts of the selected action"))
        self.reset.setToolTip(tr("Restore the default shortcut of the selected action"))
        self.reset_all.setToolTip(tr("Restore the default shortcuts of all actions"))

    def _lay_out(self) -> None:
        label = PlainLabel(tr("&New shortcut"), self)
        label.setBuddy(self.field)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.field, 1)
        for button in (self.set, self.add, self.remove, self.reset):
            row.addWidget(button)
        note_row = QHBoxLayout()
        note_row.addWidget(self.note, 1)
        note_row.addWidget(self.reassign)
        bottom = QHBoxLayout()
        bottom.addWidget(self.reset_all)
        bottom.addStretch(1)
        bottom.addWidget(self.close_)
        self.note.setMinimumHeight(2 * self.note.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        for part in (row, note_row, bottom):
            column.addLayout(part)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter is handled by the field and the list

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda *_: self._show_entry())
        self.list.itemActivated.connect(lambda *_: self.field.setFocus())
        self.field.keySequenceChanged.connect(self._check_key)
        self.set.clicked.connect(lambda: self._want(self._typed()))
        self.add.clicked.connect(lambda: self._want((*self._current_keys(), *self._typed())))
        self.remove.clicked.connect(lambda: self._want(()))
        self.reset.clicked.connect(self._reset)
        self.reassign.clicked.connect(lambda: self._give(self._wanted))
        self.reset_all.clicked.connect(self._keymap.reset_all)
        self.close_.clicked.connect(self.close)
        self._keymap.changed.connect(self._show_keys)

    # Display

    def _fill(self) -> None:
        for entry in self._keymap.entries:
            item = QTreeWidgetItem([entry.text, entry.place, ""])
            item.setData(_ACTION, Qt.ItemDataRole.UserRole, entry)
            item.setSizeHint(_ACTION, QSize(0, _ROW_PX))
            self.list.addTopLevelItem(item)
        self._show_keys()

    def _show_keys(self) -> None:
        for item in self._items():
            entry = _entry(item)
            item.setText(_KEY, _written(self._keymap.keys(entry)))
            font = item.font(_KEY)
            font.setBold(self._keymap.is_changed(entry))
            item.setFont(_KEY, font)
            default = _written(self._keymap.default(entry)) or tr("none")
            item.setToolTip(_KEY, tr("Default: {default}", default=default) if font.bold() else "")
        self._filter(self.search.text())
        self._show_entry()

    def _filter(self, text: str) -> None:
        """Show only the actions whose name, menu or shortcut contains every word of a text."""
        words = text.casefold().split()
        for item in self._items():
            written = " ".join(item.text(column) for column in range(len(_COLUMNS))).casefold()
            item.setHidden(not all(word in written for word in words))
        shown = [item for item in self._items() if not item.isHidden()]
        current = self.list.currentItem()
        if shown and (current is None or current.isHidden()):
            self.list.setCurrentItem(shown[0])
        elif not shown:
            self.list.setCurrentItem(None)

    def _show_entry(self) -> None:
        self.field.clear()
        self._check()

    def _check_key(self, key: QKeySequence) -> None:
        """Check a shortcut entered in the field, which reports it a second time on losing the focus."""
        if key != self._noted:
            self._check()

    def _check(self) -> None:
        """Show whether the shortcut in the field is available, and enable the buttons that apply."""
        entry, typed = self._entry(), self._typed()
        self._noted = self.field.keySequence()
        self._wanted = ()
        self.reassign.hide()
        self.note.setText(
            tr(_CHOOSE) if entry is None else tr("“{name}”: press the new shortcut in the field.", name=entry.text)
        )
        has_key = entry is not None and bool(typed) and is_allowed(typed[0])
        holders = () if entry is None else self._keymap.holders(typed, entry)
        if typed and not has_key and entry is not None:
            self.note.setText(
                tr(
                    "{key} is reserved for keyboard navigation. Press another shortcut.",
                    key=_written(typed),
                )
            )
        elif holders:
            names = ", ".join(f"“{holder.text}”" for holder in holders)
            self.note.setText(tr("{key} is assigned to {names}.", key=_written(typed), names=names))
        elif has_key:
            self.note.setText(tr("{key} is available.", key=_written(typed)))
        self.set.setEnabled(has_key)
        self.add.setEnabled(has_key and entry is not None and bool(self._keymap.keys(entry)))
        self.remove.setEnabled(entry is not None and bool(self._keymap.keys(entry)))
        self.reset.setEnabled(entry is not None and self._keymap.is_changed(entry))

    # User actions

    def _reset(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._want(self._keymap.default(entry))

    def _want(self, keys: Sequence[QKeySequence]) -> None:
        """Assign shortcuts to the selected action; ask first if another action has one of them."""
        entry = self._entry()
        if entry is None or not all(map(is_allowed, keys)):
            return
        holders = self._keymap.holders(keys, entry)
        if not holders:
            self._give(keys)
            return
        self._wanted = tuple(keys)
        names = ", ".join(f"“{holder.text}”" for holder in holders)
        self.note.setText(
            tr("{key} is assigned to {names}. Reassign it, or press another shortcut.", key=_written(keys), names=names)
        )
        self.reassign.show()
        self.reassign.setFocus()

    def _give(self, keys: Sequence[QKeySequence]) -> None:
        entry = self._entry()
        if entry is None:
            return
        self._keymap.give(entry, tuple(dict.fromkeys(keys)))
        written = _written(self._keymap.keys(entry)) or tr("no shortcut")
        self.note.setText(tr("“{name}” now has {key}.", name=entry.text, key=written))
        self.list.setFocus()

    def _entry(self) -> ActionEntry | None:
        item = self.list.currentItem()
        return None if item is None else _entry(item)

    def _current_keys(self) -> tuple[QKeySequence, ...]:
        entry = self._entry()
        return () if entry is None else self._keymap.keys(entry)

    def _typed(self) -> tuple[QKeySequence, ...]:
        key = self.field.keySequence()
        return () if key.isEmpty() else (key,)

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in items if item is not None]


def _entry(item: QTreeWidgetItem) -> ActionEntry:
    entry: ActionEntry = item.data(_ACTION, Qt.ItemDataRole.UserRole)
    return entry


def _written(keys: Sequence[QKeySequence]) -> str:
    return ", ".join(key.toString(_NATIVE) for key in keys)
