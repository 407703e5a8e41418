"""The dialog that asks how to export the dubbed soundtrack."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QTimeEdit, QVBoxLayout, QWidget

from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.tab_order import set_tab_order
from deepdub_gui.dialogs.dub_options import DubOptions, TargetField, add_row
from deepdub_gui.document.dub_exporter import SoundtrackChoice


class SoundtrackDialog(QDialog):
    """Asks for the file, the mix, and the format.

    Parameters
    ----------
    choice
        The choice to start with.
    """

    def __init__(self, choice: SoundtrackChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export dubbed soundtrack"))
        set_help(self, "dub.md")
        self.options = DubOptions(choice.options, self)
        self.target = TargetField(choice.target, self.windowTitle(), tr("Sound (*.wav)"), self)
        self.broadcast = QCheckBox(tr("Broadcast &Wave: 48 kHz, 24 bit, time code of the first sample"), self)
        self.start = QTimeEdit(QTime(0, 0).addSecs(choice.start_s), self)
        self.start.setDisplayFormat("HH:mm:ss")
        self.start.setAccessibleName(tr("Time code of the first sample"))
        self.music = QCheckBox(tr("Music and &effects of the whole clip in a second file"), self)
        self.broadcast.setChecked(choice.is_broadcast)
        self.music.setChecked(choice.options.me)
        form = self.options.form
        form.addRow(self.broadcast)
        form.addRow(self.start.accessibleName(), self.start)
        form.addRow(self.music)
        add_row(form, tr("&File"), self.target)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Cancel, self)
        self.export = self.buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.options)
        column.addWidget(self.buttons)
        set_tab_order((self,))
        self.broadcast.toggled.connect(self._allow)
        self.target.edit.textChanged.connect(self._allow)
        self.options.fit.currentIndexChanged.connect(self._allow)
        self.options.room.changed.connect(self._allow)
        self._allow()

    @property
    def choice(self) -> SoundtrackChoice:
        """What the user chose."""
        path = self.target.path
        return SoundtrackChoice(
            path if path.suffix else path.with_suffix(".wav"),
            replace(self.options.options, me=self.music.isChecked()),
            self.broadcast.isChecked(),
            QTime(0, 0).secsTo(self.start.time()),
        )

    def _allow(self) -> None:
        self.start.setEnabled(self.broadcast.isChecked())
        is_named = bool(self.target.path.name) and self.target.path.is_absolute()
        self.export.setEnabled(is_named and self.options.is_complete)
