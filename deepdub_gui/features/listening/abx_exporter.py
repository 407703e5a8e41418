"""Exports ABX trials to CSV, and prompts before unsaved trials are discarded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deepdub_engine.base import atomic
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.player.abx import Abx
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.dialogs.dialogs import Dialogs, SaveAnswer
from deepdub_gui.features.listening.abx_session import AbxSession
from deepdub_gui.shell.notifier import Notifier


class AbxExporter(QObject):
    """Exports trials and prompts before discarding them.

    Parameters
    ----------
    session
        Holds the trials.
    panel
        The ABX dialog, in front of which questions appear.
    jobs, dialogs, notifier
        Writes the file, asks the user, and reports the result.
    """

    def __init__(
        self,
        session: AbxSession,
        panel: QWidget,
        jobs: JobRunner,
        dialogs: Dialogs,
        notifier: Notifier,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._panel = session, panel
        self._jobs, self._dialogs, self._notifier = jobs, dialogs, notifier
        session.exporting.connect(self._export)
        session.leaving.connect(self._leave)

    def confirm_unsaved(self, later: Callable[[], object]) -> bool:
        """Ask about unexported trials and return whether to continue now; after an export, call `later` instead."""
        if not self._session.has_unexported:
            return True
        abx = self._session.abx
        answer = self._dialogs.ask_trials(self._in_front(), len(abx.trials))
        if answer is SaveAnswer.SAVE:
            self._export(abx, later)
        elif answer is SaveAnswer.DISCARD:
            self._session.give_up()
        return answer is SaveAnswer.DISCARD

    def _in_front(self) -> QWidget:
        window = self._panel.parentWidget()
        return self._panel if self._panel.isVisible() or window is None else window

    def _leave(self, go_on: Callable[[], object]) -> None:
        if self.confirm_unsaved(go_on):
            go_on()

    def _export(self, abx: Abx, then: Callable[[], object] | None = None) -> None:
        path = self._dialogs.choose_table(self._in_front(), "abx.csv")
        if path is None:
            return

        def writing() -> Job[Path]:
            yield Progress(0, 0, tr("Exporting trials"))
            with atomic.replacing(path) as temporary:
                temporary.write_text(abx.table(), "utf-8")
            return path

        def done(_: Path) -> None:
            self._session.note_exported(abx)
            self._notifier.show_message(tr("Exported “{name}”.", name=path.name), path.parent)
            if then is not None:
                then()

        self._jobs.start(tr("Exporting trials"), writing, succeeded=done, failed=self._notifier.show_error)
