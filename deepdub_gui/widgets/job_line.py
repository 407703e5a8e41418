"""One running job in the status bar."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from deepdub_engine.base.formatting import duration
from deepdub_engine.base.progress import Progress, RemainingTime
from deepdub_gui.base.elided_label import ElidedLabel
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import RunningJob
from deepdub_gui.base.plain_text import tooltip

LINE_PX = 30


class JobLine(QWidget):
    """One running job: its title, progress, time left and a Cancel button."""

    def __init__(self, job: RunningJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = job.title
        self._pace = RemainingTime(job.began_s)
        self.label = ElidedLabel(self, name="")
        self.bar = QProgressBar(self, maximum=0, textVisible=False)
        self.bar.setFixedSize(48, 6)
        self.bar.setAccessibleName(tr("Progress of: {title}", title=job.title))
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.setAccessibleName(tr("Cancel: {title}", title=job.title))
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.cancel.clicked.connect(job.cancel)
        self.cancel.clicked.connect(lambda: self.cancel.setEnabled(False))
        self.setFixedHeight(LINE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.addWidget(self.label, 1)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
        self._show(job.title)
        job.progressed.connect(self.show_progress)
        job.began.connect(lambda: self._begin(job.began_s))
        if job.is_waiting:
            self._show(tr("{title} · waiting", title=job.title))
            self.bar.setMaximum(1)

    def _begin(self, began_s: float) -> None:
        self._pace = RemainingTime(began_s)
        self._show(self._title)
        self.bar.setMaximum(0)

    def show_progress(self, progress: Progress) -> None:
        """Show the percentage and the time left."""
        self.bar.setMaximum(1000 if progress.total else 0)
        self.bar.setValue(round(progress.fraction * 1000))
        now_s = time.monotonic()
        self._pace = self._pace.after(now_s, progress.fraction)
        left_s = self._pace.left_s(now_s)
        left = "" if left_s is None else tr("{time} left", time=duration(left_s))
        parts = [self._title, f"{progress.fraction * 100:.0f} %" if progress.total else "", left]
        self._show(" · ".join(part for part in parts if part))

    def _show(self, text: str) -> None:
        self.label.setText(text)
        self.label.setToolTip(tooltip(text))
