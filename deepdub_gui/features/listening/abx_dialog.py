"""The dialog of the blind comparison (ABX): the listener says whether X is A or B."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deepdub_engine.player.abx import Abx
from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.features.listening.abx_session import AbxSession
from deepdub_gui.features.listening.abx_table import TrialTable
from deepdub_gui.shortcuts.action_entries import plain_text
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.shortcuts.tooltips import key_text
from deepdub_gui.widgets.transport import SOURCES

_INTRODUCTION = mark(
    "X is A or B, chosen at random for each trial. Listen to X, A and B as often as you like, "
    "then say which one X is. The correct answers are shown when you finish, so that they do not "
    "influence you."
)


class AbxDialog(QDialog):
    """A non-modal dialog for an ABX test of two sources.

    Parameters
    ----------
    session
        The running comparison.
    play
        The window's Play action, whose shortcut also works in this dialog.
    """

    def __init__(self, session: AbxSession, play: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(tr("Compare blindly (ABX)"))
        set_help(self, "window.md", "listen")
        self.choices = tuple(self._choice(letter, source) for letter, source in zip("AB", session.pair, strict=True))
        self.begin = self._action("begin", tr("&Start over"), "Ctrl+N")
        self.listens = tuple(
            self._action(f"listen_{letter.lower()}", tr("Listen to {letter}", letter=letter), letter)
            for letter in "XAB"
        )
        self.answers = tuple(
            self._action(f"answer_{letter.lower()}", tr("X is {letter}", letter=letter), f"Shift+{letter}")
            for letter in "AB"
        )
        self.finish = self._action("finish", tr("&Finish"), "Ctrl+Return")
        self.export = self._action("export", tr("&Export…"), "Ctrl+Shift+X")
        self.addAction(play)
        self.state = PlainLabel(self, wordWrap=True)
        self.log = TrialTable(self)
        self._lay_out()
        self.resize(520, 480)
        self._connect()
        self._show()

    def refresh(self) -> None:
        """Update the dialog after sources were added or removed."""
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Update the dialog when it opens."""
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Restore the normal mix, and pause what the comparison has started; the trials are kept."""
        super().hideEvent(event)
        self.session.leave()

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
        box.activated.connect(self._begin_again)
        return box

    def _action(self, name: str, text: str, key: str) -> QAction:
        action = make_action(self, text, key, name=f"abx_{name}", repeats=False)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        session = self.session
        connect_actions(
            {
                self.begin: self._begin_again,
                **{action: partial(session.listen, letter) for action, letter in zip(self.listens, "XAB", strict=True)},
                **{action: partial(session.answer, number) for number, action in enumerate(self.answers)},
                self.finish: session.finish,
                self.export: session.export,
            }
        )
        session.changed.connect(self._show)
        session.listening.connect(self._show_listening)
        session.answered.connect(self._show_answered)

    def _lay_out(self) -> None:
        self.state.setMinimumHeight(2 * self.state.fontMetrics().lineSpacing())
        self.state.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        top = QHBoxLayout()
        for letter, choice in zip("AB", self.choices, strict=True):
            top.addWidget(PlainLabel(tr("{letter} is", letter=letter), self))
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
        column.addWidget(PlainLabel(tr(_INTRODUCTION), self, wordWrap=True, objectName="dim"))
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

    def _begin_again(self) -> None:
        first, second = (choice.currentIndex() for choice in self.choices)
        if self.session.has_unexported:
            self._show_pair()
        self.session.begin((first, second))

    def _show(self) -> None:
        session = self.session
        for action in (*self.listens, *self.answers):
            action.setEnabled(session.can_listen and not session.is_finished)
        self.finish.setEnabled(bool(session.abx.trials) and not session.is_finished)
        self.export.setEnabled(session.is_finished)
        self._show_pair()
        self.log.show_trials(session.abx, is_finished=session.is_finished)
        self.state.setText(_state_text(session))

    def _show_pair(self) -> None:
        for choice, source in zip(self.choices, self.session.pair, strict=True):
            choice.setCurrentIndex(source)

    def _show_listening(self, letter: str) -> None:
        number = len(self.session.abx.trials) + 1
        self.state.setText(tr("Trial {number}: playing {letter}.", number=number, letter=letter))

    def _show_answered(self) -> None:
        number = len(self.session.abx.trials) + 1
        self.state.setText(tr("Trial {number}: a new X has been chosen. Listen to it.", number=number))


def _write_key(action: QAction) -> None:
    plain, key = plain_text(action.text()), key_text(action)
    text = f"{plain} ({key})" if key else plain
    if text != action.iconText():
        action.setIconText(text)


def _state_text(session: AbxSession) -> str:
    if session.is_finished:
        return _result(session.abx)
    if session.pair[0] == session.pair[1]:
        return tr("A and B are the same: choose two different sounds.")
    if session.missing is not None:
        name = tr(SOURCES[session.missing]).lower()
        return tr("There is no {name} track yet: open a clip and separate it first.", name=name)
    return tr("Trial {count}: listen to X.", count=len(session.abx.trials) + 1)


def _result(abx: Abx) -> str:
    count = len(abx.trials)
    return tr(
        "{correct} of {count} correct. The probability of guessing at least this well is "
        "{p_value:.3g}; below 0.05 the difference is usually considered audible.",
        correct=abx.correct,
        count=count,
        p_value=abx.p_value,
    )
