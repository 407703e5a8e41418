"""The status bar: running jobs, messages, and the sound status."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from deepdub_engine.base.formatting import duration
from deepdub_engine.base.progress import Progress, RemainingTime
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import RunningJob
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.widgets.message_line import MessageLine

_LINE_PX = 36
_MOMENT_MS = 300


class JobLine(QWidget):
    """One running job: its title, progress, time left and a Cancel button."""

    def __init__(self, job: RunningJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = job.title
        self._pace = RemainingTime(job.began_s)
        self.label = PlainLabel(job.title, self)
        self.bar = QProgressBar(self, maximum=0, textVisible=False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(tr("Progress of: {title}", title=job.title))
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.setAccessibleName(tr("Cancel: {title}", title=job.title))
        self.cancel.clicked.connect(job.cancel)
        self.cancel.clicked.connect(lambda: self.cancel.setEnabled(False))
        self.setFixedHeight(_LINE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        job.progressed.connect(self.show_progress)
        job.began.connect(lambda: self._begin(job.began_s))
        if job.is_waiting:
            self.label.setText(tr("{title} · waiting", title=job.title))
            self.bar.setMaximum(1)

    def _begin(self, began_s: float) -> None:
        self._pace = RemainingTime(began_s)
        self.label.setText(self._title)
        self.bar.setMaximum(0)

    def show_progress(self, progress: Progress) -> None:
        """Show the percentage and the time left."""
        self.bar.setMaximum(1000 if progress.total else 0)
        self.bar.setValue(round(progress.fraction * 1000))
        left_s = self._pace.left_s(time.monotonic(), progress.fraction)
        left = "" if left_s is None else tr("{time} left", time=duration(left_s))
        parts = [self._title, f"{progress.fraction * 100:.0f} %" if progress.total else "", left]
        self.label.setText(" · ".join(part for part in parts if part))


class StatusBar(QWidget):
    """The running jobs, and the last message with at most one button that resolves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = MessageLine(parent=self)
        self._message = self._line.label
        self._dismiss = QPushButton(tr("Dismiss"), self)
        self._dismiss.clicked.connect(self.clear)
        self._line.message_changed.connect(self._show_line)
        self._line.row.setContentsMargins(12, 2, 12, 2)
        self._line.row.addWidget(self._dismiss)
        self.sound = PlainLabel(self, objectName="dim")
        self.sound.setToolTip(tr("Sample rate of the clip, separation model, and playback underruns"))
        self.sound.setFixedHeight(_LINE_PX)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._line)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 12, 0)
        both.addLayout(self._column, 1)
        both.addWidget(self.sound, 0, Qt.AlignmentFlag.AlignBottom)
        self._lines: list[JobLine] = []
        # Reserve one line from the start, so that the timeline does not move when a message appears.
        self.setMinimumHeight(_LINE_PX)
        self.clear()

    @property
    def message(self) -> str:
        """The current message."""
        return self._message.text()

    @property
    def help_button(self) -> QPushButton:
        """The button beside the message."""
        return self._line.button

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
        self, text: str, button: str = "", help_: Callable[[], object] | None = None, *, error: bool = False
    ) -> None:
        """Show a message, optionally with a button that resolves it; errors also get a Dismiss button."""
        self._line.show_message(text, button, help_, error=error)

    def show_sound(self, rate_hz: int | None, model: str, underruns: int) -> None:
        """Show sample rate, model and underrun count, or nothing if no clip is open."""
        lost = tr("1 underrun") if underruns == 1 else tr("{count} underruns", count=underruns)
        self.sound.setText(
            ""
            if rate_hz is None
            else tr("{rate:g} kHz · {model} · {lost}", rate=rate_hz / 1000, model=model, lost=lost)
        )

    def clear(self) -> None:
        """Clear the message."""
        self._line.clear()

    def forget_jobs(self) -> None:
        """Remove all job lines, because the window is closing."""
        for line in self.findChildren(JobLine):
            self._remove_line(line)

    def _show_job(self, line: JobLine) -> None:
        self._column.insertWidget(len(self._lines), line)  # in the order they appeared
        self._lines.append(line)
        line.show()
        self._show_line()

    def _remove_line(self, line: JobLine) -> None:
        for timer in line.findChildren(QTimer):
            timer.stop()  # it must not show a line that is about to be deleted
        if line in self._lines:
            self._lines.remove(line)
        line.deleteLater()
        self._show_line()

    def _show_line(self) -> None:
        self._dismiss.setVisible(self._line.is_error)
        self._line.setVisible(bool(self.message) or not self._lines)
