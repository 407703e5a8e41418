"""The status bar: running jobs, messages, and the sound status."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import RunningJob
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.widgets.job_line import LINE_PX, JobLine
from deepdub_gui.widgets.message_line import MessageLine

__all__ = ["About", "JobLine", "StatusBar"]

_ROWS = 2
_JOBS_PX, _JOBS_SHARE = 340, 0.36
_MOMENT_MS = 300


class About(enum.Enum):
    """What a message is about; it goes when that goes."""

    STEP = enum.auto()
    """The latest step: gone with the next one, and with undo."""
    CUE = enum.auto()
    """The current subtitle: gone with the next step, and when another subtitle becomes current."""
    FILES = enum.auto()
    """The open files: gone when others are opened."""
    SOUND = enum.auto()
    """What is being played: gone when playback stops."""
    OUTPUT = enum.auto()
    """That nothing can be heard: gone when something can."""
    PROGRAM = enum.auto()
    """Models and the program itself: stays until it is dismissed or replaced."""


class StatusBar(QWidget):
    """The running jobs, and the last message with at most one button that resolves it.

    The height never changes, so that nothing above moves: two jobs have room beside the message, and a popup lists all
    but the first if there are more. `kept` carries the text of an error or a warning, `list_wanted` asks for the list
    of them, and `message_changed` is emitted when another message is shown or none.
    """

    kept = Signal(str)
    message_changed = Signal()
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = MessageLine(parent=self)
        self._message = self._line.label
        self._about = About.STEP
        self._is_new = False
        self._dismiss = QPushButton(tr("Dismiss"), self)
        self._dismiss.clicked.connect(self._refuse)
        self._refused: Callable[[], object] | None = None
        self._line.message_changed.connect(self._show_line)
        self._line.row.addWidget(self._dismiss)
        self.sound = PlainLabel(self, objectName="dim")
        self.sound.setToolTip(tr("Sample rate of the clip, separation model, and drop-outs in playback"))
        self.sound.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._more = QPushButton(self)
        self._more.clicked.connect(self._open_jobs)
        for button in (self._dismiss, self._line.button, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._side = QWidget(self)
        self._column = QVBoxLayout(self._side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignRight)
        self._kept = QToolButton(self, autoRaise=True)
        self._kept.setToolTip(tr("Show errors and warnings"))
        self._kept.clicked.connect(self.list_wanted)
        self._kept.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._bottom = QWidget(self._side)
        bottom = QHBoxLayout(self._bottom)
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.addWidget(self._kept)
        bottom.addWidget(self.sound, 1)
        self._column.addWidget(self._bottom)
        self._bottom.setFixedHeight(LINE_PX)
        self.show_kept(0)
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setFrameShape(QFrame.Shape.StyledPanel)
        self._popup_column = QVBoxLayout(self._popup)
        both = QHBoxLayout(self)
        both.setContentsMargins(12, 0, 12, 0)
        both.setSpacing(16)
        both.addWidget(self._line, 1)
        both.addWidget(self._side)
        self._lines: list[JobLine] = []
        self.setFixedHeight(_ROWS * LINE_PX)
        self._show_jobs()
        self.clear()

    @property
    def message(self) -> str:
        """The current message."""
        return self._message.text()

    @property
    def about(self) -> About | None:
        """What the current message is about; None without a message."""
        return self._about if self.message else None

    @property
    def help_button(self) -> QPushButton:
        """The button beside the message."""
        return self._line.button

    @property
    def dismiss_button(self) -> QPushButton:
        """The button that removes an error or refuses an offer."""
        return self._dismiss

    @property
    def has_choice(self) -> bool:
        """Whether the message has a button, or is an error."""
        return bool(self.message) and (self._line.is_error or bool(self._line.button.text()))

    @property
    def shows_jobs(self) -> bool:
        """Whether jobs are shown; those of a moment are not."""
        return bool(self._lines)

    def add_job(self, job: RunningJob) -> None:
        """Show a job until it ends; a job that ends within 300 ms is never shown."""
        line = JobLine(job, self)
        line.hide()
        waiting = QTimer(line, singleShot=True, interval=_MOMENT_MS)
        waiting.timeout.connect(lambda: self._show_job(line))
        waiting.start()
        job.finished.connect(waiting.stop)  # a removed line is deleted later, and must not reappear
        job.finished.connect(lambda: self._remove_line(line))

    def show_message(
        self,
        text: str,
        button: str = "",
        help_: Callable[[], object] | None = None,
        *,
        error: bool = False,
        warning: bool = False,
        about: About | None = None,
        refused: Callable[[], object] | None = None,
    ) -> None:
        """Show a message, optionally with a button that resolves it; errors also get a Dismiss button.

        Parameters
        ----------
        text, button, help_
            The message, the text of the button, and what it does.
        error, warning
            Whether to emit `kept`, so that the message can be read later.
        about
            What it is about; an error is about the files, and anything else about the latest step, unless given.
        refused
            Makes the message an offer: called by a second button, Not now, which also removes it.
        """
        self._refused = refused
        self._dismiss.setText(tr("Dismiss") if refused is None else tr("Not now"))
        self._about = about or (About.FILES if error or warning else About.STEP)
        self._is_new = True
        QTimer.singleShot(0, self, self._age)
        self._line.show_message(text, button, help_, error=error)
        self._message.setToolTip("")
        if error or warning:
            self.kept.emit(text)
        self.message_changed.emit()

    def expire(self, *gone: About) -> None:
        """Remove the message if what it is about is gone; not if it was shown at the same moment."""
        if self.message and self._about in gone and not self._is_new:
            self.clear()

    def show_sound(self, rate_hz: int | None, model: str, underruns: int) -> None:
        """Show sample rate and model, and drop-outs if there were any; nothing if no clip is open."""
        parts = []
        if rate_hz is not None:
            parts = [tr("{rate:g} kHz", rate=rate_hz / 1000), model]
            if underruns:
                parts.append(tr("1 drop-out") if underruns == 1 else tr("{count} drop-outs", count=underruns))
        self.sound.setText(" · ".join(parts))

    def show_kept(self, count: int) -> None:
        """Show how many errors and warnings can be read again."""
        self._kept.setText(f"⚠ {count}")
        self._kept.setAccessibleName(tr("Errors and warnings: {count}", count=count))
        self._kept.setVisible(count > 0)

    def clear(self) -> None:
        """Clear the message."""
        self._refused = None
        self._line.clear()
        self.message_changed.emit()

    def focus_next_button(self) -> None:
        """Focus the first button of the message, the next one if it has the focus already, or else those of jobs."""
        cancels = [line.cancel for line in self._lines]
        every = (self._line.button, self._dismiss, *cancels, self._more, self._kept)
        buttons = [button for button in every if button.isVisible() and button.isEnabled()]
        if buttons:
            held = next((place for place, button in enumerate(buttons) if button.hasFocus()), -1)
            buttons[(held + 1) % len(buttons)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget_jobs(self) -> None:
        """Remove all job lines, because the window is closing."""
        for line in self.findChildren(JobLine):
            self._remove_line(line)

    def _refuse(self) -> None:
        refused = self._refused
        if refused is not None:
            refused()
        self.clear()

    def _age(self) -> None:
        self._is_new = False

    def _show_job(self, line: JobLine) -> None:
        self._lines.append(line)
        self._show_jobs()

    def _remove_line(self, line: JobLine) -> None:
        for timer in line.findChildren(QTimer):
            timer.stop()  # it must not show a line that is about to be deleted
        if line in self._lines:
            self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self._show_jobs()

    def _show_jobs(self) -> None:
        """Put the first jobs beside the message, and the others into the popup if there is no room for all."""
        count = len(self._lines)
        beside = count if count <= _ROWS else _ROWS - 1
        for place, line in enumerate(self._lines):
            column = self._column if place < beside else self._popup_column
            column.insertWidget(place if place < beside else place - beside, line)
            line.show()
        self._more.setText(tr("{count:more job|more jobs}", count=count - beside))
        self._more.setVisible(count > beside)
        self._bottom.setVisible(count < _ROWS)
        self._side.setMinimumWidth(self._jobs_px() if count else 0)
        if count <= beside:
            self._popup.hide()

    def _jobs_px(self) -> int:
        return max(_JOBS_PX, round(self.width() * _JOBS_SHARE))

    def _open_jobs(self) -> None:
        self._popup.setFixedWidth(self._jobs_px())
        self._popup.adjustSize()
        right = self._more.mapToGlobal(QPoint(self._more.width(), 0))
        self._popup.move(right - QPoint(self._popup.width(), self._popup.height()))
        self._popup.show()

    def _show_line(self) -> None:
        self._dismiss.setVisible(self._line.is_error or self._refused is not None)
