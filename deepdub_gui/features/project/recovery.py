"""Offers to restore unsaved work after a crash, in a bar above the timeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.project import Abandoned, Recovered
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.document.session import Session
from deepdub_gui.features.project.journal_writer import JournalWriter
from deepdub_gui.features.project.saver import SaveController
from deepdub_gui.features.project.service import ProjectService


class RecoveryBar(QFrame):
    """A one-line notice with the buttons Restore and Discard; it does not block the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.text = PlainLabel(self, wordWrap=True)
        self.restore = QPushButton(tr("Restore"), self)
        self.restore.setToolTip(tr("Open the files and restore all undo steps"))
        self.discard = QPushButton(tr("Discard"), self)
        self.discard.setToolTip(tr("Delete this work permanently"))
        for button in (self.restore, self.discard):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.restore)
        row.addWidget(self.discard)
        self.hide()


class RecoveryController(QObject):
    """Finds abandoned journals and offers to restore them one at a time, newest first.

    `looked` is emitted after the search, with whether there is something to restore.

    Parameters
    ----------
    session, jobs
        The session with the journals, and the job runner.
    service, recorder, saver
        Open the restored project, write the journal of this window, and prompt before changes are lost.
    bar
        Shows the offer.
    """

    looked = Signal(bool)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        service: ProjectService,
        recorder: JournalWriter,
        saver: SaveController,
        bar: RecoveryBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journals, self._jobs, self._service = session.journals, jobs, service
        self._recorder, self._saver, self._bar = recorder, saver, bar
        self._found: list[Abandoned] = []
        bar.restore.clicked.connect(self._restore)
        bar.discard.clicked.connect(self._discard)

    def look(self) -> None:
        """Search for abandoned work and offer to restore it."""

        def looking() -> Job[tuple[Abandoned, ...]]:
            yield Progress(0, 0, tr("Looking for unsaved work"))
            return self._journals.abandoned()

        def done(found: tuple[Abandoned, ...]) -> None:
            self._found += found
            self._offer()
            self.looked.emit(bool(self._found))

        self._jobs.start(tr("Looking for unsaved work"), looking, succeeded=done, failed=self._service.failed.emit)

    def resume(self, folder: Path) -> None:
        """Open the work that a window has left, without asking."""
        left = self._journals.take(folder)
        if left is not None:
            self._service.restore(
                left.work, lambda: self._recorder.after_writing(left.place.remove, left.place.release)
            )

    def close(self) -> None:
        """Release the work that was neither restored nor discarded, so that the next start offers it."""
        for one in self._found:
            one.place.release()
        self._found.clear()

    def _offer(self) -> None:
        if self._found:
            more = (
                tr(" More unsaved work to restore: {found}.", found=len(self._found) - 1)
                if len(self._found) > 1
                else ""
            )
            self._bar.text.setText(f"{described(self._found[0].work)}{more}")
        self._bar.setVisible(bool(self._found))

    def _restore(self) -> None:
        if self._found:
            one = self._found[0]
            if self._saver.confirm_unsaved(lambda: self._restore_one(one)):
                self._restore_one(one)

    def _restore_one(self, one: Abandoned) -> None:
        def restored() -> None:
            # If the new journal could not be written, keep the old one: the next start offers it again.
            self._take_away(one, otherwise=one.place.release)

        if one in self._found:  # it may have been discarded while saving
            self._service.restore(one.work, restored)

    def _discard(self) -> None:
        if self._found:
            one = self._found[0]
            if self._saver.may_discard(described(one.work)):
                self._take_away(one, otherwise=one.place.remove)

    def _take_away(self, one: Abandoned, otherwise: Callable[[], None]) -> None:
        if one in self._found:
            self._found.remove(one)
            self._recorder.after_writing(one.place.remove, otherwise)
            self._offer()


def described(work: Recovered) -> str:
    """Return a sentence that describes abandoned work."""
    project, history = work.project, work.history
    part = project.media or project.subtitles
    name = work.path.name if work.path else Path(part.file.path).name if part else tr("a clip")
    when = datetime.fromtimestamp(work.changed_s).astimezone()
    day = "" if when.date() == datetime.now().astimezone().date() else f"{QLocale().toString(when.date())}, "
    steps = tr("1 step") if history.index == 1 else tr("{index} steps", index=history.index)
    last = tr(", last “{name}”", name=history.steps[history.index - 1].name) if history.index else ""
    return tr(
        "Deepdub closed with unsaved changes to “{name}”: {steps}{last}, {day}at {when:%H:%M}.",
        name=name,
        steps=steps,
        last=last,
        day=day,
        when=when,
    )
