"""The dialog of the keys: all actions, found by name or key, and the key of each to be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.shortcuts.entries import Entry
from deepdub_gui.shortcuts.keymap import Keymap, is_allowed

_NATIVE = QKeySequence.SequenceFormat.NativeText
_COLUMNS = (mark("Action"), mark("Menu"), mark("Key"))
_WIDTHS = (280, 190)
_ROW_PX = 24
_ACTION, _MENU, _KEY = range(3)
_CHOOSE = mark("Choose an action; then press its new key in the field below.")


class KeysDialog(QDialog):
    """Shows a keymap and changes it; what is changed holds at once.

    Parameters
    ----------
    keymap
        What is shown.
    """

    def __init__(self, keymap: Keymap, parent: QWidget) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._wanted: tuple[QKeySequence, ...] = ()
        self._noted = QKeySequence()
        self.setWindowTitle(tr("Keys"))
        self.search = QLineEdit(self, placeholderText=tr("Search by name, menu or key"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Search by name, menu or key"))
        for button in self.search.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear the search"))
        self.list = self._make_list()
        self.field = QKeySequenceEdit(self)
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(tr("New key"))
        self.field.setAccessibleDescription(tr("Press the key that the chosen action is to have"))
        for child in self.field.findChildren(QWidget):
            child.setAccessibleName(tr("Clear the new key") if isinstance(child, QToolButton) else tr("New key"))
        self.field.installEventFilter(self)
        self.set = QPushButton(tr("&Set"), self)
        self.add = QPushButton(tr("A&dd"), self)
        self.remove = QPushButton(tr("Re&move"), self)
        self.reset = QPushButton(tr("&Reset"), self)
        self.take = QPushButton(tr("&Take it from there"), self)
        self.reset_all = QPushButton(tr("Reset &all"), self)
        self.close_ = QPushButton(tr("&Close"), self)
        self.note = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._tell_tips()
        self._lay_out()
        self._connect()
        self._fill()
        self._show_entry()
        self.resize(680, 640)
        self.search.setFocus()

    def choose(self, name: str) -> None:
        """Select an action by its name in the settings."""
        for item in self._items():
            if _entry(item).name == name:
                self.list.setCurrentItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Escape leave the field, and Enter set what is in it; both would be taken for the new key."""
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
        tree.setAccessibleName(tr("Actions and their keys"))
        for column, width in enumerate(_WIDTHS):
            tree.setColumnWidth(column, width)
        return tree

    def _tell_tips(self) -> None:
        self.set.setToolTip(tr("Make it the only key of the chosen action (Enter)"))
        self.add.setToolTip(tr("Make it a further key of the chosen action"))
        self.remove.setToolTip(tr("Leave the chosen action without a key"))
        self.reset.setToolTip(tr("Give the chosen action the key it has by default"))
        self.reset_all.setToolTip(tr("Give all actions the keys they have by default"))

    def _lay_out(self) -> None:
        label = QLabel(tr("&New key"), self)
        label.setBuddy(self.field)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.field, 1)
        for button in (self.set, self.add, self.remove, self.reset):
            row.addWidget(button)
        told = QHBoxLayout()
        told.addWidget(self.note, 1)
        told.addWidget(self.take)
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
        for part in (row, told, bottom):
            column.addLayout(part)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter is for the field and the list

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda *_: self._show_entry())
        self.list.itemActivated.connect(lambda *_: self.field.setFocus())
        self.field.keySequenceChanged.connect(self._take_note)
        self.set.clicked.connect(lambda: self._want(self._typed()))
        self.add.clicked.connect(lambda: self._want((*self._current_keys(), *self._typed())))
        self.remove.clicked.connect(lambda: self._want(()))
        self.reset.clicked.connect(self._reset)
        self.take.clicked.connect(lambda: self._give(self._wanted))
        self.reset_all.clicked.connect(self._keymap.reset_all)
        self.close_.clicked.connect(self.close)
        self._keymap.changed.connect(self._show_keys)

    # What is shown

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
            item.setToolTip(_KEY, tr("By default: {default}", default=default) if font.bold() else "")
        self._filter(self.search.text())
        self._show_entry()

    def _filter(self, text: str) -> None:
        """Show the actions that have all words of a text in name, menu or key."""
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

    def _take_note(self, key: QKeySequence) -> None:
        """Follow what is in the field; it tells its key once more when it is left."""
        if key != self._noted:
            self._check()

    def _check(self) -> None:
        """Say what would become of the key in the field."""
        entry, typed = self._entry(), self._typed()
        self._noted = self.field.keySequence()
        self._wanted = ()
        self.take.hide()
        self.note.setText(
            tr(_CHOOSE) if entry is None else tr("“{name}”: press the new key in the field.", name=entry.text)
        )
        has_key = entry is not None and bool(typed) and is_allowed(typed[0])
        holders = () if entry is None else self._keymap.holders(typed, entry)
        if typed and not has_key and entry is not None:
            self.note.setText(
                tr(
                    "{key} cannot be given away: it moves between controls or presses them.",
                    key=_written(typed),
                )
            )
        elif holders:
            names = ", ".join(f"“{holder.text}”" for holder in holders)
            self.note.setText(tr("{key} belongs to {names}.", key=_written(typed), names=names))
        elif has_key:
            self.note.setText(tr("{key} is free.", key=_written(typed)))
        self.set.setEnabled(has_key)
        self.add.setEnabled(has_key and entry is not None and bool(self._keymap.keys(entry)))
        self.remove.setEnabled(entry is not None and bool(self._keymap.keys(entry)))
        self.reset.setEnabled(entry is not None and self._keymap.is_changed(entry))

    # What the person does

    def _reset(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._want(self._keymap.default(entry))

    def _want(self, keys: Sequence[QKeySequence]) -> None:
        """Give the chosen action keys; ask first where that takes them from another."""
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
            tr("{key} belongs to {names}. One key cannot do two things.", key=_written(keys), names=names)
        )
        self.take.show()
        self.take.setFocus()

    def _give(self, keys: Sequence[QKeySequence]) -> None:
        entry = self._entry()
        if entry is None:
            return
        self._keymap.give(entry, tuple(dict.fromkeys(keys)))
        written = _written(self._keymap.keys(entry)) or tr("no key")
        self.note.setText(tr("“{name}” has {key} now.", name=entry.text, key=written))
        self.list.setFocus()

    def _entry(self) -> Entry | None:
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


def _entry(item: QTreeWidgetItem) -> Entry:
    entry: Entry = item.data(_ACTION, Qt.ItemDataRole.UserRole)
    return entry


def _written(keys: Sequence[QKeySequence]) -> str:
    return ", ".join(key.toString(_NATIVE) for key in keys)
