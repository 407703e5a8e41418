"""The card of one model in the models dialog: description, state and buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deepdub_engine.separation.models.checking import InstallState
from deepdub_engine.separation.models.inventory import InventoryEntry
from deepdub_gui.base.elided_label import ElidedLabel
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.features.models.service import ModelOperation
from deepdub_gui.features.models.texts import (
    busy_text,
    facts_text,
    is_outdated,
    missing_parts,
    purpose_text,
    state_text,
)


class ModelCard(QFrame):
    """Shows one model; each button emits a signal that requests an operation on it.

    Parameters
    ----------
    entry
        The initial state of the model; `show_entry` updates it.
    """

    fetch_wanted = Signal()
    archive_wanted = Signal()
    folder_wanted = Signal()
    copy_wanted = Signal()
    verify_wanted = Signal()
    remove_wanted = Signal()
    open_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, entry: InventoryEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.entry = entry
        title = tr(entry.model.title)
        self.setAccessibleName(title)
        self.title = PlainLabel(title, self)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.state = PlainLabel(self)
        self.facts = PlainLabel(self, objectName="dim")
        self.place = ElidedLabel(self)
        self.found = ElidedLabel(self)
        self.copy = self._button(
            tr("Import a copy"), tr("Copy {title} into the model folder of Deepdub and verify the copy", title=title)
        )
        self.fetch = self._button(
            tr("Fetch"), tr("Fetch {title} from the package index or the web, verify and install it", title=title)
        )
        self.cancel = self._button(tr("Cancel"), tr("Cancel the operation on {title}", title=title))
        self.archive = self._button(tr("Import archive…"), tr("Install {title} from a downloaded archive", title=title))
        self.folder = self._button(
            tr("Import folder…"), tr("Install {title} from the folder with its files", title=title)
        )
        self.verify = self._button(tr("Verify"), tr("Check the files of {title} for damage", title=title))
        self.remove = self._button(tr("Remove"), tr("Remove the files of {title} that Deepdub installed", title=title))
        self.open = self._button(tr("Open folder"), tr("Show the folder of {title}", title=title))
        signals = {
            self.copy: self.copy_wanted,
            self.fetch: self.fetch_wanted,
            self.cancel: self.cancel_wanted,
            self.archive: self.archive_wanted,
            self.folder: self.folder_wanted,
            self.verify: self.verify_wanted,
            self.remove: self.remove_wanted,
            self.open: self.open_wanted,
        }
        self._buttons = tuple(signals)
        self._pressed = self.fetch
        self._lay_out()
        for button, signal in signals.items():
            button.clicked.connect(signal)
        self.show_entry(entry, None)

    def show_entry(self, entry: InventoryEntry, busy: ModelOperation | None) -> None:
        """Show the state of the model, and disable what cannot run beside the current operation."""
        self.entry = entry
        focused = next((button for button in self._buttons if button.hasFocus()), None)
        mine = busy is not None and busy.name == entry.model.name
        is_there = entry.status.state is not InstallState.NOT_INSTALLED
        is_damaged = entry.status.state is InstallState.DAMAGED
        self.facts.setText(facts_text(entry))
        self.place.setText(
            tr(" · stored in {place}" if is_there else " · will be stored in {place}", place=entry.place)
        )
        self.place.setToolTip(str(entry.place))
        self.found.setText(tr("Found in a Spleeter folder, and used from there."))
        self.found.setVisible(entry.found is not None)
        self._show_state(state_text(entry) if not mine or busy is None else busy_text(busy.progress), is_damaged)
        can_be_changed, is_free = entry.offer is not None, busy is None
        for button in (self.archive, self.folder, self.remove):
            button.setVisible(can_be_changed)
        can_be_fetched = can_be_changed or bool(missing_parts(entry))
        self.fetch.setVisible(can_be_fetched and not mine)
        self.cancel.setVisible(can_be_fetched and mine)
        self.fetch.setText(
            tr("Fetch again") if is_damaged else tr("Resume fetching") if entry.unfinished else tr("Fetch")
        )
        is_wanted = is_damaged or not entry.status.official or bool(missing_parts(entry)) or is_outdated(entry)
        self.fetch.setEnabled(is_free and is_wanted)
        for button in (self.archive, self.folder):
            button.setEnabled(is_free)
        self.copy.setVisible(entry.found is not None)
        self.copy.setEnabled(is_free)
        self.verify.setEnabled(is_there and (is_free or not can_be_changed))
        self.remove.setEnabled(is_free and entry.removable)
        self.open.setEnabled(is_there)
        if focused is not None:
            self._keep_focus(focused)

    def show_progress(self, busy: ModelOperation) -> None:
        """Show the progress of the operation on this model."""
        self._show_state(busy_text(busy.progress), is_damaged=False)

    def _show_state(self, text: str, is_damaged: bool) -> None:
        self.state.setText(text)
        self.setAccessibleDescription(
            tr(
                "{purpose} {facts}. State: {state}.",
                purpose=purpose_text(self.entry.model),
                facts=self.facts.text(),
                state=text,
            )
        )
        name = "error" if is_damaged else ""
        if self.state.objectName() != name:
            self.state.setObjectName(name)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    def take_focus(self) -> None:
        """Give the focus to the first button that can be used."""
        usable = [button for button in (self.verify, *self._buttons) if _is_usable(button)]
        if usable:
            usable[0].setFocus()

    def _keep_focus(self, focused: QPushButton) -> None:
        """Move the focus to Cancel while the pressed button is disabled or hidden, and back afterwards."""
        if _is_usable(focused):
            return
        wanted = (self._pressed, *self._buttons) if focused is self.cancel else (self.cancel, *self._buttons)
        self._pressed = focused
        usable = [button for button in wanted if _is_usable(button)]
        if usable:
            usable[0].setFocus()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAccessibleName(f"{text.removesuffix('…')}: {tr(self.entry.model.title)}")
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.state)
        purpose = PlainLabel(purpose_text(self.entry.model), self, wordWrap=True)
        facts = QHBoxLayout()
        facts.setSpacing(0)
        facts.addWidget(self.facts)
        facts.addWidget(self.place, 1)
        offer = QHBoxLayout()
        offer.addWidget(self.found, 1)
        offer.addWidget(self.copy)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self._buttons[1:]:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(purpose)
        column.addLayout(facts)
        column.addLayout(offer)
        column.addSpacing(4)
        column.addLayout(row)


def _is_usable(button: QPushButton) -> bool:
    return button.isEnabled() and not button.isHidden()
