"""The dialog of the blind comparison (ABX): the listener says whether X is A or B."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from secrets import randbits

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deepdub_engine.base.timing import format_clock
from deepdub_engine.player.abx import Abx
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import ORIGINAL, VOCALS
from deepdub_gui.features.listening.monitor import MonitorSelection
from deepdub_gui.features.listening.monitor_controller import MonitorController
from deepdub_gui.shortcuts.action_entries import plain_text
from deepdub_gui.shortcuts.tooltips import key_text
from deepdub_gui.widgets.transport import SOURCES

_COLUMNS = (mark("Trial"), mark("Position"), mark("X was"), mark("Answer"), mark("Result"))
_WIDTHS = (48, 112, 108, 108)
_SEED_BITS = 63
_INTRODUCTION = mark(
    "X is A or B, chosen at random for each trial. Listen to X, A and B as often as you like, "
    "then say which one X is. The correct answers are shown when you finish, so that they do not "
    "influence you."
)


class AbxDialog(QDialog):
    """A non-modal dialog for an ABX test of two sources.

    `exporting` carries the finished comparison to export. `leaving` carries a function to call once the trials have
    been exported or may be discarded.

    Parameters
    ----------
    monitor, playback
        Play X, A and B.
    play
        The window's Play action, whose shortcut also works in this dialog.
    seed
        Returns the seed for the hidden order.
    """

    exporting = Signal(object)
    leaving = Signal(object)

    def __init__(
        self,
        monitor: MonitorController,
        playback: Playback,
        play: QAction,
        parent: QWidget | None = None,
        seed: Callable[[], int] = lambda: randbits(_SEED_BITS),
    ) -> None:
        super().__init__(parent)
        self._monitor, self._playback, self._seed = monitor, playback, seed
        self._pair = (ORIGINAL, VOCALS)
        self.abx = self._exported = Abx(0, ("", ""))
        self.is_finished = False
        self.setWindowTitle(tr("Compare blindly (ABX)"))
        self.choices = tuple(self._choice(letter, source) for letter, source in zip("AB", self._pair, strict=True))
        self.begin = self._action("begin", tr("&Start over"), "Ctrl+N", self._begin_anew)
        self.listens = tuple(
            self._action(
                f"listen_{letter.lower()}",
                tr("Listen to {letter}", letter=letter),
                letter,
                lambda letter=letter: self.listen(letter),
            )
            for letter in "XAB"
        )
        self.answers = tuple(
            self._action(
                f"answer_{letter.lower()}",
                tr("X is {letter}", letter=letter),
                f"Shift+{letter}",
                lambda number=number: self.answer(number),
            )
            for number, letter in enumerate("AB")
        )
        self.finish = self._action("finish", tr("&Finish"), "Ctrl+Return", self._finish)
        self.export = self._action("export", tr("&Export…"), "Ctrl+Shift+X", lambda: self.exporting.emit(self.abx))
        self.addAction(play)
        self.state = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.log = QTableWidget(0, len(_COLUMNS), self)
        self._lay_out()
        self.resize(520, 480)
        self._begin(self._pair)

    @property
    def has_unexported(self) -> bool:
        """Whether there are trials that have not been exported."""
        return bool(self.abx.trials) and self.abx != self._exported

    def note_exported(self, abx: Abx) -> None:
        """Record that the trials of a comparison have been exported."""
        self._exported = abx

    def give_up(self) -> None:
        """Discard the trials and draw a new order."""
        self._begin(self._pair)

    def listen(self, letter: str) -> None:
        """Switch to X, A or B at the current position, and start playback if it is paused."""
        if not self._can_listen() or (letter == "X" and self.is_finished):
            return
        index = self.abx.x if letter == "X" else "AB".index(letter)
        self._monitor.play_blind(self._pair[index])
        if not self._playback.playing:
            self._playback.toggle()
        self._show_message(tr("Trial {number}: playing {letter}.", number=len(self.abx.trials) + 1, letter=letter))

    def answer(self, number: int) -> None:
        """Record the answer that X is A (0) or B (1)."""
        if self.is_finished or not self._can_listen():
            return
        self.abx = self.abx.answered(number, self._playback.position_ms)
        self._monitor.play_blind(None)
        self._show()
        self._show_message(
            tr("Trial {number}: a new X has been chosen. Listen to it.", number=len(self.abx.trials) + 1)
        )

    def refresh(self) -> None:
        """Update the dialog after sources were added or removed."""
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Update the dialog when it opens."""
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Restore the normal mix; the trials are kept."""
        super().hideEvent(event)
        self._monitor.play_blind(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Click the focused button on Enter, since Space plays."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QAbstractButton):
                focused.click()
            return
        super().keyPressEvent(event)

    def _choice(self, letter: str, source: int) -> QComboBox:
        box = QComboBox(self)
        box.addItems(list(map(tr, SOURCES)))
        box.setCurrentIndex(source)
        box.setAccessibleName(tr("Source of {letter}", letter=letter))
        box.activated.connect(self._begin_anew)
        return box

    def _action(self, name: str, text: str, key: str, target: Callable[[], object]) -> QAction:
        action = QAction(text, self, shortcut=key, objectName=f"abx_{name}")
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _checked=False: target())
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        self.log.setHorizontalHeaderLabels(list(map(tr, _COLUMNS)))
        self.log.setAccessibleName(tr("Trials"))
        self.log.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.log.verticalHeader().hide()
        self.log.verticalHeader().setDefaultSectionSize(24)
        for number, width in enumerate(_WIDTHS):
            self.log.setColumnWidth(number, width)
        self.log.horizontalHeader().setStretchLastSection(True)
        self.log.setTabKeyNavigation(False)
        self.state.setMinimumHeight(2 * self.state.fontMetrics().lineSpacing())
        self.state.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        top = QHBoxLayout()
        for letter, choice in zip("AB", self.choices, strict=True):
            top.addWidget(QLabel(tr("{letter} is", letter=letter), self))
            top.addWidget(choice)
        top.addStretch(1)
        top.addWidget(self._button(self.begin))
        grid = QGridLayout()
        for place, action in enumerate(self.listens):
            grid.addWidget(self._button(action, key=True), 0, place)
        for place, action in enumerate(self.answers, 1):
            grid.addWidget(self._button(action, key=True), 1, place)
        bottom = QHBoxLayout()
        bottom.addWidget(self._button(self.finish))
        bottom.addWidget(self._button(self.export))
        bottom.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(QLabel(tr(_INTRODUCTION), self, wordWrap=True, objectName="dim"))
        column.addLayout(top)
        column.addLayout(grid)
        column.addWidget(self.state)
        column.addWidget(self.log, 1)
        column.addLayout(bottom)

    def _button(self, action: QAction, *, key: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        plain = plain_text(action.text())
        button.setAccessibleName(plain)
        if key:
            action.changed.connect(lambda: _write_key(action))
            _write_key(action)
        return button

    def _begin_anew(self) -> None:
        first, second = (choice.currentIndex() for choice in self.choices)
        self._begin_with((first, second))

    def _begin_with(self, pair: tuple[int, int]) -> None:
        """Begin with a pair once the trials so far may be discarded."""
        if self.has_unexported:
            self._show_pair()
            self.leaving.emit(lambda: self._begin_with(pair))
        else:
            self._begin(pair)

    def _begin(self, pair: tuple[int, int]) -> None:
        """Begin a new comparison with a new random order."""
        self._pair = first, second = pair
        self._show_pair()
        self.abx = Abx(self._seed(), (SOURCES[first], SOURCES[second]))
        self.is_finished = False
        self._monitor.play_blind(None)
        self._show()

    def _show_pair(self) -> None:
        for choice, source in zip(self.choices, self._pair, strict=True):
            choice.setCurrentIndex(source)

    def _finish(self) -> None:
        if self.abx.trials and not self.is_finished:
            self.is_finished = True
            self._monitor.play_blind(None)
            self._show()

    def _can_listen(self) -> bool:
        return self._pair[0] != self._pair[1] and all(
            self._monitor.has(MonitorSelection(source)) for source in self._pair
        )

    def _show(self) -> None:
        can_listen, count = self._can_listen(), len(self.abx.trials)
        for action in (*self.listens, *self.answers):
            action.setEnabled(can_listen and not self.is_finished)
        self.finish.setEnabled(count > 0 and not self.is_finished)
        self.export.setEnabled(self.is_finished)
        self._fill_log()
        if self.is_finished:
            self._show_message(_result(self.abx))
        elif self._pair[0] == self._pair[1]:
            self._show_message(tr("A and B are the same: choose two different sounds."))
        elif not can_listen:
            missing = next(
                tr(SOURCES[source]) for source in self._pair if not self._monitor.has(MonitorSelection(source))
            )
            self._show_message(
                tr("There is no {name} track yet: open a clip and separate it first.", name=missing.lower())
            )
        else:
            self._show_message(tr("Trial {count}: listen to X.", count=count + 1))

    def _fill_log(self) -> None:
        trials = self.abx.trials
        self.log.setRowCount(len(trials))
        for row, trial in enumerate(trials):
            hidden = (
                ("…", "")
                if not self.is_finished
                else (tr(self.abx.names[trial.x]), tr("right") if trial.correct else tr("wrong"))
            )
            cells = (str(row + 1), format_clock(trial.place_ms), hidden[0], tr(self.abx.names[trial.answer]), hidden[1])
            self._fill_row(row, cells)
        self.log.scrollToBottom()

    def _fill_row(self, row: int, cells: Sequence[str]) -> None:
        for column, text in enumerate(cells):
            self.log.setItem(row, column, QTableWidgetItem(text))

    def _show_message(self, text: str) -> None:
        self.state.setText(text)


def _write_key(action: QAction) -> None:
    plain, key = plain_text(action.text()), key_text(action)
    text = f"{plain} ({key})" if key else plain
    if text != action.iconText():
        action.setIconText(text)


def _result(abx: Abx) -> str:
    count = len(abx.trials)
    return tr(
        "{correct} of {count} correct. The probability of guessing at least this well is "
        "{p_value:.3g}; below 0.05 the difference is usually considered audible.",
        correct=abx.correct,
        count=count,
        p_value=abx.p_value,
    )
