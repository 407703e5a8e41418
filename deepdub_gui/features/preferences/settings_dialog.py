"""The settings dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.base.quiet_combo_box import QuietComboBox
from deepdub_gui.features.preferences.setting_choice import SettingChoice

_FRAME_PX = 60  # of the screen, for the title bar


class SettingsDialog(QDialog):
    """A dialog with a combo box for each setting; changes apply immediately.

    Parameters
    ----------
    choices
        The settings to show.
    """

    def __init__(self, choices: Sequence[SettingChoice], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self.setWindowTitle(tr("Settings"))
        set_help(self, "keys.md", "settings")
        self.boxes = tuple(self._box(choice) for choice in self._choices)
        self.reset = QPushButton(tr("Reset &all"), self)
        self.reset.setToolTip(tr("Restore the default settings; shortcuts and recent files are kept"))
        self.close_ = QPushButton(tr("&Close"), self)
        self._lay_out()
        self.reset.clicked.connect(self._reset)
        self.close_.clicked.connect(self.close)

    def box(self, label: str) -> QComboBox:
        """Return the combo box of the setting with a label."""
        return next(box for choice, box in zip(self._choices, self.boxes, strict=True) if choice.label == label)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the current values, which the menus may have changed."""
        super().showEvent(event)
        self._show()

    def _box(self, choice: SettingChoice) -> QComboBox:
        box = QuietComboBox(self)
        for text, value in choice.options:
            box.addItem(text, value)
        box.setToolTip(choice.tip)
        box.setAccessibleName(choice.label)
        box.setAccessibleDescription(choice.tip)
        box.setPlaceholderText(tr("Other"))
        box.activated.connect(lambda row: self._write(choice, row))
        return box

    def _write(self, choice: SettingChoice, row: int) -> None:
        choice.write(choice.options[row][1])
        self._show()  # one limit of its own makes the preset “own”

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        section = ""
        for choice, box in zip(self._choices, self.boxes, strict=True):
            if choice.section != section:
                section = choice.section
                form.addRow(self._heading(section))
            form.addRow(choice.label, box)
        bottom = QHBoxLayout()
        bottom.addWidget(self.reset)
        bottom.addStretch(1)
        bottom.addWidget(self.close_)
        page = QWidget(self)
        form.setContentsMargins(16, 8, 16, 8)
        page.setLayout(form)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addWidget(area, 1)
        column.addLayout(bottom)
        bottom.setContentsMargins(16, 0, 16, 0)
        for button in (self.reset, self.close_):
            button.setAutoDefault(False)
        bar_px = area.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(420, page.sizeHint().width() + bar_px))
        wanted_px = page.sizeHint().height() + self.sizeHint().height() - area.sizeHint().height()
        self.resize(self.minimumWidth(), min(wanted_px, self.screen().availableGeometry().height() - _FRAME_PX))

    def _heading(self, text: str) -> QLabel:
        label = PlainLabel(text, self)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        label.setContentsMargins(0, 8, 0, 0)
        return label

    def _show(self) -> None:
        for choice, box in zip(self._choices, self.boxes, strict=True):
            values, value = [value for _, value in choice.options], choice.read()
            box.setCurrentIndex(values.index(value) if value in values else -1)

    def _reset(self) -> None:
        for choice in self._choices:
            if choice.is_reset and choice.read() != choice.default:
                choice.write(choice.default)
        self._show()
