"""The form for how voices are laid into the film."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QDoubleSpinBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from deepdub_engine.pipeline import Bed, Fit, Level, LevelMode, RemixOptions
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.quiet_combo_box import QuietComboBox

_FITS = ((Fit.FIT, mark("Fit: shorten pauses, use free time, stretch")), (Fit.PAD, mark("Pad or cut, as the notebook")))
_LEVELS = (
    (LevelMode.MATCH, mark("As loud as the original")),
    (LevelMode.KEEP, mark("As they are")),
    (LevelMode.FIXED, mark("At a loudness")),
)
_BEDS = ((Bed.ORIGINAL, mark("The original")), (Bed.ACCOMPANIMENT, mark("Music and effects")))
_LUFS = -23.0


class DubOptions(QWidget):
    """The form for the options of a remix; those that it does not show are kept.

    Parameters
    ----------
    options
        The options to start with.
    """

    def __init__(self, options: RemixOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self.fit = _choice(_FITS, options.fit, self)
        self.level = _choice(_LEVELS, options.level.mode, self)
        self.lufs = _number(-60, 0, options.level.lufs or _LUFS, " LUFS", self)
        self.bed = _choice(_BEDS, options.bed, self)
        self.duck = _number(0, 60, options.duck_db, " dB", self)
        loudness = QWidget(self)  # a layout could not be the buddy of its label
        loudness.setFocusProxy(self.level)
        row = QHBoxLayout(loudness)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.level, 1)
        row.addWidget(self.lufs)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        for title, field in (
            (tr("Voices that are too &long"), self.fit),
            (tr("L&oudness of the voices"), loudness),
            (tr("&Between the sentences"), self.bed),
            (tr("Lo&wer the rest under voices by"), self.duck),
        ):
            self.form.addRow(title, field)
        self.lufs.setAccessibleName(tr("Loudness"))
        self.level.setAccessibleName(tr("Loudness of the voices"))
        for box in (self.fit, self.level):
            box.currentIndexChanged.connect(self._allow)
        self._allow()

    @property
    def options(self) -> RemixOptions:
        """The chosen options."""
        mode = LevelMode(self.level.currentData())  # Qt keeps the text only
        return replace(
            self._options,
            fit=Fit(self.fit.currentData()),
            level=Level(mode, self.lufs.value()) if mode is LevelMode.FIXED else Level(mode),
            bed=Bed(self.bed.currentData()),
            duck_db=self.duck.value(),
        )

    def _allow(self) -> None:
        fits = self.fit.currentData() == Fit.FIT
        for field in (self.level, self.bed, self.duck):
            field.setEnabled(fits)
        self.lufs.setEnabled(fits and self.level.currentData() == LevelMode.FIXED)


class TargetField(QWidget):
    """A field for the file to write, with a button that opens the file dialog.

    Parameters
    ----------
    path, title, kinds
        The suggested file, and title and file types of the dialog.
    """

    def __init__(self, path: Path, title: str, kinds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._kinds = title, kinds
        self.edit = QLineEdit(str(path), self)
        self.edit.setAccessibleName(tr("File"))
        self.edit.setMinimumWidth(360)
        self.button = QPushButton(tr("&Choose…"), self)
        self.button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)

    @property
    def path(self) -> Path:
        """The chosen file."""
        return Path(self.edit.text().strip())

    def _choose(self) -> None:
        # Whether to replace a file is asked when it is written.
        options = QFileDialog.Option.DontConfirmOverwrite
        name, _ = QFileDialog.getSaveFileName(self, self._title, self.edit.text(), self._kinds, options=options)
        if name:
            self.edit.setText(name)


def _choice(values: Sequence[tuple[enum.StrEnum, str]], current: enum.StrEnum, parent: QWidget) -> QuietComboBox:
    box = QuietComboBox(parent)
    for value, text in values:
        box.addItem(tr(text), str(value))
    box.setCurrentIndex([value for value, _ in values].index(current))
    return box


def _number(least: float, most: float, value: float, unit: str, parent: QWidget) -> QDoubleSpinBox:
    box = QDoubleSpinBox(parent, minimum=least, maximum=most, decimals=1, value=value, suffix=unit)
    box.setFixedWidth(120)
    return box
