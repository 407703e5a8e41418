"""The models dialog: a card for each model, and the last message."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.features.models.card import ModelCard
from deepdub_gui.features.models.service import ModelService
from deepdub_gui.widgets.message_line import MessageLine

_FOLDER_TITLE = mark("Import a model folder")


class ModelsDialog(QDialog):
    """A non-modal dialog that shows the models and starts operations on them.

    Parameters
    ----------
    service, dialogs
        Runs the operations, and asks for files and folders.
    """

    def __init__(self, service: ModelService, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service, self._dialogs = service, dialogs
        self.cards: list[ModelCard] = []
        self.setWindowTitle(tr("Models"))
        set_help(self, "models.md")
        self.setAccessibleDescription(tr("The models that separate speech from music and effects."))
        self._line = MessageLine("dim", self)
        self.message, self.helper = self._line.label, self._line.button
        self.closer = QPushButton(tr("Close"), self)
        self._column = QVBoxLayout()
        self._lay_out()
        self.closer.clicked.connect(self.close)
        service.changed.connect(self._show_entries)
        service.busy_changed.connect(self._show_busy)
        service.message_posted.connect(lambda text, _folder: self._line.show_message(text))
        service.failed.connect(self._show_error)
        self._line.clear()
        self._show_entries()
        self.resize(760, 600)

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh the models when the dialog opens."""
        super().showEvent(event)
        self._service.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Refresh the models when the dialog is activated, since another program may have changed them."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.cards:
            self._service.refresh()

    def _lay_out(self) -> None:
        inside = QWidget(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        inside.setLayout(self._column)
        area = QScrollArea(self, widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab moves through the buttons, which scroll into view
        area.setWidget(inside)
        area.setAccessibleName(tr("Models"))
        bottom = QHBoxLayout()
        bottom.addWidget(self._line, 1)
        bottom.addWidget(self.closer)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(area, 1)
        column.addLayout(bottom)

    def _show_entries(self) -> None:
        entries, busy = self._service.entries, self._service.busy
        if [card.entry.model.name for card in self.cards] != [entry.model.name for entry in entries]:
            for card in self.cards:
                card.deleteLater()
            self.cards = [self._card(number) for number in range(len(entries))]
            if self.closer.hasFocus():
                self.cards[0].take_focus()
        for card, entry in zip(self.cards, entries, strict=True):
            card.show_entry(entry, busy)

    def _card(self, number: int) -> ModelCard:
        entry = self._service.entries[number]
        name, service = entry.model.name, self._service
        card = ModelCard(entry, self)
        card.fetch_wanted.connect(lambda: service.fetch(name))
        card.archive_wanted.connect(lambda: self._import(name, self._dialogs.choose_archive(self)))
        card.folder_wanted.connect(lambda: self._import(name, self._dialogs.choose_folder(self, tr(_FOLDER_TITLE))))
        card.copy_wanted.connect(lambda: self._import(name, card.entry.found))
        card.verify_wanted.connect(lambda: service.verify(name))
        card.remove_wanted.connect(lambda: service.remove(name))
        card.open_wanted.connect(lambda: _open(card.entry.model.path))
        card.cancel_wanted.connect(service.cancel)
        self._column.insertWidget(number, card)
        return card

    def _import(self, name: str, source: Path | None) -> None:
        if source is not None:
            self._service.import_from(name, source)

    def _show_busy(self) -> None:
        busy = self._service.busy
        if busy is not None and busy.progress.done == 0:
            self._line.clear()
        for card in self.cards:
            if busy is not None and busy.name == card.entry.model.name and not card.cancel.isHidden():
                card.show_progress(busy)
            else:
                card.show_entry(card.entry, busy)

    def _show_error(self, error: Exception) -> None:
        button, help_ = self._service.remedy(error) or ("", None)
        self._line.show_message(error_text(error), button, help_, error=True)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))
