"""The form for how voices are laid into the film."""

from __future__ import annotations

import enum
import os.path
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from deepdub_engine.pipeline.dub.options import Bed, Fit, Level, LevelMode, RemixOptions
from deepdub_gui.base.dub_settings import AUTO_ROOM, FASTEST, MOST_FREE_MS, SLOWEST
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
_FILE = 2  # the kind of room that is a file


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
        self.slowest = _number(SLOWEST, 1, options.speed_min, " ×", self, decimals=2, step=0.05)
        self.fastest = _number(1, FASTEST, options.speed_max, " ×", self, decimals=2, step=0.05)
        self.before = _number(0, MOST_FREE_MS, options.before_ms, " ms", self, decimals=0, step=50)
        self.behind = _number(0, MOST_FREE_MS, options.behind_ms, " ms", self, decimals=0, step=50)
        self.room = RoomField(options.room, self)
        self.bed = _choice(_BEDS, options.bed, self)
        self.duck = _number(0, 60, options.duck_db, " dB", self)
        loudness = _row(self.level, self.lufs, stretches=True)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        for title, field in (
            (tr("Voices that are too &long"), self.fit),
            (tr("&Speed from – to"), _row(self.slowest, self.fastest)),
            (tr("Free ti&me to use before – behind"), _row(self.before, self.behind)),
            (tr("L&oudness of the voices"), loudness),
            (tr("&Room around the voices"), self.room),
            (tr("&Between the sentences"), self.bed),
            (tr("Lo&wer the rest under voices by"), self.duck),
        ):
            add_row(self.form, title, field)
        self.lufs.setAccessibleName(tr("Loudness"))
        self.level.setAccessibleName(tr("Loudness of the voices"))
        self.slowest.setAccessibleName(tr("Lowest speed of a fitted voice"))
        self.fastest.setAccessibleName(tr("Highest speed of a fitted voice"))
        self.before.setAccessibleName(tr("Free time to use before a sentence"))
        self.behind.setAccessibleName(tr("Free time to use behind a sentence"))
        for box in (self.fit, self.level):
            box.currentIndexChanged.connect(self._allow)
        self._allow()

    @property
    def options(self) -> RemixOptions:
        """The chosen options."""
        mode = LevelMode(self.level.currentData())  # Qt keeps the text only
        return replace(
            self._options,
            speed_min=round(self.slowest.value(), 2),
            speed_max=round(self.fastest.value(), 2),
            before_ms=round(self.before.value()),
            behind_ms=round(self.behind.value()),
            room=self.room.room,
            fit=Fit(self.fit.currentData()),
            level=Level(mode, self.lufs.value()) if mode is LevelMode.FIXED else Level(mode),
            bed=Bed(self.bed.currentData()),
            duck_db=self.duck.value(),
        )

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing: an impulse response that is chosen is a file."""
        return self.fit.currentData() != Fit.FIT or self.room.is_complete

    def _allow(self) -> None:
        fits = self.fit.currentData() == Fit.FIT
        fields = (self.slowest, self.fastest, self.before, self.behind, self.level, self.room, self.bed, self.duck)
        for field in fields:
            field.setEnabled(fits)
        self.lufs.setEnabled(fits and self.level.currentData() == LevelMode.FIXED)


class RoomField(QWidget):
    """A field for the room around the voices: none, that of the original, or an impulse response.

    Parameters
    ----------
    room
        The room to start with; see `RemixOptions`.
    """

    changed = Signal()

    def __init__(self, room: Path | str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = QuietComboBox(self)
        for text in (mark("None"), mark("That of the original"), mark("Impulse response")):
            self.kind.addItem(tr(text))
        self.kind.setAccessibleName(tr("Room around the voices"))
        self.edit = QLineEdit("" if room in (None, AUTO_ROOM) else str(room), self)
        self.edit.setAccessibleName(tr("Impulse response"))
        self.button = QPushButton(tr("C&hoose…"), self)
        self.button.clicked.connect(self._choose)
        self.kind.setCurrentIndex(0 if room is None else 1 if room == AUTO_ROOM else _FILE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kind)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)
        self.kind.currentIndexChanged.connect(self._allow)
        self.edit.textChanged.connect(self.changed)
        self._allow()

    @property
    def room(self) -> Path | str | None:
        """The chosen room."""
        return (None, AUTO_ROOM, Path(self.edit.text().strip()))[self.kind.currentIndex()]

    @property
    def is_complete(self) -> bool:
        """Whether the impulse response is a file, if one is chosen."""
        path = self.edit.text().strip()
        return self.kind.currentIndex() != _FILE or ("\0" not in path and os.path.isfile(path))  # noqa: PTH113

    def _allow(self) -> None:
        is_file = self.kind.currentIndex() == _FILE
        self.edit.setVisible(is_file)
        self.button.setVisible(is_file)
        self.changed.emit()

    def _choose(self) -> None:
        title, kinds = tr("Choose an impulse response"), tr("Sound (*.wav *.flac *.aif *.aiff)")
        name, _ = QFileDialog.getOpenFileName(self, title, self.edit.text(), kinds)
        if name:
            self.edit.setText(name)


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


def add_row(form: QFormLayout, title: str, field: QWidget) -> None:
    """Add a field; the key of its label goes to its first control, since a focus proxy would hold Tab in a circle."""
    form.addRow(title, field)
    label, layout = form.labelForField(field), field.layout()
    item = layout.itemAt(0) if layout is not None else None
    first = item.widget() if item is not None else None
    if isinstance(label, QLabel) and first is not None:
        label.setBuddy(first)


def _choice(values: Sequence[tuple[enum.StrEnum, str]], current: enum.StrEnum, parent: QWidget) -> QuietComboBox:
    box = QuietComboBox(parent)
    for value, text in values:
        box.addItem(tr(text), str(value))
    box.setCurrentIndex([value for value, _ in values].index(current))
    return box


def _number(
    least: float, most: float, value: float, unit: str, parent: QWidget, *, decimals: int = 1, step: float = 1.0
) -> QDoubleSpinBox:
    box = QDoubleSpinBox(
        parent, minimum=least, maximum=most, decimals=decimals, value=value, suffix=unit, singleStep=step
    )
    box.setFixedWidth(120)
    return box


def _row(first: QWidget, *others: QWidget, stretches: bool = False) -> QWidget:
    """Return widgets side by side, for `add_row`."""
    row = QWidget(first.parentWidget())
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(first, 1 if stretches else 0)
    for other in others:
        layout.addWidget(other)
    if not stretches:
        layout.addStretch(1)
    return row
