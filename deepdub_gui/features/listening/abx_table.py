"""The table of the ABX trials."""

from __future__ import annotations

from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from deepdub_engine.base.timing import format_clock
from deepdub_engine.player.abx import Abx, Trial
from deepdub_gui.base.i18n import mark, tr

_COLUMNS = (mark("Trial"), mark("Position"), mark("X was"), mark("Answer"), mark("Result"))
_WIDTHS = (48, 112, 108, 108)
_ROW_HEIGHT = 24


class TrialTable(QTableWidget):
    """A read-only table of the trials, which hides the correct answers until the test is finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_COLUMNS), parent)
        self.setHorizontalHeaderLabels(list(map(tr, _COLUMNS)))
        self.setAccessibleName(tr("Trials"))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        for number, width in enumerate(_WIDTHS):
            self.setColumnWidth(number, width)
        self.horizontalHeader().setStretchLastSection(True)
        self.setTabKeyNavigation(False)

    def show_trials(self, abx: Abx, *, is_finished: bool) -> None:
        """Show the trials, with the correct answers if the test is finished."""
        self.setRowCount(len(abx.trials))
        for row, trial in enumerate(abx.trials):
            for column, text in enumerate((str(row + 1), *_cells(abx, trial, is_finished=is_finished))):
                self.setItem(row, column, QTableWidgetItem(text))
        self.scrollToBottom()


def _cells(abx: Abx, trial: Trial, *, is_finished: bool) -> tuple[str, str, str, str]:
    """Return the position, X, the answer and the result of a trial."""
    place, answer = format_clock(trial.place_ms), tr(abx.names[trial.answer])
    if not is_finished:
        return place, "…", answer, ""
    return place, tr(abx.names[trial.x]), answer, tr("right") if trial.correct else tr("wrong")
