"""The rows of controls around the list of a season."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from deepdub_engine.base.formatting import duration
from deepdub_engine.base.messages import joined
from deepdub_engine.base.progress import RemainingTime
from deepdub_engine.batch.items import CHOSEN_STEPS, StepKind
from deepdub_engine.batch.needs import BatchNeeds
from deepdub_gui.base.elided_label import ElidedLabel
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import PlainLabel, tooltip
from deepdub_gui.features.season.service import SeasonService

_STEPS = (
    (StepKind.ALIGN, mark("&Align subtitles"), mark("Move the subtitles to where they are spoken")),
    (StepKind.RUN, mark("Sentence &folder"), mark("Cut the clip into sentences, each with its stems")),
    (StepKind.SEPARATE, mark("S&tems of the whole clip"), mark("Separate voice from music and effects")),
    (StepKind.REMIX, mark("&Dubbed soundtrack"), mark("Lay the generated voices that are in the sentence folder")),
)
_LANGUAGE_PX, _WORKERS_PX = 72, 64
_MOST_WORKERS = 64


class ListBar(QWidget):
    """What changes the list; `language_chosen` carries the language of the subtitles."""

    language_chosen = Signal(str)

    def __init__(self, seasons: QMenu, pairs: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self.seasons = QToolButton(self)
        self.seasons.setText(tr("Seaso&ns"))
        self.seasons.setToolTip(tr("Begin another season, or go on with a recent one"))
        self.seasons.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.seasons.setMenu(seasons)
        self.add = QPushButton(tr("Add f&older…"), self)
        self.subtitles = QToolButton(self)
        self.subtitles.setText(tr("Change s&ubtitles"))
        self.subtitles.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.subtitles.setMenu(pairs)
        self.remove = QPushButton(tr("&Remove"), self)
        self.remove.setToolTip(tr("Remove the selected episodes from the list; no file is deleted"))
        self.language = QLineEdit(self, placeholderText=tr("any"))
        self.language.setFixedWidth(_LANGUAGE_PX)
        self.language.setMaxLength(12)
        self.language.setToolTip(tr("If several subtitle files fit, take the one with this in its name: de, ko"))
        self.language.editingFinished.connect(lambda: self.language_chosen.emit(self.language.text().strip()))
        label = PlainLabel(tr("&Language of the subtitles"), self)
        label.setBuddy(self.language)
        self.language.setAccessibleName(tr("Language of the subtitles"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.seasons, self.add, self.subtitles, self.remove):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(label)
        row.addWidget(self.language)

    def allow(self, *, may_edit: bool, is_one: bool, is_any: bool) -> None:
        """Enable what can be used now."""
        self.seasons.setEnabled(may_edit)
        self.add.setEnabled(may_edit)
        self.subtitles.setEnabled(may_edit and is_one)
        self.remove.setEnabled(may_edit and is_any)
        self.language.setEnabled(may_edit)


class PlanBar(QWidget):
    """What is done, where, and what it needs; `chosen` carries the commands."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps = {kind: QCheckBox(tr(text), self) for kind, text, _ in _STEPS}
        for kind, _, tip in _STEPS:
            self.steps[kind].setToolTip(tr(tip))
            self.steps[kind].setChecked(kind in CHOSEN_STEPS)
            self.steps[kind].toggled.connect(self._choose)
        self.workers = QSpinBox(self, minimum=1, maximum=_MOST_WORKERS)
        self.workers.setFixedWidth(_WORKERS_PX)
        self.workers.setAccessibleName(tr("Episodes at a time"))
        at_a_time = PlainLabel(tr("At a ti&me"), self)
        at_a_time.setBuddy(self.workers)
        self.root = ElidedLabel(self, name="")
        self.place = QPushButton(tr("C&hange…"), self)
        self.place.setAccessibleName(tr("Change the folder of the results"))
        self.plan = PlainLabel(self, objectName="dim", wordWrap=True)
        steps = QHBoxLayout()
        steps.setSpacing(16)
        for box in self.steps.values():
            steps.addWidget(box)
        steps.addStretch(1)
        steps.addWidget(at_a_time)
        steps.addWidget(self.workers)
        results = QHBoxLayout()
        results.addWidget(self.root, 1)
        results.addWidget(self.place)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        grid.addWidget(PlainLabel(tr("Steps"), self), 0, 0)
        grid.addLayout(steps, 0, 1)
        grid.addWidget(PlainLabel(tr("Results in"), self), 1, 0)
        grid.addLayout(results, 1, 1)
        grid.addWidget(PlainLabel(tr("Plan"), self), 2, 0)
        grid.addWidget(self.plan, 2, 1)

    def allow(self, *, may_edit: bool) -> None:
        """Enable what can be used now."""
        for widget in (*self.steps.values(), self.workers, self.place):
            widget.setEnabled(may_edit)

    def show_choices(self, kinds: Sequence[StepKind], workers: int) -> None:
        """Show other choices, without a signal."""
        for kind, box in self.steps.items():
            with QSignalBlocker(box):
                box.setChecked(kind in kinds)
        with QSignalBlocker(self.workers):
            self.workers.setValue(workers)

    def show_plan(self, root: Path | None, needs: BatchNeeds | None, *, is_measuring: bool) -> None:
        """Show where the results go, and what the season needs."""
        self.root.setText(str(root) if root is not None else "–")
        self.root.setToolTip(tooltip(str(root or "")))
        text = tr("Looking into the clips…") if is_measuring else "–"
        if needs is not None:
            told = [needs.to_message(), *([needs.result_message()] if needs.seconds else [])]
            text = tr(joined("; ", told)) + "." + ("" if needs.is_enough else " ⚠ " + tr("That is not enough."))
        self.plan.setText(text)
        self.plan.setObjectName("dim" if needs is None or needs.is_enough else "error")
        self.plan.style().unpolish(self.plan)
        self.plan.style().polish(self.plan)

    def _choose(self) -> None:
        self.chosen.emit(tuple(kind for kind, box in self.steps.items() if box.isChecked()))


class ProgressBar(QWidget):
    """How far the whole season is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = ElidedLabel(self, name="")
        self.bar = QProgressBar(self, maximum=1000, textVisible=False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(tr("Progress of the season"))
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pace: RemainingTime | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.text, 1)
        row.addWidget(self.bar, 1)

    def show_state(self, service: SeasonService) -> None:
        """Show how many episodes are done, the time left, and whether the season pauses."""
        self.bar.setVisible(service.is_running)
        progress = service.progress
        if not service.is_running:
            self._pace = None
        elif self._pace is None:
            self._pace = RemainingTime(time.monotonic())
        elif progress is not None:
            self._pace = self._pace.after(time.monotonic(), progress.fraction)
        self.bar.setMaximum(1000 if progress is not None else 0)
        self.bar.setValue(round(1000 * progress.fraction) if progress is not None else 0)
        self.text.setText(" · ".join(filter(None, self._parts(service))))

    def _parts(self, service: SeasonService) -> tuple[str, ...]:
        if not service.rows:
            return ()
        all_, failed, doubts = len(service.rows), len(service.failures), len(service.doubts)
        counts = (
            tr("{done} of {count:episode|episodes} done", done=service.finished, count=all_),
            tr("{count} to check", count=doubts) if doubts else "",
            tr("{count} failed", count=failed) if failed else "",
        )
        if service.is_stopping:
            return (tr("Stopping…"), *counts)
        if service.is_paused:
            return (tr("Paused: what runs is finished, nothing new begins"), *counts)
        left_s = self._pace.left_s(time.monotonic()) if self._pace is not None else None
        return (*counts, "" if left_s is None else tr("{time} left", time=duration(left_s)))


class WorkBar(QWidget):
    """What starts, pauses and ends the work, and what comes after it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.start = QPushButton(tr("&Start"), self)
        self.start.setToolTip(tr("Do what is missing; what is done already is not done again"))
        self.pause = QPushButton(tr("&Pause"), self, checkable=True)
        self.pause.setToolTip(tr("Begin nothing new; what runs is finished"))
        self.cancel = QPushButton(tr("&Cancel"), self)
        self.cancel.setToolTip(tr("End what runs at once; what is done stays done"))
        self.retry = QPushButton(tr("Retr&y failed"), self)
        self.check = QPushButton(tr("Next to chec&k"), self)
        self.check.setToolTip(tr("Open the least certain alignment in the main window"))
        self.report = QPushButton(tr("Open r&eport"), self)
        self.closer = QPushButton(tr("Close"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.start, self.pause, self.cancel, self.retry):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.check, self.report, self.closer):
            row.addWidget(widget)

    def allow(self, service: SeasonService) -> None:
        """Enable what can be used now."""
        is_running = service.is_running
        self.start.setEnabled(service.may_start)
        self.pause.setEnabled(is_running and not service.is_stopping)
        self.pause.setChecked(service.is_paused)
        self.cancel.setEnabled(is_running and not service.is_stopping)
        self.retry.setEnabled(service.may_start and bool(service.failures))
        self.check.setEnabled(bool(service.doubts))
        self.report.setEnabled(not is_running and service.report is not None)
